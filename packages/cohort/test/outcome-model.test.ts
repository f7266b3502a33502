import { parseSeed } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { cohortOutcomeModel, type CohortRecipe, type PopulationInput } from "../src/index.ts";
import { course, createColumns, issuesOf, mean, noTreatment, onlyOf, outcomesOf } from "./settings.ts";

const population: PopulationInput = {
  genotypes: { RAS: 0.4, other: 0.6 },
  restoration: {
    RAS: { kind: "point", value: 0.8 },
    other: { kind: "logitNormal", mean: -0.5, sd: 0.4 },
  },
};
const protocols = [course([{ drug: "trametinib" }]), course([{ drug: "trametinib" }], 5.5)];
const recipe: CohortRecipe = { population, protocols, followUpDays: 730, responseAtDay: 183 };

const median = (visitEveryDays: number) => {
  const { columns: seen } = outcomesOf({ ...recipe, protocols: [noTreatment], visitEveryDays }, 4001);
  return seen.timeDays.map((day, i) => (seen.event[i] === 1 ? day : Infinity)).toSorted()[2000]!;
};

describe("an outcome model of virtual patients", () => {
  const { model, columns } = outcomesOf(recipe, 3000, { arm: 1 });

  it("names its strata, what it fills, and its visits", () => {
    expect(model.strata).exactly(["RAS", "other"]);
    expect(model.fills).exactly(["stratum", "evaluable", "response", "timeDays", "event"]);
    expect(model.visitDays).exactly([56, 112, 168, 183, 224, 280, 336, 392, 448, 504, 560, 616, 672, 728]);
    const { followUpDays: _followUp, ...responseOnly } = recipe;
    const { responseAtDay: _response, ...progressionOnly } = recipe;
    expect(cohortOutcomeModel(responseOnly, parseSeed(1), 1).fills).exactly(["stratum", "evaluable", "response"]);
    expect(cohortOutcomeModel(responseOnly, parseSeed(1), 1).visitDays).exactly([56, 112, 168, 183]);
    expect(cohortOutcomeModel(progressionOnly, parseSeed(1), 1).fills).exactly(["stratum", "timeDays", "event"]);
  });

  it("sees events at visits only, and censors at visits or at the start", () => {
    const visits = new Set(model.visitDays);
    expect(columns.timeDays.every((day, i) => visits.has(day) || (day === 0 && columns.event[i] === 0))).exactly(true);
    expect(columns.event.some((event) => event === 1) && columns.event.some((event) => event === 0)).exactly(true);
  });

  it("gives no response to those who cannot be assessed, and loses about one in eight", () => {
    expect(columns.response.every((response, i) => response <= columns.evaluable[i]!)).exactly(true);
    // 89 of 101 readable, and up to half of the 5 % a year lost by then: between 0.85 and 0.8812 with 6 standard errors.
    expect(mean(columns.evaluable)).toBeGreaterThan(0.82);
    expect(mean(columns.evaluable)).toBeLessThan(0.917);
  });

  it("writes the strata alone as it writes them with the rest", () => {
    const stratum = new Uint8Array(3000);
    model.fillStrata(0, 3000, stratum);
    expect(stratum).exactly(columns.stratum);
  });

  it("a patient's outcomes do not depend on the others' arms, on the trial's size or on earlier calls", () => {
    const mixed = createColumns(500);
    const arm = Uint8Array.from({ length: 500 }, (_, i) => i % 2);
    const small = cohortOutcomeModel(recipe, parseSeed(1), 500);
    const { fill } = small;
    fill({ replicate: 7, patients: 500, arm }, createColumns(500));
    fill({ replicate: 0, patients: 500, arm }, mixed);
    const alone = outcomesOf(recipe, 500, { arm: 0 }).columns;
    for (const column of ["stratum", "evaluable", "response", "timeDays", "event"] as const) {
      const expected = Array.from(arm, (each, i) => (each === 1 ? columns : alone)[column][i]!);
      expect([...mixed[column]]).exactly(expected);
    }
  });

  it("leaves what lies beyond the patients, and columns it does not fill, untouched", () => {
    const { followUpDays: _followUp, ...responseOnly } = recipe;
    const { fill } = cohortOutcomeModel(responseOnly, parseSeed(1), 10);
    const out = createColumns(10);
    out.timeDays.fill(-1);
    out.response.fill(9);
    fill({ replicate: 0, patients: 4, arm: new Uint8Array(4) }, out);
    expect([...out.timeDays]).exactly(Array(10).fill(-1));
    expect([...out.response.subarray(4)]).exactly(Array(6).fill(9));
  });

  it("response and progression alone are what they are together, where their visits agree", () => {
    const { responseAtDay: _response, ...progression } = { ...recipe, followUpDays: 168 };
    const both = outcomesOf({ ...recipe, responseAtDay: 168, followUpDays: 168 }, 2000).columns;
    const alone = outcomesOf(progression, 2000).columns;
    expect(alone.timeDays).exactly(both.timeDays);
    expect(alone.event).exactly(both.event);
  });

  it("the visit grid decides when progression is seen", () => {
    expect(median(182)).toBeGreaterThan(median(56));
  });
});

const restoredShares = (parameterUncertainty: "fixed" | "drawn", patients: number, replicates: number) => {
  // Response to a dose that kills everything restored counts restoration: the uptake gate shuts the others out.
  const all = {
    population: {
      genotypes: { RAS: 1 },
      restoration: { RAS: { kind: "logitNormal" as const, mean: 0.4, sd: 1 } },
    },
    protocols: [{ ...course([{ drug: "trametinib" }], 40), gate: { kind: "visibleUptake" as const } }],
    responseAtDay: 50,
    parameterUncertainty,
    parameters: {
      scanReadingSd: 0,
      radiosensitivityPerGy: 5,
      clearanceDays: 0.1,
      growthPerYear: 0,
      newLesionsPerYear: 0,
      measurementRelativeSd: 0,
      measurementSdMm: 0,
      evaluableShare: 1,
      dropoutPerYear: 0,
    },
  };
  const { fill } = cohortOutcomeModel(all, parseSeed(9), patients);
  const columns = createColumns(patients);
  return Array.from({ length: replicates }, (_, replicate) => {
    fill({ replicate, patients, arm: new Uint8Array(patients) }, columns);
    return mean(columns.response);
  });
};

describe("parameter uncertainty", () => {
  it("fixed takes the median of the prior in every replicate", () => {
    const shares = restoredShares("fixed", 1000, 20);
    expect(mean(shares)).withinMonteCarlo(1 / (1 + Math.exp(-0.4)), { replicates: 20_000, falseAlarm: 1e-6 });
  });

  it("drawn spreads replicates as the prior does", () => {
    const shares = restoredShares("drawn", 200, 2000);
    // E(logistic(0.4 + Z)) = 0.5819883 and SD 0.2039135 by mpmath 1.2.1 quadrature.
    expect(mean(shares)).withinMonteCarlo(0.5819883, { standardError: 0.20637 / Math.sqrt(2000), falseAlarm: 1e-6 });
    const between = mean(shares.map((share) => (share - 0.5819883) ** 2));
    // Variance between priors plus the binomial one within 200 patients.
    const expected = 0.2039135 ** 2 + mean(shares.map((share) => (share * (1 - share)) / 200));
    expect(between).agreesWith(expected, {
      relative: 0.15,
      because: "five standard errors of a variance from 2000 replicates",
    });
  });

  it("draws a genotype's prior by its name, not by its place", () => {
    const priors = { kind: "logitNormal", mean: 0, sd: 1 } as const;
    const of = (genotypes: Record<string, number>) => {
      const restoration = Object.fromEntries(Object.keys(genotypes).map((name) => [name, priors]));
      const all = {
        population: { genotypes, restoration },
        protocols: [protocols[1]!],
        responseAtDay: 183,
        parameterUncertainty: "drawn" as const,
      };
      return outcomesOf(all, 400).columns.response;
    };
    expect(of({ RAS: 1, other: 0 })).exactly(of({ other: 0, RAS: 1 }));
  });
});

const refused = (wrong: Partial<CohortRecipe>, capacity = 10) =>
  issuesOf(() => cohortOutcomeModel({ ...recipe, ...wrong }, parseSeed(1), capacity)).map(
    ({ kind, path }) => `${kind} ${path}`,
  );

it("contradictory schedules", () => {
  expect(refused({ responseAtDay: 800 })).exactly(["contradiction responseAtDay"]);
  expect(refused({ visitEveryDays: 0.1 })).exactly(["tooMany visitEveryDays"]);
  expect(refused({ visitEveryDays: 0 })).exactly(["outOfRange visitEveryDays"]);
  const { followUpDays: _followUp, responseAtDay: _response, ...nothing } = recipe;
  expect(issuesOf(() => cohortOutcomeModel(nothing, parseSeed(1), 1))[0]!.kind).exactly("missing");
  const late = { ...nothing, followUpDays: 30 };
  expect(issuesOf(() => cohortOutcomeModel(late, parseSeed(1), 1))[0]!.path).exactly("visitEveryDays");
});

describe("what is refused", () => {
  it("problems of a protocol at the protocol's place", () => {
    const wrong = { ...protocols[0]!, drugs: [{ drug: "trametinibe" }] };
    expect(refused({ protocols: [protocols[0]!, wrong] })).exactly(["unknownPart protocols.1.drugs.0.drug"]);
    expect(refused({ protocols: [] })).exactly(["wrongLength protocols"]);
  });

  it("room for nobody, more patients than room, an arm that is not there", () => {
    expect(refused({}, 0)).exactly(["outOfRange capacity"]);
    expect(refused({}, 1.5)).exactly(["outOfRange capacity"]);
    const { fill } = cohortOutcomeModel(recipe, parseSeed(1), 3);
    const four = { replicate: 0, patients: 4, arm: new Uint8Array(4) };
    expect(issuesOf(() => fill(four, createColumns(4)))[0]!.path).exactly("patients");
    const third = { replicate: 0, patients: 3, arm: Uint8Array.of(0, 1, 2) };
    expect(issuesOf(() => fill(third, createColumns(3)))[0]!.path).exactly("arm.2");
  });

  it("parameters outside their range, in the wrong order or unknown", () => {
    expect(refused({ parameters: { radiosensitivityPerGy: -1 } })).exactly([
      "outOfRange parameters.radiosensitivityPerGy",
    ]);
    expect(refused({ parameters: { leastResidual: 0.9 } })).exactly(["order parameters.leastResidual"]);
    expect(refused({ parameters: { constructor: 1 } })).exactly(["unknownParameter parameters.constructor"]);
  });

  it("nothing of a sound recipe", () => {
    expect(refused({})).exactly([]);
    expect(refused({ population: onlyOf("RAS", 0.5) })).exactly([]);
  });
});
