import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  chiSquaredTest,
  differenceInterval,
  fisherTest,
  type MantelHaenszelMeasure,
  mantelHaenszelEstimate,
  mantelHaenszelTest,
  mcNemarTest,
  trendTest,
  zTest,
} from "../../src/index.ts";
import { tableOf, tested } from "../tested.ts";

type Four = Readonly<Record<"x1" | "n1" | "x2" | "n2", number>>;
type Fit = Readonly<Record<"estimate" | "standardError" | "lower" | "upper", number>>;

interface Reference {
  readonly chiSquared: readonly {
    readonly counts: readonly (readonly number[])[];
    readonly correction: "none" | "yates";
    readonly statistic: number;
    readonly df: number;
    readonly pValue: number;
  }[];
  readonly mcnemar: readonly Readonly<
    Record<"b" | "c" | "asymptotic" | "pAsymptotic" | "continuity" | "pContinuity" | "pExact", number>
  >[];
  readonly trend: readonly {
    readonly x: readonly number[];
    readonly n: readonly number[];
    readonly scores: readonly number[];
    readonly chiSquared: number;
    readonly pTwoSided: number;
  }[];
  readonly strata: readonly ({
    readonly [key in "x1" | "n1" | "x2" | "n2"]: readonly number[];
  } & { readonly [key in "continuity" | "none"]: { readonly statistic: number; readonly pValue: number } } & {
    readonly [key in MantelHaenszelMeasure]: Fit;
  })[];
  readonly fisher: readonly (Four & { readonly pValue: number })[];
  readonly proportions: readonly (Four & {
    readonly chiSquared: number;
    readonly correct: boolean;
    readonly lower: number;
    readonly upper: number;
  })[];
}

const file = new URL("../reference/proportions/tests.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
const tolerance = { relative: 1e-10, absolute: 1e-14, because: "R rounds in another order" };

describe("as R's stats has it", {
  meta: {
    validates: {
      requirement: "Tests of tables",
      functions: ["chiSquaredTest", "mcNemarTest", "trendTest", "fisherTest", "differenceInterval", "zTest"],
      source: "R 4.2.2 stats",
    },
  },
}, () => {
  it.each(reference.chiSquared)("chisq.test of $counts, $correction", ({ counts, correction, ...theirs }) => {
    const ours = tested(chiSquaredTest(counts, { correction }));
    expect(ours.statistic).agreesWith(theirs.statistic, tolerance);
    expect(ours.df).exactly(theirs.df);
    expect(ours.pValue).agreesWith(theirs.pValue, tolerance);
  });

  it.each(reference.mcnemar)("mcnemar.test and binom.test of $b against $c", (row) => {
    const pairs = { onlyExperimental: row.b, onlyControl: row.c };
    const plain = tested(mcNemarTest(pairs, { method: "asymptotic" }));
    const corrected = tested(mcNemarTest(pairs, { method: "continuity" }));
    expect(plain.chiSquared!).agreesWith(row.asymptotic, tolerance);
    expect(plain.pTwoSided).agreesWith(row.pAsymptotic, tolerance);
    expect(corrected.chiSquared!).agreesWith(row.continuity, tolerance);
    expect(corrected.pTwoSided).agreesWith(row.pContinuity, tolerance);
    expect(tested(mcNemarTest(pairs, { method: "exact" })).pTwoSided).agreesWith(row.pExact, tolerance);
  });

  it.each(reference.trend)("prop.trend.test of $x among $n by $scores", ({ x, n, scores, ...theirs }) => {
    const groups = x.map((events, i) => ({ events, n: n[i]! }));
    const ours = tested(trendTest(groups, { scores }));
    expect(ours.z * ours.z).agreesWith(theirs.chiSquared, tolerance);
    expect(ours.pTwoSided).agreesWith(theirs.pTwoSided, tolerance);
  });

  it.each(reference.fisher)("fisher.test of $x1 of $n1 against $x2 of $n2", (row) => {
    const ours = fisherTest(tableOf(row), { twoSided: "minimumLikelihood" });
    expect(ours.pTwoSided).agreesWith(row.pValue, tolerance);
  });

  it.each(reference.proportions)("prop.test of $x1 of $n1 against $x2 of $n2, corrected $correct", (row) => {
    const limits = differenceInterval(tableOf(row), { method: row.correct ? "waldCc" : "wald", level: 0.95 });
    expect(limits.lower).agreesWith(row.lower, tolerance);
    expect(limits.upper).agreesWith(row.upper, tolerance);
    if (!row.correct) {
      const { z } = tested(zTest(tableOf(row), { variance: "pooled" }));
      expect(z * z).agreesWith(row.chiSquared, tolerance);
    }
  });
});

describe.each(reference.strata)(
  "strata $x1 of $n1 against $x2 of $n2",
  {
    meta: {
      validates: {
        requirement: "Cochran-Mantel-Haenszel test and Mantel-Haenszel estimates",
        functions: ["mantelHaenszelTest", "mantelHaenszelEstimate"],
        source: "R 4.2.2 mantelhaen.test, metafor 3.8-1 rma.mh",
      },
    },
  },
  (row) => {
    const strata = row.x1.map((x1, i) => tableOf({ x1, n1: row.n1[i]!, x2: row.x2[i]!, n2: row.n2[i]! }));

    it.each(["continuity", "none"] as const)("mantelhaen.test, correction %s", (correction) => {
      const ours = tested(mantelHaenszelTest(strata, { correction }));
      expect(ours.statistic).agreesWith(row[correction].statistic, tolerance);
      expect(ours.pValue).agreesWith(row[correction].pValue, tolerance);
    });

    it.each(["oddsRatio", "ratio", "difference"] as const)("metafor's rma.mh of the %s", (measure) => {
      const ours = tested(mantelHaenszelEstimate(strata, { measure, level: 0.95 }));
      const isRatio = measure !== "difference";
      const natural = isRatio ? Math.exp : (x: number) => x;
      expect(ours.estimate).agreesWith(natural(row[measure].estimate), tolerance);
      expect(ours.standardError).agreesWith(row[measure].standardError, tolerance);
      expect(ours.interval.lower).agreesWith(natural(row[measure].lower), tolerance);
      expect(ours.interval.upper).agreesWith(natural(row[measure].upper), tolerance);
    });
  },
);

describe("mcNemarTest, mid-P", {
  meta: {
    validates: { requirement: "McNemar's mid-P", functions: ["mcNemarTest"], source: "closed form" },
  },
}, () => {
  /** By hand: 2 (P(X <= 1) - P(X = 1) / 2) = 2 (9 - 4) / 256 for 1 of 8. */
  it("takes half of the observed count out of each tail", () => {
    expect(tested(mcNemarTest({ onlyExperimental: 7, onlyControl: 1 }, { method: "midP" })).pTwoSided).withinUlps(
      10 / 256,
      4,
    );
  });
});
