import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkWith } from "@rekindle/stats";
import { varyIssues } from "../../src/vary/check-vary.ts";

const schema = z.looseObject({
  seed: z.number(),
  trials: z.record(z.string(), z.looseObject({ patients: z.int().min(2) })),
});
const issuesOf = (raw: unknown) => {
  const checked = checkWith(schema, raw);
  return checked.kind === "valid" ? [] : checked.issues;
};

function problems(vary: unknown, trial: object = { patients: 100, title: "A trial" }): readonly string[] {
  const raw = {
    seed: 1,
    population: { namespace: "people", genotypes: { RAS: 0.2 } },
    arms: { control: { drugs: [{ drug: "a" }], gate: { kind: "none" } } },
    trials: { first: { ...trial, vary }, second: { patients: 50 } },
  };
  return varyIssues(raw, issuesOf).map((issue) => `${issue.path.join(".")}: ${issue.message}; ${issue.hint ?? ""}`);
}

const entry = (path: string, values: readonly unknown[] = [2, 3]) => ({ path, values });

describe("varyIssues", () => {
  it("passes paths to single values of the trial, the arms and the population", () => {
    const paths = ["trials.first.patients", "arms.control.drugs.0.drug", "population.genotypes.RAS"];
    expect(problems(paths.map((path) => entry(path)))).exactly([]);
    expect(problems(undefined)).exactly([]);
  });

  it.each([
    ["trials.first.patiens", "did you mean patients? in trials.first there is patients, title, vary"],
    ["trial.first.patients", "did you mean trials? at the top there is seed, population, arms, trials"],
    ["arms.control.drugs.1.drug", "in arms.control.drugs there is 0"],
    ["trials.first.patients.x", "in trials.first.patients there is nothing further"],
  ])("tells where %s goes astray", (path, hint) => {
    expect(problems([entry(path)])).exactly([
      `trials.first.vary.0.path: "${path}" leads to nothing that is written in this file; ${hint}`,
    ]);
  });

  it.each([
    ["arms.control.drugs", "is not a single number or name"],
    ["seed", "is not part of this trial"],
    ["trials.second.patients", "is not part of this trial"],
    ["trials.first.title", "is not part of this trial"],
    ["trials.first.vary.0.path", "is not part of this trial"],
    ["population.namespace", "cannot vary"],
    ["arms.control.gate.kind", "cannot vary: each kind has options of its own"],
  ])("refuses %s", (path, reason) => {
    const [problem, ...others] = problems([entry(path)]);
    expect(problem).toContain(`trials.first.vary.0.path: "${path}" ${reason}`);
    expect(others).exactly([]);
  });

  it("checks every value in its place", () => {
    expect(problems([entry("trials.first.patients", [20, "many", 2.5, 1])])).exactly([
      'trials.first.vary.0.values.1: "many" is not allowed at trials.first.patients: found "many"; must be a finite number',
      "trials.first.vary.0.values.2: 2.5 is not allowed at trials.first.patients: found 2.5; must be a whole number",
      "trials.first.vary.0.values.3: 1 is not allowed at trials.first.patients: 1 is out of range; must be at least 2",
    ]);
  });

  it("does not repeat for every value what is wrong anyway", () => {
    expect(problems([entry("arms.control.drugs.0.drug", ["b", "c"])], { patients: -1 })).exactly([]);
  });

  it("refuses a path or a value that is there twice", () => {
    const found = problems([entry("trials.first.patients", [5, 5]), entry("trials.first.patients", [6])]);
    expect(found).exactly([
      'trials.first.vary.1.path: "trials.first.patients" is varied twice; put all values into one list',
      "trials.first.vary.0.values.1: 5 is there twice; ",
    ]);
  });

  it("refuses more conditions than anyone would wait for", () => {
    const many = Array.from({ length: 30 }, (_, i) => i + 2);
    const vary = [entry("trials.first.patients", many), entry("population.genotypes.RAS", many)];
    expect(problems(vary)).exactly(["trials.first.vary: makes 900 conditions; at most 500 in one trial"]);
  });

  it("leaves to the schema what cannot be read", () => {
    expect(problems("everything")).exactly([]);
    expect(problems([null, 3, { values: [1] }])).exactly([]);
    expect(varyIssues(null, () => [])).exactly([]);
    expect(varyIssues({ trials: [null] }, () => [])).exactly([]);
  });
});
