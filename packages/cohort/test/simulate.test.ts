import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareProtocols, responseNames, simulateCohort } from "../src/index.ts";
import { parameters as tabulated } from "../src/parameters/index.ts";
import { course, dual, issuesOf, mean, noTreatment, onlyOf, radioiodineAlone } from "./settings.ts";

const population = {
  genotypes: { BRAF_V600E: 0.47, RAS: 0.2, other: 0.33 },
  restoration: {
    BRAF_V600E: { kind: "point", value: 0.65 },
    RAS: { kind: "point", value: 0.8 },
    other: { kind: "point", value: 0.4 },
  },
} as const;
const drugs = [{ drug: "dabrafenib", genotypes: ["BRAF_V600E"] }, { drug: "trametinib" }];
const control = { drugs, durationDays: 42, activity: { kind: "none" as const } };
const experimental = { drugs, durationDays: 42, activity: { kind: "fixed" as const, activityGBq: 5.5 } };
const options = { population, patients: 4000, seed: 11 };

function meanDose(doses: Float64Array, treated: Uint8Array): number {
  const given = doses.filter((_, i) => treated[i] === 1);
  return given.reduce((sum, gy) => sum + gy, 0) / given.length;
}

describe("the same people", () => {
  it("under every protocol: genotype, and everything before radioiodine", () => {
    const a = simulateCohort({ ...options, protocol: control });
    const b = simulateCohort({ ...options, protocol: experimental });
    expect(a.genotype).exactly(b.genotype);
    expect(a.uptakeRestored).exactly(b.uptakeRestored);
  });

  it("in a cohort of any size: the first patients of a large one are the small one", () => {
    const small = simulateCohort({ ...options, patients: 17, protocol: experimental });
    const large = simulateCohort({ ...options, patients: 400, protocol: experimental });
    for (const column of ["genotype", "uptakeRestored", "largestDoseGy", "response", "progressionDay"] as const)
      expect(large[column].slice(0, 17)).exactly(small[column]);
  });

  it("a gate changes only those it turns away", () => {
    const gate = { kind: "lesionDose", atLeastGy: 20 } as const;
    const all = simulateCohort({ ...options, protocol: experimental });
    const none = simulateCohort({ ...options, protocol: control });
    const gated = simulateCohort({ ...options, protocol: { ...experimental, gate } });
    const expected = gated.treated.map((treated, i) => (treated === 1 ? all.response[i]! : none.response[i]!));
    expect(gated.response).exactly(expected);
  });

  it("identical protocols give identical outcomes and a contrast of exactly 0", () => {
    const result = compareProtocols({ ...options, protocols: { a: control, b: control } });
    for (const contrast of result.contrasts)
      expect([contrast.objectiveResponse, contrast.pfs12Months]).exactly([
        { value: 0, standardError: 0 },
        { value: 0, standardError: 0 },
      ]);
  });

  it("another seed or namespace gives other people", () => {
    const base = simulateCohort({ ...options, protocol: control }).genotype;
    expect(simulateCohort({ ...options, seed: 12, protocol: control }).genotype).not.toEqual(base);
    const elsewhere = { ...population, namespace: "elsewhere" };
    expect(simulateCohort({ ...options, population: elsewhere, protocol: control }).genotype).not.toEqual(base);
  });

  it("shares follow the population", () => {
    const { genotype } = simulateCohort({ ...options, patients: 20_000, protocol: control });
    for (const [index, share] of [0.47, 0.2, 0.33].entries()) {
      const found = genotype.filter((each) => each === index).length / 20_000;
      expect(found).withinMonteCarlo(share, { replicates: 20_000, falseAlarm: 1e-6 });
    }
  });
});

describe("priors in a cohort", () => {
  const uncertain = {
    genotypes: { RAS: 1 },
    restoration: { RAS: { kind: "logitNormal", mean: 0.4, sd: 1 } },
  } as const;
  const restored = (parameterUncertainty: "fixed" | "drawn") => {
    const all = { population: uncertain, patients: 20_000, seed: 3, parameterUncertainty };
    return mean(simulateCohort({ ...all, protocol: course([{ drug: "trametinib" }]) }).uptakeRestored);
  };

  it("fixed: everyone has the median", () => {
    expect(restored("fixed")).withinMonteCarlo(1 / (1 + Math.exp(-0.4)), { replicates: 20_000, falseAlarm: 1e-6 });
  });

  it("drawn: every patient has another, and the share is the prior's mean", () => {
    // E(logistic(0.4 + Z)) by mpmath 1.2.1 quadrature; The median, 0.0167 away, would fail.
    expect(restored("drawn")).withinMonteCarlo(0.5819883, { replicates: 20_000, falseAlarm: 1e-4 });
  });

  it("drawn: the same people under every protocol all the same", () => {
    const all = { ...options, population: uncertain, parameterUncertainty: "drawn" } as const;
    const a = simulateCohort({ ...all, protocol: control });
    const b = simulateCohort({ ...all, protocol: experimental });
    expect(a.uptakeRestored).exactly(b.uptakeRestored);
  });
});

describe("what a protocol can and cannot do", () => {
  it("no drug restores nothing, nor does a drug that misses the pathway", () => {
    const braf = simulateCohort({
      ...options,
      population: onlyOf("RAS", 0.8),
      protocol: course([{ drug: "vemurafenib" }]),
    });
    expect(Math.max(...braf.uptakeRestored)).exactly(0);
    const none = simulateCohort({ ...options, population: onlyOf("RAS", 0.8), protocol: radioiodineAlone });
    expect(Math.max(...none.uptakeRestored)).exactly(0);
    expect(Math.min(...none.treated)).exactly(1);
  });

  it("without radiosensitivity radioiodine changes nothing in anybody", () => {
    const parameters = { radiosensitivityPerGy: 0 };
    const a = simulateCohort({ ...options, parameters, protocol: control });
    const b = simulateCohort({ ...options, parameters, protocol: experimental });
    expect(b.response).exactly(a.response);
    expect(b.progressionDay).exactly(a.progressionDay);
    expect(Math.min(...b.treated)).exactly(1);
  });

  it("more activity never lowers a dose, and never brings forward a patient's progression without noise", () => {
    const parameters = { measurementRelativeSd: 0, measurementSdMm: 0 };
    const cohorts = [1, 3.7, 7.4, 14.8].map((activityGBq) =>
      simulateCohort({
        ...options,
        parameters,
        protocol: { ...experimental, activity: { kind: "fixed", activityGBq } },
      }),
    );
    for (const [k, more] of cohorts.slice(1).entries()) {
      const less = cohorts[k]!;
      expect(more.largestDoseGy.every((gy, i) => gy > less.largestDoseGy[i]!)).exactly(true);
    }
    const responders = cohorts.map(({ response }) => response.filter((each) => each <= 1).length);
    expect(responders).exactly(responders.toSorted((a, b) => a - b));
    expect(new Set(responders).size).exactly(4);
  });

  it("a longer course never restores fewer", () => {
    const restored = [3, 7, 14, 28, 42].map(
      (durationDays) =>
        simulateCohort({ ...options, protocol: { ...control, durationDays } }).uptakeRestored.filter(
          (each) => each === 1,
        ).length,
    );
    expect(restored).exactly(restored.toSorted((a, b) => a - b));
    expect(new Set(restored).size).exactly(5);
  });

  it("a gate treats fewer, the better ones, and the maximum tolerated activity stays under its cap", () => {
    const gated = { ...experimental, gate: { kind: "lesionDose" as const, atLeastGy: 20 } };
    const activity = { kind: "maximumTolerated", capGBq: 11.1 } as const;
    const all = simulateCohort({ ...options, protocol: experimental });
    const some = simulateCohort({ ...options, protocol: gated });
    const dosed = simulateCohort({ ...options, protocol: { ...experimental, activity } });
    expect(meanDose(some.largestDoseGy, some.treated)).toBeGreaterThan(meanDose(all.largestDoseGy, all.treated));
    expect(Math.max(...dosed.activityGBq)).exactly(11.1);
    // Half of the patients tolerate 15.7 * 1.35 = 21.2 GBq (log SD 0.58): a share Phi(ln(11.1 / 21.2) / 0.58) = 0.132 stays below.
    const below = dosed.activityGBq.filter((gBq) => gBq < 11.1).length / options.patients;
    expect(below).withinMonteCarlo(0.1324, { replicates: options.patients, falseAlarm: 1e-6 });
  });

  it("a visible-uptake gate treats those whose scan shows it", () => {
    const gated = { ...experimental, gate: { kind: "visibleUptake" as const } };
    const exact = simulateCohort({ ...options, protocol: gated, parameters: { scanReadingSd: 0 } });
    expect(exact.treated).exactly(exact.uptakeRestored);
    const read = simulateCohort({ ...options, protocol: gated });
    expect(read.treated).not.toEqual(read.uptakeRestored);
  });
});

describe("rows and contrasts", () => {
  const result = compareProtocols({ ...options, protocols: { control, experimental } });
  const row = (protocol: string, genotype: string) =>
    result.rows.find((each) => each.protocol === protocol && each.genotype === genotype)!;

  it("one row per protocol and genotype, all first, whose patients add up", () => {
    const genotypes = ["all", "BRAF_V600E", "RAS", "other"];
    expect(result.rows.map((each) => [each.protocol, each.genotype])).exactly(
      ["control", "experimental"].flatMap((protocol) => genotypes.map((genotype) => [protocol, genotype])),
    );
    const [all, ...each] = genotypes.map((genotype) => row("control", genotype).patients);
    expect(all).exactly(each.reduce((sum, patients) => sum + patients, 0));
  });

  it("counts what the columns hold", () => {
    const cohort = simulateCohort({ ...options, protocol: experimental });
    const partial = cohort.response.filter((each) => responseNames[each] === "PR").length;
    expect(row("experimental", "all").response.PR.value).exactly(partial / options.patients);
    const free = cohort.progressionDay.filter((day) => day > 365).length;
    expect(row("experimental", "all").pfs12Months.value).exactly(free / options.patients);
    const p = partial / options.patients;
    const binomial = Math.sqrt((p * (1 - p)) / options.patients);
    expect(row("experimental", "all").response.PR.standardError).agreesWith(binomial, {
      relative: 1e-14,
      because: "order of operations",
    });
  });

  it("categories add up to everyone", () => {
    for (const { response, objectiveResponse } of result.rows) {
      const { CR, PR, SD, PD } = response;
      const because = "rounding of shares";
      expect(CR.value + PR.value + SD.value + PD.value).agreesWith(1, { absolute: 1e-12, because });
      expect(CR.value + PR.value).agreesWith(objectiveResponse.value, { absolute: 1e-12, because });
    }
  });

  it("a contrast is the difference of its rows, with a smaller error than of two cohorts", () => {
    for (const { genotype, pfs12Months, objectiveResponse } of result.contrasts) {
      const [a, b] = [row("control", genotype), row("experimental", genotype)];
      const because = "rounding of shares";
      expect(objectiveResponse.value).agreesWith(b.objectiveResponse.value - a.objectiveResponse.value, {
        absolute: 1e-12,
        because,
      });
      expect(pfs12Months.value).agreesWith(b.pfs12Months.value - a.pfs12Months.value, { absolute: 1e-12, because });
      const unpaired = Math.hypot(a.pfs12Months.standardError, b.pfs12Months.standardError);
      expect(pfs12Months.standardError).toBeLessThan(unpaired);
    }
  });

  it("the paired error is that of repeated cohorts", () => {
    const differences = Array.from({ length: 200 }, (_, seed) => {
      const each = compareProtocols({ ...options, patients: 200, seed, protocols: { control, experimental } });
      return each.contrasts[0]!.pfs12Months;
    });
    const average = differences.reduce((sum, { value }) => sum + value, 0) / 200;
    const variance = differences.reduce((sum, { value }) => sum + (value - average) ** 2, 0) / 199;
    const stated = differences.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / 200;
    // A sample variance of 200 normal values has relative SD sqrt(2 / 199) = 0.1.
    expect(variance / stated).withinMonteCarlo(1, { standardError: 0.1, falseAlarm: 1e-6 });
  });

  it("a genotype nobody has gets no row", () => {
    const genotypes = { RAS: 1, other: 0 };
    const restoration = { RAS: population.restoration.RAS, other: population.restoration.other };
    const none = compareProtocols({ ...options, population: { genotypes, restoration }, protocols: { control } });
    expect(none.rows.map(({ genotype }) => genotype)).exactly(["all", "RAS"]);
    expect(none.contrasts).exactly([]);
  });

  it("the same options give the same result", () => {
    expect(compareProtocols({ ...options, protocols: { control, experimental } })).exactly(result);
  });
});

describe("properties", () => {
  it("any sound protocol gives finite, complete outcomes", () => {
    const protocol = fc.record({
      drugs: fc.constantFrom([], [...dual], [{ drug: "selumetinib" }], [{ drug: "vemurafenib" }]),
      durationDays: fc.integer({ min: 1, max: 400 }),
      activity: fc.oneof(
        fc.constant({ kind: "none" as const }),
        fc.record({ kind: fc.constant("fixed" as const), activityGBq: fc.double({ min: 0.01, max: 40, noNaN: true }) }),
        fc.record({
          kind: fc.constant("maximumTolerated" as const),
          capGBq: fc.double({ min: 0.01, max: 40, noNaN: true }),
        }),
      ),
    });
    fc.assert(
      fc.property(protocol, fc.integer(), (each, seed) => {
        const cohort = simulateCohort({ population, protocol: each, patients: 40, seed });
        expect(cohort.response.every((category) => category < 4)).exactly(true);
        expect(cohort.progressionDay.every((day) => day > 0 && (day <= 365 || day === Infinity))).exactly(true);
        expect(
          cohort.largestDoseGy.every((gy, i) => (cohort.treated[i] === 1 ? gy > 0 && gy < Infinity : gy === 0)),
        ).exactly(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("parameters at their limits", () => {
  it("never give anything but a category, a finite dose and a visit", () => {
    const extreme = fc.record(
      Object.fromEntries(
        Object.entries(tabulated).map(([name, { allowed, value }]) => [
          name,
          fc.constantFrom(allowed.least, value, allowed.most),
        ]),
      ),
    );
    fc.assert(
      fc.property(extreme, fc.integer(), (drawn, seed) => {
        const set = { ...drawn, leastResidual: Math.min(drawn["leastResidual"]!, drawn["largestResidual"]!) };
        const cohort = simulateCohort({ population, protocol: experimental, parameters: set, patients: 20, seed });
        expect(cohort.response.every((category) => category < 4)).exactly(true);
        expect(cohort.largestDoseGy.every((gy) => gy >= 0 && gy < Infinity)).exactly(true);
        expect(cohort.progressionDay.every((day) => day > 0)).exactly(true);
      }),
      { numRuns: 200 },
    );
  });

  it("explosive growth is progression at the first visit, not an overflow", () => {
    const cohort = simulateCohort({ ...options, protocol: control, parameters: { growthPerYear: 100, growthSd: 3 } });
    const first = cohort.progressionDay.filter((day) => day === 56).length / options.patients;
    expect(first).toBeGreaterThan(0.75);
  });
});

describe("bad options", () => {
  it("are reported all at once, each with its place", () => {
    const bad = {
      population: {
        genotypes: { BRAF_V600: 0.5, RAS: 0.4 },
        restoration: { RAS: { kind: "point", value: 1.5 } },
      },
      protocol: {
        drugs: [{ drug: "dabrafinib" }, { drug: "trametinib", doseMgPerDay: 1, genotypes: ["NRAS"] }],
        durationDays: 0,
        gate: { kind: "lesionDose", atLeastGy: 20 },
        activity: { kind: "none" },
      },
      patients: 0,
      seed: 1,
      parameters: { radiosensitivty: 1 },
      visitEveryDays: -56,
    };
    const found = issuesOf(() => simulateCohort(bad as unknown as Parameters<typeof simulateCohort>[0]));
    expect(found.map(({ path }) => path).toSorted()).exactly(
      [
        "patients",
        "visitEveryDays",
        "population.genotypes",
        "population.genotypes.BRAF_V600",
        "population.restoration.BRAF_V600",
        "population.restoration.RAS",
        "protocol.drugs.0.drug",
        "protocol.drugs.1.doseMgPerDay",
        "protocol.drugs.1.genotypes.0",
        "protocol.durationDays",
        "protocol.gate",
        "parameters.radiosensitivty",
      ].toSorted(),
    );
    expect(found.find(({ path }) => path === "protocol.drugs.0.drug")!.hint).toContain("did you mean dabrafenib?");
    expect(found.find(({ path }) => path === "population.genotypes.BRAF_V600")!.hint).toContain(
      "did you mean BRAF_V600E?",
    );
  });

  it("an option that does not exist is refused", () => {
    const unknown = { ...options, protocol: control, ageYears: 60 } as Parameters<typeof simulateCohort>[0];
    expect(issuesOf(() => simulateCohort(unknown)).map(({ kind, path }) => [kind, path])).exactly([
      ["unknownKey", "ageYears"],
    ]);
  });

  it("a seed is a text or a whole number", () => {
    for (const seed of [0.5, "", null, undefined, {}, Number.NaN]) {
      const wrong = { ...options, protocol: control, seed } as unknown as Parameters<typeof simulateCohort>[0];
      expect(issuesOf(() => simulateCohort(wrong)).map(({ path }) => path)).exactly(["seed"]);
    }
  });

  it("a comparison needs a protocol, and names that keep control first", () => {
    expect(issuesOf(() => compareProtocols({ ...options, protocols: {} }))[0]!.kind).exactly("missing");
    const numbered = { ...options, protocols: { control, 1: experimental } };
    expect(issuesOf(() => compareProtocols(numbered)).map(({ kind, path }) => [kind, path])).exactly([
      ["notAllowed", "protocols"],
    ]);
    const none = { ...options, protocols: null } as unknown as Parameters<typeof compareProtocols>[0];
    expect(issuesOf(() => compareProtocols(none)).map(({ path }) => path)).exactly(["protocols"]);
  });

  it("no treatment at all is a protocol", () => {
    const cohort = simulateCohort({ ...options, protocol: noTreatment });
    expect(Math.max(...cohort.treated)).exactly(0);
  });
});
