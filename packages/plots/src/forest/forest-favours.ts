import { type Axis, pixelOf, within } from "../axis/axis.ts";
import type { TextCell } from "../layers/text-cells.ts";
import { wrapText } from "../text/wrap-text.ts";
import { colours, lineHeight } from "../theme.ts";
import type { ForestGeometry } from "./forest-geometry.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import type { ForestPlotOptions } from "./forest-options.ts";

interface FavoursPlace {
  readonly axis: Axis;
  readonly geometry: ForestGeometry;
  readonly layout: ForestLayout;
  readonly reference: number | undefined;
  readonly top: number;
}

/** What either side of the line of reference speaks for, under the axis, each text on its side. */
export function favoursCells(
  favours: ForestPlotOptions["favours"],
  { axis, geometry, layout, reference, top }: FavoursPlace,
): { readonly cells: readonly TextCell[]; readonly height: number } {
  if (favours === undefined) return { cells: [], height: 0 };
  const style = layout.text.small;
  const verb = layout.wording === "JAMA" ? "Favors" : "Favours";
  const seen = reference !== undefined && within(reference, axis.domain);
  // Near an end of the axis there would be no room for one of the texts.
  const wanted = seen ? pixelOf(reference, axis) : geometry.panelWidth / 2;
  const middle = Math.min(Math.max(wanted, 80), geometry.panelWidth - 80);
  const room = { left: middle + 6, right: geometry.panelWidth - middle + 6 };
  const lines = {
    left: wrapText(`←\u00A0${verb} ${favours.left}`, style, room.left),
    right: wrapText(`${verb} ${favours.right}\u00A0→`, style, room.right),
  };
  const set = (texts: readonly string[], x: number, align: "left" | "right") =>
    texts.map(
      (text, index): TextCell => ({
        x,
        y: top + (index + 0.5) * lineHeight(style),
        text,
        align,
        style,
        colour: colours.quiet,
      }),
    );
  const height = Math.max(lines.left.length, lines.right.length) * lineHeight(style) + 4;
  return { cells: [...set(lines.left, middle - 7, "right"), ...set(lines.right, middle + 7, "left")], height };
}
