import { describe, expect, it } from "vitest";
import { createCatalogue, defineDrug, defineGenotype, type Parameter, simulateCohort } from "../../src/index.ts";
import { course, issuesOf, mean, onlyOf } from "../settings.ts";

const assumed = (value: number): Parameter => ({
  value,
  unit: "",
  description: "A number of this test",
  row: "test",
  verification: "assumption",
  sources: [],
});

const cobimetinib = defineDrug({ id: "cobimetinib", targets: ["MEK"], studiedMgPerDay: assumed(60) });
const pair = (pathway: string, logGain: number) => ({
  targets: ["AKT"],
  pathway,
  logGain: assumed(logGain),
  shrinkage: assumed(0.1),
  growthBlock: assumed(0.5),
  newLesionBlock: assumed(0.1),
});
const none = (targets: string[]) => ({ ...pair("ALK", 0), targets });
const pathways = ["BRAF", "RAS", "RET", "NTRK", "unknown"];

describe("the built-in catalogue", () => {
  it("knows six drugs and five genotypes, and an effect for each pair", () => {
    const { drugs, genotypes, effects } = createCatalogue();
    expect([...drugs.keys()]).exactly([
      "dabrafenib",
      "larotrectinib",
      "selpercatinib",
      "selumetinib",
      "trametinib",
      "vemurafenib",
    ]);
    expect([...genotypes.keys()]).exactly(["BRAF_V600E", "RAS", "RET_fusion", "NTRK_fusion", "other"]);
    // Four single targets and BRAF with MEK in five pathways.
    expect(effects.size).exactly(25);
  });
});

describe("a drug from outside", () => {
  it("with a known target works at once, like the drugs that share it", () => {
    const options = { population: onlyOf("RAS", 0.7), patients: 500, seed: 5 };
    const theirs = simulateCohort({
      ...options,
      protocol: course([{ drug: "cobimetinib" }]),
      parts: { drugs: [cobimetinib] },
    });
    const ours = simulateCohort({ ...options, protocol: course([{ drug: "trametinib" }]) });
    expect(theirs.uptakeRestored).exactly(ours.uptakeRestored);
  });

  it("survives the message to a worker", () => {
    const parts = structuredClone({ drugs: [cobimetinib] });
    expect(createCatalogue(parts).drugs.get("cobimetinib")).exactly(cobimetinib);
  });

  it("with a new target must say what it does in every pathway", () => {
    const drug = defineDrug({
      id: "capivasertib",
      targets: ["AKT"],
      studiedMgPerDay: assumed(800),
      effects: [pair("BRAF", 1)],
    });
    const issues = issuesOf(() => createCatalogue({ drugs: [drug] }));
    expect(issues.map(({ kind, path }) => [kind, path])).exactly(
      ["RAS", "RET_fusion", "NTRK_fusion", "other"].map((each) => ["missingPair", `genotypes.${each}.capivasertib`]),
    );
    const whole = { ...drug, effects: pathways.map((pathway) => pair(pathway, pathway === "RAS" ? 2 : 0)) };
    const cohort = simulateCohort({
      population: onlyOf("RAS", 0.7),
      protocol: course([{ drug: "capivasertib" }]),
      parts: { drugs: [whole] },
      patients: 4000,
      seed: 5,
    });
    // A larger gain than the reference course's 1.1 restores more than the reference's 70 %.
    expect(mean(cohort.uptakeRestored)).toBeGreaterThan(0.75);
  });

  it("cannot take a name or declare a pair twice", () => {
    const twice = defineDrug({ ...cobimetinib, id: "trametinib", effects: [{ ...pair("RAS", 1), targets: ["MEK"] }] });
    const issues = issuesOf(() => createCatalogue({ drugs: [twice] }));
    expect(issues.map(({ kind, path }) => [kind, path])).exactly([
      ["duplicate", "drugs.trametinib"],
      ["duplicate", "effects.MEK in RAS"],
    ]);
  });

  it("cannot have impossible numbers or an unknown shape", () => {
    const effects = [{ ...pair("RAS", -1), growthBlock: assumed(1.5) }];
    const bad = defineDrug({ id: "bad", targets: ["MEK"], studiedMgPerDay: assumed(1), effects });
    expect(issuesOf(() => createCatalogue({ drugs: [bad] })).map(({ path }) => path)).exactly([
      "effects.AKT in RAS.logGain",
      "effects.AKT in RAS.growthBlock",
    ]);
    const shapeless = { drugs: [{ id: "x" }] } as unknown as Parameters<typeof createCatalogue>[0];
    expect(issuesOf(() => createCatalogue(shapeless)).map(({ path }) => path)).exactly([
      "drugs.0.targets",
      "drugs.0.studiedMgPerDay",
    ]);
  });
});

describe("a genotype from outside", () => {
  const alk = defineGenotype({
    id: "ALK_fusion",
    description: "ALK fusion",
    pathway: "ALK",
    untreatedUptake: assumed(0.003),
    referenceTargets: ["AKT"],
  });

  it("needs an effect of every drug, and a reference course that gains", () => {
    const missing = issuesOf(() => createCatalogue({ genotypes: [alk] }));
    // One per built-in drug, and the reference course.
    expect(missing.length).exactly(7);
    const effects = [none(["BRAF"]), none(["MEK"]), none(["RET"]), none(["TRK"]), none(["AKT"])];
    const flat = issuesOf(() => createCatalogue({ genotypes: [{ ...alk, effects }] }));
    expect(flat.map(({ kind }) => kind)).exactly(["noGain"]);
  });
});
