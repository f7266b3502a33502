import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IntervalSample, InvalidInput, intervalCurve, intervalLogRank, kaplanMeier } from "../../../src/index.ts";
import { breastCosmesis } from "./breast-cosmesis.ts";

function found(sample: IntervalSample) {
  const curve = intervalCurve(sample);
  if (curve.kind !== "converged") throw new Error(curve.reason);
  return curve;
}

interface SecondProgram {
  readonly masses: readonly (readonly [left: number, right: number, mass: number])[];
  readonly logLikelihood: number;
  readonly scores: Readonly<Record<"sun" | "finkelstein", readonly [sum0: number, sum1: number, chiSquared: number]>>;
}
const file = new URL("../../reference/survival/interval-log-rank.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as SecondProgram;

describe("breast cosmesis, as a second program has it", {
  meta: {
    validates: {
      requirement: "NPMLE and log-rank tests of interval-censored times",
      functions: ["intervalCurve", "intervalLogRank"],
      source: "EM and scores written out in R 4.2.2",
    },
  },
}, () => {
  const because = "EM creeps on in its last digits";
  it("masses and likelihood", () => {
    const { masses, logLikelihood } = found(breastCosmesis);
    expect(masses.map(({ left }) => left)).exactly(reference.masses.map(([left]) => left));
    for (const [j, [, right, mass]] of reference.masses.entries()) {
      expect(masses[j]!.right).exactly(right < 0 ? Infinity : right);
      expect(masses[j]!.mass).agreesWith(mass, { absolute: 1e-9, because });
    }
    expect(logLikelihood).agreesWith(reference.logLikelihood, { relative: 1e-10, because });
  });

  it.each(["sun", "finkelstein"] as const)("log-rank test with the scores of %s", (scores) => {
    const test = intervalLogRank(breastCosmesis, { scores });
    if (test.kind !== "tested") throw new Error(test.reason);
    const [control, experimental, chiSquared] = reference.scores[scores];
    expect(test.scores[0]!).agreesWith(control, { relative: 1e-9, because });
    expect(test.scores[1]!).agreesWith(experimental, { relative: 1e-9, because });
    expect(test.chiSquared).agreesWith(chiSquared, { relative: 1e-9, because });
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
