import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { textWidth } from "@rekindle/plots";
import { create, type Font } from "fontkit";
import { describe, expect, it } from "vitest";
import { makeFont, weights } from "./font-files/make-fonts.ts";

const fileOf = (name: string) => fileURLToPath(new URL(`../fonts/${name}`, import.meta.url));
const formats = [
  ["ttf", "truetype"],
  ["woff2", "woff2"],
] as const;

describe.each(weights)("$name", ({ name, source }) => {
  it.each(formats)(
    "the committed .%s is what the generator makes of Inter (write it with REKINDLE_WRITE=1)",
    async (extension, format) => {
      const made = await makeFont(source, format);
      const file = fileOf(`${name}.${extension}`);
      if (process.env["REKINDLE_WRITE"] === "1") writeFileSync(file, made);
      expect(made.equals(readFileSync(file))).exactly(true);
    },
  );

  it("has figures of one width", () => {
    const font = create(readFileSync(fileOf(`${name}.ttf`))) as Font;
    const widths = font.layout("0123456789").glyphs.map((glyph) => glyph.advanceWidth);
    expect(new Set(widths).size).exactly(1);
  });
});

describe("advance widths of plots", () => {
  it.each(weights)("are those of the shipped $name, character by character", ({ name }) => {
    const font = create(readFileSync(fileOf(`${name}.ttf`))) as Font;
    const weight = name === "Inter-SemiBold" ? "semiBold" : "regular";
    const differing = font.characterSet.filter((code) => {
      const measured = textWidth(String.fromCodePoint(code), { fontSizePx: font.unitsPerEm, weight });
      return measured !== font.layout(String.fromCodePoint(code)).glyphs[0]!.advanceWidth;
    });
    expect(differing).exactly([]);
  });
});
