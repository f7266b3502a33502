import { readFileSync } from "node:fs";
import { type DesignModerator, explainByDesign, selectCounts } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { library } from "./library.ts";

interface Reference {
  readonly studies: readonly string[];
  readonly coefficients: readonly number[];
  readonly se: readonly number[];
  readonly pValue: readonly number[];
  readonly permutation: readonly number[];
  readonly QM: number;
  readonly QMp: number;
  readonly tau2: number;
}

const url = new URL("../reference/meta-analysis/design-moderators.json", import.meta.url);
const { moderators } = JSON.parse(readFileSync(url, "utf8")) as {
  readonly moderators: Readonly<Record<DesignModerator, Reference>>;
};
const names = Object.keys(moderators) as readonly DesignModerator[];
const restoration = { endpoint: { kind: "restoration" }, denominator: "evaluable" } as const;
const { rows } = selectCounts(library, restoration);
const iterated = { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };

function explained(moderator: DesignModerator, options: Parameters<typeof explainByDesign>[2] = {}) {
  const [found] = explainByDesign(library, rows, { moderators: [moderator], ...options });
  if (found!.regression.kind === "notEstimable") throw new Error(found!.regression.reason);
  return { ...found!, regression: found!.regression };
}

describe("properties of designs as moderators", {
  meta: {
    validates: {
      requirement: "Meta-regression on properties of designs",
      functions: ["explainByDesign"],
      source: "metafor 3.8.1, Knapp and Hartung's tests and exact permutation tests",
    },
  },
}, () => {
  it.each(names)("%s: coefficients, standard errors and tests", (name) => {
    const expected = moderators[name];
    const { regression, unknown } = explained(name);
    expect(regression.studies).exactly(expected.studies.length);
    expect(unknown.length).exactly(rows.length - expected.studies.length);
    for (const [i, { value, standardError, test }] of regression.coefficients.entries()) {
      expect(value).agreesWith(expected.coefficients[i]!, iterated);
      expect(standardError).agreesWith(expected.se[i]!, iterated);
      expect(test!.pValue).agreesWith(expected.pValue[i]!, { ...iterated, relative: 1e-5 });
    }
    expect(regression.moderators!.statistic).agreesWith(expected.QM, iterated);
    expect(regression.moderators!.pValue).agreesWith(expected.QMp, { ...iterated, relative: 1e-5 });
    expect(regression.tau2.value).agreesWith(expected.tau2, iterated);
  });

  it.each(names)("%s: permutation p-values come down to those of all deals", (name) => {
    const count = 4000;
    const { regression } = explained(name, { permutations: { count, seed: 7 } });
    const { permutationP, name: column } = regression.coefficients[1]!;
    const truth = moderators[name].permutation[1]!;
    expect(permutationP!, column).withinMonteCarlo(truth, { replicates: count, falseAlarm: 1e-6 });
  });
});

describe("explainByDesign", () => {
  it("asks of every property, and says what is the same everywhere or known nowhere", () => {
    const all = explainByDesign(library, rows);
    expect(all.map(({ moderator }) => moderator)).exactly([
      "genotype",
      "inhibition",
      "drugDays",
      "restorationCriterion",
      "gate",
      "activity",
      "activityGBq",
      "progressionRequired",
      "timePoint",
      "denominator",
    ]);
    const reasonOf = (name: DesignModerator): string => {
      const { regression } = all.find(({ moderator }) => moderator === name)!;
      return regression.kind === "notEstimable" ? regression.reason : "";
    };
    expect(reasonOf("denominator")).exactly("it is evaluable in every study");
    const mayo = explainByDesign(
      library,
      rows.filter((row) => row.study === "torotobon2024"),
      { moderators: ["gate"] },
    );
    expect(mayo[0]!.regression).exactly({ kind: "notEstimable", reason: "it is not known of any study" });
  });

  it("tells when response was read, and over whom, in a selection that mixes them", () => {
    const mixed = selectCounts(library, {
      endpoint: { kind: "response" },
      denominator: "evaluable",
      timing: "mixed",
    }).rows;
    const [timePoint] = explainByDesign(library, mixed, { moderators: ["timePoint"] });
    expect(timePoint!.values.map(({ value, studies }) => `${value}: ${studies}`).toSorted()).exactly([
      "best: 4",
      "day 183: 4",
    ]);
  });

  it("takes the drugs of a genotype stratum, and the threshold where that reading is used", () => {
    const strata = selectCounts(library, { ...restoration, by: "genotype" }).rows;
    const weber = strata.filter((row) => row.study === "weber2022");
    const [inhibition] = explainByDesign(library, weber, { moderators: ["inhibition"] });
    expect(inhibition!.values.map(({ value }) => value).toSorted()).exactly(["dual", "single"]);
    const other = selectCounts(library, { ...restoration, alternatives: ["twentyGyRule"] }).rows;
    const [criterion] = explainByDesign(library, other, { moderators: ["restorationCriterion"] });
    expect(criterion!.values.find(({ value }) => value === "lesionDose")?.studies).exactly(3);
    expect(criterion!.values.some(({ value }) => value === "anyIncrease")).exactly(false);
  });

  it("warns in plain words when there are too few studies, and of what else weakens an answer", () => {
    const { warnings } = explained("inhibition", { permutations: { count: 99, seed: 1 } });
    expect(warnings[0]).toContain("8 studies for 1 coefficient (8.0 each): too few to learn whether inhibition");
    expect(warnings[1]).exactly(
      "there are only 28 ways to deal the values to the studies: no permutation p-value can be below 0.036",
    );
    expect(warnings[2]).exactly("not known of 2 of 10: Weber 2022 (ERRITI), Toro-Tobon 2024 (Mayo)");
    const strata = selectCounts(library, { ...restoration, by: "genotype" }).rows;
    const [genotype] = explainByDesign(library, strata, { moderators: ["genotype", "gate"] });
    expect(genotype!.warnings.join("; ")).toContain(
      "16 rows of 10 studies: rows of one study are taken as independent",
    );
    expect(genotype!.warnings.at(-1)).toContain("one of 2 properties that were tried");
  });

  it("refuses unknown properties and rows of another library", () => {
    expect(() => explainByDesign(library, rows, { moderators: ["dose" as DesignModerator] })).toThrow(
      /"dose" is not allowed/,
    );
    expect(() => explainByDesign(library, [{ ...rows[0]!, study: "ho2014" }])).toThrow(/no study "ho2014"/);
  });
});
