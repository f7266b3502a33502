import { describe, expect, it } from "vitest";
import { differences } from "../../src/comparison/differences.ts";
import type { Notebook, Output } from "../../src/format/notebook.ts";

const shown = (data: Readonly<Record<string, unknown>>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});
const printed = (text: string | readonly string[]): Output => ({ output_type: "stream", name: "stdout", text });

function notebook(...outputs: readonly Output[]): Notebook {
  const cell = { kind: "code", id: "a", source: "1", metadata: {}, outputs, executionCount: 1, rest: {} } as const;
  return { name: "a.ipynb", metadata: {}, cells: [cell] };
}

const between = (before: readonly Output[], after: readonly Output[]) =>
  differences(notebook(...before), notebook(...after));

describe("differences between outputs", () => {
  it("are none between forms of one text", () => {
    expect(between([printed(["a\n", "b"])], [printed("a\nb")])).exactly([]);
    const [left, right] = [shown({ "x/y+json": { a: 1, b: 2 } }), shown({ "x/y+json": { b: 2, a: 1 } })];
    expect(between([left], [right])).exactly([]);
  });

  it("are told by the lines that differ", () => {
    expect(between([printed("a\nb\nc\n")], [printed("a\nB\nc\n")])).exactly([
      "cell 1 [1], output 1: stdout differs\n    - b\n    + B",
    ]);
  });

  it("are told by the place in a JSON value, and by the size of a picture", () => {
    expect(between([shown({ "x/y+json": { a: [{ b: 1 }] } })], [shown({ "x/y+json": { a: [{ b: 2 }] } })])).exactly([
      "cell 1 [1], output 1: x/y+json differs at a.0.b\n    - 1\n    + 2",
    ]);
    expect(between([shown({ "image/png": "AAAA" })], [shown({ "image/png": "AAAAAAAA" })])).exactly([
      "cell 1 [1], output 1: image/png differs (3 bytes in the file, 6 bytes now)",
    ]);
  });

  it("tell outputs that came or went", () => {
    expect(between([], [printed("a\n")])).exactly([
      'cell 1 [1]: 0 outputs in the file, 1 output now\n    + stdout: "a\\n"',
    ]);
    expect(between([shown({ "text/plain": "a" })], [shown({ "text/html": "a" })])).exactly([
      "cell 1 [1], output 1: text/plain is gone; text/html is new",
    ]);
  });
});
