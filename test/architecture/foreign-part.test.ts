import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineDrug, defineGenotype } from "@rekindle/cohort";
import { defineTau2Estimator, pool, selectCounts } from "@rekindle/evidence";
import { parseEvidence, parseScenario, resultsJson, runScenario } from "@rekindle/scenario";
import { orThrow } from "@rekindle/stats";
import { defineDesign, defineEndpointTest } from "@rekindle/trial";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { root } from "./rooms.ts";

/**
 * The promise of CONTRIBUTING.md, executed: a design, an endpoint test, an estimator, a drug and a genotype that no package knows
 * of take part in a scenario from its text to its power.
 */
const stopAtOnce = defineDesign({
  kind: "oneLookHalfway",
  options: z.strictObject({ kind: z.literal("oneLookHalfway"), boundary: z.number() }),
  plan: ({ boundary }) => ({
    alpha: 0.025,
    sided: 1,
    decidesBy: "lastLook",
    sentence: "One look, halfway.",
    looks: [
      {
        when: { kind: "patientsFollowed", fraction: 0.5 },
        informationRate: 1,
        efficacyBoundary: boundary,
        alphaSpent: 0.025,
      },
    ],
    decide: ([only]) =>
      only?.kind === "tested"
        ? { kind: "stop", reason: only.z >= boundary ? "efficacy" : "final" }
        : { kind: "stop", reason: "notEstimable" },
  }),
});

/** Counts responders as a sign test would: z = (x1 − x0) / sqrt(x1 + x0). */
const signOfResponders = defineEndpointTest({
  kind: "signOfResponders",
  options: z.strictObject({ kind: z.literal("signOfResponders") }),
  reads: "response",
  ready:
    () =>
    ({ patients, arm, response }) => {
      const counts = [0, 0];
      for (let i = 0; i < patients; i++) counts[arm[i]!]! += response[i]!;
      const [control = 0, experimental = 0] = counts;
      const information = control + experimental;
      if (information === 0) return { kind: "notEstimable", reason: "nobody responded" };
      return {
        kind: "tested",
        z: (experimental - control) / Math.sqrt(information),
        estimate: experimental - control,
        information,
      };
    },
});

const oneHalf = defineTau2Estimator({
  kind: "oneHalf",
  label: "one half",
  estimate: () => ({ kind: "estimated", tau2: 0.5 }),
});

const assumed = (value: number, unit: string, description: string) =>
  ({ value, unit, description, row: "test", verification: "assumption", sources: [] }) as const;

const akt = defineGenotype({
  id: "AKT_mutation",
  description: "a genotype of this test",
  pathway: "AKT",
  untreatedUptake: assumed(0.002, "% of activity per g", "Untreated uptake"),
  referenceTargets: ["AKT"],
  effects: ["BRAF", "BRAF+MEK", "MEK", "RET", "TRK", "AKT"].map((targets) => ({
    targets: targets.split("+"),
    pathway: "AKT",
    logGain: assumed(targets === "AKT" ? 1.5 : 0, "ln", "Gain"),
    shrinkage: assumed(0.1, "ln", "Shrinkage"),
    growthBlock: assumed(0.5, "fraction", "Growth block"),
    newLesionBlock: assumed(0.3, "fraction", "New-lesion block"),
  })),
});

const aktInhibitor = defineDrug({
  id: "aktinib",
  targets: ["AKT"],
  studiedMgPerDay: assumed(100, "mg/day", "Daily dose"),
  effects: ["BRAF", "RAS", "RET", "NTRK", "unknown"].map((pathway) => ({
    targets: ["AKT"],
    pathway,
    logGain: assumed(0, "ln", "Gain"),
    shrinkage: assumed(0, "ln", "Shrinkage"),
    growthBlock: assumed(0, "fraction", "Growth block"),
    newLesionBlock: assumed(0, "fraction", "New-lesion block"),
  })),
});

const parts = {
  designs: [stopAtOnce],
  endpointTests: [signOfResponders],
  tau2: [oneHalf],
  drugs: [aktInhibitor],
  genotypes: [akt],
};

const text = `
schema: 1
title: Foreign parts
question: Do parts from outside the packages run end to end?
evidence:
  file: evidence/studies.yaml
  pools:
    restoration:
      title: Uptake restored
      endpoint: { kind: restoration }
      denominator: evaluable
      inverseVariance: { tau2: { kind: oneHalf }, interval: { kind: hartungKnapp } }
population:
  genotypes: { AKT_mutation: 1 }
  restoration: { AKT_mutation: { kind: point, value: 0.6 } }
arms:
  control: { title: Drug, drugs: [{ drug: aktinib }], durationDays: 42, activity: { kind: none } }
  experimental: { title: Both, drugs: [{ drug: aktinib }], durationDays: 42, activity: { kind: fixed, activityGBq: 7.4 } }
trials:
  response:
    title: Response
    endpoint: { kind: objectiveResponse, atDay: 183, denominator: randomised }
    test: { kind: signOfResponders }
    design: { kind: oneLookHalfway, boundary: 1.96 }
    patients: 80
    allocation: { kind: complete }
    enrolment: { kind: steady, patientsPerDay: 0.4 }
replicates: 200
seed: 5
`;

describe("foreign parts", () => {
  it("run end to end in a scenario", async () => {
    const scenario = orThrow(parseScenario(text, { parts }));
    const result = await runScenario(scenario, {
      parts,
      readFile: async (path) => readFileSync(join(root, "scenarios", path), "utf8"),
    });
    const cells = result.trials[0]!.cells;
    expect(cells.map((cell) => cell.hypothesis)).exactly(["alternative", "null"]);
    const [alternative, underNull] = cells;
    const { inverseVariance } = result.pools[0]!.groups[0]!.models;
    expect(inverseVariance.tau2).toMatchObject({ value: 0.5 });
    expect(inverseVariance.method).toContain("Hartung-Knapp");
    expect(() => resultsJson(result)).not.toThrow();
    expect(alternative!.characteristics.rejected.value).toBeGreaterThan(underNull!.characteristics.rejected.value);
  });

  it("pool with an estimator from outside", () => {
    const library = orThrow(parseEvidence(readFileSync(join(root, "scenarios/evidence/studies.yaml"), "utf8")));
    const counts = selectCounts(library, { endpoint: { kind: "restoration" }, denominator: "evaluable" });
    const pooled = pool(counts.rows, { model: "inverseVariance", tau2: { kind: "oneHalf" }, parts });
    expect(pooled.tau2).toMatchObject({ value: 0.5 });
  });

  it("are unknown without being handed over", () => {
    const checked = parseScenario(text);
    expect(checked.kind).exactly("invalid");
    const found = checked.kind === "invalid" ? checked.issues.map((issue) => issue.path.join(".")) : [];
    for (const path of [
      "evidence.pools.restoration.inverseVariance.tau2.kind",
      "arms.control.drugs.0.drug",
      "trials.response.test.kind",
      "trials.response.design.kind",
    ]) {
      expect(found, path).toContain(path);
    }
  });
});
