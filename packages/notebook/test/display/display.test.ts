import { describe, expect, it } from "vitest";
import { bundleOf, display } from "../../src/display/display.ts";
import { jupyterDisplay } from "../../src/display/mime-bundle.ts";
import { figure, html, markdown, png, svg, table } from "../../src/index.ts";

const spec = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  description: "Two bars",
  usermeta: { title: "Bars" },
  data: { values: [{ a: "x", b: 1 }] },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
} as const;
const square = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>';

describe("forms of what is shown", () => {
  it("a figure has its specification, a picture and its words", async () => {
    const { data, metadata } = await figure(spec, { zoom: 3 }).bundle();
    expect(data["application/vnd.vegalite.v6+json"]).exactly(spec);
    expect(data["text/plain"]).exactly("Bars\nTwo bars");
    const picture = Buffer.from(String(data["image/png"]), "base64");
    const { width } = (metadata["image/png"] ?? {}) as { readonly width: number };
    expect(Math.abs(picture.readUInt32BE(16) / 3 - width) <= 0.5).exactly(true);
    const noisy = { ...spec, data: { values: [{ a: "x", b: 1 + 2e-12 }] } };
    expect(await bundleOf(noisy)).exactly(await figure(spec).bundle());
    expect(await bundleOf(spec)).exactly(await figure(spec).bundle());
  });

  it("a table is set by its columns and read by its heads", async () => {
    const rows = [
      { Study: "A <b>", Restored: 12, p: "< 0.001" },
      { Study: "B", Restored: undefined, p: "0.25" },
    ];
    const { data } = await table(rows, { caption: "Counts" }).bundle();
    expect(data["text/plain"]).exactly(
      [
        "Counts",
        "",
        "Study  Restored        p",
        "-----  --------  -------",
        "A <b>        12  < 0.001",
        "B             –     0.25",
      ].join("\n"),
    );
    expect(String(data["text/html"])).toContain('<th scope="row">A &lt;b&gt;</th><td class="number">12</td>');
    expect(String(data["text/html"])).toContain('<span class="caption">Counts</span>');
  });

  it("pictures, texts and other values", async () => {
    const drawn = await svg(square, { alternative: "A square" }).bundle();
    expect(drawn.metadata).exactly({ "image/png": { width: 20, height: 10 } });
    const bytes = Buffer.from(String(drawn.data["image/png"]), "base64");
    expect((await png(bytes, { alternative: "It" }).bundle()).metadata).exactly({
      "image/png": { width: 40, height: 20 },
    });
    expect(Object.keys((await bundleOf(new Uint8Array(bytes))).data)).exactly(["image/png", "text/plain"]);
    expect((await markdown("**a**").bundle()).data).exactly({ "text/markdown": "**a**", "text/plain": "**a**" });
    expect((await html("<b>a</b>", { alternative: "a" }).bundle()).data).exactly({
      "text/html": "<b>a</b>",
      "text/plain": "a",
    });
    expect((await bundleOf({ a: [1, "x"] })).data).exactly({ "text/plain": "{ a: [ 1, 'x' ] }" });
    expect((await bundleOf({ [jupyterDisplay]: () => ({ "text/html": "x" }) })).data).exactly({ "text/html": "x" });
  });

  it.each([
    ["a specification without a schema", () => figure({ mark: "bar" } as never), "spec is no Vega-Lite specification"],
    ["a specification that loads", () => figure({ ...spec, data: { url: "a.csv" } }), 'spec loads "a.csv"'],
    ["a zoom", () => figure(spec, { zoom: 0 }), "zoom is 0"],
    ["a text as SVG", () => svg("square", { alternative: "a" }), "document does not begin with <svg"],
    ["bytes as PNG", () => png(new Uint8Array(30), { alternative: "a" }), "bytes do not begin as a PNG file does"],
    ["a picture without words", () => svg(square, { alternative: " " }), "alternative is missing"],
    ["no text", () => markdown(3 as never), "text is number"],
    ["rows without columns", () => table([], { caption: "a" }), "rows hold no column"],
    ["a table without caption", () => table([{ a: 1 }], { caption: "" }), "caption is missing"],
    ["a cell that is no number", () => table([{ a: 1 }, { a: NaN }], { caption: "a" }), "rows.1.a: a is NaN"],
    [
      "rows of other keys",
      () => table([{ a: 1 }, { b: 1 }], { caption: "a" }),
      "rows.1.b: b is no column of the first row",
    ],
  ])("refuses %s", (_, make, complaint) => {
    expect(make).toThrow(complaint);
  });
});

describe("display", () => {
  it("speaks to Deno's kernel where there is one", async () => {
    const sent: unknown[] = [];
    const broadcast = async (...message: readonly unknown[]) => void sent.push(message);
    Object.defineProperty(globalThis, "Deno", { value: { jupyter: { broadcast } }, configurable: true });
    try {
      await display(markdown("a"));
    } finally {
      Reflect.deleteProperty(globalThis, "Deno");
    }
    expect(sent).exactly([
      ["display_data", { data: { "text/markdown": "a", "text/plain": "a" }, metadata: {}, transient: {} }],
    ]);
  });
});
