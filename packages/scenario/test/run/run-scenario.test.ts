import { beforeAll, describe, expect, it } from "vitest";
import { InvalidInput } from "@rekindle/stats";
import { defineEndpointTest } from "@rekindle/trial";
import { z } from "zod";
import { checkScenario } from "../../src/parse-scenario.ts";
import { sha256 } from "../../src/provenance/sha256.ts";
import { canonicalJson } from "../../src/provenance/canonical-json.ts";
import { checkResult } from "../../src/check-result.ts";
import type { ScenarioResult } from "../../src/result.ts";
import { resultsJson } from "../../src/results-json.ts";
import { runScenario } from "../../src/run/run-scenario.ts";
import { demoText, library, scenarioOf, smallText } from "../small-scenario.ts";

const small = scenarioOf(smallText);
/** Several blocks of 1,000, the last one not full, so that there is something to share and to merge. */
const several = scenarioOf(
  smallText.replace("replicates: 20", "replicates: 1100").replace(/ {4}vary:\n( {6}- .*\n)+/, ""),
);

/** Runs that several tests look at. */
let ofSmall: ScenarioResult;
let ofSeveral: ScenarioResult;
const told: (readonly [string, number, number])[] = [];
beforeAll(async () => {
  ofSmall = await runScenario(small, { date: "2026-08-23" });
  ofSeveral = await runScenario(several, { onProgress: (stage, done, total) => told.push([stage, done, total]) });
});

describe("runScenario", () => {
  it("gives every cell of every trial, the alternative before its null, conditions in order", () => {
    const { trials } = ofSmall;
    const named = trials.flatMap(({ id, cells }) =>
      cells.map((cell) => `${id} ${Object.values(cell.condition).join(" ")} ${cell.hypothesis} ${cell.patients}`),
    );
    expect(named).exactly([
      "response 20 5.5 alternative 20",
      "response 20 5.5 null 20",
      "response 20 7.4 alternative 20",
      "response 20 7.4 null 20",
      "response 40 5.5 alternative 40",
      "response 40 5.5 null 40",
      "response 40 7.4 alternative 40",
      "response 40 7.4 null 40",
      "progression  alternative 30",
      "progression  null 30",
    ]);
  });

  it.each([2, 7])("gives the same bytes with %d workers as with one", async (workers) => {
    expect(resultsJson(await runScenario(several, { workers }))).exactly(resultsJson(ofSeveral));
  });

  it("gives the same again", async () => {
    expect(resultsJson(await runScenario(small, { date: "2026-08-23" }))).exactly(resultsJson(ofSmall));
  });

  it("shares people between conditions: the null does not depend on the experimental arm", () => {
    const nulls = ofSmall.trials[0]!.cells.filter((cell) => cell.hypothesis === "null" && cell.patients === 20);
    expect(nulls[0]!.characteristics).exactly(nulls[1]!.characteristics);
  });

  it("holds its result to the schema of results.json", () => {
    expect(checkResult(ofSmall)).exactly([]);
    expect(ofSmall.provenance.date).exactly("2026-08-23");
    expect(ofSmall.provenance.scenarioHash).exactly(sha256(canonicalJson(small)));
  });

  it("runs the stages that are asked for", async () => {
    const { cohort, trials, pools } = await runScenario(small, { stages: ["cohort"] });
    expect(cohort?.patients).exactly(100);
    expect(trials).exactly([]);
    expect(pools).exactly([]);
  });

  it("tells how far it is, replicate by replicate to the end", () => {
    expect(told[0]).exactly(["pools", 0, 0]);
    expect(told[1]).exactly(["cohort", 100, 100]);
    const done = told.slice(2).map(([, replicates]) => replicates);
    expect(done).exactly([1000, 1100, 2100, 2200, 3200, 3300, 4300, 4400]);
  });

  it.each([1, 2])("stops with the reason it is given, with %d workers", async (workers) => {
    const controller = new AbortController();
    const onProgress = (stage: string) => {
      if (stage === "trials") controller.abort(new Error("enough"));
    };
    await expect(runScenario(several, { workers, onProgress, signal: controller.signal })).rejects.toThrow("enough");
  });

  it("takes the type I error of the null from both arms on control", () => {
    const [, nullCell] = ofSeveral.trials[1]!.cells;
    const { rejected, replicates, estimate } = nullCell!.characteristics;
    // A log-rank test of level 0.025 at 15 events: asymptotic, so the interval is generous about its small-sample level.
    expect(rejected.value).withinMonteCarlo(0.025, { replicates, falseAlarm: 1e-9 });
    if (estimate.kind === "notEstimable") throw new Error(estimate.reason);
    expect(estimate.value).withinMonteCarlo(0, { standardError: estimate.standardError, falseAlarm: 1e-6 });
  });
});

describe("the answer beside the simulation", () => {
  it("is near it where nothing stands in between", async () => {
    const text = smallText
      .replace("replicates: 20", "replicates: 3000")
      .replace(/ {4}vary:\n( {6}- .*\n)+/, "")
      .replace("patients: 20", "patients: 60");
    const { trials } = await runScenario(scenarioOf(text), { workers: 2 });
    for (const { characteristics, analytic } of trials[0]!.cells) {
      if (analytic.kind === "none") throw new Error(analytic.reason);
      // Exact given its rates, which are those of the very patients simulated: what remains is the Monte-Carlo error.
      expect(analytic.exact).exactly(true);
      expect(characteristics.rejected.value).withinMonteCarlo(analytic.power, { replicates: 3000, falseAlarm: 1e-6 });
    }
  });

  it("is not given where restoration is drawn anew", async () => {
    const drawn = scenarioOf(smallText.replace("cohort:", "model: { parameterUncertainty: drawn }\ncohort:"));
    const { trials } = await runScenario(drawn);
    expect(trials[0]!.cells[0]!.analytic).toMatchObject({ kind: "none" });
  });
});

describe("evidence", () => {
  const demo = scenarioOf(
    demoText.replace(/replicates: \d+/, "replicates: 2").replace(/patients: 10000/, "patients: 50"),
  );

  it("is pooled by both models, and again without tier B", async () => {
    const { pools, provenance } = await runScenario(demo, { library, stages: ["pools"] });
    expect(pools.map(({ id }) => id)).exactly(Object.keys(demo.evidence!.pools));
    const [restoration] = pools[0]!.groups;
    // Counted by hand in the evidence file: ten studies with a total, 114 of 183; eight of tier A, 84 of 122.
    expect([restoration!.models.binomialNormal.events, restoration!.models.binomialNormal.n]).exactly([114, 183]);
    expect(restoration!.withoutTierB?.kind).exactly("pooled");
    if (restoration!.withoutTierB?.kind !== "pooled") return;
    expect(restoration!.withoutTierB.models.inverseVariance.events).exactly(84);
    expect(restoration!.withoutTierB.removed.some((label) => label.includes("SEL-I-METRY"))).exactly(true);
    expect(provenance.evidenceHash).exactly(sha256(canonicalJson(library)));
  });

  it("gives each genotype of the population its prior and says where from", async () => {
    const { restoration, pools } = await runScenario(demo, { library, stages: ["pools"] });
    const byGenotype = pools.find(({ id }) => id === "restorationByGenotype")!;
    for (const { genotype, median, lower, upper, origin, borrowed } of restoration) {
      const group = byGenotype.groups.find((each) => each.group === genotype)!;
      const { mean } = group.models.binomialNormal;
      if (mean.kind === "notEstimable") throw new Error(mean.reason);
      expect(median).agreesWith(mean.value, {
        relative: 1e-12,
        because: "one is the inverse logit of the other's logit",
      });
      expect(lower < median && median < upper).exactly(true);
      expect(origin).toContain("restorationByGenotype");
      expect(borrowed).exactly(false);
    }
  });

  it("lends genotypes without a group of their own that of the others, and says so", async () => {
    const genotypes = "genotypes: { BRAF_V600E: 0.4, RET_fusion: 0.3, NTRK_fusion: 0.3 }";
    const text = demoText.replace(/genotypes: \{ BRAF_V600E: 0.47[^}]*\}/, genotypes);
    const arms = text.replaceAll("- { drug: trametinib }", "- { drug: trametinib, genotypes: [BRAF_V600E] }");
    const checked = checkScenario(scenarioOf(arms));
    if (checked.kind === "invalid") throw new InvalidInput(checked.issues);
    const { restoration } = await runScenario(checked.value, { library, stages: ["pools"] });
    expect(restoration.map(({ genotype, borrowed }) => [genotype, borrowed])).exactly([
      ["BRAF_V600E", false],
      ["RET_fusion", true],
      ["NTRK_fusion", true],
    ]);
    expect(restoration[1]!.prior).exactly(restoration[2]!.prior);
    expect(restoration[1]!.origin).toContain("this genotype has no estimate of its own");
  });

  it("can be read by whoever runs it", async () => {
    const readFile = async (path: string) => {
      expect(path).exactly("evidence/studies.yaml");
      return "studies: []";
    };
    await expect(runScenario(demo, { readFile })).rejects.toThrow(InvalidInput);
    await expect(runScenario(demo)).rejects.toThrow('the evidence "evidence/studies.yaml" is not given');
  });
});

describe("parts from outside", () => {
  const alwaysSignificant = defineEndpointTest({
    kind: "alwaysSignificant",
    options: z.strictObject({ kind: z.literal("alwaysSignificant"), z: z.number() }),
    reads: "response",
    ready:
      ({ z: value }) =>
      () => ({ kind: "tested", z: value, estimate: 1, information: 1 }),
  });
  const parts = { endpointTests: [alwaysSignificant] };
  const raw = {
    ...small,
    trials: { response: { ...small.trials["response"]!, test: { kind: "alwaysSignificant", z: 9 } } },
  };

  it("are known when they are given, and run", async () => {
    expect(checkScenario(raw).kind).exactly("invalid");
    const checked = checkScenario(raw, { parts });
    if (checked.kind === "invalid") throw new InvalidInput(checked.issues);
    const { trials } = await runScenario(checked.value, { parts });
    expect(trials[0]!.cells.map((cell) => cell.characteristics.rejected.value)).exactly(Array(8).fill(1));
  });

  it("with code are not sent to workers without a word", async () => {
    await expect(runScenario(raw as typeof small, { parts, workers: 2 })).rejects.toThrow(
      "cannot be sent to 2 workers",
    );
  });
});

describe("what is not sound", () => {
  it.each([0, 1.5, Number.NaN, 1000])("%d workers are refused", async (workers) => {
    await expect(runScenario(small, { workers })).rejects.toThrow(InvalidInput);
  });

  it("a scenario made by hand is checked before it runs", async () => {
    const unsound = { ...small, replicates: -1 };
    await expect(runScenario(unsound)).rejects.toThrow("replicates: -1 is out of range");
  });
});
