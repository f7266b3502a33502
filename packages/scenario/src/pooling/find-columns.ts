import type { Issue } from "@rekindle/stats";
import { InvalidInput, nearestName } from "@rekindle/stats";
import { type ColumnFamily, columnFamilies, type StudyFamily } from "./column-families.ts";

/** The columns of a sheet that hold the numbers of a family: position by field. */
export interface FoundColumns {
  readonly family: ColumnFamily;
  readonly fields: readonly string[];
  readonly columnOf: Readonly<Record<string, number>>;
  /** Families that the sheet has too and that were not chosen. */
  readonly passedOver: readonly StudyFamily[];
}

/** Columns that a caller names in place of the usual ones, by field: `{ ai: "tpos" }`. */
export type ColumnNames = Readonly<Record<string, string>>;

/**
 * Finds the columns of the family that is asked for, or of the first that is whole.
 * @throws InvalidInput where no family is whole, with what is missing of those that are begun.
 */
export function findColumns(
  columns: readonly string[],
  asked: { readonly names?: ColumnNames; readonly family?: StudyFamily },
): FoundColumns {
  const { names = {}, family } = asked;
  const issues = nameIssues(columns, names);
  if (issues.length > 0) throw new InvalidInput(issues);
  const families = columnFamilies.filter(({ kind }) => family === undefined || kind === family);
  const whole = families.flatMap((each) => wholeSet(each, columns, names));
  const [first] = whole;
  if (first === undefined) throw new InvalidInput([notFound(columns, families)]);
  const passedOver = whole.slice(1).map((other) => other.family.kind);
  return { ...first, passedOver };
}

function wholeSet(
  family: ColumnFamily,
  columns: readonly string[],
  names: ColumnNames,
): readonly Omit<FoundColumns, "passedOver">[] {
  for (const fields of family.sets) {
    const places = fields.map((field) => placeOf(columns, names[field], family.fields[field]!.names));
    if (places.includes(-1)) continue;
    const columnOf = Object.fromEntries(fields.map((field, i) => [field, places[i]!]));
    return [{ family, fields, columnOf }];
  }
  return [];
}

/** The column called so: exactly, or, where only one is, in capitals or small letters. */
export function placeOf(columns: readonly string[], chosen: string | undefined, usual: readonly string[]): number {
  if (chosen !== undefined) return columns.indexOf(chosen);
  for (const name of usual) {
    const exact = columns.indexOf(name);
    if (exact >= 0) return exact;
  }
  for (const name of usual) {
    const alike = columns.flatMap((column, i) => (column.toLowerCase() === name.toLowerCase() ? [i] : []));
    if (alike.length === 1) return alike[0]!;
  }
  return -1;
}

function nameIssues(columns: readonly string[], names: ColumnNames): readonly Issue[] {
  const known = [...new Set(columnFamilies.flatMap(({ fields }) => Object.keys(fields)))];
  return Object.entries(names).flatMap(([field, column]): readonly Issue[] => {
    const path = ["columns", field];
    if (!known.includes(field)) {
      const near = nearestName(field, known);
      const hint = `${near === undefined ? "" : `did you mean ${near}? `}known: ${known.join(", ")}`;
      return [{ kind: "unknownKey", path, message: `${JSON.stringify(field)} is no number of a study`, hint }];
    }
    return columns.includes(column) ? [] : [unknownColumn(columns, column, path)];
  });
}

/** A column that is named and that the sheet has not. */
export function unknownColumn(columns: readonly string[], column: string, path: Issue["path"]): Issue {
  const near = nearestName(column, columns);
  const named = columns.filter((name) => name !== "").join(", ");
  const hint = `${near === undefined ? "" : `did you mean ${near}? `}the file has: ${named}`;
  return { kind: "unknownColumn", path, message: `there is no column ${JSON.stringify(column)}`, hint };
}

function notFound(columns: readonly string[], families: readonly ColumnFamily[]): Issue {
  const wanted = families.map(({ label, sets, fields }) => {
    const [fullest] = sets;
    return `${fullest!.map((field) => fields[field]!.names[0]).join(", ")} (${label})`;
  });
  const hint = `needed: ${wanted.join("; or ")}; name other columns as field=column`;
  const found = columns.filter((name) => name !== "").join(", ");
  return { kind: "noColumns", path: [], message: `no columns that can be pooled among ${found}`, hint };
}
