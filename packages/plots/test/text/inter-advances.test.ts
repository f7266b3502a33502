import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { create, type Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/text/text-width.ts";

const require = createRequire(import.meta.url);
const openInter = (file: string) => create(readFileSync(require.resolve(`@expo-google-fonts/inter/${file}`))) as Font;
const fonts = {
  regular: openInter("400Regular/Inter_400Regular.ttf"),
  semiBold: openInter("600SemiBold/Inter_600SemiBold.ttf"),
};

/** The characters of the fonts that `report` ships. */
const blocks: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x2c6, 0x2dd],
  [0x370, 0x3ff],
  [0x400, 0x45f],
  [0x1e00, 0x1eff],
  [0x2000, 0x209f],
  [0x20ac, 0x20ac],
  [0x2190, 0x2199],
  [0x2200, 0x22ff],
  [0x25a0, 0x25ff],
];

function advanceOf(font: Font, code: number): number {
  const features = code >= 0x30 && code <= 0x39 ? ["tnum"] : [];
  return font.layout(String.fromCodePoint(code), features).glyphs[0]!.advanceWidth;
}

function writeAdvances(font: Font): string {
  const codes = font.characterSet.filter((code) => blocks.some(([from, to]) => code >= from && code <= to));
  const runs: { start: number; widths: number[] }[] = [];
  for (const code of codes.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.start + run.widths.length === code) run.widths.push(advanceOf(font, code));
    else runs.push({ start: code, widths: [advanceOf(font, code)] });
  }
  return runs.map((run) => `${run.start.toString(16)}=${run.widths.join(" ")}`).join(";");
}

describe("advance widths of Inter", () => {
  it("are those of the font (write the file with REKINDLE_WRITE=1)", () => {
    const made = [
      "// Generated from Inter by test/text/inter-advances.test.ts; figures are the tabular ones.",
      `export const unitsPerEm = ${fonts.regular.unitsPerEm};`,
      "",
      "export const interAdvances = {",
      `  regular:\n    "${writeAdvances(fonts.regular)}",`,
      `  semiBold:\n    "${writeAdvances(fonts.semiBold)}",`,
      "} as const;",
      "",
    ].join("\n");
    const file = fileURLToPath(new URL("../../src/text/inter-advances.ts", import.meta.url));
    if (process.env["REKINDLE_WRITE"] === "1") writeFileSync(file, made);
    expect(readFileSync(file, "utf8")).exactly(made);
  });

  it.each([
    "Rothenberg 2015",
    "Leboulleux 2023 (MERAIODE, BRAF)",
    "Łukaszewicz-Ávila & Müller, τ² = 0.41",
    "AVATAR To Wadsley",
  ])("of %s add up to the typeset width, kerning apart", (text) => {
    for (const weight of ["regular", "semiBold"] as const) {
      const set = fonts[weight].layout(text, { tnum: true, calt: false }).advanceWidth / fonts[weight].unitsPerEm;
      const measured = textWidth(text, { fontSizePx: 1, weight });
      expect(measured).toBeGreaterThanOrEqual(set * 0.995);
      expect(measured).toBeLessThanOrEqual(set * 1.06);
    }
  });

  it("count a character the font does not have as one em", () => {
    expect(textWidth("甲", { fontSizePx: 11, weight: "regular" })).exactly(11);
  });
});
