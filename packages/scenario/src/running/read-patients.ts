import type { LookColumns } from "@rekindle/trial";
import { numberCell } from "../sheet/number-cell.ts";
import { isMissing, issueAt, type Sheet } from "../sheet/sheet.ts";
import type { CheckedText, PlacedIssue } from "../text/placed-issue.ts";

/** The sheet's names of the columns that are read. */
export interface PatientColumnNames {
  readonly arm?: string;
  readonly time?: string;
  readonly status?: string;
  readonly response?: string;
  readonly stratum?: string;
}

type ColumnName = keyof PatientColumnNames;

/** Names by which the columns are known. */
const USUAL: Readonly<Record<ColumnName, readonly string[]>> = {
  arm: ["arm", "trt", "treatment", "group"],
  time: ["time", "timeDays", "days"],
  status: ["status", "event"],
  response: ["response", "responder"],
  stratum: ["stratum", "strata"],
};
const CONTROL = new Set(["0", "control", "c"]);
const EXPERIMENTAL = new Set(["1", "experimental", "e"]);
const MOST_STRATA = 255;

/**
 * The patients of a sheet: `arm` (0 or control, 1 or experimental), `time` in days and `status` (1 event, 0 censored) or `response`
 * (1 or 0; nothing where it is not known counts as none), and `stratum` of any text if there is one.
 */
export function readPatients(
  sheet: Sheet,
  options: { readonly reads: "response" | "timeDays"; readonly columns?: PatientColumnNames },
): CheckedText<LookColumns> {
  const issues: PlacedIssue[] = [];
  const { reads, columns = {} } = options;
  const find = (name: ColumnName, isNeeded: boolean): number | undefined => {
    const names = columns[name] === undefined ? USUAL[name] : [columns[name]];
    const at = sheet.columns.findIndex((column) => names.some((usual) => usual.toLowerCase() === column.toLowerCase()));
    if (at >= 0) return at;
    if (isNeeded || columns[name] !== undefined)
      issues.push(
        issueAt(
          sheet,
          { row: "head", column: 0 },
          { kind: "missing", message: `no column ${names.join(" or ")}`, hint: `found ${sheet.columns.join(", ")}` },
        ),
      );
    return undefined;
  };
  const isTime = reads === "timeDays";
  const places = {
    arm: find("arm", true),
    time: isTime ? find("time", true) : undefined,
    status: isTime ? find("status", true) : undefined,
    response: isTime ? undefined : find("response", true),
    stratum: find("stratum", false),
  };
  if (issues.length > 0) return { kind: "invalid", issues };
  const strata = new Map<string, number>();
  const rows = sheet.rows.map((cells, row) => {
    const cell = (column: number, problem: { readonly message: string; readonly hint: string }): number => {
      issues.push(issueAt(sheet, { row, column }, { kind: "outOfRange", ...problem }));
      return 0;
    };
    const arm =
      armOf(cells[places.arm!]!) ??
      cell(places.arm!, {
        message: `found ${JSON.stringify(cells[places.arm!]!)}`,
        hint: "0 or control, 1 or experimental",
      });
    const number = (
      column: number | undefined,
      isSound: (value: number) => boolean,
      hint: string,
      missing?: number,
    ): number => {
      if (column === undefined) return 0;
      const text = cells[column]!;
      if (missing !== undefined && isMissing(text)) return missing;
      const read = numberCell(text);
      if (read.kind === "refused") return cell(column, read);
      return isSound(read.value) ? read.value : cell(column, { message: `found ${text}`, hint });
    };
    const isFlag = (value: number): boolean => value === 0 || value === 1;
    const text = places.stratum === undefined ? "" : cells[places.stratum]!;
    if (!strata.has(text)) strata.set(text, strata.size);
    return {
      arm,
      time: number(places.time, (value) => value >= 0, "days since randomisation, 0 or more"),
      event: number(places.status, isFlag, "1 event, 0 censored"),
      response: number(places.response, isFlag, "1 response, 0 none, nothing if not assessed", 0),
      stratum: strata.get(text)!,
    };
  });
  const arms = new Set(rows.map(({ arm }) => arm));
  if (issues.length === 0 && arms.size < 2)
    issues.push(
      issueAt(
        sheet,
        { row: "head", column: places.arm! },
        {
          kind: "outOfRange",
          message: rows.length === 0 ? "no patients" : "all patients are on one arm",
          hint: "patients on both arms",
        },
      ),
    );
  if (strata.size > MOST_STRATA)
    issues.push(
      issueAt(
        sheet,
        { row: "head", column: places.stratum! },
        { kind: "outOfRange", message: `${strata.size} strata`, hint: `at most ${MOST_STRATA}` },
      ),
    );
  if (issues.length > 0) return { kind: "invalid", issues };
  return {
    kind: "valid",
    value: {
      patients: rows.length,
      arm: Uint8Array.from(rows, ({ arm }) => arm),
      stratum: Uint8Array.from(rows, ({ stratum }) => stratum),
      response: Uint8Array.from(rows, ({ response }) => response),
      timeDays: Float64Array.from(rows, ({ time }) => time),
      event: Uint8Array.from(rows, ({ event }) => event),
    },
  };
}

function armOf(text: string): number | undefined {
  const word = text.toLowerCase();
  if (CONTROL.has(word)) return 0;
  return EXPERIMENTAL.has(word) ? 1 : undefined;
}
