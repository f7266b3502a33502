import { readFileSync } from "node:fs";
import { type ComparisonCounts, type GivenEffects, givenEffects } from "@rekindle/evidence";

type Numbers = readonly number[];

export interface RegressionReference {
  readonly statistic: number;
  readonly p: number;
  /** Absent for a predictor that does not go to 0 with size. */
  readonly limit?: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

export interface LineReference {
  readonly slope: number;
  readonly se: number;
  readonly t: number;
  readonly p: number;
  readonly intercept: number;
  readonly interceptSe: number;
  readonly interceptP: number;
}

export interface FillReference {
  readonly k0: number;
  readonly se?: number | null;
  readonly side: "left" | "right";
  readonly mean: number;
  readonly meanSe: number;
  readonly tau2: number;
  /** Only of R0. */
  readonly p?: number;
}

export interface SmallStudySet {
  readonly yi: Numbers;
  readonly vi: Numbers;
  readonly ni: Numbers;
  readonly regression: Readonly<Record<string, Readonly<Record<"lm" | "REML" | "DL" | "knha", RegressionReference>>>>;
  readonly rank: { readonly tau: number; readonly p: number };
  readonly fills: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, FillReference | null>>>>>>;
  readonly failSafe: Readonly<
    Record<"rosenthal" | "rosenthalP" | "rosenberg" | "rosenbergP" | "orwin" | "target", number>
  >;
  readonly pet: LineReference;
  readonly peese: LineReference;
}

interface SelectionReference {
  readonly set: string;
  readonly steps: Numbers;
  readonly alternative: "greater" | "less" | "two.sided";
  readonly weights: Numbers | null;
  readonly method: "ML" | "FE";
  readonly mean: number;
  readonly se: number;
  readonly p: number;
  readonly tau2: number;
  readonly tau2Se: number | null;
  readonly delta: Numbers;
  readonly deltaSe: readonly (number | null)[];
  readonly logLikelihood: number;
  /** Of a second program with many starts; only of models with one step. */
  readonly highest: number | null;
  readonly LRT: number;
  readonly LRTp: number | null;
  readonly heterogeneity: number | null;
}

const url = new URL("../reference/meta-analysis/small-study.json", import.meta.url);

/** What metafor 3.8.1 and R's lm say of eleven data sets of metadat. */
export const reference = JSON.parse(readFileSync(url, "utf8")) as {
  readonly tables: Readonly<Record<string, Readonly<Record<"a" | "n1" | "c" | "n2", Numbers>>>>;
  readonly counts: Readonly<
    Record<string, Readonly<Record<"harbord" | "peters" | "macaskill" | "deeks", LineReference>>>
  >;
  readonly sets: Readonly<Record<string, SmallStudySet>>;
  readonly selection: readonly SelectionReference[];
};

export function effectsOf(set: { readonly yi: Numbers; readonly vi: Numbers }): GivenEffects {
  const rows = set.yi.map((value, i) => ({ id: `s${i}`, label: `Study ${i}`, value, variance: set.vi[i]! }));
  return givenEffects(rows, { scale: "effect" });
}

export function tablesOf(name: string): readonly ComparisonCounts[] {
  const { a, n1, c, n2 } = reference.tables[name]!;
  return a.map((events, i) => ({
    id: `s${i}`,
    label: `Study ${i}`,
    experimental: { events, n: n1[i]! },
    control: { events: c[i]!, n: n2[i]! },
  }));
}

export const closedForm = { relative: 1e-8, absolute: 1e-10, because: "closed form, summed in another order" };
export const iterated = { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };
