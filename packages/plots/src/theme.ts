import type { Config } from "vega-lite";
import type { TextStyle } from "./text/text-width.ts";

/** Inter is shipped and embedded; the others stand in where a program ignores embedded fonts. */
const fontFamily = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** One accent; everything else is ink on paper. Told apart by lightness too, so a grey print keeps the order. */
export const colours = {
  paper: "#ffffff",
  ink: "#1b1b1f",
  quiet: "#5c6068",
  hairline: "#c3c7ce",
  wash: "#f1f3f6",
  accent: "#1d4f7c",
  accentSoft: "#9dbad3",
  accentPale: "#c3d4e4",
  accentWash: "#dde7f0",
  contrast: "#b4682a",
  contrastSoft: "#e6c6a8",
  band: "#f7f3e8",
  bandEdge: "#b8a982",
  bandFill: "#e6dcc0",
  completeResponse: "#143a5c",
  partialResponse: "#4b83ae",
  stableDisease: "#c5d3df",
  progressiveDisease: "#eee7d8",
  third: "#4d7f63",
  fourth: "#8a6aa5",
  fifth: "#8c8c94",
  journalBlue: "#2b63b0",
  journalNavy: "#22365f",
  low: "#4f9a6e",
  some: "#e3bb4c",
  high: "#b8432f",
  unknown: "#a9b0ba",
  onMark: "#161618",
  onDarkMark: "#fefefe",
} as const;

type ColourName = keyof typeof colours;

/** The same for screens in a dark room: lightness is turned round, hue kept. */
const darkColours: Readonly<Record<ColourName, string>> = {
  paper: "#15171b",
  ink: "#e9eaee",
  quiet: "#a6abb5",
  hairline: "#484d57",
  wash: "#1f2228",
  accent: "#86b9e6",
  accentSoft: "#3f6485",
  accentPale: "#2d4257",
  accentWash: "#22303e",
  contrast: "#e2a060",
  contrastSoft: "#6d4a2b",
  band: "#26241c",
  bandEdge: "#8f8361",
  bandFill: "#4a4330",
  completeResponse: "#a8cdee",
  partialResponse: "#5e93bf",
  stableDisease: "#3a4654",
  progressiveDisease: "#45402f",
  third: "#86c2a0",
  fourth: "#c0a5da",
  fifth: "#9a9aa3",
  journalBlue: "#7fb0f0",
  journalNavy: "#a9bfec",
  low: "#3f9163",
  some: "#e3bb4c",
  high: "#d86a55",
  unknown: "#868d98",
  onMark: "#161618",
  onDarkMark: "#fefefe",
};

export type Theme = "light" | "dark";

const darkOf = new Map<unknown, string>(
  (Object.keys(colours) as ColourName[]).map((name) => [colours[name], darkColours[name]]),
);
const colourKey = /^(?:background|fill|stroke|colou?r|.+Colou?r)$/;

/** The same specification in the colours of a theme. */
export function inTheme<T>(spec: T, theme: Theme): T {
  return theme === "light" ? spec : (recoloured(spec, "") as T);
}

function recoloured(value: unknown, key: string): unknown {
  if (typeof value === "string") return colourKey.test(key) ? (darkOf.get(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((each) => recoloured(each, ""));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, recoloured(each, name)]));
}

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
