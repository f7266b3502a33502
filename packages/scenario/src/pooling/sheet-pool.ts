import type {
  EffectSubgroups,
  MantelHaenszel,
  MantelHaenszelSubgroups,
  Pooled,
  PooledEffect,
  PooledOddsRatio,
  Regression,
  Subgroups,
} from "@rekindle/evidence";
import type { StudyFamily } from "./column-families.ts";
import type { Explorations, SheetExploration } from "./explore-sheet.ts";
import type { SheetMethod } from "./method-names.ts";

/** How a sheet is pooled; names are ours, metafor's or meta's. */
export interface SheetPoolOptions {
  /** `logitProportion` or `PLO`, `logRiskRatio` or `RR`, …; decides which columns are read. */
  readonly measure?: string;
  /** `REML`, `DL`, …, `commonEffect`, `GLMM`, `betaBinomial`, `UM.FS`, …, `MH`. */
  readonly method?: string;
  /** Of the mean: `modifiedHartungKnapp`, `hartungKnapp`, `kenwardRoger`, `t`, `wald`. */
  readonly interval?: string;
  readonly tau2Interval?: string;
  readonly prediction?: string;
  /** Of every interval; 0.95 by default. */
  readonly level?: number;
  /** Which studies get `add` events in every cell. */
  readonly correction?: { readonly kind: string; readonly add?: number };
  /** A column whose values make groups. */
  readonly by?: string;
  readonly spread?: "separate" | "shared";
  /** Columns that may explain why studies differ: `year`, `factor(dose)`, `allocation=random` (compared with `random`). */
  readonly moderators?: readonly string[];
  readonly permutations?: { readonly count: number; readonly seed: string | number };
  /** What is asked beside the pool. */
  readonly explore?: readonly SheetExploration[];
  /** A column in whose order studies are added one by one. */
  readonly cumulate?: string;
  /** A column that names the study of each row, where studies have several: a multilevel model with robust intervals. */
  readonly cluster?: string;
  /** The column of the studies' names. */
  readonly label?: string;
  /** Columns that are not called as usual, by field: `{ ai: "tpos" }`. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** The studies of a sheet put together, by the kind of method. */
export type PooledTogether =
  /** Rates of one arm; `onScale` is the same by inverse variance on the scale of the measure. */
  | { readonly kind: "rate"; readonly pooled: Pooled; readonly onScale?: PooledEffect }
  | { readonly kind: "effect"; readonly pooled: PooledEffect }
  | { readonly kind: "oddsRatio"; readonly pooled: PooledOddsRatio }
  | { readonly kind: "mantelHaenszel"; readonly pooled: MantelHaenszel };

/** Groups of studies by the values of a column. */
export type SheetSubgroups =
  | { readonly kind: "rate"; readonly by: string; readonly result: Subgroups }
  | { readonly kind: "effect"; readonly by: string; readonly result: EffectSubgroups }
  | { readonly kind: "mantelHaenszel"; readonly by: string; readonly result: MantelHaenszelSubgroups };

/** Everything that was found out about the studies of a sheet. */
export interface SheetPool {
  readonly family: StudyFamily;
  /** In words: `events of two arms`. */
  readonly familyLabel: string;
  /** The column that each number was read from. */
  readonly columns: Readonly<Record<string, string>>;
  /** Absent where the method needs none. */
  readonly measure?: string;
  readonly method: SheetMethod;
  readonly studies: number;
  readonly together: PooledTogether;
  readonly subgroups?: SheetSubgroups;
  readonly regression?: {
    readonly moderators: readonly string[];
    /** The scale of the coefficients. */
    readonly scale: string;
    readonly result: Regression;
  };
  readonly explorations: Explorations;
  /** Rows that lack a number that was needed. */
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[];
  readonly notes: readonly string[];
}
