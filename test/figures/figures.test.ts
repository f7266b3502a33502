import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderPdf, renderPng, renderSvg } from "@rekindle/report";
import { describe, expect, it } from "vitest";
import { forests } from "./forests.ts";
import { others } from "./others.ts";

/** With `REKINDLE_GALLERY=1` every picture is written to `out/gallery`, for eyes. */
const gallery = join(import.meta.dirname, "../../out/gallery");

/** PDF is slow to make; these have all kinds of marks between them. */
const twice = new Set(["forest-trials-RevMan5", "funnel", "gosh", "bubble"]);

describe.each(Object.entries({ ...forests, ...others }))("the figure %s", (name, spec) => {
  it("is drawn to the same bytes of SVG, PNG and PDF", async () => {
    const svg = await renderSvg(spec, { fonts: "fromPage" });
    expect(await renderSvg(structuredClone(spec), { fonts: "fromPage" })).exactly(svg);
    const png = renderPng(svg, { zoom: 1 });
    expect(renderPng(svg, { zoom: 1 }).equals(png)).exactly(true);
    const pdf = await renderPdf(svg);
    if (twice.has(name)) expect((await renderPdf(svg)).equals(pdf)).exactly(true);
    if (process.env["REKINDLE_GALLERY"] !== "1") return;
    mkdirSync(gallery, { recursive: true });
    const whole = await renderSvg(spec);
    writeFileSync(join(gallery, `${name}.svg`), whole);
    writeFileSync(join(gallery, `${name}.png`), renderPng(whole, { zoom: 1.5 }));
    writeFileSync(join(gallery, `${name}.pdf`), pdf);
  });
});
