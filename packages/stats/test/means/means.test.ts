import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancova, InvalidInput, oneSampleTTest, trendTest, tTest, tTestOfSummaries, zTest } from "../../src/index.ts";
import { tested } from "../tested.ts";

interface Reference {
  readonly two: readonly ({
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly variance: "pooled" | "separate";
  } & Readonly<
    Record<"difference" | "t" | "df" | "pTwoSided" | "pUpper" | "lower" | "upper" | "standardError", number>
  >)[];
  readonly one: { readonly values: readonly number[] } & Readonly<
    Record<"mean" | "t" | "pTwoSided" | "lower" | "upper", number>
  >;
  readonly ancova: readonly ({
    readonly outcomes: readonly number[];
    readonly groups: readonly number[];
    readonly covariates: readonly (readonly number[])[];
    readonly slopes: number | readonly number[];
    readonly slopeErrors: number | readonly number[];
  } & Readonly<
    Record<"estimate" | "standardError" | "t" | "pTwoSided" | "df" | "lower" | "upper" | "sigma", number>
  >)[];
}

const file = new URL("../reference/means/means.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
const tolerance = { relative: 1e-10, because: "R rounds in another order" };

describe("as R's t.test has it", {
  meta: { validates: { requirement: "t tests", functions: ["tTest"], source: "R 4.2.2 t.test" } },
}, () => {
  it.each(reference.two)(
    "$variance variance against $difference: $x and $y",
    ({ x, y, variance, difference, ...theirs }) => {
      const ours = tested(tTest({ experimental: x, control: y }, { variance, difference, level: 0.95 }));
      for (const name of ["t", "df", "pTwoSided", "pUpper", "standardError"] as const) {
        expect(ours[name], name).agreesWith(theirs[name], tolerance);
      }
      expect(ours.interval.lower).agreesWith(theirs.lower, { ...tolerance, absolute: 1e-12 });
      expect(ours.interval.upper).agreesWith(theirs.upper, { ...tolerance, absolute: 1e-12 });
    },
  );

  it("one sample", () => {
    const { values, mean, ...theirs } = reference.one;
    const ours = tested(oneSampleTTest(values, { mean, level: 0.95 }));
    expect(ours.t).agreesWith(theirs.t, tolerance);
    expect(ours.pTwoSided).agreesWith(theirs.pTwoSided, tolerance);
    expect(ours.interval.lower).agreesWith(theirs.lower, tolerance);
    expect(ours.interval.upper).agreesWith(theirs.upper, tolerance);
  });
});

describe("as R's lm has it", {
  meta: { validates: { requirement: "ANCOVA", functions: ["ancova"], source: "R 4.2.2 lm" } },
}, () => {
  it.each(reference.ancova)("analysis of covariance with estimate $estimate", (row) => {
    const ours = tested(ancova(row, { level: 0.95 }));
    for (const name of ["estimate", "standardError", "t", "pTwoSided", "df"] as const) {
      expect(ours[name], name).agreesWith(row[name], tolerance);
    }
    expect(ours.interval.lower).agreesWith(row.lower, { ...tolerance, absolute: 1e-12 });
    expect(ours.interval.upper).agreesWith(row.upper, { ...tolerance, absolute: 1e-12 });
    expect(ours.residualStandardDeviation).agreesWith(row.sigma, tolerance);
    expect(ours.adjustedMeans.experimental - ours.adjustedMeans.control).agreesWith(row.estimate, tolerance);
    for (const [i, slope] of [row.slopes].flat().entries()) {
      expect(ours.covariates[i]!.coefficient).agreesWith(slope, { ...tolerance, relative: 1e-9 });
      expect(ours.covariates[i]!.standardError).agreesWith([row.slopeErrors].flat()[i]!, {
        ...tolerance,
        relative: 1e-9,
      });
    }
  });
});

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });

describe("tTest", () => {
  it("rejects exactly what lies outside its interval, and turns round with the arms", () => {
    fc.assert(
      fc.property(
        values,
        values,
        fc.constantFrom("pooled", "separate" as const),
        fc.integer({ min: -60, max: 60 }),
        (x, y, variance, d) => {
          const one = tTest({ experimental: x, control: y }, { variance, level: 0.9, difference: d });
          const other = tTest({ experimental: y, control: x }, { variance, level: 0.9, difference: -d });
          if (one.kind !== "tested" || other.kind !== "tested") {
            expect(other.kind).exactly(one.kind);
            return;
          }
          expect(other.t).agreesWith(-one.t, { relative: 1e-12, absolute: 1e-12, because: "sums in another order" });
          expect(other.pUpper).agreesWith(one.pLower, { relative: 1e-10, because: "sums in another order" });
          const isInside = one.interval.lower < d && d < one.interval.upper;
          if (Math.abs(one.pTwoSided - 0.1) > 1e-9) expect(isInside).exactly(one.pTwoSided > 0.1);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it("without covariates ancova is the pooled t test", () => {
    fc.assert(
      fc.property(values, values, (x, y) => {
        fc.pre(x.length + y.length > 3);
        const sample = { outcomes: [...x, ...y], groups: [...x.map(() => 1), ...y.map(() => 0)], covariates: [] };
        const a = ancova(sample, { level: 0.95 });
        const b = tTest({ experimental: x, control: y }, { variance: "pooled", level: 0.95 });
        if (b.kind !== "tested") return;
        expect(tested(a).t).agreesWith(b.t, { relative: 1e-9, absolute: 1e-11, because: "reflections against sums" });
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("does not see a large common offset", () => {
    const eighths = { experimental: [1.125, 2.5, 0.375, 4], control: [0.25, 1.5, 0.125] };
    const far = (list: readonly number[]) => list.map((x) => x + 2 ** 40);
    const moved = { experimental: far(eighths.experimental), control: far(eighths.control) };
    const options = { variance: "separate", level: 0.95 } as const;
    expect(tested(tTest(moved, options)).t).withinUlps(tested(tTest(eighths, options)).t, 8);
  });

  it.each([1e-200, 1e150, 1e300])("does not see the unit %s", (unit) => {
    const plain = { experimental: [1, 2, 5], control: [1, 3] };
    const scaled = {
      experimental: plain.experimental.map((x) => x * unit),
      control: plain.control.map((x) => x * unit),
    };
    for (const variance of ["pooled", "separate"] as const) {
      const ours = tested(tTest(scaled, { variance, level: 0.95 }));
      const truth = tested(tTest(plain, { variance, level: 0.95 }));
      expect(ours.t).withinUlps(truth.t, 16);
      expect(ours.df).withinUlps(truth.df, 16);
    }
    const outcomes = [1, 2, 4, 3, 6];
    const groups = [0, 0, 1, 1, 1];
    const covariate = [3, 1, 2, 2, 5];
    const one = tested(ancova({ outcomes, groups, covariates: [covariate] }, { level: 0.95 }));
    const other = tested(ancova({ outcomes, groups, covariates: [covariate.map((x) => x * unit)] }, { level: 0.95 }));
    expect(other.t).agreesWith(one.t, { relative: 1e-12, because: "scaled columns round anew" });
    expect(other.covariates[0]!.coefficient * unit).agreesWith(one.covariates[0]!.coefficient, {
      relative: 1e-12,
      because: "scaled columns round anew",
    });
  });

  it("takes published means and deviations", () => {
    // CAMIS-like: by hand, t = (10 - 8) / √(4/8 + 9/18) = 2, Welch df = 1 / (0.25/7 + 0.25/17).
    const arms = {
      experimental: { n: 8, mean: 10, standardDeviation: 2 },
      control: { n: 18, mean: 8, standardDeviation: 3 },
    };
    const { t, df } = tested(tTestOfSummaries(arms, { variance: "separate", level: 0.95 }));
    expect(t).withinUlps(2, 2);
    expect(df).withinUlps(1 / (0.25 / 7 + 0.25 / 17), 4);
  });

  it("says when nothing varies", () => {
    const flat = { experimental: [3, 3], control: [1, 1, 1] };
    expect(tTest(flat, { variance: "pooled", level: 0.95 })).exactly({
      kind: "notEstimable",
      reason: "the values do not vary: the standard error is 0",
    });
  });

  it("refuses what it cannot use, naming each", () => {
    const call = () =>
      tTest({ experimental: [1], control: [2, Number.POSITIVE_INFINITY] }, { variance: "separate", level: 1 });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/control\.1[^]*level[^]*experimental: 1 values/);
    const short = () => ancova({ outcomes: [1, 2, 3], groups: [0, 1], covariates: [[1, 2]] }, { level: 0.95 });
    expect(short).toThrow(/groups: 2 entries[^]*covariates\.0: 2 entries[^]*needs at least 4/);
    const twos = { outcomes: [1, 2, 4, 3], groups: [0, 2, 1, 1], covariates: [] };
    expect(() => ancova(twos, { level: 0.95 })).toThrow(/neither 0 nor 1/);
  });
});

describe("ancova", () => {
  it("says when it cannot separate arm and covariate", () => {
    const outcomes = [1, 2, 4, 3, 5, 4];
    const groups = [0, 0, 0, 1, 1, 1];
    const same = ancova({ outcomes, groups, covariates: [groups.map((g) => 3 * g - 1)] }, { level: 0.95 });
    expect(same.kind).exactly("notEstimable");
    const one = ancova({ outcomes, groups: groups.map(() => 1), covariates: [] }, { level: 0.95 });
    expect(one).exactly({ kind: "notEstimable", reason: "all patients are in one arm" });
    const flat = ancova({ outcomes: groups, groups, covariates: [] }, { level: 0.95 });
    expect(flat.kind).exactly("notEstimable");
  });
});

describe("trendTest", () => {
  it("with two groups is the pooled z test", () => {
    const groups = [
      { events: 3, n: 11 },
      { events: 7, n: 12 },
    ];
    const pooled = zTest({ experimental: groups[1]!, control: groups[0]! }, { variance: "pooled" });
    expect(tested(trendTest(groups)).z).agreesWith(tested(pooled).z, tolerance);
    expect(tested(trendTest(groups, { scores: [-1e308, 1e308] })).z).agreesWith(tested(pooled).z, tolerance);
  });
});
