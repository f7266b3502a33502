import { InvalidInput } from "@rekindle/stats";
import { unknownColumn } from "../pooling/find-columns.ts";
import { numberCell } from "../sheet/number-cell.ts";
import { isMissing, issueAt, type Sheet } from "../sheet/sheet.ts";
import type { CheckedText, PlacedIssue } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import type { SheetSurvivalOptions } from "./sheet-survival.ts";

/** The patients of a sheet in columns; rows that lack a value are left out. */
export interface SheetTimes {
  /** Numbers by the name of their role: `time` and `status`, or `left` and `right`. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Names of the groups and, per patient, the position of its own; absent without groups. */
  readonly groups?: { readonly names: readonly string[]; readonly of: Float64Array };
  readonly strata?: Float64Array;
  readonly patients: number;
  readonly leftOut: number;
  readonly notes: readonly string[];
}

type Role = "time" | "status" | "left" | "right" | "group" | "strata";

/** What each column is called where nobody says. */
const USUAL: Readonly<Partial<Record<Role, readonly string[]>>> = {
  time: ["time", "times"],
  status: ["status", "event", "events"],
};

/**
 * Reads times and events, or intervals, of every patient of a sheet. Every cell that is no number or that cannot be is told.
 * @throws InvalidInput where a column is not there, or two ways of writing times are mixed.
 */
export function readTimes(sheet: Sheet, options: SheetSurvivalOptions): CheckedText<SheetTimes> {
  const isInterval = options.left !== undefined || options.right !== undefined;
  const roles: readonly Role[] = isInterval ? ["left", "right"] : ["time", "status"];
  refuseMixture(options, isInterval);
  const places = new Map<Role, number>();
  const missing = [...roles, ...(["group", "strata"] as const).filter((role) => options[role] !== undefined)].flatMap(
    (role) => {
      const column = columnOf(sheet, role, options[role]);
      if (column >= 0) places.set(role, column);
      return column >= 0 ? [] : [absent(sheet, role, options[role])];
    },
  );
  if (missing.length > 0) throw new InvalidInput(missing);

  const issues: PlacedIssue[] = [];
  const kept: number[] = [];
  const values: Record<string, number[]> = Object.fromEntries(roles.map((role) => [role, []]));
  for (const [row, cells] of sheet.rows.entries()) {
    const isAbsent = [...places].some(
      ([role, column]) => role !== "right" && role !== "left" && isMissing(cells[column]!),
    );
    const numbers = isAbsent
      ? undefined
      : roles.map((role) => readNumber(sheet, { row, column: places.get(role)! }, role, issues));
    if (numbers === undefined || numbers.includes(undefined)) continue;
    if (
      isInterval &&
      cells.every(
        (_, column) => ![places.get("left"), places.get("right")].includes(column) || isMissing(cells[column]!),
      )
    )
      continue;
    kept.push(row);
    for (const [i, role] of roles.entries()) values[role]!.push(numbers[i]!);
  }
  if (isInterval) issues.push(...orderIssues(sheet, kept, values, places.get("right")!));
  const status = isInterval
    ? { values: [], note: [] }
    : eventsOf(sheet, kept, values["status"]!, places.get("status")!, issues);
  if (issues.length > 0) return { kind: "invalid", issues: inTextOrder(issues) };
  if (kept.length === 0) {
    const issue = { kind: "empty", message: "no row has every value that is needed" };
    return { kind: "invalid", issues: [issueAt(sheet, { row: "head", column: 0 }, issue)] };
  }
  if (!isInterval) values["status"] = status.values;
  const group = places.get("group");
  const strata = places.get("strata");
  const textsOf = (column: number): readonly string[] => kept.map((row) => sheet.rows[row]![column]!);
  return {
    kind: "valid",
    value: {
      columns: Object.fromEntries(Object.entries(values).map(([role, list]) => [role, Float64Array.from(list)])),
      ...(group === undefined ? {} : { groups: groupsOf(textsOf(group), options.control) }),
      ...(strata === undefined ? {} : { strata: groupsOf(textsOf(strata), undefined).of }),
      patients: kept.length,
      leftOut: sheet.rows.length - kept.length,
      notes: status.note,
    },
  };
}

function refuseMixture(options: SheetSurvivalOptions, isInterval: boolean): void {
  const issues = isInterval
    ? (["time", "status"] as const)
        .filter((role) => options[role] !== undefined)
        .map((role) => ({
          kind: "notAllowed",
          path: [role],
          message: "is of right-censored times, and intervals are given",
        }))
    : [];
  if (issues.length > 0) throw new InvalidInput(issues);
}

function columnOf(sheet: Sheet, role: Role, asked: string | undefined): number {
  if (asked !== undefined) return sheet.columns.indexOf(asked);
  const names = USUAL[role] ?? [role];
  return sheet.columns.findIndex((column) => names.includes(column.toLowerCase()));
}

function absent(sheet: Sheet, role: Role, asked: string | undefined) {
  if (asked !== undefined) return unknownColumn(sheet.columns, asked, [role]);
  const issue = unknownColumn(sheet.columns, (USUAL[role] ?? [role])[0]!, [role]);
  return { ...issue, hint: `name the column; ${issue.hint ?? ""}` };
}

/** Far above any follow-up in any unit, and small enough that its square is a number. */
const LONGEST = 1e12;

/** An open end of an interval: nothing before it on the left, no end on the right. */
function readNumber(
  sheet: Sheet,
  cell: { readonly row: number; readonly column: number },
  role: Role,
  issues: PlacedIssue[],
): number | undefined {
  const text = sheet.rows[cell.row]![cell.column]!;
  if (role === "right" && (isMissing(text) || /^\+?inf(inity)?$/i.test(text))) return Infinity;
  if (role === "left" && (isMissing(text) || /^-inf(inity)?$/i.test(text))) return 0;
  if (role === "status" && /^(true|false)$/i.test(text)) return /^true$/i.test(text) ? 1 : 0;
  const read = numberCell(text);
  const refuse = (message: string, hint: string): undefined => {
    issues.push(issueAt(sheet, cell, { kind: "wrongValue", message, hint }));
    return undefined;
  };
  if (read.kind === "refused") return refuse(read.message, read.hint);
  if (role !== "status" && read.value < 0) return refuse(`found ${text}`, "a time is at least 0");
  if (role !== "status" && read.value > LONGEST) return refuse(`found ${text}`, `a time is at most ${LONGEST}`);
  if (role === "right" && read.value === 0) return refuse(`found ${text}`, "an interval ends after 0");
  return read.value;
}

/** 0 and 1; or 1 and 2 as R's survival has them, where 2 is the event. */
function eventsOf(
  sheet: Sheet,
  kept: readonly number[],
  codes: readonly number[],
  column: number,
  issues: PlacedIssue[],
): { readonly values: number[]; readonly note: readonly string[] } {
  const isOneTwo = codes.includes(2) && codes.every((code) => code === 1 || code === 2);
  if (isOneTwo) {
    const name = sheet.columns[column]!;
    return { values: codes.map((code) => code - 1), note: [`${name} is coded 1 and 2: 2 is taken as the event`] };
  }
  for (const [i, code] of codes.entries()) {
    if (code === 0 || code === 1) continue;
    const issue = {
      kind: "wrongValue",
      message: `found ${code}`,
      hint: "0 (censored) or 1 (event), or 1 and 2 throughout",
    };
    issues.push(issueAt(sheet, { row: kept[i]!, column }, issue));
  }
  return { values: [...codes], note: [] };
}

function orderIssues(
  sheet: Sheet,
  kept: readonly number[],
  { left, right }: Readonly<Record<string, readonly number[]>>,
  column: number,
): readonly PlacedIssue[] {
  return kept.flatMap((row, i) => {
    if (right![i]! >= left![i]!) return [];
    const message = `${right![i]} is before the left end, ${left![i]}`;
    return [
      issueAt(
        sheet,
        { row, column },
        { kind: "outOfRange", message, hint: "an interval ends where it begins or later" },
      ),
    ];
  });
}

/** Groups in the order of their first patients; the control group first. */
function groupsOf(texts: readonly string[], control: string | undefined) {
  const met = [...new Set(texts)];
  if (control !== undefined && !met.includes(control)) {
    const message = `no patient is in the group ${JSON.stringify(control)}`;
    throw new InvalidInput([{ kind: "unknownGroup", path: ["control"], message, hint: `groups: ${met.join(", ")}` }]);
  }
  const inOrder = met.every((text) => numberCell(text).kind === "number")
    ? met.toSorted((a, b) => Number(a) - Number(b))
    : met;
  const names = control === undefined ? inOrder : [control, ...inOrder.filter((name) => name !== control)];
  return { names, of: Float64Array.from(texts, (text) => names.indexOf(text)) };
}
