import { describe, expect, it } from "vitest";
import { compareProtocols, type ProtocolInput, simulateCohort } from "../../src/index.ts";
import reference from "../reference/second-program/values.json" with { type: "json" };
import { course, dual, noTreatment, onlyOf, radioiodineAlone } from "../settings.ts";

/** The model programmed a second time from MODEL.md, in Python, with other random numbers: both must tell the same story. */
const patients = 50_000;
const braf = onlyOf("BRAF_V600E", 0.65);
const ras = onlyOf("RAS", 0.8);
const cases: Readonly<
  Record<
    keyof typeof reference.cases,
    { readonly protocol: ProtocolInput; readonly in: typeof braf; readonly every?: number }
  >
> = {
  untreated: { in: braf, protocol: noTreatment },
  radioiodineAlone: { in: ras, protocol: radioiodineAlone },
  dualAlone: { in: braf, protocol: course(dual) },
  dualWithRadioiodine: { in: braf, protocol: course(dual, 5.5) },
  continuousDual: { in: braf, protocol: { ...course(dual), durationDays: 730 } },
  shortSingleGated: {
    in: braf,
    protocol: {
      drugs: [{ drug: "dabrafenib" }],
      durationDays: 10,
      gate: { kind: "visibleUptake" },
      activity: { kind: "fixed", activityGBq: 7.4 },
    },
  },
  mekDosimetric: {
    in: ras,
    every: 91,
    protocol: {
      drugs: [{ drug: "selumetinib" }],
      durationDays: 28,
      gate: { kind: "lesionDose", atLeastGy: 20 },
      activity: { kind: "maximumTolerated", capGBq: 11.1 },
    },
  },
};

describe("a second program of the same equations agrees on", {
  meta: {
    validates: {
      requirement: "The patient model",
      functions: ["simulateCohort"],
      source: "a second program of the same equations",
    },
  },
}, () => {
  for (const name of Object.keys(cases) as (keyof typeof cases)[]) {
    const { protocol, in: population, every = 56 } = cases[name];
    const expected = reference.cases[name];

    it(`${name}: uptake, treatment, RECIST and progression`, () => {
      const result = compareProtocols({
        population,
        protocols: { one: protocol },
        patients,
        seed: 21,
        visitEveryDays: every,
      });
      const { uptakeRestored, treated, response, pfs12Months } = result.rows[0]!;
      const found = { uptakeRestored, treated, ...response, pfs12Months };
      for (const key of Object.keys(found) as (keyof typeof found)[]) {
        const p = expected[key];
        // Both sides are samples; a share of 0 in either is held to a handful of patients.
        const standardError = Math.max(Math.sqrt(p * (1 - p) * (1 / patients + 1 / reference.people)), 1 / patients);
        expect(found[key].value, key).withinMonteCarlo(p, { standardError, falseAlarm: 1e-6 });
      }
    });
  }

  it("the median of the largest dose", () => {
    for (const name of ["radioiodineAlone", "dualWithRadioiodine", "mekDosimetric"] as const) {
      const { protocol, in: population } = cases[name];
      const { largestDoseGy, treated } = simulateCohort({ population, protocol, patients, seed: 21 });
      const doses = largestDoseGy.filter((_, i) => treated[i] === 1).toSorted();
      const median = doses[doses.length >> 1]!;
      // The log dose has an SD below 1.7; a sample median's standard error is 1.2533 SD / sqrt(n).
      const standardError = (1.2533 * 1.7) / Math.sqrt(doses.length);
      const ratio = Math.log(median / reference.cases[name].medianLargestDoseGy);
      expect(ratio, name).withinMonteCarlo(0, { standardError, falseAlarm: 1e-4 });
    }
  });
});
