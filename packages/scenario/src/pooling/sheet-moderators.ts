import type { Moderator } from "@rekindle/evidence";
import type { Issue } from "@rekindle/stats";
import { InvalidInput } from "@rekindle/stats";
import { numberCell } from "../sheet/number-cell.ts";
import { issueAt, type Sheet } from "../sheet/sheet.ts";
import type { PlacedIssue } from "../text/placed-issue.ts";
import { unknownColumn } from "./find-columns.ts";

/** A moderator as it is asked for. */
export interface AskedModerator {
  readonly column: string;
  /** Taken as names of categories even where they are numbers. */
  readonly isFactor: boolean;
  readonly reference?: string;
}

/**
 * Reads `year`, `factor(dose)` and `allocation=random`. A column that is called so with its brackets or sign is meant itself.
 * @throws InvalidInput with every column that the sheet has not.
 */
export function askedModerators(sheet: Sheet, written: readonly string[]): readonly AskedModerator[] {
  const asked = written.map((each) => askedModerator(sheet, each.trim()));
  const issues = asked.flatMap(({ column }, index): readonly Issue[] => {
    const path = ["moderators", index];
    if (!sheet.columns.includes(column)) return [unknownColumn(sheet.columns, column, path)];
    if (asked.findIndex((other) => other.column === column) === index) return [];
    return [{ kind: "repeated", path, message: `${JSON.stringify(column)} is asked for twice` }];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  return asked;
}

function askedModerator(sheet: Sheet, written: string): AskedModerator {
  if (sheet.columns.includes(written)) return { column: written, isFactor: false };
  const factor = /^factor\((.+)\)$/.exec(written);
  if (factor !== null) return { column: factor[1]!.trim(), isFactor: true };
  const at = written.indexOf("=");
  if (at < 0) return { column: written, isFactor: false };
  return { column: written.slice(0, at).trim(), isFactor: true, reference: written.slice(at + 1).trim() };
}

/**
 * The values of moderators in some rows of a sheet: numbers where all are, else names of categories. A column of numbers with a few
 * texts among them is refused at those cells.
 */
export function readModerators(
  sheet: Sheet,
  rows: readonly number[],
  asked: readonly AskedModerator[],
): { readonly moderators: readonly Moderator[]; readonly issues: readonly PlacedIssue[] } {
  const issues: PlacedIssue[] = [];
  const moderators = asked.map(({ column, isFactor, reference }): Moderator => {
    const place = sheet.columns.indexOf(column);
    const texts = rows.map((row) => sheet.rows[row]![place]!);
    const values = texts.map(numberCell);
    const numeric = values.filter(({ kind }) => kind === "number").length;
    if (isFactor || numeric * 2 <= rows.length)
      return { name: column, levels: texts, ...(reference === undefined ? {} : { reference }) };
    const numbers = values.map((value, i) => {
      if (value.kind === "number") return value.value;
      const hint = `${value.hint}; or write factor(${column}) if these are names`;
      const issue = { kind: "wrongValue", message: value.message, hint };
      issues.push(issueAt(sheet, { row: rows[i]!, column: place }, issue));
      return 0;
    });
    return { name: column, values: numbers };
  });
  return { moderators, issues };
}
