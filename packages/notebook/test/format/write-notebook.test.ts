import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/format/parse-notebook.ts";
import { notebookText } from "../../src/format/write-notebook.ts";
import { ipynb } from "../notebooks.ts";

// Written by nbformat 5.5.0 (reference/write_notebook.py).
const reference = readFileSync(new URL("../reference/written-by-nbformat.ipynb", import.meta.url), "utf8");

const rewritten = (text: string) => notebookText(parseNotebook("a.ipynb", text));

describe("writing a notebook", () => {
  it("gives the bytes of Python's nbformat", () => {
    expect(rewritten(reference)).exactly(reference);
  });

  it("gives the same bytes again, with ids for cells that had none", () => {
    const cells = ["1", "1", " "].map((source) => ({
      cell_type: "code",
      metadata: { execution: { "iopub.status.busy": "2026-01-01T00:00:00Z" }, tags: ["a"] },
      source,
      outputs: [],
      execution_count: 7,
    }));
    const once = rewritten(ipynb([], { cells, nbformat_minor: 4 }));
    expect(rewritten(once)).exactly(once);
    const stored = JSON.parse(once);
    expect(new Set(stored.cells.map((cell: { id: string }) => cell.id)).size).exactly(3);
    expect(stored.cells.map((cell: { execution_count: number }) => cell.execution_count)).exactly([1, 2, null]);
    expect(stored.cells[0].metadata).exactly({ tags: ["a"] });
    expect(stored.nbformat_minor).exactly(5);
  });
});
