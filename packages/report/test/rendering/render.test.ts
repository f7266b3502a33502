import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renderPdf, renderPng, renderSvg, SpecRefused } from "../../src/index.ts";
import { spec } from "../fixtures/spec.ts";

const hash = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("renderSvg", () => {
  it("carries title, description and fonts, and says that it is a picture", async () => {
    const svg = await renderSvg(spec);
    expect(svg).toMatch(
      /^<svg role="graphics-document document" [^>]*><title>Small &lt;figure&gt;<\/title><desc>Points &quot;a&quot; &amp; &lt;b&gt;<\/desc><style>/,
    );
    expect(svg.match(/@font-face/g)?.length).exactly(2);
    expect(svg).not.toMatch(/href=|url\(http/);
  });

  it("leaves the fonts to the page when asked, and keeps identifiers of pictures apart", async () => {
    const [one, other] = [
      await renderSvg(spec, { fonts: "fromPage", idPrefix: "one-" }),
      await renderSvg(spec, { fonts: "fromPage", idPrefix: "other-" }),
    ];
    expect(one).not.toContain("@font-face");
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    expect(ids(one).length).toBeGreaterThan(0);
    expect(ids(one).filter((id) => ids(other).includes(id))).exactly([]);
    for (const id of ids(one)) expect(one).toContain(`url(#${id})`);
  });

  it("gives the same bytes again, and leaves the specification as it was", async () => {
    const before = JSON.stringify(spec);
    const [first, second] = [await renderSvg(spec), await renderSvg(spec)];
    expect(hash(second)).exactly(hash(first));
    expect(JSON.stringify(spec)).exactly(before);
    expect(
      Object.getOwnPropertySymbols(
        (spec as unknown as { layer: { data: { values: object[] } }[] }).layer[0]!.data.values[0]!,
      ),
    ).exactly([]);
  });

  it("refuses a specification that Vega-Lite warns of, with every warning", async () => {
    const wrong = {
      ...spec,
      layer: [
        {
          data: { values: [{ a: 1 }] },
          mark: "bar",
          encoding: { x: { field: "a", type: "quantitative" }, shape: { value: "circle" } },
        },
      ],
    };
    await expect(renderSvg(wrong as typeof spec)).rejects.toThrow(SpecRefused);
  });
});

describe("renderPng", () => {
  it("draws the text, in the shipped font, the same each time", async () => {
    const svg = await renderSvg(spec);
    const png = renderPng(svg);
    expect(png.subarray(1, 4).toString("latin1")).exactly("PNG");
    // Width and height of the figure, 240 by 140 pixels, at 300 dots per inch.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).exactly([750, 438]);
    expect(hash(renderPng(svg))).exactly(hash(png));
    expect(hash(renderPng(svg.replace("τ² = 0.41", "τ² = 0.42")))).not.toBe(hash(png));
  });

  it("draws both weights: bold text is not regular text", async () => {
    const svg = await renderSvg(spec);
    expect(svg).toContain('font-weight="600"');
    expect(hash(renderPng(svg.replace('font-weight="600"', 'font-weight="400"')))).not.toBe(hash(renderPng(svg)));
  });
});

describe("renderPdf", () => {
  it("embeds both fonts and gives the same bytes each time", async () => {
    const svg = await renderSvg(spec);
    const [first, second] = [await renderPdf(svg), await renderPdf(svg)];
    expect(hash(second)).exactly(hash(first));
    const text = first.toString("latin1");
    expect(text.startsWith("%PDF-")).exactly(true);
    expect(/BaseFont \/[A-Z]{6}\+Inter-Regular/.test(text)).exactly(true);
    expect(/BaseFont \/[A-Z]{6}\+Inter-SemiBold/.test(text)).exactly(true);
    expect(/\/FontFile2/.test(text)).exactly(true);
  });

  it("has the figure's size in points, its title, and the date it is given or the epoch", async () => {
    const svg = await renderSvg(spec);
    const text = (await renderPdf(svg)).toString("latin1");
    expect(text.includes("/MediaBox [0 0 180 105]")).exactly(true);
    expect(text.includes("(Small <figure>)")).exactly(true);
    expect(text.includes("(D:19700101000000Z)")).exactly(true);
    const dated = (await renderPdf(svg, { title: "Other", date: new Date(Date.UTC(2026, 7, 23)) })).toString("latin1");
    expect(dated.includes("(Other)")).exactly(true);
    expect(dated.includes("(D:20260823000000Z)")).exactly(true);
  });

  it("refuses what is no SVG of ours", async () => {
    await expect(renderPdf("<p>")).rejects.toThrow("does not begin with an element that states its width and height");
  });
});
