import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogRankWorkspace, type EventWeight, logRankTest, sortForLogRank, sumLogRank } from "../../src/index.ts";

const weights: readonly EventWeight[] = [
  { kind: "logRank" },
  { kind: "gehanBreslow" },
  { kind: "taroneWare" },
  { kind: "petoPeto" },
  { kind: "prenticeMarek" },
  { kind: "modifiedPetoPeto" },
  { kind: "flemingHarrington", rho: 0, gamma: 1 },
  { kind: "flemingHarrington", rho: 0.3, gamma: 0.5 },
  { kind: "modest", until: 4, atMost: 2 },
  { kind: "modestDelay", delay: 3 },
];

const time = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.double({ min: 0, max: 1e12, noNaN: true }),
  fc.constantFrom(1e-300, 1e-12, 5e-324, 1e12, 1.7e308),
);
const patient = fc.record({
  time,
  event: fc.constantFrom(0, 1),
  group: fc.constantFrom(0, 1),
  stratum: fc.constantFrom(0, 1, 2),
});
const trial = fc.array(patient, { minLength: 1, maxLength: 80 });

describe("the kernel for simulators", () => {
  it("has the bits of logRankTest for every weight, with strata and without, trial after trial in the same space", () => {
    const spaces = [
      createLogRankWorkspace({ patients: 100, strata: 1 }),
      createLogRankWorkspace({ patients: 100, strata: 4 }),
    ];
    fc.assert(
      fc.property(trial, (list) => {
        const times = Float64Array.from(list, (one) => one.time);
        const events = Uint8Array.from(list, (one) => one.event);
        const groups = Uint8Array.from(list, (one) => one.group);
        const strata = Uint8Array.from(list, (one) => one.stratum);
        for (const [s, workspace] of spaces.entries()) {
          const sample = s === 0 ? { times, events, groups } : { times, events, groups, strata };
          sortForLogRank(workspace, { ...sample, patients: list.length });
          for (const weight of weights) {
            sumLogRank(workspace, weight);
            const whole = logRankTest(sample, { weight });
            if (whole.kind !== "tested") expect(workspace.variance).exactly(0);
            else {
              if (whole.observed.length < 2) continue;
              expect([workspace.observed, workspace.expected, workspace.variance]).exactly([
                whole.observed[1],
                whole.expected[1],
                whole.covariance[1]![1],
              ]);
              if (whole.z !== undefined) {
                const z = (workspace.expected - workspace.observed) / Math.sqrt(workspace.variance);
                expect(z).exactly(whole.z);
              }
            }
          }
        }
      }),
    );
  });

  it("sorts thousands of tied, rising, falling and far spread times, as the quadratic definition has it", () => {
    const patients = 1500;
    const workspace = createLogRankWorkspace({ patients, strata: 1 });
    const shapes: readonly ((i: number) => number)[] = [
      (i) => i,
      (i) => patients - i,
      (i) => i % 3,
      (i) => (i === 7 ? 1e12 : ((i * 7919) % 1501) * 1e-9),
    ];
    for (const shape of shapes) {
      const times = Float64Array.from({ length: patients }, (_, i) => shape(i));
      const events = Uint8Array.from({ length: patients }, (_, i) => (i % 5 === 0 ? 0 : 1));
      const groups = Uint8Array.from({ length: patients }, (_, i) => (i % 7 < 3 ? 1 : 0));
      sortForLogRank(workspace, { patients, times, events, groups });
      sumLogRank(workspace, { kind: "logRank" });
      let expected = 0;
      for (const at of new Set(times)) {
        const risk = times.filter((one) => one >= at).length;
        const ones = times.filter((one, i) => one >= at && groups[i] === 1).length;
        const dead = times.filter((one, i) => one === at && events[i] === 1).length;
        expected += (dead * ones) / risk;
      }
      expect(workspace.expected).agreesWith(expected, { relative: 1e-12, because: "sums run in another order" });
    }
  });

  it("refuses what it has no room for and what is no sample, saying what", () => {
    const workspace = createLogRankWorkspace({ patients: 3, strata: 2 });
    const good = {
      patients: 3,
      times: Float64Array.of(1, 2, 3),
      events: Uint8Array.of(1, 1, 0),
      groups: Uint8Array.of(0, 1, 1),
    };
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ patients: 4 }, /patients: 4 is out of range .must be a whole number from 1 to 3/],
      [{ patients: 0 }, /patients: 0/],
      [{ patients: 2.5 }, /patients: 2.5/],
      [{ times: Float64Array.of(1, 2) }, /times: 2 entries for 3 patients/],
      [{ times: Float64Array.of(1, Number.NaN, 2) }, /times.1: NaN/],
      [{ times: Float64Array.of(1, 2, -1) }, /times.2: -1/],
      [{ times: Float64Array.of(1, 2, Infinity) }, /times.2: Infinity/],
      [{ events: Uint8Array.of(1, 2, 0) }, /events.1: 2/],
      [{ groups: Uint8Array.of(0, 1, 3) }, /groups: 3 at 2/],
      [{ strata: Uint8Array.of(0, 1, 2) }, /strata: 2 at 2/],
    ];
    for (const [change, message] of refusals) {
      expect(() => sortForLogRank(workspace, { ...good, ...change })).toThrow(message);
    }
    sortForLogRank(workspace, good);
    expect(() => sumLogRank(workspace, { kind: "flemingHarrington", rho: -1, gamma: 0 })).toThrow(/rho -1/);
    expect(() => createLogRankWorkspace({ patients: 0, strata: 300 })).toThrow(/patients.*[\s\S]*strata/);
  });
});
