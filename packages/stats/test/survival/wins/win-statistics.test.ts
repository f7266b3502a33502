import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  InvalidInput,
  oneSampleLogRank,
  type WinEndpoint,
  type WinEstimate,
  winStatistics,
  type WinWeights,
} from "../../../src/index.ts";

type Pair = readonly [number, number];
interface Wins {
  readonly kind: WinWeights;
  readonly counts: readonly [number, number, number];
  readonly winRatio: Pair;
  readonly netBenefit: Pair;
  readonly winOdds: Pair;
}
interface Reference {
  readonly sets: readonly {
    readonly name: string;
    readonly endpoints: readonly WinEndpoint[];
    readonly groups: readonly number[];
    readonly strata: readonly number[];
    readonly plain: Wins;
    readonly stratified: readonly Wins[];
  }[];
  readonly oneSample: readonly {
    readonly name: string;
    readonly times: readonly number[];
    readonly events: readonly number[];
    readonly hazards: readonly number[];
    readonly observed: number;
    readonly expected: number;
    readonly chiSquared: number;
    readonly ratioInterval: Pair;
  }[];
}
const file = new URL("../../reference/survival/wins.json", import.meta.url);
const { sets, oneSample } = JSON.parse(readFileSync(file, "utf8")) as Reference;
const because = "R adds up in another order";
const close = { relative: 1e-10, absolute: 1e-13, because };
type Measure = { readonly kind: "tested" } & WinEstimate;

function tested(outcome: { readonly kind: string }): Measure {
  expect(outcome.kind).exactly("tested");
  return outcome as Measure;
}

describe.each(sets)(
  "$name, on R's matrix of all pairs",
  {
    meta: {
      validates: {
        requirement: "Win ratio, net benefit and win odds, with strata",
        functions: ["winStatistics"],
        source: "the published definitions on the matrix of all pairs, R 4.2.2",
      },
    },
  },
  ({ endpoints, groups, strata, plain, stratified }) => {
    it.each([plain, ...stratified].map((reference, i) => ({ ...reference, isStratified: i > 0 })))(
      "$kind, stratified $isStratified",
      (reference) => {
        const sample = reference.isStratified ? { endpoints, groups, strata } : { endpoints, groups };
        const ours = winStatistics(sample, { level: 0.95, strataWeights: reference.kind });
        if (ours.kind !== "tested") throw new Error(ours.reason);
        expect([ours.wins, ours.losses, ours.ties]).exactly(reference.counts);
        for (const name of ["winRatio", "netBenefit", "winOdds"] as const) {
          const { estimate, standardError } = tested(ours[name]);
          expect(estimate).agreesWith(reference[name][0], close);
          expect(standardError).agreesWith(reference[name][1], close);
        }
      },
    );
  },
);

describe("a case worked by hand", {
  meta: { validates: { requirement: "Win statistics", functions: ["winStatistics"], source: "worked by hand" } },
}, () => {
  it("of two against two", () => {
    // Experimental: dies at 5, followed to 9. Control: dies at 3, followed to 4. Pairs: 5>3 win, 5 v 4+ tie (hidden), 9+>3 win, 9+ v 4+ tie.
    const endpoints = [{ kind: "time", times: [5, 9, 3, 4], events: [1, 0, 1, 0], better: "later" }] as const;
    const ours = winStatistics({ endpoints, groups: [1, 1, 0, 0] }, { level: 0.95, strataWeights: "equal" });
    if (ours.kind !== "tested") throw new Error(ours.reason);
    expect([ours.wins, ours.losses, ours.ties]).exactly([2, 0, 2]);
    expect(ours.winRatio).exactly({ kind: "notEstimable", reason: "no pair is lost" });
    expect(tested(ours.netBenefit).estimate).exactly(0.5);
    // Means over the other arm: experimental 1/2, 1/2 (variance 0); control 1, 0 (variance 1/2), over 2 patients: 1/4.
    expect(tested(ours.netBenefit).standardError).exactly(0.5);
    expect(tested(ours.winOdds).estimate).exactly(3);
  });
});

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 9 }),
    event: fc.integer({ min: 0, max: 1 }),
    value: fc.integer({ min: 0, max: 4 }),
    group: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 2, maxLength: 24 },
);

describe("laws", () => {
  it("swapping arms turns net benefit, inverts ratio and odds, and keeps p-values; order and one stratum change nothing", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const run = (of: typeof list, flip: boolean, strata?: number[]) =>
          winStatistics(
            {
              groups: of.map(({ group }) => (flip ? 1 - group : group)),
              endpoints: [
                {
                  kind: "time",
                  times: of.map(({ time }) => time),
                  events: of.map(({ event }) => event),
                  better: "later",
                },
                { kind: "value", values: of.map(({ value }) => value), better: "lower", margin: 1 },
              ],
              ...(strata === undefined ? {} : { strata }),
            },
            { level: 0.9, strataWeights: "mantelHaenszel" },
          );
        const first = run(list, false);
        expect(
          run(
            list,
            false,
            list.map(() => 4),
          ),
        ).exactly(first);
        const second = run(list.toReversed(), true);
        expect(second.kind).exactly(first.kind);
        if (first.kind !== "tested" || second.kind !== "tested") return;
        expect([second.losses, second.wins, second.ties]).exactly([first.wins, first.losses, first.ties]);
        if (first.netBenefit.kind === "tested") {
          expect(tested(second.netBenefit).z).agreesWith(-first.netBenefit.z, { absolute: 1e-9, because });
        }
        if (first.winRatio.kind === "tested" && first.winRatio.standardError > 1e-5) {
          expect(tested(second.winRatio).estimate).agreesWith(1 / first.winRatio.estimate, close);
          expect(tested(second.winRatio).pValue).agreesWith(first.winRatio.pValue, { relative: 1e-6, because });
        }
      }),
    );
  });
});

describe.each(oneSample)(
  "one-sample log-rank of $name, as survdiff has it",
  {
    meta: {
      validates: {
        requirement: "One-sample log-rank test",
        functions: ["oneSampleLogRank"],
        source: "R survival 3.5.3 survdiff, stats poisson.test",
      },
    },
  },
  (set) => {
    it("z², ratio and interval", () => {
      const ours = oneSampleLogRank(set, { variance: "expected", level: 0.95 });
      if (ours.kind !== "tested") throw new Error(ours.reason);
      expect(ours.observed).exactly(set.observed);
      expect(ours.expected).agreesWith(set.expected, close);
      expect(ours.z * ours.z).agreesWith(set.chiSquared, close);
      expect(ours.z > 0).exactly(set.observed < set.expected);
      expect(ours.ratioInterval.lower).agreesWith(set.ratioInterval[0], close);
      expect(ours.ratioInterval.upper).agreesWith(set.ratioInterval[1], close);
      const average = oneSampleLogRank(set, { variance: "average", level: 0.95 });
      if (average.kind !== "tested") throw new Error(average.reason);
      const z = (set.expected - set.observed) / Math.sqrt((set.expected + set.observed) / 2);
      expect(average.z).agreesWith(z, close);
    });
  },
);

describe("limits and bad input", () => {
  const value = (values: number[]): readonly WinEndpoint[] => [{ kind: "value", values, better: "higher" }];
  const options = { level: 0.95, strataWeights: "mantelHaenszel" } as const;

  it("says why a measure does not exist", () => {
    expect(winStatistics({ groups: [1, 1], endpoints: value([1, 2]) }, options)).exactly({
      kind: "notEstimable",
      reason: "no stratum has patients of both groups",
    });
    const single = winStatistics({ groups: [1, 0, 0], endpoints: value([1, 2, 0]) }, options);
    expect(single.kind === "tested" && single.netBenefit.kind).exactly("notEstimable");
    const tied = winStatistics({ groups: [1, 0, 0, 1], endpoints: value([1, 1, 1, 1]) }, options);
    expect(tied.kind === "tested" && tied.winOdds.kind).exactly("notEstimable");
    const allWon = winStatistics({ groups: [1, 1, 0, 0], endpoints: value([5, 6, 1, 2]) }, options);
    expect(allWon.kind === "tested" && allWon.winOdds).exactly({
      kind: "notEstimable",
      reason: "all pairs are decided alike, so there is no variance",
    });
    expect(
      oneSampleLogRank({ times: [1], events: [1], hazards: [0] }, { variance: "expected", level: 0.95 }).kind,
    ).exactly("notEstimable");
  });

  it.each([
    [{ groups: [0, 1], endpoints: [] }, "there are no endpoints"],
    [{ groups: [0, 1], endpoints: value([1, Number.NaN]) }, "endpoints.0.values.1: NaN is out of range"],
    [{ groups: [0, 1], endpoints: value([1]) }, "endpoints.0.values: 1 entries"],
    [{ groups: [0, 2], endpoints: value([1, 2]) }, "there are 3 groups"],
    [{ groups: [], endpoints: value([]) }, "there are no patients"],
    [
      { groups: [0, 1], endpoints: [{ kind: "time", times: [1, -1], events: [0, 1], better: "later" } as const] },
      "endpoints.0.times.1",
    ],
  ])("%o", (sample, message) => {
    expect(() => winStatistics(sample, options)).toThrow(InvalidInput);
    expect(() => winStatistics(sample, options)).toThrow(message);
  });

  it("hazards that are negative or missing", () => {
    const one = { times: [1, 2], events: [0, 1] };
    expect(() => oneSampleLogRank({ ...one, hazards: [1, -1] }, { variance: "expected", level: 0.9 })).toThrow(
      "hazards.1",
    );
    expect(() => oneSampleLogRank({ ...one, hazards: [1] }, { variance: "expected", level: 0.9 })).toThrow(
      "hazards: 1 entries",
    );
  });
});
