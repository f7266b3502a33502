import { describe, expect, it } from "vitest";
import { readableJson } from "../src/provenance/canonical-json.ts";
import {
  analysisJsonSchema,
  evidenceJsonSchema,
  resultsJsonSchema,
  scenarioJsonSchema,
} from "../src/schema/json-schemas.ts";
import { demoText, scenarioText } from "./small-scenario.ts";

describe("the schemas beside the scenarios", () => {
  it.each([
    ["schema.json", scenarioJsonSchema],
    ["analysis.schema.json", analysisJsonSchema],
    ["evidence/schema.json", evidenceJsonSchema],
    ["results.schema.json", resultsJsonSchema],
  ])("%s is what the code says; node tools/generate.mjs writes it", (name, make) => {
    expect(scenarioText(name) === readableJson(make())).exactly(true);
  });

  it("are named by the files that editors complete", () => {
    expect(demoText.split("\n")[0]).exactly("# yaml-language-server: $schema=schema.json");
    expect(scenarioText("evidence/studies.yaml").split("\n")[0]).exactly("# yaml-language-server: $schema=schema.json");
  });

  it("know every design and endpoint test, and ask for the question", () => {
    const schema = scenarioJsonSchema() as { readonly required: readonly string[] };
    expect(schema.required).toContain("question");
    const text = JSON.stringify(schema);
    for (const kind of ["fixed", "groupSequential", "riskDifference", "logRank", "stratifiedPermutedBlocks"])
      expect(text).toContain(`"const":"${kind}"`);
  });
});
