import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareMilestones,
  compareRestrictedMeans,
  cumulativeHazard,
  type EventWeight,
  InvalidInput,
  kaplanMeier,
  logRankTest,
  maxComboTest,
  restrictedMean,
  survivalQuantile,
  weightedLogRanks,
} from "../../src/index.ts";

interface Row {
  readonly time: number;
  readonly event: number;
  readonly group: number;
  readonly stratum: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  time: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 12, noNaN: true })),
  event: fc.integer({ min: 0, max: 1 }),
  group: fc.integer({ min: 0, max: 1 }),
  stratum: fc.integer({ min: 0, max: 2 }),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });
const weights: readonly EventWeight[] = [
  { kind: "logRank" },
  { kind: "flemingHarrington", rho: 0, gamma: 0.5 },
  { kind: "flemingHarrington", rho: 1, gamma: 1 },
  { kind: "modest", until: 6 },
  { kind: "modestDelay", delay: Infinity, atMost: 2 },
];
const columns = (list: readonly Row[]) => ({
  times: list.map(({ time }) => time),
  events: list.map(({ event }) => event),
  groups: list.map(({ group }) => group),
});
const strata = (list: readonly Row[]) => list.map(({ stratum }) => stratum);
const because = "sums run in another order";
const close = { relative: 1e-10, absolute: 1e-12, because };

describe("log-rank tests", () => {
  it("do not depend on the order of patients", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...weights), (list, weight) => {
        const forward = logRankTest({ ...columns(list), strata: strata(list) }, { weight });
        const turned = list.toReversed();
        expect(logRankTest({ ...columns(turned), strata: strata(turned) }, { weight })).exactly(forward);
      }),
    );
  });

  it("change sign when groups swap", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...weights), (list, weight) => {
        const swapped = list.map((one) => ({ ...one, group: 1 - one.group }));
        const first = weightedLogRanks(columns(list), { weights: [weight] });
        const second = weightedLogRanks(columns(swapped), { weights: [weight] });
        expect(second.kind).exactly(first.kind);
        if (first.kind !== "tested" || second.kind !== "tested") return;
        expect(second.tests[0]!.z).agreesWith(-first.tests[0]!.z, { absolute: 1e-9, because });
        expect(second.tests[0]!.variance).agreesWith(first.tests[0]!.variance, close);
      }),
    );
  });

  it("see only the order of times, unless a weight names a time", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...weights.slice(0, 3)), (list, weight) => {
        const later = list.map((one) => ({ ...one, time: one.time * 4 }));
        expect(logRankTest(columns(later), { weight })).exactly(logRankTest(columns(list), { weight }));
      }),
    );
  });

  it("with one stratum are unstratified, and with a copy of all patients in a second stratum double score and variance", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...weights), (list, weight) => {
        const plain = weightedLogRanks(columns(list), { weights: [weight] });
        const one = weightedLogRanks({ ...columns(list), strata: list.map(() => 7) }, { weights: [weight] });
        expect(one).exactly(plain);
        const twice = [...list, ...list];
        const both = { ...columns(twice), strata: twice.map((_, i) => (i < list.length ? 0 : 1)) };
        const doubled = weightedLogRanks(both, { weights: [weight] });
        if (plain.kind !== "tested" || doubled.kind !== "tested") return;
        expect(doubled.tests[0]!.score).agreesWith(2 * plain.tests[0]!.score, { absolute: 1e-9, because });
        expect(doubled.tests[0]!.variance).agreesWith(2 * plain.tests[0]!.variance, close);
      }),
    );
  });

  it("of two groups have z² as their chi-squared", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...weights), (list, weight) => {
        const test = logRankTest(columns(list), { weight });
        if (test.kind !== "tested" || test.z === undefined) return;
        expect(test.z * test.z).agreesWith(test.chiSquared, { relative: 1e-9, absolute: 1e-12, because });
      }),
    );
  });

  it("rank only the directions that groups share: four groups meeting in pairs have two degrees of freedom", () => {
    const test = logRankTest(
      {
        times: [1, 2, 3, 4, 1, 2, 3, 4],
        events: [1, 1, 1, 1, 1, 1, 1, 0],
        groups: [0, 1, 0, 1, 2, 2, 3, 3],
        strata: [0, 0, 0, 0, 1, 1, 1, 1],
      },
      { weight: { kind: "logRank" } },
    );
    if (test.kind !== "tested") throw new Error(test.reason);
    const pair = (times: number[], events: number[], groups: number[]): number => {
      const one = logRankTest({ times, events, groups }, { weight: { kind: "logRank" } });
      return one.kind === "tested" ? one.chiSquared : Number.NaN;
    };
    expect(test.df).exactly(2);
    const sum = pair([1, 2, 3, 4], [1, 1, 1, 1], [0, 1, 0, 1]) + pair([1, 2, 3, 4], [1, 1, 1, 0], [0, 0, 1, 1]);
    expect(test.chiSquared).agreesWith(sum, close);
  });
});

describe("MaxCombo", () => {
  it("of one weight, or of one weight twice, is that test", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [weight] = weights as [EventWeight];
        const one = maxComboTest(columns(list), { weights: [weight], alternative: "experimentalBetter" });
        const two = maxComboTest(columns(list), { weights: [weight, weight], alternative: "experimentalBetter" });
        if (one.kind !== "tested" || two.kind !== "tested") return;
        expect(one.pValue).agreesWith(one.tests[0]!.pFavoursExperimental, close);
        expect(two.pValue).agreesWith(one.pValue, close);
      }),
      { numRuns: 50 },
    );
  });

  it("lies between the smallest p-value and its Bonferroni multiple", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const three = [weights[0]!, weights[1]!, { kind: "flemingHarrington", rho: 1, gamma: 0 } as const];
        const test = maxComboTest(columns(list), { weights: three, alternative: "experimentalBetter" });
        if (test.kind !== "tested") return;
        const least = Math.min(...test.tests.map(({ pFavoursExperimental }) => pFavoursExperimental));
        expect(test.pValue).toBeGreaterThanOrEqual(least - 1e-11);
        expect(test.pValue).toBeLessThanOrEqual(Math.min(1, 3 * least) + 1e-11);
      }),
      { numRuns: 50 },
    );
  });
});

describe("curves", () => {
  it("without censoring are the empirical distribution, and the restricted mean the mean of cut times", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const times = list.map(({ time }) => time);
        const sample = { times, events: times.map(() => 1) };
        for (const { time, survival } of kaplanMeier(sample, { interval: "log", level: 0.9 }).points) {
          const later = times.filter((other) => other > time).length / times.length;
          expect(survival).agreesWith(later, close);
        }
        const area = restrictedMean(sample, { horizon: 8 });
        if (area.kind !== "tested") throw new Error(area.reason);
        const cut = times.map((time) => Math.min(time, 8));
        const mean = cut.reduce((sum, time) => sum + time, 0) / cut.length;
        const spread = cut.reduce((sum, time) => sum + (time - mean) ** 2, 0) / cut.length;
        expect(area.mean).agreesWith(mean, close);
        expect(area.variance).agreesWith(spread / cut.length, { relative: 1e-9, absolute: 1e-10, because });
      }),
    );
  });

  it("have a hazard between -log S and its Nelson–Aalen bound", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sample = columns(list);
        const curve = kaplanMeier(sample, { interval: "log", level: 0.9 }).points;
        const hazard = cumulativeHazard(sample, { ties: "nelsonAalen", interval: "plain", level: 0.9 });
        for (const [i, point] of curve.entries())
          expect(hazard[i]!.survival).toBeGreaterThanOrEqual(point.survival - 1e-15);
      }),
    );
  });
});

describe("limits that data set", () => {
  const logRank = { weight: { kind: "logRank" } } as const;
  const survivors = { times: [1, 2, 3, 4], events: [0, 0, 0, 0], groups: [0, 1, 0, 1] };

  it("are told with a reason, never as NaN", () => {
    expect(logRankTest({ ...survivors, groups: [0, 0, 0, 0] }, logRank)).exactly({
      kind: "notEstimable",
      reason: "all patients are in one group",
    });
    expect(logRankTest({ ...survivors, groups: [1, 1, 1, 1] }, logRank)).exactly({
      kind: "notEstimable",
      reason: "all patients are in one group",
    });
    const none = { kind: "notEstimable", reason: "no event of positive weight happened while two groups were at risk" };
    expect(logRankTest(survivors, logRank)).exactly(none);
    const tied = { times: [5, 5, 5, 5], events: [1, 1, 1, 1], groups: [0, 1, 0, 1] };
    expect(logRankTest(tied, logRank)).exactly(none);
    expect(
      logRankTest({ ...tied, events: [1, 0, 0, 1] }, { weight: { kind: "flemingHarrington", rho: 0, gamma: 1 } }),
    ).exactly(none);
    expect(compareRestrictedMeans(survivors, { horizon: 5, level: 0.95 }).kind).exactly("notEstimable");
    expect(compareRestrictedMeans(survivors, { horizon: 2, level: 0.95 }).kind).exactly("notEstimable");
    expect(compareMilestones(survivors, { time: 2, scale: "plain", level: 0.95 }).kind).exactly("notEstimable");
    const atOnce = { times: [0, 0, 1, 4], events: [1, 1, 1, 0], groups: [0, 0, 1, 1] };
    const compared = compareRestrictedMeans(atOnce, { horizon: 3, level: 0.95 });
    if (compared.kind !== "tested") throw new Error(compared.reason);
    expect(compared.ratio).exactly(undefined);
    expect(compared.difference.estimate).exactly(2);
    expect(() => restrictedMean(atOnce, { horizon: 1e300 })).toThrow(/horizon: 1e\+300.*from 1e-150 to 1e150/);
    expect(restrictedMean({ times: [1, 2], events: [1, 0] }, { horizon: 3 })).exactly({
      kind: "notEstimable",
      reason: "follow-up ends at 2, before the horizon 3",
    });
    const flat = kaplanMeier(survivors, { interval: "log", level: 0.95 });
    expect(survivalQuantile(flat, { p: 0.5 }).estimate).exactly({ kind: "notReached" });
    expect(flat.points.every(({ survival, interval }) => survival === 1 && interval?.lower === 1)).exactly(true);
  });
});

describe("bad input", () => {
  const good = { times: [1, 2, 3], events: [1, 0, 1], groups: [0, 1, 1] };
  const bad: readonly (readonly [
    string,
    Partial<Record<"times" | "events" | "groups" | "strata", number[]>>,
    string,
  ])[] = [
    ["NaN time", { times: [1, Number.NaN, 3] }, "times.1: NaN is out of range (must be finite and at least 0)"],
    ["infinite time", { times: [1, 2, Infinity] }, "times.2"],
    ["negative time", { times: [-1, 2, 3] }, "times.0"],
    ["other length", { times: [1, 2] }, "events: 3 entries for 2 times"],
    ["event of 2", { events: [1, 2, 0] }, "events.1"],
    ["NaN event", { events: [1, Number.NaN, 0] }, "events.1"],
    ["half group", { groups: [0, 0.5, 1] }, "groups.1"],
    ["short strata", { strata: [0] }, "strata: 1 entries for 3 times"],
    ["NaN stratum", { strata: [0, Number.NaN, 0] }, "strata.1"],
    ["nobody", { times: [], events: [], groups: [] }, "times: there are no patients"],
  ];

  it.each(bad)("%s is InvalidInput", (_name, change, message) => {
    const sample = { ...good, ...change };
    const run = () => logRankTest(sample, { weight: { kind: "logRank" } });
    expect(run).toThrow(InvalidInput);
    expect(run).toThrow(message);
    expect(() => maxComboTest(sample, { weights: [{ kind: "logRank" }], alternative: "twoSided" })).toThrow(message);
    if ("groups" in change || "strata" in change) return;
    expect(() => kaplanMeier(sample, { interval: "log", level: 0.95 })).toThrow(message);
    expect(() => cumulativeHazard(sample, { ties: "nelsonAalen", interval: "log", level: 0.95 })).toThrow(message);
    expect(() => restrictedMean(sample, { horizon: 1 })).toThrow(message);
  });

  it.each([
    { kind: "flemingHarrington", rho: -1, gamma: 0 },
    { kind: "flemingHarrington", rho: 0, gamma: Number.NaN },
    { kind: "modest", until: -1 },
    { kind: "modest", until: 1, atMost: 0.5 },
    { kind: "modestDelay", delay: Number.NaN },
    { kind: "gehan" } as unknown as EventWeight,
  ] as readonly EventWeight[])("weight %o is InvalidInput", (weight) => {
    expect(() => logRankTest(good, { weight })).toThrow(InvalidInput);
  });
});
