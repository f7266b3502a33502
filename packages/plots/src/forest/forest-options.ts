import type { InteractionTest, Pooled, PooledEffect, PooledEstimate } from "@rekindle/evidence";
import type { AxisScale } from "../axis/axis.ts";
import type { FigureHead } from "../layers/text-blocks.ts";
import type { ForestLayoutName } from "./forest-layouts.ts";

/** A pool of single-arm rates, or of effects of any kind. */
export type ForestPool = Pooled | PooledEffect;

/** One or more pools of the same studies, each by another model. */
export interface ForestGroup {
  readonly title: string;
  readonly pooled: readonly ForestPool[];
}

/** A pooled value that has no list of studies of its own: a likelihood model of two arms, Mantel-Haenszel, a posterior. */
export interface FurtherPool {
  readonly label: string;
  /** On the natural scale. */
  readonly mean: PooledEstimate;
  readonly prediction?: PooledEstimate;
  /** How it was computed, for the notes. */
  readonly method?: string;
}

/** A range that others have published, shown as a light band, with the studies at its ends. */
export interface PublishedRange {
  readonly lower: number;
  readonly upper: number;
  /** Whose range it is, e.g. `Range in the review’s abstract`. */
  readonly label: string;
  readonly lowerSource: string;
  readonly upperSource: string;
}

/** The columns that need nothing but the pool. */
export const builtInColumns = [
  "events",
  "patients",
  "eventsOfPatients",
  "estimate",
  "interval",
  "estimateAndInterval",
  "standardError",
  "weight",
] as const;
export type BuiltInColumn = (typeof builtInColumns)[number];

/** A column of the user's own. */
export interface TextColumn {
  readonly kind: "text";
  readonly title: string;
  /** By study id; studies without one are left blank. */
  readonly values: Readonly<Record<string, string>>;
  /** In the row of the pool over all studies, e.g. a total. */
  readonly total?: string;
  /** `left` by default; numbers stand better at the `right`. */
  readonly align?: "left" | "right" | "center";
}

export type ForestColumn = BuiltInColumn | TextColumn;

export type Judgement = "low" | "some" | "high" | "unknown";

/** Risk of bias of each study in each domain, shown as marked circles right of the table. */
export interface RiskOfBias {
  /** Titles of the domains; they are lettered A, B, … above the circles and named under the figure. */
  readonly domains: readonly string[];
  /** One judgement per domain, by study id. */
  readonly judgements: Readonly<Record<string, readonly Judgement[]>>;
}

export type StudyOrder = "asGiven" | "byEstimate" | "byPrecision" | "byWeight" | "byLabel";

export interface ForestPlotOptions extends FigureHead {
  /** Title of the axis, without its unit: ` (%)` is added to rates. */
  readonly axisTitle: string;
  /** Groups whose studies are listed under their own head and pools. Without them the studies of `pooled` are listed. */
  readonly subgroups?: readonly ForestGroup[];
  /** Diamonds under that of all studies, for comparison. */
  readonly further?: readonly FurtherPool[];
  /** Head of the pools over all studies when there are subgroups. */
  readonly overallTitle?: string;
  /** Test of whether the subgroups differ, printed under the table. */
  readonly interaction?: InteractionTest;
  /** Look, columns and wording of a journal; `default` is ours. */
  readonly layout?: ForestLayoutName;
  /** `narrow` is 360 pixels wide, for phones: names and numbers stand over the intervals, further columns are left out. */
  readonly page?: "wide" | "narrow";
  /** Columns between the studies' names and the plot, and right of it; those of the layout by default. */
  readonly leftColumns?: readonly ForestColumn[];
  readonly rightColumns?: readonly ForestColumn[];
  readonly riskOfBias?: RiskOfBias;
  /** Head of the column of events. */
  readonly eventsTitle?: string;
  /** Head of the column of denominators. */
  readonly patientsTitle?: string;
  /** Head of the column of estimates: `Rate, %`, or what is estimated. */
  readonly estimateTitle?: string;
  /** Order of the studies within their group: by name upwards, by number downwards, or ids in the order wanted; others follow. */
  readonly order?: StudyOrder | readonly string[];
  /** `linear` for rates and differences, `log` for ratios; rates may be shown on a `log` or `logit` axis. */
  readonly scale?: AxisScale;
  /** Ends of the axis in natural values; intervals that go beyond end in arrows. */
  readonly domain?: readonly [number, number];
  /** Where the axis is marked; chosen to fit by default. */
  readonly ticks?: readonly number[];
  /** A solid line at a value of no effect or of interest; 1 for ratios and 0 for differences by default. */
  readonly reference?: number | "none";
  /** What values left and right of the line of reference speak for, written under the axis. */
  readonly favours?: { readonly left: string; readonly right: string };
  /** Decimals of estimates; 1 for percentages and 2 for numbers by default. */
  readonly decimals?: number;
  /** A line through the pooled mean; drawn by default except in layouts whose journals do without. */
  readonly pooledLine?: "shown" | "none";
  readonly publishedRange?: PublishedRange;
  /** Further lines under the figure. */
  readonly notes?: readonly string[];
}
