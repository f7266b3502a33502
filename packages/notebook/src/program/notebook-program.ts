import { type Cell, cellName, isRun } from "../format/notebook.ts";
import { type CellComplaint, parseCell, type ParsedCell, placeOf, type Span } from "./parse-cell.ts";

/** A place in a notebook: the index of the cell, and the line in it from 1. */
export interface CellLine {
  readonly cell: number;
  readonly line: number;
}

/** All cells as one TypeScript module. Columns are those of the cells, and every line knows where it comes from. */
export interface NotebookProgram {
  readonly text: string;
  readonly lines: readonly (CellLine | undefined)[];
}

/** The name in the module under which it speaks to the process that runs it. */
const RUNNER = "__rekindleNotebook";

/**
 * The module that runs a notebook. Imports go to its top. Each cell is a block inside the block of the cell before, so that it sees
 * the names of earlier cells and no name of a later one; a name may be declared once, since a kernel would replace it silently.
 */
export function notebookProgram(
  cells: readonly Cell[],
):
  | { readonly kind: "program"; readonly program: NotebookProgram }
  | { readonly kind: "unsound"; readonly complaints: readonly CellComplaint[] } {
  const parsed = new Map(
    cells.flatMap((cell, index) => (isRun(cell) ? [[index, parseCell(index, cell.source)] as const] : [])),
  );
  const complaints = [
    ...[...parsed.values()].flatMap((each) => each.complaints),
    ...redeclared(cells, parsed),
    ...early(cells, parsed),
  ];
  if (complaints.length > 0) return { kind: "unsound", complaints };
  return { kind: "program", program: programOf(cells, parsed) };
}

function redeclared(cells: readonly Cell[], parsed: ReadonlyMap<number, ParsedCell>): CellComplaint[] {
  const first = new Map<string, number>();
  const complaints: CellComplaint[] = [];
  for (const [cell, { names }] of parsed)
    for (const { name, start } of names) {
      if (name === RUNNER)
        complaints.push({ cell, ...placeOf(cells[cell]!.source, start), message: `${name} is a name of the runner` });
      const earlier = first.get(name) ?? cell;
      first.set(name, earlier);
      if (earlier === cell) continue;
      const message = `${name} is declared in ${cellName(cells, earlier)} already; give it another name`;
      complaints.push({ cell, ...placeOf(cells[cell]!.source, start), message });
    }
  return complaints;
}

/** Imports are hoisted to the top of a module, but a kernel runs cells one by one. */
function early(cells: readonly Cell[], parsed: ReadonlyMap<number, ParsedCell>): CellComplaint[] {
  const importing = new Map<string, number>();
  for (const [cell, { imported }] of parsed) for (const name of imported) importing.set(name, cell);
  return [...parsed].flatMap(([cell, { free }]) =>
    free.flatMap(({ name, start }) => {
      const later = importing.get(name);
      if (later === undefined || later <= cell) return [];
      const message = `${name} is imported only in ${cellName(cells, later)}; import it here or before`;
      return [{ cell, ...placeOf(cells[cell]!.source, start), message }];
    }),
  );
}

function programOf(cells: readonly Cell[], parsed: ReadonlyMap<number, ParsedCell>): NotebookProgram {
  const texts: string[] = [];
  const lines: (CellLine | undefined)[] = [];
  const add = (text: string, from?: CellLine) => {
    for (const [index, line] of text.split("\n").entries()) {
      texts.push(line);
      lines.push(from === undefined ? undefined : { cell: from.cell, line: from.line + index });
    }
  };
  for (const [cell, { imports }] of parsed) {
    const { source } = cells[cell]!;
    for (const span of imports)
      add(indented(source, span.start) + textAt(source, span), { cell, line: placeOf(source, span.start).line });
  }
  add(
    `const ${RUNNER} = (globalThis as never as Record<symbol, { readonly begin: (cell: number) => Promise<void>; readonly result: (value: unknown) => Promise<void>; readonly finish: () => Promise<void> }>)[Symbol.for("rekindle.notebook")]!;`,
  );
  for (const [cell, { imports, lastExpression }] of parsed) {
    const source = blanked(cells[cell]!.source, imports);
    add(`await ${RUNNER}.begin(${cell});\n{`);
    if (lastExpression === undefined) add(source, { cell, line: 1 });
    else addShowing(source, lastExpression, (text, offset) => add(text, { cell, line: placeOf(source, offset).line }));
  }
  add(`await ${RUNNER}.finish();\n${"}".repeat(parsed.size)}\nexport {};`);
  return { text: `${texts.join("\n")}\n`, lines };
}

/** The cell with its last expression handed to the runner, on lines of its own at its own columns. */
function addShowing(source: string, span: Span, add: (text: string, offset: number) => void): void {
  const before = source.slice(0, span.start);
  add(`${before}await ${RUNNER}.result(`, 0);
  add(indented(source, span.start) + textAt(source, span), span.start);
  add(`)${indented(source, span.end).slice(1)}${source.slice(span.end)}`, span.end);
}

function textAt(source: string, { start, end }: Span): string {
  return source.slice(start, end);
}

/** What stands before this place on its line, as white space. */
function indented(source: string, offset: number): string {
  return source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset).replaceAll(/[^\t]/g, " ");
}

/** The source with its imports as white space. */
function blanked(source: string, spans: readonly Span[]): string {
  return spans.reduce(
    (text, { start, end }) => text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, " ") + text.slice(end),
    source,
  );
}
