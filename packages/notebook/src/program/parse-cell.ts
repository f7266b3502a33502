import { parseSync, type Program } from "oxc-parser";
import { declaredNames, type DeclaredName, namesOf } from "./declared-names.ts";
import { freeNames } from "./free-names.ts";

/** Something wrong at a place of a cell; lines and columns count from 1. */
export interface CellComplaint {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a part of a cell begins and ends, in UTF-16 units from the beginning of the cell. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ParsedCell {
  readonly imports: readonly Span[];
  /** The last statement's expression, whose value is shown. */
  readonly lastExpression: Span | undefined;
  readonly names: readonly DeclaredName[];
  /** Those among the names that are imported. */
  readonly imported: ReadonlySet<string>;
  /** Names taken from other cells, or global. */
  readonly free: readonly DeclaredName[];
  readonly complaints: readonly CellComplaint[];
}

/** The parts of a cell that decide where it stands in the program; complaints if it is not sound by itself. */
export function parseCell(cell: number, source: string): ParsedCell {
  const { program, errors } = parseSync("cell.ts", source, { lang: "ts", sourceType: "module" });
  const complain = (offset: number, message: string): CellComplaint => ({ cell, ...placeOf(source, offset), message });
  if (errors.length > 0) {
    const complaints = errors.map(({ message, helpMessage, labels }) =>
      complain(labels[0]?.start ?? 0, helpMessage === null ? message : `${message} (${helpMessage})`),
    );
    return { imports: [], lastExpression: undefined, names: [], imported: new Set(), free: [], complaints };
  }
  const complaints = program.body.flatMap((statement) => {
    if (statement.type.startsWith("Export"))
      return [complain(statement.start, "A cell exports nothing: later cells see its names as they are")];
    const from = statement.type === "ImportDeclaration" ? statement.source : undefined;
    if (from !== undefined && /^\.{0,2}\//.test(from.value))
      return [
        complain(
          from.start,
          `Import packages by name; ${from.raw} is a path, which means another file in another place`,
        ),
      ];
    return [];
  });
  return {
    imports: program.body.filter(({ type }) => type === "ImportDeclaration"),
    lastExpression: lastExpressionOf(program),
    names: declaredNames(program),
    imported: new Set(
      program.body.flatMap((each) => (each.type === "ImportDeclaration" ? namesOf(each).map(({ name }) => name) : [])),
    ),
    free: freeNames(program),
    complaints,
  };
}

/** A statement without an effect of its own between, such as an empty one, does not hide the value before it. */
function lastExpressionOf(program: Program): Span | undefined {
  const last = program.body.findLast(({ type }) => type !== "EmptyStatement");
  return last?.type === "ExpressionStatement" ? last.expression : undefined;
}

export function placeOf(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
