import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  differenceInterval,
  fisherTest,
  type Interval,
  oddsRatioInterval,
  proportionInterval,
  ratioInterval,
  stratifiedScore,
  zTest,
} from "../../src/index.ts";
import { tableOf } from "../tested.ts";

type Limits = readonly [string, string];
type ByMethod = Readonly<Record<string, Limits>>;

interface Reference {
  readonly one: readonly ({ readonly events: number; readonly n: number; readonly level: number } & Readonly<
    Record<string, Limits>
  >)[];
  readonly two: readonly {
    readonly x1: number;
    readonly n1: number;
    readonly x2: number;
    readonly n2: number;
    readonly level: number;
    readonly difference: ByMethod;
    readonly ratio?: ByMethod;
    readonly oddsRatio?: ByMethod;
    readonly fisher: Readonly<Record<"exact" | "midP", Readonly<Record<string, string>>>>;
    readonly scoreAt: readonly { readonly difference: number; readonly z: string }[];
  }[];
  readonly stratified: readonly {
    readonly strata: readonly (readonly [number, number, number, number])[];
    readonly weights: "mantelHaenszel" | "equal";
    readonly difference: number;
    readonly z: string;
    readonly estimate: string;
    readonly interval: Limits;
  }[];
}

const file = new URL("../reference/proportions/intervals.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;

const tolerance = {
  relative: 1e-11,
  absolute: 1e-13,
  because: "roots of a function in double precision, against 40 digits",
};

function expectInterval(ours: Interval, [lower, upper]: Limits, what: string): void {
  expect(ours.lower, `${what}, lower`).agreesWith(Number(lower.replace("inf", "Infinity")), tolerance);
  expect(ours.upper, `${what}, upper`).agreesWith(Number(upper.replace("inf", "Infinity")), tolerance);
}

const oneMethods = [
  "clopperPearson",
  "midP",
  "wilson",
  "wilsonCc",
  "agrestiCoull",
  "jeffreys",
  "arcsine",
  "blaker",
] as const;

describe("one proportion, against mpmath", {
  meta: {
    validates: { requirement: "One-proportion intervals", functions: ["proportionInterval"], source: "mpmath 1.2.1" },
  },
}, () => {
  it.each(reference.one)("$events of $n at level $level", (row) => {
    for (const method of oneMethods) {
      const limits = row[method];
      if (limits === undefined) continue;
      expectInterval(proportionInterval(row, { method, level: row.level }), limits, method);
    }
  });
});

describe("two proportions, against mpmath", {
  meta: {
    validates: {
      requirement: "Two-proportion intervals",
      functions: ["differenceInterval", "ratioInterval", "oddsRatioInterval"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  const label = "$x1 of $n1 against $x2 of $n2 at level $level";

  it.each(reference.two)(`difference: ${label}`, (row) => {
    for (const method of ["newcombe", "newcombeCc", "miettinenNurminen", "mee"] as const) {
      expectInterval(differenceInterval(tableOf(row), { method, level: row.level }), row.difference[method]!, method);
    }
  });

  it.each(reference.two.filter(({ ratio }) => ratio !== undefined))(`ratio: ${label}`, (row) => {
    for (const method of ["koopman", "miettinenNurminen"] as const) {
      expectInterval(ratioInterval(tableOf(row), { method, level: row.level }), row.ratio![method]!, method);
    }
  });

  it.each(reference.two.filter(({ oddsRatio }) => oddsRatio !== undefined))(`odds ratio: ${label}`, (row) => {
    for (const method of ["conditionalExact", "conditionalMidP", "cornfield", "miettinenNurminen"] as const) {
      const limits = row.oddsRatio![method];
      if (limits !== undefined) {
        expectInterval(oddsRatioInterval(tableOf(row), { method, level: row.level }), limits, method);
      }
    }
  });

  it.each(reference.two)(`Fisher's test by every convention: ${label}`, (row) => {
    for (const tails of ["exact", "midP"] as const) {
      for (const twoSided of ["minimumLikelihood", "doubled", "blaker"] as const) {
        const ours = fisherTest(tableOf(row), { twoSided, tails });
        const theirs = row.fisher[tails];
        expect(ours.pUpper).agreesWith(Number(theirs["pUpper"]), tolerance);
        expect(ours.pLower).agreesWith(Number(theirs["pLower"]), tolerance);
        expect(ours.pTwoSided, `${twoSided} ${tails}`).agreesWith(Number(theirs[twoSided]), tolerance);
      }
    }
  });

  it.each(reference.two)(`Farrington–Manning score: ${label}`, (row) => {
    for (const { difference, z } of row.scoreAt) {
      const ours = zTest(tableOf(row), { variance: "farringtonManning", difference });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      expect(ours.z).agreesWith(Number(z), tolerance);
    }
  });
});

describe("stratified Miettinen–Nurminen, against mpmath", {
  meta: {
    validates: {
      requirement: "Stratified Miettinen-Nurminen interval",
      functions: ["stratifiedScore"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  it.each(reference.stratified)("$strata with $weights weights", ({ strata, weights, difference, ...theirs }) => {
    const tables = strata.map(([x1, n1, x2, n2]) => tableOf({ x1, n1, x2, n2 }));
    const ours = stratifiedScore(tables, { weights, level: 0.95, difference });
    if (ours.kind !== "tested") throw new Error(ours.reason);
    expect(ours.z).agreesWith(Number(theirs.z), tolerance);
    expect(ours.estimate).agreesWith(Number(theirs.estimate), tolerance);
    expectInterval(ours.interval, theirs.interval, weights);
  });
});
