import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  mantelHaenszelEstimate,
  type MantelHaenszelMeasure,
  mcNemarTest,
  stratifiedScore,
  type StratumWeights,
  trendTest,
  type TwoByTwo,
} from "../../src/index.ts";

type Four = readonly [x1: number, n1: number, x2: number, n2: number];

interface Sweep {
  readonly strata: readonly {
    readonly strata: readonly Four[];
    readonly score: {
      readonly weights: StratumWeights;
      readonly level: number;
      readonly z: string;
      readonly lower: string;
      readonly upper: string;
    };
    readonly mantelHaenszel: Readonly<Partial<Record<MantelHaenszelMeasure, readonly [string, string]>>>;
  }[];
  readonly trend: readonly (Readonly<Record<"x" | "n" | "scores", readonly number[]>> & { readonly z: string })[];
  readonly midP: readonly { readonly b: number; readonly c: number; readonly p: string }[];
}

const file = new URL("../reference/proportions/strata-sweep.json", import.meta.url);
const sweep = JSON.parse(readFileSync(file, "utf8")) as Sweep;
const close = { relative: 1e-11, absolute: 1e-13, because: "sums and roots in double precision, against 60 digits" };

const tablesOf = (strata: readonly Four[]): readonly TwoByTwo[] =>
  strata.map(([x1, n1, x2, n2]) => ({ experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } }));

describe("strata, randomised sweep", {
  meta: {
    validates: {
      requirement: "Stratified proportions, randomised sweep",
      functions: ["stratifiedScore", "mantelHaenszelEstimate"],
      source: "exact fractions in Python, mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.strata)("$strata", ({ strata, score, mantelHaenszel }) => {
    const { weights, level } = score;
    const ours = stratifiedScore(tablesOf(strata), { weights, level, difference: -0.07 });
    if (ours.kind !== "tested") throw new Error(ours.reason);
    expect(ours.z).agreesWith(Number(score.z), close);
    expect(ours.interval.lower).agreesWith(Number(score.lower), close);
    expect(ours.interval.upper).agreesWith(Number(score.upper), close);
    for (const measure of ["oddsRatio", "ratio", "difference"] as const) {
      const fit = mantelHaenszelEstimate(tablesOf(strata), { measure, level: 0.95 });
      const theirs = mantelHaenszel[measure];
      expect(fit.kind, measure).exactly(theirs === undefined ? "notEstimable" : "tested");
      if (fit.kind !== "tested" || theirs === undefined) continue;
      expect(fit.estimate, measure).agreesWith(Number(theirs[0]), close);
      expect(fit.standardError, measure).agreesWith(Number(theirs[1]), close);
    }
  });
});

describe("trends and pairs, randomised sweep", {
  meta: {
    validates: {
      requirement: "Trend test and McNemar's mid-P, randomised sweep",
      functions: ["trendTest", "mcNemarTest"],
      source: "exact fractions in Python, mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.trend)("trend of $x among $n by $scores", ({ x, n, scores, z }) => {
    const ours = trendTest(
      x.map((events, i) => ({ events, n: n[i]! })),
      { scores },
    );
    if (ours.kind !== "tested") throw new Error(ours.reason);
    expect(ours.z).agreesWith(Number(z), { ...close, relative: 1e-9, absolute: 1e-11 });
  });

  it.each(sweep.midP)("mid-P of $b against $c", ({ b, c, p }) => {
    const ours = mcNemarTest({ onlyExperimental: b, onlyControl: c }, { method: "midP" });
    expect(ours).toMatchObject({ kind: "tested" });
    if (ours.kind === "tested") expect(ours.pTwoSided).agreesWith(Number(p), { ...close, absolute: 1e-300 });
  });
});
