import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GroupedIntervals, intervalLogRank, logRankTest } from "../../../src/index.ts";

interface Variance {
  readonly chiSquared: number;
  readonly covariance: readonly (readonly number[])[];
}
interface Case {
  readonly name: string;
  readonly kind: "sun" | "finkelstein";
  readonly left: readonly number[];
  /** -1 is Infinity. */
  readonly right: readonly number[];
  readonly groups: readonly number[];
  readonly strata: readonly number[];
  readonly scores: readonly number[];
  readonly permutation: Variance;
  readonly information: Variance;
}

const file = new URL("../../reference/survival/interval-score-test.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Case[] };
const close = { relative: 1e-10, absolute: 1e-10, because: "the masses are found to about 1e-13" };

describe("as a second program has it", {
  meta: {
    validates: {
      requirement: "Log-rank tests of interval-censored times, stratified, by permutation or information",
      functions: ["intervalLogRank"],
      source: "mpmath 1.3.0, the likelihood differentiated numerically at 60 digits",
    },
  },
}, () => {
  it.each(cases)("$name, $kind", ({ kind, left, right, groups, strata, ...reference }) => {
    const sample = { left, right: right.map((time) => (time < 0 ? Infinity : time)), groups, strata };
    for (const variance of ["permutation", "information"] as const) {
      const ours = intervalLogRank(sample, { scores: kind, variance });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      expect(ours.chiSquared).agreesWith(reference[variance].chiSquared, close);
      for (const [g, score] of reference.scores.entries()) {
        expect(ours.scores[g]!).agreesWith(score, close);
        for (const [h, value] of reference[variance].covariance[g]!.entries()) {
          expect(ours.covariance[g]![h]!).agreesWith(value, close);
        }
      }
    }
  });
});

const rightCensored = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.constantFrom(0, 1),
    group: fc.constantFrom(0, 1, 2),
    stratum: fc.constantFrom(0, 1),
  }),
  { minLength: 4, maxLength: 40 },
);

describe("with exact and right-censored times only", () => {
  it("the scores of Sun are the log-rank test by permutation, and the information is Σ n h (1 - h) over event times", () => {
    fc.assert(
      fc.property(rightCensored, (list) => {
        const times = list.map(({ time }) => time);
        const events = list.map(({ event }) => event);
        const groups = list.map(({ group }) => group);
        const strata = list.map(({ stratum }) => stratum);
        const right = list.map(({ time, event }) => (event === 1 ? time : Infinity));
        const sample: GroupedIntervals = { left: times, right, groups, strata };
        const log = logRankTest(
          { times, events, groups, strata },
          { weight: { kind: "logRank" }, variance: "permutation" },
        );
        const sun = intervalLogRank(sample, { scores: "sun" });
        if (log.kind === "tested" && sun.kind === "tested") {
          expect(sun.chiSquared).agreesWith(log.chiSquared, { relative: 1e-9, absolute: 1e-9, because: "two routes" });
          expect(sun.df).exactly(log.df);
        }
        const informed = intervalLogRank(sample, { scores: "sun", variance: "information" });
        if (informed.kind !== "tested") return;
        let variance = 0;
        for (const s of [0, 1]) {
          const own = list.filter(({ stratum }) => stratum === s);
          if (new Set(own.map(({ group }) => group)).size < 2) continue;
          for (const at of new Set(own.filter(({ event }) => event === 1).map(({ time }) => time))) {
            const risk = own.filter(({ time }) => time >= at);
            const d = risk.filter(({ time, event }) => time === at && event === 1).length;
            const share = risk.filter(({ group }) => group === 0).length / risk.length;
            variance += ((d * (risk.length - d)) / risk.length) * share * (1 - share);
          }
        }
        expect(informed.covariance[0]![0]!).agreesWith(variance, {
          relative: 1e-9,
          absolute: 1e-9,
          because: "two routes",
        });
      }),
    );
  });
});

describe("refusals and limits", () => {
  const sample = { left: [0, 4, 6, 2], right: [5, 8, Infinity, 3], groups: [0, 1, 0, 1] };

  it("strata with one group add nothing", () => {
    const strata = [1, 1, 1, 1, 9, 9];
    const more = { left: [...sample.left, 1, 2], right: [...sample.right, 2, 3], groups: [...sample.groups, 0, 0] };
    for (const variance of ["permutation", "information"] as const) {
      const options = { scores: "sun", variance } as const;
      expect(intervalLogRank({ ...more, strata }, options)).exactly(intervalLogRank(sample, options));
    }
    expect(intervalLogRank({ ...sample, strata: [0, 1, 0, 1] }, { scores: "sun" })).exactly({
      kind: "notEstimable",
      reason: "no two patients of different groups are in one stratum with different scores",
    });
  });

  it("finds no information where every patient of a group covers the whole of one side of the curve", () => {
    const four = { left: [2.6, 0, 3.1, 0], right: [2.6, 25, Infinity, 5], groups: [0, 1, 0, 1] };
    expect(intervalLogRank(four, { scores: "sun", variance: "information" })).exactly({
      kind: "notEstimable",
      reason: "the times tell nothing about a difference between groups",
    });
  });

  it("names what is wrong", () => {
    expect(() => intervalLogRank({ ...sample, strata: [0] }, { scores: "sun" })).toThrow(/strata: 1 entries for 4/);
    expect(() => intervalLogRank(sample, { scores: "sun", variance: "fisher" as "information" })).toThrow(
      /variance: fisher/,
    );
  });
});
