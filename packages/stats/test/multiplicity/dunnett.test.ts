import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dunnettCriticalValue,
  dunnettTest,
  equicoordinateQuantile,
  InvalidInput,
  type ManyToOne,
  standardNormalIsf,
  standardNormalSf,
  studentT,
} from "../../src/index.ts";

interface Tail {
  readonly n: ManyToOne;
  /** 0 for normal statistics. */
  readonly df: number;
  readonly t: number;
  readonly sided: 1 | 2;
  readonly p: number;
  readonly error?: number;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../reference/multiplicity/${name}`, import.meta.url), "utf8"));
const r = read("dunnett-r.json") as {
  readonly exact: readonly Tail[];
  readonly lattice: readonly Tail[];
  readonly critical: readonly {
    readonly n: ManyToOne;
    readonly df: number;
    readonly alpha: number;
    readonly value: number;
  }[];
  readonly blankets: {
    readonly statistics: readonly number[];
    readonly n: ManyToOne;
    readonly df: number;
  } & Readonly<Record<"twoSided" | "less", Readonly<Record<"singleStep" | "stepDown", readonly number[]>>>>;
};
const definition = read("dunnett-mpmath.json") as {
  readonly tails: readonly Tail[];
  readonly critical: readonly { readonly alpha: number; readonly k: number; readonly value: number }[];
};

const drawn = read("dunnett-sweep.json") as { readonly tails: readonly Tail[] };

const withDf = (df: number) => (df === 0 ? {} : { df });
const equal = (k: number): ManyToOne => ({ control: 1, arms: Array.from({ length: k }, () => 1) });

/** P(the largest is beyond t): the single-step p-value of a statistic that all arms share. */
function tail({ n, df, t, sided }: Tail): { readonly value: number; readonly error: number } {
  const statistics = n.arms.map(() => t);
  const { adjusted, errors } = dunnettTest(
    { statistics, n, ...withDf(df) },
    { alternative: sided === 2 ? "twoSided" : "greater", procedure: "singleStep", alpha: 0.05 },
  );
  return { value: adjusted[0]!, error: errors[0]! };
}

const requirement = "Dunnett's many-to-one comparisons";

describe("dunnettTest", () => {
  const fromDefinition = {
    requirement,
    functions: ["dunnettTest", "dunnettCriticalValue"],
    source:
      "mpmath 1.3.0 (normal), numpy 2.4.6 with scipy 1.17.1 (t), from the definition, p-values from 1e-136 to 0.99",
  };

  it("keeps the digits of small probabilities, and states its error", { meta: { validates: fromDefinition } }, () => {
    for (const row of definition.tails) {
      const { value, error } = tail(row);
      // The double program for t is good to 1e-12.
      const relative = row.df === 0 ? 4e-13 : 2e-12;
      expect(value, JSON.stringify(row)).agreesWith(row.p, { relative, because: "x² roundings of exp(-x²/2)" });
      if (row.df === 0) expect(Math.abs(value - row.p), JSON.stringify(row)).toBeLessThanOrEqual(error);
    }
    for (const { alpha, k, value } of definition.critical) {
      const ours = dunnettCriticalValue(equal(k), { alpha, sided: 1 });
      if (ours.kind !== "converged") throw new Error(ours.reason);
      expect(ours.value).agreesWith(value, {
        absolute: 1e-14,
        because: "a rounding of the probability over its slope",
      });
    }
  });

  const fromSweep = {
    requirement,
    functions: ["dunnettTest"],
    source:
      "150 drawn designs from the definition, a second program with numpy 2.4.6, scipy 1.17.1, p-values from 1e-136 to 1",
  };

  it("agrees with a second program over drawn designs", { meta: { validates: fromSweep } }, () => {
    for (const row of drawn.tails) {
      const { value } = tail(row);
      expect(value, JSON.stringify(row)).agreesWith(row.p, { relative: 1e-12, because: "doubles in both programs" });
    }
  });

  const fromMvtnorm = {
    requirement,
    functions: ["dunnettTest", "dunnettCriticalValue"],
    source: "R 4.2.2 mvtnorm 1.1.3 (TVPACK, GenzBretz) and multcomp 1.4.22 on its data set recovery",
  };

  it("agrees with mvtnorm for unequal sizes, any df, one- and two-sided", { meta: { validates: fromMvtnorm } }, () => {
    for (const row of r.exact)
      expect(tail(row).value, JSON.stringify(row)).agreesWith(row.p, { absolute: 2e-9, because: "TVPACK's error" });
    for (const row of r.lattice) {
      const absolute = 2 * row.error! + 1e-9;
      expect(tail(row).value, JSON.stringify(row)).agreesWith(row.p, { absolute, because: "its error estimate" });
    }
    for (const { n, df, alpha, value } of r.critical) {
      const ours = dunnettCriticalValue(n, { alpha, sided: 1, ...withDf(df) });
      if (ours.kind !== "converged") throw new Error(ours.reason);
      expect(ours.value).agreesWith(value, { relative: 2e-7, because: "TVPACK's error over the slope" });
    }
  });

  it("adjusts a real data set as multcomp does", { meta: { validates: fromMvtnorm } }, () => {
    for (const alternative of ["twoSided", "less"] as const) {
      for (const procedure of ["singleStep", "stepDown"] as const) {
        const ours = dunnettTest(r.blankets, { alternative, procedure, alpha: 0.05 });
        for (const [i, value] of r.blankets[alternative][procedure].entries())
          expect(ours.adjusted[i]!).agreesWith(value, {
            absolute: 2e-7,
            because: "multcomp integrates to 1e-8 and a few",
          });
        expect(ours.rejected).exactly(r.blankets[alternative][procedure].map((p) => p <= 0.05));
      }
    }
  });

  const printed = {
    requirement,
    functions: ["dunnettCriticalValue"],
    source: "Dunnett (1955), table of one-sided 5 % points, as reprinted by Ott and Longnecker, appendix table 11",
  };

  it("prints Dunnett's own table", { meta: { validates: printed } }, () => {
    const rows: Readonly<Record<number, readonly string[]>> = {
      5: ["2.44", "2.68", "2.85", "2.98", "3.08", "3.16", "3.24", "3.30"],
      10: ["2.15", "2.34", "2.47", "2.56", "2.64", "2.70", "2.76", "2.81"],
      20: ["2.03", "2.19", "2.30", "2.39", "2.46", "2.51", "2.56", "2.60"],
      60: ["1.95", "2.10", "2.21", "2.28", "2.35", "2.39", "2.44", "2.48"],
      120: ["1.93", "2.08", "2.18", "2.26", "2.32", "2.37", "2.41", "2.45"],
      0: ["1.92", "2.06", "2.16", "2.23", "2.29", "2.34", "2.38", "2.42"],
    };
    for (const [df, values] of Object.entries(rows)) {
      for (const [i, value] of values.entries()) {
        const ours = dunnettCriticalValue(equal(i + 2), { alpha: 0.05, sided: 1, ...withDf(Number(df)) });
        if (ours.kind !== "converged") throw new Error(ours.reason);
        // Two of the table's last digits are off by one: 60 degrees of freedom, six and seven arms, are 2.3448 and 2.3954.
        if (df === "60" && (i === 4 || i === 5)) expect(ours.value).asPrinted(i === 4 ? "2.3448" : "2.3954");
        else expect(ours.value, `${df}, ${i + 2}`).asPrinted(value);
      }
    }
  });

  it("gives the family-wise error of shared controls and the bound of a one-stage multi-arm design", () => {
    // Three comparisons, ρ = 1/2, at 0.0125 one-sided and 0.025 two-sided each, integrated by R; MAMS 3.0.2 for four arms.
    const t = standardNormalIsf(0.0125);
    expect(tail({ n: equal(3), df: 0, t, sided: 1, p: 0 }).value).asPrinted("0.0327344");
    expect(tail({ n: equal(3), df: 0, t, sided: 2, p: 0 }).value).asPrinted("0.0654668");
    const bound = dunnettCriticalValue(equal(4), { alpha: 0.05, sided: 1 });
    expect(bound.kind === "converged" ? bound.value : 0).asPrinted("2.16033");
  });

  it("is the plain test of a single arm, and of the last step", () => {
    const one = { statistics: [2.1], n: { control: 20, arms: [31] } };
    const options = { alternative: "greater", procedure: "singleStep", alpha: 0.05 } as const;
    expect(dunnettTest({ ...one, df: 9 }, options).adjusted[0]!).exactly(studentT({ df: 9 }).sf(2.1));
    const two = { statistics: [-0.3, 2.1], n: { control: 20, arms: [31, 12] } };
    const down = dunnettTest(two, { ...options, procedure: "stepDown" });
    expect(down.adjusted[0]!).exactly(standardNormalSf(-0.3));
    expect(down.adjusted[1]!).exactly(dunnettTest(two, options).adjusted[1]!);
  });

  const sizes = fc.record({
    control: fc.integer({ min: 2, max: 300 }),
    arms: fc.array(fc.integer({ min: 2, max: 300 }), { minLength: 1, maxLength: 4 }),
  });
  const cases = sizes.chain((n) =>
    fc.record({
      n: fc.constant(n),
      statistics: fc.array(fc.integer({ min: -20, max: 45 }), { minLength: n.arms.length, maxLength: n.arms.length }),
      alternative: fc.constantFrom("greater", "less", "twoSided"),
    }),
  );

  it("step-down is the closed test of all maxima; each p lies between the plain one and Bonferroni's", () => {
    fc.assert(
      fc.property(cases, ({ n, statistics: tenths, alternative }) => {
        const statistics = tenths.map((t) => t / 10);
        const options = { alternative, alpha: 0.05 } as const;
        const down = dunnettTest({ statistics, n }, { ...options, procedure: "stepDown" }).adjusted;
        const single = dunnettTest({ statistics, n }, { ...options, procedure: "singleStep" }).adjusted;
        const k = statistics.length;
        const towards = (t: number) => (alternative === "twoSided" ? Math.abs(t) : alternative === "less" ? -t : t);
        for (let i = 0; i < k; i++) {
          let worst = 0;
          for (let set = 1; set < 1 << k; set++) {
            if (((set >> i) & 1) === 0) continue;
            const among = n.arms.map((_, j) => j).filter((j) => ((set >> j) & 1) === 1);
            const largest = Math.max(...among.map((j) => towards(statistics[j]!)));
            const intersection = dunnettTest(
              { statistics: among.map(() => largest), n: { control: n.control, arms: among.map((j) => n.arms[j]!) } },
              {
                alternative: alternative === "twoSided" ? "twoSided" : "greater",
                procedure: "singleStep",
                alpha: 0.05,
              },
            );
            worst = Math.max(worst, intersection.adjusted[0]!);
          }
          expect(down[i]!).agreesWith(worst, { relative: 1e-12, because: "sums in another order" });
          expect(down[i]!).toBeLessThanOrEqual(single[i]! * (1 + 1e-13));
          const own = standardNormalSf(towards(statistics[i]!)) * (alternative === "twoSided" ? 2 : 1);
          expect(single[i]!).toBeGreaterThanOrEqual(own * (1 - 1e-12));
          expect(single[i]!).toBeLessThanOrEqual(k * own * (1 + 1e-12));
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it("critical values and p-values belong together, and the general quantile agrees", () => {
    for (const [alpha, sided, df] of [
      [0.025, 1, 0],
      [0.05, 2, 0],
      [1e-9, 1, 14],
      [0.3, 2, 4],
      [0.9, 1, 0],
    ] as const) {
      const n = { control: 25, arms: [20, 35] };
      const critical = dunnettCriticalValue(n, { alpha, sided, ...withDf(df) });
      if (critical.kind !== "converged") throw new Error(critical.reason);
      const { value } = tail({ n, df, t: critical.value, sided, p: 0 });
      expect(value).agreesWith(alpha, { relative: 1e-12, because: "the root's rounding times the slope" });
      if (alpha < 1e-6) continue;
      const rho = Math.sqrt((20 / 45) * (35 / 60));
      const law = {
        correlation: [
          [1, rho],
          [rho, 1],
        ],
        ...withDf(df),
      };
      const general = equicoordinateQuantile(law, { level: 1 - alpha, tails: sided === 2 ? "both" : "upper" });
      expect(general.kind === "converged" ? general.value : 0).agreesWith(critical.value, {
        absolute: 1e-10,
        because: "its root is searched to 1e-13 of a probability",
      });
    }
  });

  it("stands extreme statistics, sizes and degrees of freedom", () => {
    const n = { control: 1, arms: [1e6, 1e10, 1e12] };
    const options = { alternative: "greater", procedure: "singleStep", alpha: 0.05 } as const;
    // The control is then nearly all of each statistic, and the three are one.
    const same = dunnettTest({ statistics: [2, 2, 2], n }, options);
    expect(same.adjusted[0]!).agreesWith(standardNormalSf(2), { absolute: 1e-3, because: "λ² = 1 - 1e-6" });
    // And with a huge control they are independent.
    const apart = dunnettTest({ statistics: [2, 2], n: { control: 1e12, arms: [1, 1] } }, options).adjusted[0]!;
    expect(apart).agreesWith(1 - (1 - standardNormalSf(2)) ** 2, { absolute: 1e-11, because: "λ² = 1e-12" });
    const far = dunnettTest({ statistics: [1e300, 60, -1e300], n: { control: 5, arms: [5, 6, 7] } }, options);
    expect(far.adjusted).exactly([0, 0, 1]);
    const heavy = dunnettTest({ statistics: [1e6, 2], n: { control: 5, arms: [5, 5] }, df: 1 }, options);
    expect(heavy.adjusted[0]!).toBeGreaterThan(studentT({ df: 1 }).sf(1e6));
    const light = dunnettTest({ statistics: [3, 2], n: { control: 5, arms: [5, 6] }, df: 1e12 }, options).adjusted;
    const normal = dunnettTest({ statistics: [3, 2], n: { control: 5, arms: [5, 6] } }, options).adjusted;
    for (const i of [0, 1]) expect(light[i]!).agreesWith(normal[i]!, { relative: 1e-10, because: "x⁴ / 4 df" });
  });

  it("refuses what is no comparison, naming each", () => {
    const n = { control: 10, arms: [10, 10] };
    const options = { alternative: "greater", procedure: "stepDown", alpha: 0.05 } as const;
    const call = (comparisons: object, other: object = {}) =>
      dunnettTest({ statistics: [1, 2], n, ...comparisons }, { ...options, ...other });
    expect(() => call({})).not.toThrow();
    expect(() => call({ statistics: [Number.NaN, Infinity] })).toThrow(/statistics\.0[^]*statistics\.1/);
    expect(() => call({ statistics: [1] })).toThrow(/1 statistics for 2 arms/);
    expect(() => call({ statistics: Object.assign<number[], object>([1], { length: 2 }) })).toThrow(/statistics\.1/);
    expect(() => call({ n: { control: 0, arms: [5, -1] } })).toThrow(/n\.control[^]*n\.arms\.1/);
    expect(() => call({ statistics: [], n: { control: 5, arms: [] } })).toThrow(/0 arms/);
    expect(() => call({ n: { control: 1, arms: [1e13, 1] } })).toThrow(/1e12/);
    for (const df of [0, 0.9, -1, Number.NaN, Infinity, 1e16, "5"]) expect(() => call({ df })).toThrow(/df/);
    for (const alpha of [0, 1, Number.NaN, -0.1]) expect(() => call({}, { alpha })).toThrow(/alpha/);
    expect(() => call({}, { alternative: "two" })).toThrow(/alternative/);
    expect(() => call({}, { procedure: "stepUp" })).toThrow(/procedure/);
    expect(dunnettCriticalValue(n, { alpha: 1e-310, sided: 1, df: 1 }).kind).exactly("notConverged");
    expect(() => dunnettCriticalValue(n, { alpha: 1, sided: 1 })).toThrow(InvalidInput);
    expect(() => dunnettCriticalValue(n, { alpha: 0.05, sided: 3 as never })).toThrow(/sided/);
    expect(() => dunnettCriticalValue({ control: Number.NaN, arms: [1] }, { alpha: 0.05, sided: 1 })).toThrow(
      /control/,
    );
  });
});
