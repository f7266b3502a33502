import { describe, expect, it } from "vitest";
import { simulateCohort } from "../../src/index.ts";
import { course, dual, mean, medianPatients, noTreatment, onlyOf, outcomesOf, radioiodineAlone } from "../settings.ts";

/** Outcomes that follow from the equations of MODEL.md by hand, with patients who do not vary. */
const rounding = { relative: 1e-12, because: "elementary functions of two libraries" };

describe("absorbed dose", {
  meta: { validates: { requirement: "Absorbed dose", functions: ["simulateCohort"], source: "worked by hand" } },
}, () => {
  // Half of the patients being restored means that the median uptake is the visible uptake: 0.03 % per g with one lesion.
  const visible = 0.0003;
  const gyPerGBq = (1000 * visible * (60 - 5.5) * 0.111) / Math.LN2;

  it("is 8.7 Gy/GBq at 0.1 % per g and 60 h", () => {
    expect(gyPerGBq / 0.3).asPrinted("8.7");
  });

  it("follows uptake, activity and half-life, less what leaves the lesion", () => {
    const options = { population: onlyOf("BRAF_V600E", 0.5), patients: 1, seed: 1, parameters: medianPatients };
    const cohort = simulateCohort({ ...options, protocol: course(dual, 5.5) });
    expect(cohort.largestDoseGy[0]!).agreesWith((5.5 * gyPerGBq * 13) / 13.6, rounding);
    const twice = simulateCohort({ ...options, protocol: course(dual, 11) });
    expect(twice.largestDoseGy[0]!).agreesWith(2 * cohort.largestDoseGy[0]!, rounding);
  });

  it("a shorter course gives the part of the gain that is built up", () => {
    const options = { population: onlyOf("BRAF_V600E", 0.5), patients: 1, seed: 1, parameters: medianPatients };
    const [week, full] = [7, 42].map(
      (durationDays) =>
        simulateCohort({ ...options, protocol: { ...course(dual, 5.5), durationDays } }).largestDoseGy[0]!,
    );
    const fullGain = Math.log(0.03 / 0.0025) / (1 - Math.exp(-6));
    expect(Math.log(week! / full!)).agreesWith(-fullGain * (Math.exp(-1) - Math.exp(-6)), rounding);
  });

  it("without drugs the uptake is the untreated one", () => {
    const options = { population: onlyOf("BRAF_V600E", 0.5), patients: 1, seed: 1, parameters: medianPatients };
    const cohort = simulateCohort({ ...options, protocol: radioiodineAlone });
    expect(cohort.largestDoseGy[0]!).agreesWith(((5.5 * gyPerGBq * 13) / 13.6) * (0.0025 / 0.03), rounding);
  });
});

function follow(protocol: typeof noTreatment | ReturnType<typeof course>, parameters: Record<string, number>) {
  const recipe = {
    population: onlyOf("BRAF_V600E", 0.5),
    protocols: [protocol],
    visitEveryDays: 1,
    followUpDays: 1500,
    parameters: { ...medianPatients, ...parameters },
  };
  const { columns } = outcomesOf(recipe, 1);
  return { day: columns.timeDays[0]!, event: columns.event[0]! };
}

describe("follow-up", () => {
  it("large lesions progress at 20 % more diameter", () => {
    // 3 ln 1.2 / 0.38 years = 525.7 days, seen at the next daily visit.
    expect(follow(noTreatment, { lesionDiameterMm: 60 })).exactly({ day: 526, event: 1 });
  });

  it("small lesions progress at 5 mm more", () => {
    // 3 ln(18 / 13) / 0.38 years = 938.4 days.
    expect(follow(noTreatment, {})).exactly({ day: 939, event: 1 });
  });

  it("a drug course slows growth, shrinks, and then counts from the nadir at its end", () => {
    // From day 42, the nadir, the diameter grows by 20 % in 525.7 days: 567.7.
    expect(follow(course(dual), { lesionDiameterMm: 60 })).exactly({ day: 568, event: 1 });
  });

  it("slow disease does not progress", () => {
    expect(follow(noTreatment, { growthPerYear: 0 })).exactly({ day: 1500, event: 0 });
  });

  it("new lesions come at their hazard, less on drug", () => {
    const parameters = {
      ...medianPatients,
      growthPerYear: 0,
      newLesionsPerYear: 1,
      newLesionTrialRatio: 1,
      newLesionViableExponent: 0,
    };
    const recipe = {
      population: onlyOf("BRAF_V600E", 0.5),
      protocols: [noTreatment, course(dual), course(dual, 5.5)],
      followUpDays: 336,
      parameters,
    };
    const expected = [336, 294 + 42 * 0.4, 294 + 42 * 0.4].map((days) => Math.exp(-days / 365.25));
    for (const [arm, free] of expected.entries()) {
      const { columns } = outcomesOf(recipe, 40_000, { arm });
      expect(1 - mean(columns.event)).withinMonteCarlo(free, { replicates: 40_000, falseAlarm: 1e-6 });
    }
  });

  it("killed tissue lowers the hazard by the stated power of what is left", () => {
    const parameters = {
      ...medianPatients,
      growthPerYear: 0,
      newLesionsPerYear: 1,
      newLesionTrialRatio: 1,
      newLesionViableExponent: 0.5,
      detectionLimitPercentPerGram: 0.0025,
      repairHalfTimeHours: 0.01,
      alphaBetaGy: 1000,
    };
    const recipe = {
      population: onlyOf("BRAF_V600E", 0.5),
      protocols: [radioiodineAlone],
      followUpDays: 336,
      parameters,
    };
    const { columns } = outcomesOf(recipe, 40_000);
    const gy = (5.5 * 1000 * 0.000025 * (60 - 5.5) * 0.111 * 13) / 13.6 / Math.LN2;
    // Quadratic term of repair left out: below 1e-6 of the dose here. Gamma spread 0.5: survival (1 + 0.25 alpha D)^-4.
    const survival = (1 + 0.25 * 0.15 * gy) ** -4;
    const free = Math.exp((-336 / 365.25) * Math.sqrt(survival));
    expect(1 - mean(columns.event)).withinMonteCarlo(free, { replicates: 40_000, falseAlarm: 1e-6 });
  });

  it("patients are lost at the yearly probability, and then count to their last visit", () => {
    const recipe = {
      population: onlyOf("BRAF_V600E", 0.5),
      protocols: [noTreatment],
      visitEveryDays: 73.05,
      followUpDays: 365.25,
      parameters: { ...medianPatients, growthPerYear: 0, dropoutPerYear: 0.2 },
    };
    const { columns, model } = outcomesOf(recipe, 40_000);
    const lost = columns.timeDays.map((day) => (day < 365 ? 1 : 0));
    expect(mean(lost)).withinMonteCarlo(0.2, { replicates: 40_000, falseAlarm: 1e-6 });
    expect(mean(columns.event)).exactly(0);
    expect([...new Set(columns.timeDays)].toSorted((a, b) => a - b)).exactly([0, ...model.visitDays]);
  });
});

function responseOf(parameters: Record<string, number>, gBq = 5.5) {
  const options = { population: onlyOf("BRAF_V600E", 0.5), patients: 1, seed: 1 };
  const merged = { ...medianPatients, growthPerYear: 0, shrinkageRatePerDay: 0, ...parameters };
  return simulateCohort({ ...options, parameters: merged, protocol: course(dual, gBq) }).response[0]!;
}

describe("response", () => {
  it("is decided by how much killed tissue has gone at day 183", () => {
    // Everything killed: 0.15 + 0.85 * 2^(-141 / T) of the volume is left; -30 % of diameter is 0.343 of the volume, so T = 65.9 d.
    const killed = { radiosensitivityPerGy: 5, lesionDiameterMm: 60 };
    expect(responseOf({ ...killed, clearanceDays: 65 }, 40)).exactly(1);
    expect(responseOf({ ...killed, clearanceDays: 67 }, 40)).exactly(2);
  });

  it("is complete once nothing is large enough to be seen", () => {
    // Scar of 5 % leaves 0.368 of 13 mm = 4.8 mm.
    const scar = { radiosensitivityPerGy: 5, clearanceDays: 1, leastResidual: 0.05, largestResidual: 0.05 };
    expect(responseOf(scar, 40)).exactly(0);
    expect(responseOf({ ...scar, vanishedMm: 4 }, 40)).exactly(1);
  });

  it("without radiosensitivity is stable disease", () => {
    expect(responseOf({ radiosensitivityPerGy: 0 }, 40)).exactly(2);
  });
});
