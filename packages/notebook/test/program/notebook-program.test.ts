import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/format/parse-notebook.ts";
import { complaintsOf } from "../../src/program/compile.ts";
import { notebookProgram } from "../../src/program/notebook-program.ts";
import { ipynb } from "../notebooks.ts";

const madeOf = (...sources: readonly string[]) => notebookProgram(parseNotebook("a.ipynb", ipynb(sources)).cells);

function programOf(...sources: readonly string[]) {
  const made = madeOf(...sources);
  if (made.kind === "unsound") throw new Error(made.complaints.map((each) => each.message).join("\n"));
  return made.program;
}

const messagesOf = (...sources: readonly string[]) => {
  const made = madeOf(...sources);
  return made.kind === "unsound"
    ? made.complaints.map(({ cell, line, column, message }) => `${cell}:${line}:${column} ${message}`)
    : [];
};

describe("the program of a notebook", () => {
  it("hands the last expression to the runner, at its own columns", () => {
    const { text } = programOf("const a = 1;\n  a + 1; // sum");
    expect(text).toContain("await __rekindleNotebook.result(\n  a + 1\n)      ; // sum\n");
  });

  it("shows nothing where the last statement is none", () => {
    expect(programOf("1; const a = 2;").text).not.toContain("result(\n");
  });

  it("moves imports to the top and leaves lines where they are", () => {
    const { text, lines } = programOf("const a = 1;", 'const b = 2; import {\n  x,\n} from "x";\nx;');
    const all = text.split("\n");
    expect(all.slice(0, 3)).exactly(["             import {", "  x,", '} from "x";']);
    expect(lines.slice(0, 3)).exactly([1, 2, 3].map((line) => ({ cell: 1, line })));
    expect(lines[all.indexOf("x")]).exactly({ cell: 1, line: 4 });
  });

  it("every line of a cell stands at its own columns, and knows where it comes from", () => {
    const piece = fc.constantFrom(
      "const v$ = 1;",
      "v$",
      "/* 😀 */ let w$ = `a\nb`;",
      "\t(1 +\n 2)",
      'import { q as i$ } from "q";',
      "",
      "// end",
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (cells) => {
          let count = 0;
          const sources = cells.map((pieces) =>
            pieces.map((each) => (each.startsWith("v$") ? "0" : each).replaceAll("$", () => `${++count}`)).join("\n"),
          );
          const { text, lines } = programOf(...sources);
          for (const [index, line] of text.split("\n").entries()) {
            const from = lines[index];
            if (from === undefined) continue;
            const source = sources[from.cell]!.split("\n")[from.line - 1]!;
            const placed = line.replace("await __rekindleNotebook.result(", "").replace(/^\)/, " ");
            for (let column = 0; column < placed.length; column++)
              if (/\S/.test(placed[column]!)) expect(source[column]).exactly(placed[column]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("names the place of what is not sound in a cell", () => {
    expect(messagesOf("const ok = 1;", "const a = ;")[0]).toMatch(/^1:1:11 Unexpected token/);
    expect(messagesOf("if (true) {", "}").length).exactly(2);
    expect(messagesOf("export const a = 1")).exactly([
      "0:1:1 A cell exports nothing: later cells see its names as they are",
    ]);
    expect(messagesOf('import a from "./a.js"')[0]).toMatch(/^0:1:15 Import packages by name/);
  });

  it("refuses a name that an earlier cell has declared", () => {
    expect(messagesOf("const { a: [b] } = x, c = 1;", "type T = 1;\nfunction b() {}", "interface T {}")).exactly([
      "1:2:10 b is declared in cell 1 [1] already; give it another name",
      "2:1:11 T is declared in cell 2 [2] already; give it another name",
    ]);
    expect(messagesOf("let __rekindleNotebook = 1;")).exactly(["0:1:5 __rekindleNotebook is a name of the runner"]);
    expect(messagesOf("{ const a = 1; }", "const a = 1;")).exactly([]);
  });
});

describe("imports of later cells", () => {
  const later = 'import { pool, type Law as L } from "x"; pool;';
  it.each([
    ["pool(1)", ["0:1:1 pool is imported only in cell 2 [2]; import it here or before"]],
    ["const f = () => {\n  const a: L = 1;\n};", ["0:2:12 L is imported only in cell 2 [2]; import it here or before"]],
    ["const x = { [pool]: 1 };", ["0:1:14 pool is imported only in cell 2 [2]; import it here or before"]],
    ["const x = { pool: 1 }.pool;", []],
    ["const f = (pool: number) => ({ pool });", []],
    ["const f = <L,>(x: L): L => x; type M = { pool: 1; L(): 2 };", []],
    ["function f({ a: [pool] = [] }) { return pool; }", []],
  ])("%s", (cell, complaints) => {
    expect(messagesOf(cell, later)).exactly(complaints);
    expect(messagesOf(later, cell.replace("x:", "y:"))).exactly([]);
  });
});

describe("what the compiler says", () => {
  it("is told by cell and line, with further lines of a message", () => {
    const program = programOf("const a = 1;", "\nlate(a);");
    const line = program.text.split("\n").indexOf("late(a)") + 1;
    const said = `cells.mts(${line},6): error TS1: no\n  for this reason\nerror TS2: elsewhere\n`;
    expect(complaintsOf(said, program)).exactly({
      inCells: [{ cell: 1, line: 2, column: 6, message: "no\n  for this reason (TS1)" }],
      elsewhere: ["error TS2: elsewhere"],
    });
  });
});
