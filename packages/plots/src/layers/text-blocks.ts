import { FIGURE_MARGIN } from "../spec.ts";
import type { TextStyle } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { colours, lineHeight, textStyles, type Theme } from "../theme.ts";
import type { TextCell } from "./text-cells.ts";

/** Where a block of text stands: its left edge, the top of its first line or the middle of its last, and its width, in pixels. */
export interface TextBlock {
  readonly cells: readonly TextCell[];
  readonly height: number;
}

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
  return { cells, height: lines.length * lineHeight(textStyles.small) + FIGURE_MARGIN };
}

/** What stands over a figure. On a page that has the title already, as its heading or caption, it is not drawn again. */
export interface FigureHead {
  readonly title: string;
  readonly subtitle?: string;
  readonly titlePlacement?: "figure" | "page";
  /** `dark` for screens in dark mode. */
  readonly theme?: Theme;
}

/** Title and subtitle over a figure, the last line's middle at `bottom`. The height reaches from the plotting area's top to the page's edge. */
export function titleBlock(
  head: FigureHead,
  place: { readonly left: number; readonly bottom: number; readonly width: number },
): TextBlock {
  const subtitle = head.subtitle === undefined ? [] : wrapText(head.subtitle, textStyles.subtitle, place.width);
  const title = head.titlePlacement === "page" ? [] : wrapText(head.title, textStyles.title, place.width);
  const cells: TextCell[] = [];
  let bottom = place.bottom + lineHeight(textStyles.subtitle) / 2;
  const setUpwards = (lines: readonly string[], style: TextStyle, colour: string) => {
    for (const text of lines.toReversed()) {
      cells.push({ x: place.left, y: bottom - lineHeight(style) / 2, text, align: "left", style, colour });
      bottom -= lineHeight(style);
    }
  };
  setUpwards(subtitle, textStyles.subtitle, colours.quiet);
  if (subtitle.length > 0) bottom -= 3;
  setUpwards(title, textStyles.title, colours.ink);
  return { cells, height: (title.length === 0 ? 2 : FIGURE_MARGIN) - bottom };
}
