import type { TextStyle } from "../text/text-width.ts";
import { colours, textStyles } from "../theme.ts";
import type { DrawnPool } from "./drawn-pool.ts";
import type { BuiltInColumn } from "./forest-options.ts";

export type ForestLayoutName = "default" | "JAMA" | "BMJ" | "RevMan5" | "compact";
export type Wording = "default" | "JAMA" | "BMJ" | "RevMan5";

/** How a journal sets its forest plots. */
export interface ForestLayout {
  readonly wording: Wording;
  readonly columns: (pool: DrawnPool) => {
    readonly left: readonly BuiltInColumn[];
    readonly right: readonly BuiltInColumn[];
  };
  readonly panelWidth: number;
  readonly text: { readonly head: TextStyle; readonly body: TextStyle; readonly small: TextStyle };
  readonly rowHeights: Readonly<Record<"head" | "study" | "pooled" | "prediction" | "gap", number>>;
  /** What stands before, between and after the ends of an interval. */
  readonly interval: { readonly open: string; readonly between: string; readonly close: string };
  readonly percentSign: " %" | "%";
  readonly look: {
    readonly square: string;
    readonly line: string;
    readonly diamond: string;
    readonly diamondFill: string;
    readonly prediction: string;
    /** The line of reference; the pooled line is dashed. */
    readonly pooledLine: "shown" | "none";
    /** Colour behind the heads of columns, and behind every second row. */
    readonly headWash?: string;
    readonly stripes?: string;
    readonly largestSquarePx2: number;
  };
  /** What the marks mean is told under the figure. */
  readonly marksNote: "shown" | "none";
}

const ours: ForestLayout = {
  wording: "default",
  columns: (pool) =>
    pool.events === undefined
      ? { left: [], right: ["estimate", "interval", "weight"] }
      : { left: ["events", "patients"], right: ["estimate", "interval", "weight"] },
  panelWidth: 320,
  text: { head: textStyles.head, body: textStyles.body, small: textStyles.small },
  rowHeights: { head: 22, study: 18, pooled: 21, prediction: 17, gap: 9 },
  interval: { open: "", between: " to ", close: "" },
  percentSign: " %",
  look: {
    square: colours.ink,
    line: colours.ink,
    diamond: colours.accent,
    diamondFill: colours.accent,
    prediction: colours.accentSoft,
    pooledLine: "shown",
    largestSquarePx2: 130,
  },
  marksNote: "shown",
};

export const forestLayouts: Readonly<Record<ForestLayoutName, ForestLayout>> = {
  default: ours,
  compact: {
    ...ours,
    columns: () => ({ left: [], right: ["estimateAndInterval"] }),
    panelWidth: 200,
    text: {
      head: { fontSizePx: 10, weight: "semiBold" },
      body: { fontSizePx: 10, weight: "regular" },
      small: { fontSizePx: 9, weight: "regular" },
    },
    rowHeights: { head: 17, study: 14, pooled: 16, prediction: 14, gap: 4 },
    interval: { open: "(", between: " to ", close: ")" },
    look: { ...ours.look, largestSquarePx2: 80 },
    marksNote: "none",
  },
  JAMA: {
    ...ours,
    wording: "JAMA",
    columns: (pool) => ({
      left: pool.events === undefined ? [] : ["eventsOfPatients"],
      right: ["estimateAndInterval", "weight"],
    }),
    panelWidth: 280,
    interval: { open: "(", between: "-", close: ")" },
    percentSign: "%",
    look: {
      ...ours.look,
      square: colours.journalNavy,
      line: colours.journalNavy,
      diamond: colours.journalNavy,
      diamondFill: colours.journalNavy,
      pooledLine: "none",
      headWash: colours.accentWash,
      largestSquarePx2: 110,
    },
  },
  BMJ: {
    ...ours,
    wording: "BMJ",
    columns: (pool) => ({
      left: pool.events === undefined ? [] : ["eventsOfPatients"],
      right: ["weight", "estimateAndInterval"],
    }),
    panelWidth: 280,
    interval: { open: "(", between: " to ", close: ")" },
    percentSign: "%",
    look: {
      ...ours.look,
      square: colours.journalBlue,
      line: colours.journalNavy,
      diamond: colours.journalBlue,
      diamondFill: colours.journalBlue,
      stripes: colours.wash,
    },
  },
  RevMan5: {
    ...ours,
    wording: "RevMan5",
    columns: (pool) => ({
      left: [...(pool.events === undefined ? [] : (["events", "patients"] as const)), "weight", "estimateAndInterval"],
      right: [],
    }),
    panelWidth: 280,
    interval: { open: "[", between: ", ", close: "]" },
    percentSign: "%",
    look: {
      ...ours.look,
      square: colours.journalBlue,
      line: colours.ink,
      diamond: colours.ink,
      diamondFill: colours.ink,
      pooledLine: "none",
    },
  },
};
