import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  binomialTest,
  conditionalOddsRatio,
  differenceInterval,
  oddsRatioInterval,
  type ProportionMethod,
  proportionInterval,
  ratioInterval,
  zTest,
} from "../../src/index.ts";
import { tableOf } from "../tested.ts";

type Limits = readonly [lower: string, upper: string, oneLessUpper?: string];
type ByMethod = Readonly<Record<string, Limits>>;
type Numbers = Readonly<Record<"x1" | "n1" | "x2" | "n2" | "level", number>>;

interface Sweep {
  readonly one: readonly (Readonly<Record<"x" | "n" | "level", number>> &
    Readonly<Partial<Record<ProportionMethod, Limits>>> & {
      readonly tests?: readonly (readonly [number, ...string[]])[];
    })[];
  readonly two: readonly (Numbers & {
    readonly difference: ByMethod;
    readonly ratio: ByMethod;
    readonly oddsRatio: ByMethod;
    readonly mle?: string;
    readonly score: readonly (readonly [number, string])[];
  })[];
  readonly blaker: readonly (Readonly<Record<"x" | "n" | "level", number>> & { readonly limits: Limits })[];
}

const file = new URL("../reference/proportions/sweep.json", import.meta.url);
const sweep = JSON.parse(readFileSync(file, "utf8")) as Sweep;
const close = {
  relative: 1e-12,
  absolute: 1e-300,
  because: "roots of a function in double precision, against 50 digits or more",
};
/** Near a difference of 0 the digits of both proportions are taken from each other. */
const near = { ...close, absolute: 2e-15 };

const numberOf = (text: string): number => Number(text.replace("inf", "Infinity"));

describe("one proportion, sizes to a thousand million, against mpmath", {
  meta: {
    validates: {
      requirement: "One-proportion intervals, randomised sweep",
      functions: ["proportionInterval"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  const methods = [
    "clopperPearson",
    "midP",
    "wilson",
    "wilsonCc",
    "agrestiCoull",
    "jeffreys",
    "arcsine",
    "logit",
    "likelihoodRatio",
    "wald",
  ] as const;

  it.each(methods)("%s", (method) => {
    let compared = 0;
    for (const row of sweep.one) {
      const limits = row[method];
      if (limits === undefined) continue;
      const { lower, upper } = proportionInterval({ events: row.x, n: row.n }, { method, level: row.level });
      // Subtracting a half-width from p̂ near it leaves fewer digits.
      const tolerance = method === "wald" || method === "agrestiCoull" || method === "arcsine" ? near : close;
      const what = `${row.x} of ${row.n} at ${row.level}`;
      expect(lower, what).agreesWith(Number(limits[0]), tolerance);
      expect(upper, what).agreesWith(Number(limits[1]), tolerance);
      compared++;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it.each(sweep.blaker)("Blaker's limits of $x of $n at $level", ({ x, n, level, limits }) => {
    const { lower, upper } = proportionInterval({ events: x, n }, { method: "blaker", level });
    expect(lower).agreesWith(Number(limits[0]), close);
    expect(upper).agreesWith(Number(limits[1]), close);
  });
});

describe("binomialTest, against sums in mpmath", {
  meta: {
    validates: {
      requirement: "Exact binomial test, randomised sweep",
      functions: ["binomialTest"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.one.filter(({ tests }) => tests !== undefined))("$x of $n", ({ x, n, tests }) => {
    for (const [proportion, ...theirs] of tests!) {
      const count = { events: x, n };
      const by = (twoSided: "minimumLikelihood" | "doubled" | "blaker", tails: "exact" | "midP") =>
        binomialTest(count, { proportion, twoSided, tails });
      const exact = by("minimumLikelihood", "exact");
      const ours = [
        exact.pUpper,
        exact.pLower,
        exact.pTwoSided,
        by("doubled", "exact").pTwoSided,
        by("blaker", "exact").pTwoSided,
        by("doubled", "midP").pUpper,
        by("doubled", "midP").pTwoSided,
      ];
      for (const [i, value] of ours.entries()) {
        expect(value, `${i} at ${proportion}`).agreesWith(Number(theirs[i]), close);
      }
    }
  });
});

describe("two proportions, extreme tables, against mpmath", {
  meta: {
    validates: {
      requirement: "Two-proportion intervals and scores, randomised sweep",
      functions: ["differenceInterval", "ratioInterval", "oddsRatioInterval", "conditionalOddsRatio", "zTest"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.two)("$x1 of $n1 against $x2 of $n2 at $level", (row) => {
    const table = tableOf(row);
    const { level } = row;
    for (const [method, limits] of Object.entries(row.difference)) {
      const ours = differenceInterval(table, { method: method as "mee", level });
      expect(ours.lower, method).agreesWith(Number(limits[0]), near);
      expect(ours.upper, method).agreesWith(Number(limits[1]), near);
    }
    for (const [method, limits] of Object.entries(row.ratio)) {
      const ours = ratioInterval(table, { method: method as "koopman", level });
      expect(ours.lower, method).agreesWith(numberOf(limits[0]), close);
      expect(ours.upper, method).agreesWith(numberOf(limits[1]), close);
    }
    for (const [method, limits] of Object.entries(row.oddsRatio)) {
      const ours = oddsRatioInterval(table, { method: method as "cornfield", level });
      expect(ours.lower, method).agreesWith(numberOf(limits[0]), close);
      expect(ours.upper, method).agreesWith(numberOf(limits[1]), close);
    }
    if (row.mle !== undefined) {
      const conditional = conditionalOddsRatio(table, { level });
      if (conditional.kind !== "tested") throw new Error(conditional.reason);
      expect(conditional.estimate).agreesWith(Number(row.mle), close);
    }
    for (const [difference, z] of row.score) {
      const ours = zTest(table, { variance: "farringtonManning", difference });
      if (ours.kind === "tested") expect(ours.z).agreesWith(numberOf(z), { ...close, absolute: 1e-13 });
      else expect(Number.isFinite(numberOf(z))).exactly(false);
    }
  });
});
