import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { defineDrug } from "@rekindle/cohort";
import { checkScenario, parseScenario } from "../src/parse-scenario.ts";
import { readYaml } from "../src/text/read-yaml.ts";
import { demoText, library, scenarioOf, smallText } from "./small-scenario.ts";

const issuesOf = (text: string, options: Parameters<typeof parseScenario>[1] = {}) => {
  const checked = parseScenario(text, options);
  return checked.kind === "valid" ? [] : checked.issues;
};

describe("parseScenario", () => {
  it("reads the demo, and its pools fit the evidence", () => {
    expect(issuesOf(demoText, { library })).exactly([]);
  });

  it("puts every default in, so that what is written short is read in full", () => {
    const scenario = scenarioOf(smallText);
    expect(scenario.model).exactly({ parameterUncertainty: "fixed", parameters: {} });
    expect(scenario.arms.control.gate).exactly({ kind: "none" });
    expect(scenario.trials["response"]!.endpoint).exactly({
      kind: "objectiveResponse",
      atDay: 183,
      denominator: "randomised",
    });
    expect(scenario.trials["response"]!.allocation).exactly({ kind: "permutedBlocks", ratio: [1, 1], blockSize: 4 });
    expect(scenario.trials["progression"]!.allocation).exactly({ kind: "complete", ratio: [1, 1] });
    expect(scenario.trials["progression"]!.vary).exactly([]);
  });

  it("gives a value that is read again as itself", () => {
    for (const text of [demoText, smallText]) {
      const scenario = scenarioOf(text);
      expect(checkScenario(scenario)).exactly({ kind: "valid", value: scenario });
      expect(scenarioOf(stringify(scenario))).exactly(scenario);
    }
  });

  it("checks how pools are fitted with the evidence room, every choice at its place", () => {
    const choices =
      "inverseVariance: { tau2: { kind: DLL }, interval: { kind: hartungKnapp }, intervall: 3, level: 95 }";
    const text = demoText.replace("    restoration:\n", `    restoration:\n      ${choices}\n`);
    const found = issuesOf(text).map(({ path }) => path.join("."));
    const place = "evidence.pools.restoration.inverseVariance";
    expect(found).exactly([`${place}.tau2.kind`, `${place}.intervall`, `${place}.level`]);
  });

  it("names the file it was told", () => {
    const [issue] = issuesOf(smallText.replace("seed: 7", "seed: 1.5"), { fileName: "small.yaml" });
    expect(issue).toMatchObject({ file: "small.yaml", path: ["seed"], column: 7 });
    expect(issuesOf(smallText.replace("seed: 7", "seed: 1.5"))[0]).not.toHaveProperty("file");
  });

  it("takes a text or any safe whole number as seed", () => {
    for (const seed of ["7", "-3", "some words", "'7'", "9007199254740991"])
      expect(issuesOf(smallText.replace("seed: 7", `seed: ${seed}`))).exactly([]);
    for (const seed of ["1.5", "9007199254740993", "''", "[]", ".nan", "true"])
      expect(issuesOf(smallText.replace("seed: 7", `seed: ${seed}`)).map(({ path }) => path)).exactly([["seed"]]);
  });

  it.each<[string, string, string, string]>([
    ["a test that does not fit the endpoint", "kind: riskDifference", "kind: logRank", "trials.response.test.kind"],
    [
      "a look by events for a response",
      "sided: 1 }\n    patients: 20",
      "sided: 1, when: { kind: events, events: 5 } }\n    patients: 20",
      "trials.response.design.looks.0.when",
    ],
    ["more events than patients", "events: 15", "events: 31", "trials.progression.design.looks.0.when"],
    ["a block that cannot hold the ratio", "blockSize: 4", "blockSize: 5", "trials.response.allocation.blockSize"],
    [
      "a dose that was not studied",
      "drugs: [{ drug: trametinib }], durationDays: 42, activity: { kind: none }",
      "drugs: [{ drug: trametinib, doseMgPerDay: 1 }], durationDays: 42, activity: { kind: none }",
      "arms.control.drugs.0.doseMgPerDay",
    ],
    [
      "a first visit after the end of follow-up",
      "followUpDays: 365",
      "followUpDays: 50",
      "trials.progression.endpoint.visitEveryDays",
    ],
    [
      "visits without number",
      "followUpDays: 365",
      "followUpDays: 365, visitEveryDays: 0.1",
      "trials.progression.endpoint.visitEveryDays",
    ],
    [
      "values that are sound only one by one",
      "patientsPerDay: 0.3 }",
      "patientsPerDay: 0.3 }\n    vary: [{ path: trials.progression.patients, values: [20, 30] }, { path: trials.progression.design.when.events, values: [15, 18, 25] }]",
      "trials.progression.vary",
    ],
    [
      "a genotype without a prior",
      "restoration: { BRAF_V600E: { kind: point, value: 0.6 }, RAS",
      "restoration: { RAS",
      "population.restoration.BRAF_V600E",
    ],
    ["a name that cannot be a file's", "  response:\n", "  res/ponse:\n", "trials.res/ponse"],
    [
      "a prior from a pool without evidence",
      "restoration: { BRAF_V600E: { kind: point, value: 0.6 }, RAS: { kind: logitNormal, mean: 1, sd: 0.5 } }",
      "restoration: { from: somewhere }",
      "population.restoration.from",
    ],
    [
      "a parameter the model has not",
      "cohort: { patients: 100 }",
      "model: { parameters: { radiosensitivity: 1 } }",
      "model.parameters.radiosensitivity",
    ],
  ])("refuses %s where it stands", (_name, from, to, path) => {
    const text = smallText.replace(from, to);
    expect(text).not.toBe(smallText);
    expect(issuesOf(text).map((issue) => issue.path.join("."))).toContain(path);
  });

  it("checks pools against the evidence only when it is given", () => {
    const text = demoText.replace("      timing: best\n", "");
    expect(issuesOf(text)).exactly([]);
    expect(issuesOf(text, { library }).map(({ path }) => path.join("."))).exactly([
      "evidence.pools.bestResponse.timing",
    ]);
  });

  it("knows drugs from outside when it is told of them", () => {
    const cobimetinib = defineDrug({
      id: "cobimetinib",
      targets: ["MEK"],
      studiedMgPerDay: {
        value: 60,
        unit: "mg/day",
        description: "Daily dose",
        row: "drug.cobimetinib.dose",
        verification: "assumption",
        sources: [],
      },
    });
    const text = smallText.replace("drugs: [{ drug: trametinib }]\n", "drugs: [{ drug: cobimetinib }]\n");
    expect(issuesOf(text).map(({ path }) => path.join("."))).exactly(["arms.experimental.drugs.0.drug"]);
    expect(issuesOf(text, { parts: { drugs: [cobimetinib] } })).exactly([]);
  });
});

describe("whatever is written", () => {
  const lines = demoText.split("\n");
  const damage = fc.array(
    fc.record({
      line: fc.nat(lines.length - 1),
      how: fc.constantFrom("drop", "indent", "cut", "double", "scribble"),
      text: fc.string({ maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it("is read or told, never thrown, and every problem has a place in the text", () => {
    fc.assert(
      fc.property(damage, (damages) => {
        const changed = [...lines];
        for (const { line, how, text } of damages) {
          const was = changed[line] ?? "";
          if (how === "drop") changed[line] = "";
          else if (how === "indent") changed[line] = ` ${was}`;
          else if (how === "cut") changed[line] = was.slice(0, was.length / 2);
          else if (how === "double") changed[line] = `${was}\n${was}`;
          else changed[line] = was.replace(/: .*/, `: ${text}`);
        }
        const text = changed.join("\n");
        const count = text.split("\n").length;
        for (const { line, column, message } of issuesOf(text)) {
          expect(line >= 1 && line <= count && column >= 1).exactly(true);
          expect(message.length).toBeGreaterThan(0);
        }
      }),
      { seed: 4, numRuns: 120 },
    );
  });

  it("any plain value is checked without being thrown at", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("population", "arms", "trials", "evidence", "model"),
        (value, key) => {
          const demo = readYaml(demoText);
          if (demo.kind === "invalid") throw new Error("the demo is sound");
          expect(checkScenario(value).kind).exactly("invalid");
          checkScenario({ ...(demo.value.value as object), [key]: value });
        },
      ),
      { seed: 5, numRuns: 80 },
    );
  });
});
