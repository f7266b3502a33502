import { wrapText } from "../text/wrap-text.ts";
import { colours, lineHeight, textStyles } from "../theme.ts";
import type { TextCell } from "./text-cells.ts";

/** Where a block of text stands: its left edge, the top of its first line or the middle of its last, and its width, in pixels. */
export interface TextBlock {
  readonly cells: readonly TextCell[];
  readonly height: number;
}

const margin = 16;

/** Notes under a figure, broken to `width`, from `top` downwards. */
export function noteBlock(
  notes: readonly string[],
  place: { readonly left: number; readonly top: number; readonly width: number },
): TextBlock {
  const lines = notes.flatMap((note) => wrapText(note, textStyles.small, place.width));
  const cells = lines.map(
    (text, index): TextCell => ({
      x: place.left,
      y: place.top + (index + 0.5) * lineHeight(textStyles.small),
      text,
      align: "left",
      style: textStyles.small,
      colour: colours.quiet,
    }),
  );
  return { cells, height: lines.length * lineHeight(textStyles.small) + margin };
}

/** Title and subtitle over a figure, the last line's middle at `bottom`. The height reaches from the plotting area's top to the page's edge. */
export function titleBlock(
  texts: { readonly title: string; readonly subtitle?: string | undefined },
  place: { readonly left: number; readonly bottom: number; readonly width: number },
): TextBlock {
  const subtitle = texts.subtitle === undefined ? [] : wrapText(texts.subtitle, textStyles.subtitle, place.width);
  const cells: TextCell[] = [];
  let y = place.bottom;
  for (const text of subtitle.toReversed()) {
    cells.push({ x: place.left, y, text, align: "left", style: textStyles.subtitle, colour: colours.quiet });
    y -= lineHeight(textStyles.subtitle);
  }
  y -= subtitle.length > 0 ? 2 : 0;
  for (const text of wrapText(texts.title, textStyles.title, place.width).toReversed()) {
    cells.push({ x: place.left, y, text, align: "left", style: textStyles.title });
    y -= lineHeight(textStyles.title);
  }
  return { cells, height: margin - y - lineHeight(textStyles.title) / 2 };
}
