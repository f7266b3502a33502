import { describe, expect, it } from "vitest";
import { parseNotebook } from "../../src/format/parse-notebook.ts";
import { NotebookRefused } from "../../src/format/refused.ts";
import { ipynb } from "../notebooks.ts";

function complaintsOf(text: string): readonly string[] {
  try {
    parseNotebook("a.ipynb", text);
  } catch (error) {
    if (error instanceof NotebookRefused && error.kind === "badFile") return error.complaints;
    throw error;
  }
  return [];
}

describe("parsing a notebook", () => {
  it("reads cells, sources of either form, and what else a cell says", () => {
    const cells = [{ cell_type: "markdown", metadata: {}, source: ["# A\n", "b"], attachments: { x: {} } }];
    const { cells: parsed } = parseNotebook("a.ipynb", ipynb([], { cells, nbformat_minor: 2 }));
    expect(parsed).exactly([
      {
        kind: "markdown",
        id: undefined,
        source: "# A\nb",
        metadata: {},
        outputs: [],
        executionCount: undefined,
        rest: { attachments: { x: {} } },
      },
    ]);
  });

  it("says where a text is no JSON", () => {
    expect(complaintsOf('{\n  "cells": ]\n}')[0]).toMatch(/^this is no JSON, so no notebook: .*line 2 column 12/);
    expect(complaintsOf("")[0]).toMatch(/^this is no JSON/);
  });

  it.each([
    ["null", "this is no notebook"],
    ["[]", "this is no notebook"],
    ["{}", "cells: "],
    [ipynb([], { cells: undefined }), "cells: "],
    [ipynb([], { cells: [{}] }), "cells[0].cell_type: "],
    [ipynb([], { nbformat: 3 }), "nbformat: only nbformat 4 is read"],
    [ipynb(["1"], { metadata: {} }), "metadata names no language"],
    [ipynb(["1"], { metadata: { kernelspec: { language: "python" } } }), "it is written in python"],
    [ipynb(["1"], { metadata: { language_info: { name: "R" } } }), "it is written in R"],
    [ipynb([], { cells: [{ cell_type: "raw", id: "no good", metadata: {}, source: "" }] }), "cells[0].id: 1 to 64"],
    [ipynb([], { cells: [{ cell_type: "code", metadata: {}, source: "" }] }), "cells[0].outputs: "],
  ])("refuses %s", (text, complaint) => {
    expect(
      complaintsOf(text).some((each) => each.startsWith(complaint)),
      complaintsOf(text).join(),
    ).exactly(true);
  });

  it("tells everything that is wrong at once", () => {
    const cells = [
      { cell_type: "raw", metadata: {} },
      { cell_type: "code", metadata: {}, source: 3 },
    ];
    expect(complaintsOf(ipynb([], { cells })).map((each) => each.split(":")[0])).exactly([
      "cells[0].source",
      "cells[1].source",
      "cells[1].outputs",
      "cells[1].execution_count",
    ]);
  });

  it("refuses two cells of one id, and values nested beyond any use", () => {
    const raw = { cell_type: "raw", id: "a", metadata: {}, source: "" };
    expect(complaintsOf(ipynb([], { cells: [raw, raw] }))).exactly(['cells 1 and 2 have the same id "a"']);
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const text = `{"cells":[],"metadata":${deep},"nbformat":4,"nbformat_minor":5}`;
    expect(complaintsOf(text)).exactly(["values are nested more than 500 deep"]);
  });
});
