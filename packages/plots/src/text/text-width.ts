import { interAdvances, unitsPerEm } from "./inter-advances.ts";

/** The two weights of Inter that everything is set in. */
export type FontWeight = "regular" | "semiBold";

/** A size in CSS pixels and a weight. */
export interface TextStyle {
  readonly fontSizePx: number;
  readonly weight: FontWeight;
}

const tables = { regular: readAdvances(interAdvances.regular), semiBold: readAdvances(interAdvances.semiBold) };

/**
 * Width of a line of text in CSS pixels, set in the shipped Inter with tabular figures: the sum of its advance widths. Kerning,
 * which nearly always tightens, is left out. A character the font does not have counts as one em.
 *
 * @example textWidth("Rothenberg 2015", { fontSizePx: 11, weight: "regular" });
 */
export function textWidth(text: string, style: TextStyle): number {
  const table = tables[style.weight];
  let units = 0;
  for (const character of text) units += table.get(character.codePointAt(0)!) ?? unitsPerEm;
  return (units / unitsPerEm) * style.fontSizePx;
}

/** Largest width of several lines, in CSS pixels; 0 without lines. */
export function widestText(lines: readonly string[], style: TextStyle): number {
  return lines.reduce((widest, line) => Math.max(widest, textWidth(line, style)), 0);
}

/** Runs of characters: `start=width width …;start=…`, start in hexadecimal, widths in font units. */
function readAdvances(written: string): ReadonlyMap<number, number> {
  return new Map(
    written.split(";").flatMap((run) => {
      const [start = "", widths = ""] = run.split("=");
      return widths.split(" ").map((width, index) => [Number.parseInt(start, 16) + index, Number(width)] as const);
    }),
  );
}
