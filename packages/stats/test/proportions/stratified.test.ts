import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredTest,
  cochranMantelHaenszel,
  type CountTable,
  differenceInterval,
  exactTrendTest,
  fisherTest,
  mantelHaenszelTest,
  stratifiedNewcombe,
  stratifiedRankSumTest,
  trendTest,
  type TwoByTwo,
} from "../../src/index.ts";
import { tested } from "../tested.ts";

interface Reference {
  readonly cmh: readonly {
    readonly strata: readonly CountTable[];
    readonly general: { readonly statistic: string; readonly df: number; readonly pValue: string };
    readonly meanDefinition: { readonly statistic: string; readonly df: number };
    readonly ridit: { readonly statistic: string; readonly df: number };
    readonly correlation: { readonly statistic: string; readonly pValue: string };
  }[];
  readonly trends: readonly {
    readonly x: readonly number[];
    readonly n: readonly number[];
    readonly scores: readonly number[];
    readonly two: string;
    readonly upper: string;
    readonly lower: string;
  }[];
  readonly newcombe: readonly {
    readonly x1: number | number[];
    readonly n1: number | number[];
    readonly x2: number | number[];
    readonly n2: number | number[];
    readonly level: number;
    readonly correction: "none" | "continuity";
    readonly estimate: string;
    readonly lower: string;
    readonly upper: string;
  }[];
}

const file = new URL("../reference/proportions/stratified.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
const tolerance = { relative: 1e-10, absolute: 1e-13, because: "R rounds in another order" };

function strataOf(row: Reference["newcombe"][number]): readonly TwoByTwo[] {
  const [x1, n1, x2, n2] = [row.x1, row.n1, row.x2, row.n2].map((value) => [value].flat());
  return x1!.map((events, h) => ({
    experimental: { events, n: n1![h]! },
    control: { events: x2![h]!, n: n2![h]! },
  }));
}

describe("cochranMantelHaenszel", {
  meta: {
    validates: {
      requirement: "Cochran-Mantel-Haenszel tests of R x C tables over strata",
      functions: ["cochranMantelHaenszel"],
      source: "R 4.2.2 mantelhaen.test, coin 1.4-2 cmh_test, matrix definition by MASS::ginv",
    },
  },
}, () => {
  it.each(reference.cmh)("tables $strata", ({ strata, general, meanDefinition, ridit, correlation }) => {
    const any = tested(cochranMantelHaenszel(strata, { statistic: "generalAssociation" }));
    expect(any.statistic).agreesWith(Number(general.statistic), tolerance);
    expect(any.df).exactly(general.df);
    expect(any.pValue).agreesWith(Number(general.pValue), { ...tolerance, relative: 1e-9 });
    const means = tested(cochranMantelHaenszel(strata, { statistic: "rowMeanScores" }));
    expect(means.statistic).agreesWith(Number(meanDefinition.statistic), tolerance);
    expect(means.df).exactly(meanDefinition.df);
    const ridits = tested(cochranMantelHaenszel(strata, { statistic: "rowMeanScores", columnScores: "modifiedRidit" }));
    expect(ridits.statistic).agreesWith(Number(ridit.statistic), tolerance);
    const trend = tested(cochranMantelHaenszel(strata, { statistic: "correlation" }));
    // coin's statistic is the standard normal one, whose sign depends on the order of its factors.
    expect(trend.statistic).agreesWith(Number(correlation.statistic) * Number(correlation.statistic), tolerance);
    expect(trend.pValue).agreesWith(Number(correlation.pValue), { ...tolerance, relative: 1e-8 });
    expect(trend.df).exactly(1);
  });

  it("does not see scores' origin and unit, nor empty rows and columns", () => {
    const strata = [
      [
        [10, 0, 5, 2],
        [0, 0, 0, 0],
        [6, 0, 7, 8],
      ],
      [
        [4, 0, 4, 1],
        [0, 0, 0, 0],
        [2, 0, 5, 6],
      ],
    ];
    const lean = strata.map((table) => [table[0]!, table[2]!].map((row) => [row[0]!, row[2]!, row[3]!]));
    const full = tested(cochranMantelHaenszel(strata, { statistic: "generalAssociation" }));
    const small = tested(cochranMantelHaenszel(lean, { statistic: "generalAssociation" }));
    expect(full.statistic).agreesWith(small.statistic, tolerance);
    expect(full.df).exactly(small.df);
    const here = tested(cochranMantelHaenszel(lean, { statistic: "correlation", columnScores: [1, 2, 4] }));
    const there = tested(
      cochranMantelHaenszel(lean, { statistic: "correlation", columnScores: [1e6, 2e6, 4e6], rowScores: [7, 3] }),
    );
    expect(there.statistic).agreesWith(here.statistic, tolerance);
  });

  it("is mantelHaenszelTest for 2 × 2 tables, and of one stratum Pearson's N - 1 chi-squared", () => {
    const arm = fc.integer({ min: 1, max: 30 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }));
    const table = fc.record({ experimental: arm, control: arm });
    const rowsOf = ({ experimental: e, control: c }: TwoByTwo) => [
      [e.events, e.n - e.events],
      [c.events, c.n - c.events],
    ];
    fc.assert(
      fc.property(fc.array(table, { minLength: 1, maxLength: 4 }), (strata) => {
        const ours = cochranMantelHaenszel(strata.map(rowsOf), { statistic: "generalAssociation" });
        const known = mantelHaenszelTest(strata, { correction: "none" });
        expect(ours.kind).exactly(known.kind);
        if (ours.kind === "tested" && known.kind === "tested")
          expect(ours.statistic).agreesWith(known.statistic, tolerance);
        const one = cochranMantelHaenszel([rowsOf(strata[0]!)], { statistic: "generalAssociation" });
        const pearson = chiSquaredTest(rowsOf(strata[0]!), { correction: "nMinusOne" });
        if (one.kind === "tested" && pearson.kind === "tested")
          expect(one.pValue).agreesWith(pearson.pValue, tolerance);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it("is van Elteren's test for two rows with modified ridits", () => {
    const strata = [
      { experimental: [3, 1, 3, 2], control: [1, 1, 2] },
      { experimental: [2, 3], control: [1, 2, 1, 3, 1] },
    ];
    const counts = strata.map(({ experimental, control }) =>
      [experimental, control].map((arm) => [1, 2, 3].map((level) => arm.filter((value) => value === level).length)),
    );
    const { z } = tested(stratifiedRankSumTest(strata, { weights: "vanElteren" }));
    const { statistic } = tested(
      cochranMantelHaenszel(counts, { statistic: "rowMeanScores", columnScores: "modifiedRidit" }),
    );
    expect(statistic).agreesWith(z * z, tolerance);
  });
});

describe("exactTrendTest", {
  meta: {
    validates: {
      requirement: "Exact Cochran-Armitage trend test",
      functions: ["exactTrendTest"],
      source: "coin 1.4-2 independence_test(distribution = exact)",
    },
  },
}, () => {
  it.each(reference.trends)("$x of $n with scores $scores", ({ x, n, scores, two, upper, lower }) => {
    const groups = x.map((events, i) => ({ events, n: n[i]! }));
    const ours = exactTrendTest(groups, { scores, twoSided: "distance" });
    expect(ours.pUpper).agreesWith(Number(upper), tolerance);
    expect(ours.pLower).agreesWith(Number(lower), tolerance);
    expect(ours.pTwoSided).agreesWith(Number(two), tolerance);
    const turned = exactTrendTest(groups, { scores: scores.map((score) => 10 - 3 * score), twoSided: "distance" });
    expect(turned.pLower).agreesWith(ours.pUpper, tolerance);
    expect(turned.pTwoSided).agreesWith(ours.pTwoSided, tolerance);
  });

  it("is Fisher's test with two groups, exact and mid-P", () => {
    const groups = [
      { events: 2, n: 9 },
      { events: 7, n: 11 },
    ];
    const table = { experimental: groups[1]!, control: groups[0]! };
    for (const tails of ["exact", "midP"] as const) {
      const ours = exactTrendTest(groups, { twoSided: "doubled", tails });
      const fisher = fisherTest(table, { twoSided: "doubled", tails });
      expect(ours.statistic).exactly(7);
      expect(ours.pUpper).agreesWith(fisher.pUpper, tolerance);
      expect(ours.pLower).agreesWith(fisher.pLower, tolerance);
      expect(ours.pTwoSided).agreesWith(fisher.pTwoSided, tolerance);
    }
  });

  it("nears the asymptotic test in large groups", () => {
    const groups = [
      { events: 30, n: 100 },
      { events: 38, n: 100 },
      { events: 45, n: 100 },
    ];
    const exact = exactTrendTest(groups, { twoSided: "distance", tails: "midP" });
    const normal = tested(trendTest(groups));
    expect(exact.pTwoSided).agreesWith(normal.pTwoSided, {
      absolute: 2e-3,
      because: "a lattice against a continuous law",
    });
  });

  it("refuses scores without a common unit and data that are too large", () => {
    const groups = [
      { events: 3, n: 9 },
      { events: 4, n: 9 },
      { events: 6, n: 9 },
    ];
    expect(() => exactTrendTest(groups, { scores: [0, 1, Math.SQRT2], twoSided: "doubled" })).toThrow(/common unit/);
    const large = groups.map(() => ({ events: 2000, n: 5000 }));
    expect(() => exactTrendTest(large, { twoSided: "doubled" })).toThrow(/use trendTest/);
  });
});

describe("stratifiedNewcombe", {
  meta: {
    validates: {
      requirement: "Stratified Newcombe interval (Yan and Su)",
      functions: ["stratifiedNewcombe"],
      source: "R 4.2.2 prop.test and the definition; tern's externally validated example",
    },
  },
}, () => {
  it.each(reference.newcombe)("$x1 of $n1 against $x2 of $n2 at $level, correction $correction", (row) => {
    const ours = stratifiedNewcombe(strataOf(row), {
      weights: "mantelHaenszel",
      level: row.level,
      correction: row.correction,
    });
    expect(ours.estimate).agreesWith(Number(row.estimate), tolerance);
    expect(ours.interval.lower).agreesWith(Number(row.lower), tolerance);
    expect(ours.interval.upper).agreesWith(Number(row.upper), tolerance);
  });

  /** tern, tests/testthat/test-prop_diff.R: "Values externally validated", to 1e-4. */
  it("gives 0.2539 with 0.0347 to 0.4454 on tern's data", () => {
    const { estimate, interval } = stratifiedNewcombe(strataOf(reference.newcombe[0]!), {
      weights: "mantelHaenszel",
      level: 0.95,
    });
    expect(estimate).asPrinted("0.2539");
    expect(interval.lower).asPrinted("0.0347");
    expect(interval.upper).asPrinted("0.4454");
  });

  it("is Newcombe's interval in one stratum, and turns round with the arms", () => {
    const arm = fc.integer({ min: 1, max: 40 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }));
    const table = fc.record({ experimental: arm, control: arm });
    fc.assert(
      fc.property(table, table, fc.constantFrom("mantelHaenszel", "equal" as const), (a, b, weights) => {
        const close = {
          relative: 1e-9,
          absolute: 1e-11,
          because: "the level makes a way through its quantile and back",
        };
        const one = stratifiedNewcombe([a], { weights, level: 0.95 }).interval;
        const known = differenceInterval(a, { method: "newcombe", level: 0.95 });
        expect(one.lower).agreesWith(known.lower, close);
        expect(one.upper).agreesWith(known.upper, close);
        const { estimate, interval } = stratifiedNewcombe([a, b], { weights, level: 0.9 });
        expect(interval.lower <= estimate && estimate <= interval.upper).exactly(true);
        const swapped = [a, b].map(({ experimental, control }) => ({ experimental: control, control: experimental }));
        const turned = stratifiedNewcombe(swapped, { weights, level: 0.9 }).interval;
        expect(turned.lower).agreesWith(-interval.upper, close);
        expect(turned.upper).agreesWith(-interval.lower, close);
      }),
      { numRuns: 150, seed: 12 },
    );
  });
});
