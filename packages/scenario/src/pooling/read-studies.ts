import { numberCell } from "../sheet/number-cell.ts";
import { isMissing, issueAt, type Sheet } from "../sheet/sheet.ts";
import type { CheckedText, PlacedIssue } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import type { CellRule, StudyFamily } from "./column-families.ts";
import { type ColumnNames, type FoundColumns, findColumns } from "./find-columns.ts";
import { labelsOf } from "./study-labels.ts";
import { shapeNumbers, type StudyNumbers, type StudyRow } from "./study-rows.ts";

/** What of a sheet is pooled. */
export interface StudiesAsked {
  /** The column of each number that is not called as usual: `{ ai: "tpos", bi: "tneg" }`. */
  readonly columns?: ColumnNames;
  readonly family?: StudyFamily;
  /** The column of the studies' names; `slab`, `studlab`, `study` or `author` and `year` otherwise. */
  readonly label?: string;
  /** Further columns of the sheet that every study must have a value in. */
  readonly needed?: readonly string[];
}

/** The studies of a sheet, and which were left out. */
export interface SheetStudies {
  readonly numbers: StudyNumbers;
  readonly found: FoundColumns;
  /** Rows that lack a number, or a value in a column that is needed. */
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[];
  readonly notes: readonly string[];
}

/**
 * Reads the numbers of every study of a sheet. A row that lacks one is left out and listed; a cell that is no number, or that no study
 * can have, is an issue at its line and column.
 * @throws InvalidInput where the sheet has no columns that can be pooled, or not those that are named.
 */
export function readStudies(sheet: Sheet, asked: StudiesAsked): CheckedText<SheetStudies> {
  const found = findColumns(sheet.columns, {
    ...(asked.columns === undefined ? {} : { names: asked.columns }),
    ...(asked.family === undefined ? {} : { family: asked.family }),
  });
  const needed = (asked.needed ?? []).map((name) => sheet.columns.indexOf(name));
  const { labels, notes } = labelsOf(sheet, asked.label, Object.values(found.columnOf));
  const issues: PlacedIssue[] = [];
  const leftOut: { label: string; reason: string }[] = [];
  const studies: (StudyRow & { readonly numbers: Readonly<Record<string, number>> })[] = [];
  for (const [row, cells] of sheet.rows.entries()) {
    const { id, label } = labels[row]!;
    const absent = [...found.fields.map((field) => found.columnOf[field]!), ...needed].filter((column) =>
      isMissing(cells[column]!),
    );
    const numbers: Record<string, number> = {};
    for (const field of found.fields) {
      const column = found.columnOf[field]!;
      if (isMissing(cells[column]!)) continue;
      const read = readCell(cells[column]!, found.family.fields[field]!.rule);
      if (read.kind === "number") numbers[field] = read.value;
      else issues.push(issueAt(sheet, { row, column }, { ...read, kind: "wrongValue" }));
    }
    if (absent.length === 0) studies.push({ id, label, row, numbers });
    else leftOut.push({ label, reason: `no value of ${absent.map((column) => sheet.columns[column]).join(", ")}` });
  }
  issues.push(...togetherIssues(sheet, found, studies));
  if (issues.length > 0) return { kind: "invalid", issues: inTextOrder(issues) };
  if (studies.length === 0) {
    const message = "no row has every number that is needed";
    return { kind: "invalid", issues: [issueAt(sheet, { row: "head", column: 0 }, { kind: "empty", message })] };
  }
  const numbers = shapeNumbers(found.family.kind, studies);
  return { kind: "valid", value: { numbers, found, leftOut, notes } };
}

/** Far above any number of patients. */
const MOST = 1e12;

function readCell(text: string, rule: CellRule): ReturnType<typeof numberCell> {
  const read = numberCell(text);
  if (read.kind === "refused") return read;
  const refuse = (hint: string) => ({ kind: "refused", message: `found ${text}`, hint }) as const;
  const { value } = read;
  if (rule === "count" && !(Number.isSafeInteger(value) && value >= 0 && value <= MOST))
    return refuse(`must be a whole number from 0 to ${MOST}`);
  if (rule === "aboveZero" && !(value > 0)) return refuse("must be above 0");
  return read;
}

/** Pairs of fields of which the first is part of the second. */
const PARTS: Readonly<Partial<Record<StudyFamily, readonly (readonly [string, string])[]>>> = {
  proportions: [
    ["xi", "ni"],
    ["xi", "mi"],
  ],
  comparisons: [
    ["ai", "n1i"],
    ["ci", "n2i"],
    ["ai", "bi"],
    ["ci", "di"],
  ],
};

/** Numbers that are sound one by one and not together: more events than patients, an arm without patients. */
function togetherIssues(
  sheet: Sheet,
  found: FoundColumns,
  studies: readonly { readonly row: number; readonly numbers: Readonly<Record<string, number>> }[],
): readonly PlacedIssue[] {
  const issues: PlacedIssue[] = [];
  const tell = (row: number, field: string, message: string, hint: string): void => {
    const column = found.columnOf[field]!;
    issues.push(issueAt(sheet, { row, column }, { kind: "outOfRange", message, hint }));
  };
  const nameOf = (field: string): string => sheet.columns[found.columnOf[field]!]!;
  const { kind } = found.family;
  for (const { row, numbers } of studies) {
    for (const [part, whole] of PARTS[kind] ?? []) {
      const [x, n] = [numbers[part], numbers[whole]];
      if (x === undefined || n === undefined) continue;
      const isTotal = whole.startsWith("n");
      if (isTotal ? n === 0 : x + n === 0)
        tell(row, whole, `${nameOf(whole)} is ${n}: nobody was counted`, "an arm has at least one patient");
      else if (isTotal && x > n)
        tell(row, part, `${x} is more than ${nameOf(whole)} = ${n}`, "there are at most as many events as patients");
    }
    if (kind !== "meanComparisons" && kind !== "means") continue;
    for (const field of found.fields.filter((name) => name.startsWith("n")))
      if (numbers[field]! < 2) tell(row, field, `${nameOf(field)} is ${numbers[field]}`, "a mean needs at least 2");
  }
  return issues;
}
