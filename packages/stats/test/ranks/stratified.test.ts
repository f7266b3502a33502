import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brunnerMunzelTest, rankSumTest, stratifiedRankSumTest, type TwoSamples } from "../../src/index.ts";
import { tested } from "../tested.ts";

interface Values {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/ranks/${name}`, import.meta.url), "utf8"));
}

const strata = read("stratified.json") as {
  readonly sets: readonly { readonly strata: readonly Values[]; readonly vanElteren: string; readonly equal: string }[];
  readonly exact: readonly (Values & Readonly<Record<"two" | "upper" | "lower" | "normal" | "normalCc", string>>)[];
};
const brunnerMunzel = read("brunner-munzel.json") as {
  readonly rows: readonly (Values &
    Readonly<Record<"level" | "t" | "pTwoSided" | "pUpper" | "probability" | "df" | "lower" | "upper", number>>)[];
};
const tolerance = { relative: 1e-11, absolute: 1e-14, because: "another order of sums" };

const samplesOf = ({ x, y }: Values): TwoSamples => ({ experimental: x, control: y });

describe("stratifiedRankSumTest", {
  meta: {
    validates: {
      requirement: "Stratified rank-sum tests (van Elteren)",
      functions: ["stratifiedRankSumTest"],
      source: "coin 1.4-2 independence_test with block ranks",
    },
  },
}, () => {
  it.each(strata.sets)("$strata", (row) => {
    const samples = row.strata.map(samplesOf);
    const ours = tested(stratifiedRankSumTest(samples, { weights: "vanElteren" }));
    expect(ours.z).agreesWith(Number(row.vanElteren), tolerance);
    expect(tested(stratifiedRankSumTest(samples, { weights: "equal" })).z).agreesWith(Number(row.equal), tolerance);
    expect(ours.pUpper + ours.pLower).agreesWith(1, tolerance);
    const turned = samples.map(({ experimental, control }) => ({ experimental: control, control: experimental }));
    const back = tested(stratifiedRankSumTest(turned, { weights: "vanElteren" }));
    expect(back.z).agreesWith(-ours.z, tolerance);
    expect(back.probability).agreesWith(1 - ours.probability, tolerance);
  });

  it("is rankSumTest in one stratum and does not see a stratum of equal values", () => {
    const samples = { experimental: [3, 4, 6, 9], control: [1, 2, 3, 5] };
    const alone = tested(rankSumTest(samples, { method: "normal" }));
    for (const more of [[], [{ experimental: [2, 2], control: [2, 2, 2] }]]) {
      const ours = tested(stratifiedRankSumTest([samples, ...more], { weights: "vanElteren" }));
      expect(ours.z).agreesWith(alone.z!, tolerance);
    }
    const none = stratifiedRankSumTest([{ experimental: [1], control: [1] }], { weights: "equal" });
    expect(none).exactly({ kind: "notEstimable", reason: "all values are equal within every stratum" });
  });
});

describe("rankSumTest on small random samples with ties", {
  meta: {
    validates: {
      requirement: "Rank-sum test, randomised sweep",
      functions: ["rankSumTest"],
      source: "coin 1.4-2 wilcox_test(distribution = exact), R 4.2.2 wilcox.test",
    },
  },
}, () => {
  it.each(strata.exact)("$x against $y", (row) => {
    const exact = tested(rankSumTest(samplesOf(row), { method: "exact", twoSided: "distance" }));
    expect(exact.pTwoSided).agreesWith(Number(row.two), tolerance);
    expect(exact.pUpper).agreesWith(Number(row.upper), tolerance);
    expect(exact.pLower).agreesWith(Number(row.lower), tolerance);
    for (const method of ["normal", "normalCc"] as const) {
      expect(tested(rankSumTest(samplesOf(row), { method })).pTwoSided).agreesWith(Number(row[method]), tolerance);
    }
  });
});

describe("brunnerMunzelTest", {
  meta: {
    validates: {
      requirement: "Brunner-Munzel test",
      functions: ["brunnerMunzelTest"],
      source: "scipy 1.10.1 brunnermunzel; numpy and mpmath for the interval",
    },
  },
}, () => {
  it.each(brunnerMunzel.rows)("$x against $y", (row) => {
    const ours = tested(brunnerMunzelTest(samplesOf(row), { level: row.level }));
    for (const name of ["t", "pTwoSided", "pUpper", "probability", "df"] as const) {
      expect(ours[name], name).agreesWith(row[name], { ...tolerance, relative: 1e-10 });
    }
    expect(ours.interval.lower).agreesWith(row.lower, tolerance);
    expect(ours.interval.upper).agreesWith(row.upper, tolerance);
  });

  it("does not see a monotone change of the values and turns round with the arms", () => {
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (experimental, control) => {
        const here = brunnerMunzelTest({ experimental, control }, { level: 0.9 });
        const cubed = { experimental: experimental.map((v) => v * v * v), control: control.map((v) => v * v * v) };
        expect(brunnerMunzelTest(cubed, { level: 0.9 })).exactly(here);
        const there = brunnerMunzelTest({ experimental: control, control: experimental }, { level: 0.9 });
        expect(there.kind).exactly(here.kind);
        if (here.kind !== "tested" || there.kind !== "tested") return;
        expect(there.probability).agreesWith(1 - here.probability, tolerance);
        expect(there.t).agreesWith(-here.t, { ...tolerance, absolute: 1e-12 });
        const { u } = tested(rankSumTest({ experimental, control }, { method: "exact" }));
        expect(here.probability).agreesWith(u / (experimental.length * control.length), tolerance);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("has no result for arms that do not overlap", () => {
    const apart = brunnerMunzelTest({ experimental: [5, 6, 7], control: [1, 2, 3] }, { level: 0.95 });
    expect(apart.kind).exactly("notEstimable");
  });
});
