import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cumulativeIncidence, grayTest, InvalidInput, kaplanMeier } from "../../../src/index.ts";

interface DataSet {
  readonly name: string;
  readonly times: readonly number[];
  readonly causes: readonly number[];
  readonly groups: readonly number[];
  readonly strata: readonly number[];
  readonly grid: readonly number[];
  /** Cause by time in cmprsk; time by state, state 0 first, in survival. */
  readonly incidence: readonly (readonly number[])[];
  readonly variance: readonly (readonly number[])[];
  readonly aalenJohansen: readonly (readonly number[])[];
  readonly tests: readonly {
    readonly rho: number;
    readonly stratified: boolean;
    readonly chiSquared: readonly number[];
    readonly df: readonly number[];
  }[];
}
const file = new URL("../../reference/survival/competing.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly DataSet[] };
const close = { relative: 1e-10, absolute: 1e-14, because: "cmprsk adds up in another order" };

describe.each(sets)(
  "$name, as cmprsk has it",
  {
    meta: {
      validates: { requirement: "Competing risks", functions: ["cumulativeIncidence", "grayTest"], source: "R cmprsk" },
    },
  },
  ({ times, causes, groups, strata, ...set }) => {
    it("cumulative incidence and its variance", () => {
      const points = cumulativeIncidence({ times, causes }, { interval: "plain", level: 0.95 });
      for (const [t, time] of set.grid.entries()) {
        const point = points.findLast((one) => one.time <= time)!;
        for (const [k, incidence] of point.incidence.entries()) {
          expect(incidence).agreesWith(set.incidence[k]![t]!, close);
          expect(incidence).agreesWith(set.aalenJohansen[t]![k + 1]!, close);
          expect(point.standardError[k]! ** 2).agreesWith(set.variance[k]![t]!, close);
        }
      }
    });

    it.each(set.tests)("Gray's test, rho $rho, stratified $stratified", ({ rho, stratified, chiSquared, df }) => {
      const sample = stratified ? { times, causes, groups, strata } : { times, causes, groups };
      for (const [k, value] of chiSquared.entries()) {
        const test = grayTest(sample, { cause: k + 1, rho });
        if (test.kind !== "tested") throw new Error(test.reason);
        expect(test.chiSquared).agreesWith(value, close);
        expect(test.df).exactly(df[k]);
      }
    });
  },
);

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 10 }),
    cause: fc.integer({ min: 0, max: 2 }),
    group: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 40 },
);
type Rows = { readonly time: number; readonly cause: number; readonly group: number }[];
const columns = (list: Rows) => ({
  times: list.map(({ time }) => time),
  causes: list.map(({ cause }) => cause),
  groups: list.map(({ group }) => group),
});

describe("laws", () => {
  it("incidences and the event-free share add up to 1, and grow", () => {
    fc.assert(
      fc.property(rows, (list) => {
        let before = 0;
        for (const { incidence, eventFree, standardError, interval } of cumulativeIncidence(columns(list), {
          interval: "logLog",
          level: 0.95,
        })) {
          const sum = incidence.reduce((total, one) => total + one, eventFree);
          expect(sum).agreesWith(1, { absolute: 1e-13, because: "rounding" });
          const any = 1 - eventFree;
          expect(any).toBeGreaterThanOrEqual(before - 1e-14);
          before = any;
          expect(standardError.every((error) => error >= 0)).exactly(true);
          for (const { lower, upper } of interval) expect(lower >= 0 && lower <= upper && upper <= 1).exactly(true);
        }
      }),
    );
  });

  it("with one cause the incidence is one less Kaplan–Meier", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const times = list.map(({ time }) => time);
        const events = list.map(({ cause }) => Math.min(1, cause));
        const curve = kaplanMeier({ times, events }, { interval: "plain", level: 0.95 }).points;
        for (const [i, point] of cumulativeIncidence(
          { times, causes: events },
          { interval: "plain", level: 0.95 },
        ).entries()) {
          expect(point.incidence[0] ?? 0).agreesWith(1 - curve[i]!.survival, { absolute: 1e-14, because: "rounding" });
        }
      }),
    );
  });

  it("Gray's test does not depend on the order of patients, the labels of groups or the unit of time, or one stratum", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const first = grayTest(columns(list), { cause: 1, rho: 0 });
        const others = [
          grayTest(columns(list.toReversed()), { cause: 1, rho: 0 }),
          grayTest(columns(list.map((one) => ({ ...one, time: 8 * one.time }))), { cause: 1, rho: 0 }),
          grayTest({ ...columns(list), strata: list.map(() => 5) }, { cause: 1, rho: 0 }),
        ];
        for (const other of others) expect(other).exactly(first);
        const swapped = grayTest(columns(list.map((one) => ({ ...one, group: 1 - one.group }))), { cause: 1, rho: 0 });
        expect(swapped.kind).exactly(first.kind);
        if (first.kind !== "tested" || swapped.kind !== "tested") return;
        expect(swapped.chiSquared).agreesWith(first.chiSquared, {
          relative: 1e-8,
          absolute: 1e-10,
          because: "order of sums",
        });
        expect(swapped.scores[0]!).agreesWith(-first.scores[0]!, {
          absolute: 1e-10,
          because: "scores of two groups cancel",
        });
      }),
    );
  });
});

describe("limits and bad input", () => {
  it("says why there is no test", () => {
    const sample = { times: [1, 2, 3], causes: [1, 2, 0], groups: [0, 0, 0] };
    expect(grayTest(sample, { cause: 1, rho: 0 })).exactly({
      kind: "notEstimable",
      reason: "all patients are in one group",
    });
    expect(grayTest({ ...sample, groups: [0, 1, 0] }, { cause: 3, rho: 0 }).kind).exactly("notEstimable");
    expect(
      cumulativeIncidence({ times: [1, 2], causes: [0, 0] }, { interval: "plain", level: 0.9 }).map((p) => p.incidence),
    ).exactly([[], []]);
  });

  it.each([
    [{ times: [1, Number.NaN], causes: [1, 0], groups: [0, 1] }, "times.1"],
    [{ times: [1, -1], causes: [1, 0], groups: [0, 1] }, "times.1"],
    [{ times: [1, 2], causes: [1.5, 0], groups: [0, 1] }, "causes.0"],
    [{ times: [1, 2], causes: [1], groups: [0, 1] }, "causes: 1 entries for 2 times"],
    [{ times: [1, 2], causes: [1, 0], groups: [0] }, "groups: 1 entries for 2 times"],
    [{ times: [], causes: [], groups: [] }, "there are no patients"],
  ])("%o", (sample, message) => {
    expect(() => grayTest(sample, { cause: 1, rho: 0 })).toThrow(InvalidInput);
    expect(() => grayTest(sample, { cause: 1, rho: 0 })).toThrow(message);
  });
});
