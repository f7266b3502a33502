import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { figure } from "../../src/display/pictures.ts";
import type { Cell, Notebook, Output } from "../../src/format/notebook.ts";
import { notebookHtml } from "../../src/page/notebook-html.ts";
import { ipynb, makeDesk, notebooks } from "../notebooks.ts";

const text = (source: string): Cell => ({
  kind: "markdown",
  id: "m",
  source,
  metadata: {},
  outputs: [],
  executionCount: undefined,
  rest: {},
});
const code = (source: string, ...outputs: readonly Output[]): Cell => ({
  ...text(source),
  kind: "code",
  outputs,
  executionCount: 1,
});
const page = (...cells: readonly Cell[]) => notebookHtml({ name: "a.ipynb", metadata: {}, cells } satisfies Notebook);
const shown = (data: Readonly<Record<string, unknown>>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

const spec = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: "Two bars",
  usermeta: { title: "Bars", table: { columns: ["Name", "Value"], rows: [["<a>", "1"]] } },
  data: { values: [{ a: "x", b: 1 }] },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
} as const;

describe("the page of a notebook", () => {
  it("escapes what stands in cells, and lets nothing run or load", async () => {
    const made = await page(
      text("# <script>alert(1)</script>\n\n## Two & a"),
      code("a < b", { output_type: "stream", name: "stdout", text: "<i>" }),
    );
    expect(made).toContain("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>");
    expect(made).not.toContain("<script>");
    expect(made).toContain("<pre>a &lt; b</pre>");
    expect(made).toContain('<pre class="stdout">&lt;i&gt;</pre>');
    expect(made).toContain(`content="default-src &#39;none&#39;; img-src data:`);
    expect(made).toContain('<a href="#part-1-1">Two &amp; a</a>');
    expect(made).not.toMatch(/(?:src|href)="https?:/);
  });

  it("draws figures as vectors, with words and numbers for those who cannot see them", async () => {
    const { data } = await figure(spec).bundle();
    const made = await page(text("# A"), code("1", shown(data)), code("2", shown(data)));
    expect(made).toContain("<title>Bars</title><desc>Two bars</desc>");
    expect(made).toContain('aria-label="Bars"');
    expect(made).toContain("&lt;a&gt;");
    const ids = [...made.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
    expect(new Set(ids).size).exactly(ids.length);
    expect(await page(text("# A"), code("1", shown(data)), code("2", shown(data)))).exactly(made);
  });

  it("is written where it is asked for", async () => {
    const desk = makeDesk();
    const path = desk.write("words.ipynb", ipynb([["markdown", "# Words"]]));
    const target = join(desk.path("pages"), "words.html");
    const { exitCode, written } = await notebooks("html", path, "--out", desk.path("pages"));
    expect({ exitCode, written }).exactly({ exitCode: 0, written: `${path}: page written to ${target}\n` });
    expect(readFileSync(target, "utf8")).toContain("<h1>Words</h1>");
    expect(await notebooks("html", desk.write("code.ipynb", ipynb(["1"])))).toMatchObject({ exitCode: 1, written: "" });
    desk.clear();
  });

  it.each([
    ["a cell that was not run", { ...code("1"), executionCount: undefined }, "cell 1 [1] was not run yet"],
    ["a picture from elsewhere", text("![scan](https://example.org/a.png)"), "cell 1 shows the picture"],
    [
      "a figure that loads its values",
      code("1", shown({ "application/vnd.vegalite.v6+json": { ...spec, data: { url: "file:///etc/hostname" } } })),
      "spec loads",
    ],
    [
      "a figure that is none",
      code("1", shown({ "application/vnd.vegalite.v6+json": { $schema: spec.$schema, mark: 3 } })),
      "has an output that cannot be shown",
    ],
  ])("refuses %s", async (_, cell, complaint) => {
    await expect(page(cell)).rejects.toThrow(complaint);
  });
});
