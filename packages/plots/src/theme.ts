import type { Config } from "vega-lite";
import type { TextStyle } from "./text/text-width.ts";

/** Inter is shipped and embedded; the others stand in where a program ignores embedded fonts. */
const fontFamily = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** One accent; everything else is ink on paper. Ordered by lightness, so a grey print keeps the order. */
export const colours = {
  paper: "#ffffff",
  ink: "#1b1b1f",
  quiet: "#5c6068",
  hairline: "#c3c7ce",
  accent: "#1d4f7c",
  accentSoft: "#9dbad3",
  band: "#f7f3e8",
  bandEdge: "#b8a982",
} as const;

export const textStyles = {
  title: { fontSizePx: 14, weight: "semiBold" },
  subtitle: { fontSizePx: 11, weight: "regular" },
  head: { fontSizePx: 11, weight: "semiBold" },
  body: { fontSizePx: 11, weight: "regular" },
  small: { fontSizePx: 9.5, weight: "regular" },
} as const satisfies Record<string, TextStyle>;

/** Distance between the base lines of a text of several lines, in pixels. */
export function lineHeight(style: TextStyle): number {
  return style.fontSizePx * 1.35;
}

/** The Vega-Lite configuration every figure shares. */
export const config: Config = {
  background: colours.paper,
  font: fontFamily,
  aria: false,
  view: { stroke: null },
  axis: {
    domainColor: colours.ink,
    domainWidth: 0.75,
    tickColor: colours.ink,
    tickWidth: 0.75,
    tickSize: 4,
    grid: false,
    gridColor: colours.hairline,
    gridWidth: 0.5,
    labelColor: colours.ink,
    labelFontSize: textStyles.body.fontSizePx,
    labelFontWeight: 400,
    labelPadding: 4,
    labelFlush: false,
    labelBound: false,
    titleColor: colours.ink,
    titleFontSize: textStyles.body.fontSizePx,
    titleFontWeight: 400,
    titlePadding: 8,
  },
};
