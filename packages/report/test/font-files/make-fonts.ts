import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);

/** The weights that figures and pages are set in, and the files they are made from. */
export const weights = [
  { name: "Inter-Regular", source: "400Regular/Inter_400Regular.ttf" },
  { name: "Inter-SemiBold", source: "600SemiBold/Inter_600SemiBold.ttf" },
] as const;

/** Latin, Greek, Cyrillic, punctuation, superscripts, arrows, operators and geometric shapes. */
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

/** Inter's own file of one weight. */
export function sourceFont(source: string): Buffer {
  return readFileSync(require.resolve(`@expo-google-fonts/inter/${source}`));
}

/**
 * The shipped font of one weight: Inter cut down to the blocks above, with its tabular figures in the place of the proportional
 * ones, since no renderer but a browser can be asked for them, and without substitutions, so that widths are the sums of advances
 * and kerning in every renderer.
 */
export async function makeFont(source: string, targetFormat: "truetype" | "woff2"): Promise<Buffer> {
  const original = sourceFont(source);
  const font = create(original) as Font;
  const characters = font.characterSet.filter((code) => blocks.some(([from, to]) => code >= from && code <= to));
  // Names 16 and 17 tell renderers that both weights are one family.
  const options = {
    targetFormat,
    noHinting: true,
    preserveNameIds: [16, 17],
    keepFeatures: ["kern", "mark", "mkmk"],
    dropTables: ["STAT", "GSUB"],
  };
  return subsetFont(withTabularFigures(original, font), String.fromCodePoint(...characters), options);
}

function withTabularFigures(original: Buffer, font: Font): Buffer {
  const digits = "0123456789";
  const tabular = font.layout(digits, ["tnum"]).glyphs.map((glyph) => glyph.id);
  const glyphOf = new Map(font.characterSet.map((code) => [code, font.glyphForCodePoint(code).id]));
  for (const [index, glyph] of tabular.entries()) glyphOf.set(digits.charCodeAt(index), glyph);
  return replaceTable(original, "cmap", characterMap(glyphOf));
}

/** A `cmap` table of one subtable in format 12. */
function characterMap(glyphOf: ReadonlyMap<number, number>): Buffer {
  const pairs = [...glyphOf].toSorted((a, b) => a[0] - b[0]);
  const table = Buffer.alloc(12 + 16 + 12 * pairs.length);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(16 + 12 * pairs.length, 16);
  table.writeUInt32BE(pairs.length, 24);
  for (const [index, [code, glyph]] of pairs.entries()) {
    table.writeUInt32BE(code, 28 + 12 * index);
    table.writeUInt32BE(code, 32 + 12 * index);
    table.writeUInt32BE(glyph, 36 + 12 * index);
  }
  return table;
}

/** The same font file with another table at its end; checksums are left to the subsetter. */
function replaceTable(font: Buffer, tag: string, table: Buffer): Buffer {
  const directory = Buffer.from(font);
  const tables = directory.readUInt16BE(4);
  const record = Array.from({ length: tables }, (_, index) => 12 + 16 * index).find(
    (at) => directory.toString("latin1", at, at + 4) === tag,
  );
  if (record === undefined) throw new Error(`the font has no table ${tag}`);
  const padding = Buffer.alloc((4 - (font.length % 4)) % 4);
  directory.writeUInt32BE(font.length + padding.length, record + 8);
  directory.writeUInt32BE(table.length, record + 12);
  return Buffer.concat([directory, padding, table]);
}
