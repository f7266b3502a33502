import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IntervalSample, InvalidInput, intervalCurve, intervalLogRank, kaplanMeier } from "../../../src/index.ts";
import { breastCosmesis, radiotherapyAlone } from "./breast-cosmesis.ts";

function found(sample: IntervalSample) {
  const curve = intervalCurve(sample);
  if (curve.kind !== "converged") throw new Error(curve.reason);
  return curve;
}

describe("breast cosmesis", () => {
  // These outputs of R's package interval were remembered, not read or run: they agree in every digit, which remembered errors would
  // hardly do, but they are no reference. What stands on its own are the laws below.
  it("radiotherapy alone: the masses R's interval is remembered to print", () => {
    const { masses } = found(radiotherapyAlone);
    const printed = [
      [4, 5, "0.0463"],
      [6, 7, "0.0334"],
      [7, 8, "0.0887"],
      [11, 12, "0.0708"],
      [24, 25, "0.0926"],
      [33, 34, "0.0818"],
      [38, 40, "0.1209"],
      [46, 48, "0.4656"],
    ] as const;
    expect(masses.map(({ left, right }) => [left, right])).exactly(printed.map(([left, right]) => [left, right]));
    for (const [j, [, , mass]] of printed.entries()) expect(masses[j]!.mass).asPrinted(mass);
  });

  it("the log-rank test with Sun's scores: the z R's interval is remembered to print", () => {
    const test = intervalLogRank(breastCosmesis, { scores: "sun" });
    if (test.kind !== "tested") throw new Error(test.reason);
    // More deterioration with chemotherapy, so z is negative.
    expect(test.z!).asPrinted("-2.6684");
    expect(test.pValue).asPrinted("0.007622");
  });
});

const intervals = fc.array(
  fc.record({
    left: fc.integer({ min: 0, max: 9 }),
    width: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(Infinity)),
    group: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe("laws", () => {
  it("no shift of mass towards any point of time raises the likelihood (Gentleman and Geyer 1994)", () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const left = list.map((one) => one.left);
        const right = list.map((one) => one.left + one.width);
        const { masses, logLikelihood } = found({ left, right });
        const total = masses.reduce((sum, { mass }) => sum + mass, 0);
        expect(total).agreesWith(1, { absolute: 1e-7, because: "vanishing masses are left out" });
        const covered = left.map((from, i) =>
          masses.reduce((sum, one) => (one.left >= from && one.right <= right[i]! ? sum + one.mass : sum), 0),
        );
        const value = covered.reduce((sum, p) => sum + Math.log(p), 0);
        expect(logLikelihood).agreesWith(value, {
          relative: 1e-8,
          absolute: 1e-6,
          because: "vanishing masses are left out",
        });
        // Any point of time, here between all ends.
        for (let point = 0.5; point < 17; point++) {
          const gain = covered.reduce((sum, p, i) => (left[i]! < point && point <= right[i]! ? sum + 1 / p : sum), 0);
          expect(gain).toBeLessThanOrEqual(list.length * (1 + 1e-6));
        }
      }),
    );
  });

  it("of exact and right-censored times is Kaplan–Meier", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ time: fc.integer({ min: 1, max: 12 }), event: fc.integer({ min: 0, max: 1 }) }), {
          minLength: 1,
          maxLength: 25,
        }),
        (list) => {
          const left = list.map(({ time }) => time);
          const right = list.map(({ time, event }) => (event === 1 ? time : Infinity));
          const { masses } = found({ left, right });
          const curve = kaplanMeier(
            { times: left, events: list.map(({ event }) => event) },
            { interval: "log", level: 0.9 },
          );
          for (const point of curve.points) {
            const later = masses.findLast((one) => one.right <= point.time)?.survival ?? 1;
            expect(later).agreesWith(point.survival, {
              absolute: 1e-6,
              because: "the search stops 1e-10 below the maximum",
            });
          }
        },
      ),
    );
  });

  it("the test turns its sign when groups swap, and does not see order or a change of the time scale", () => {
    fc.assert(
      fc.property(intervals, fc.constantFrom("sun" as const, "finkelstein" as const), (list, scores) => {
        const run = (of: typeof list, flip = false, stretch = 1) =>
          intervalLogRank(
            {
              left: of.map(({ left }) => stretch * left),
              right: of.map(({ left, width }) => stretch * (left + width)),
              groups: of.map(({ group }) => (flip ? 1 - group : group)),
            },
            { scores },
          );
        const first = run(list);
        expect(run(list, false, 4)).exactly(first);
        const second = run(list.toReversed(), true);
        expect(second.kind).exactly(first.kind);
        if (first.kind !== "tested" || second.kind !== "tested") return;
        expect(second.z!).agreesWith(-first.z!, {
          absolute: 1e-4,
          because: "the search stops 1e-10 below the maximum",
        });
        expect(first.z! ** 2).agreesWith(first.chiSquared, {
          relative: 1e-9,
          absolute: 1e-12,
          because: "scores sum to 0",
        });
      }),
    );
  });
});

describe("limits and bad input", () => {
  it("says why there is no test", () => {
    const sample = { left: [0, 1, 2], right: [3, 4, 5] };
    expect(intervalLogRank({ ...sample, groups: [1, 1, 1] }, { scores: "sun" })).exactly({
      kind: "notEstimable",
      reason: "all patients are in one group",
    });
    expect(
      intervalLogRank({ left: [0, 0], right: [Infinity, Infinity], groups: [0, 1] }, { scores: "sun" }).kind,
    ).exactly("notEstimable");
  });

  it("puts all mass beyond follow-up where nobody had the event", () => {
    expect(found({ left: [2, 5], right: [Infinity, Infinity] }).masses).exactly([
      { left: 5, right: Infinity, mass: 1, survival: 0 },
    ]);
  });

  it.each([
    [{ left: [], right: [] }, "there are no patients"],
    [{ left: [1, 2], right: [3] }, "right: 1 entries for 2 left ends"],
    [{ left: [1, Number.NaN], right: [3, 4] }, "left.1: NaN"],
    [{ left: [-1, 2], right: [3, 4] }, "left.0: -1"],
    [{ left: [1, 2], right: [3, Number.NaN] }, "right.1: NaN"],
    [{ left: [1, 5], right: [3, 4] }, "right.1: 4 is before left, 5"],
    [{ left: [Infinity], right: [Infinity] }, "left.0: Infinity"],
  ])("%o", (sample, message) => {
    expect(() => intervalCurve(sample)).toThrow(InvalidInput);
    expect(() => intervalCurve(sample)).toThrow(message);
  });
});
