import { describe, expect, it } from "vitest";
import { parseAnalysis } from "../../src/analysis/parse-analysis.ts";
import { analysisJsonSchema } from "../../src/schema/json-schemas.ts";
import { describeIssues } from "../../src/text/placed-issue.ts";
import { library, scenarioText } from "../small-scenario.ts";

const text = scenarioText("evidence/restoration-by-genotype.yaml");

function told(change: (before: string) => string): readonly string[] {
  const after = change(text);
  expect(after).not.toBe(text);
  const parsed = parseAnalysis(after, { fileName: "a.yaml", library });
  return parsed.kind === "valid" ? [] : describeIssues(parsed.issues).split("\n");
}

describe("parseAnalysis", () => {
  it.each([
    "restoration-by-genotype",
    "response",
    "response-on-drug-alone",
    "thyroglobulin-response",
    "grade-3-4-toxicity",
  ])("reads %s", (name) => {
    const parsed = parseAnalysis(scenarioText(`evidence/${name}.yaml`), { library });
    expect(parsed.kind === "valid" ? "" : describeIssues(parsed.issues)).exactly("");
  });

  it.each<[string, (before: string) => string, RegExp]>([
    [
      "an unknown key",
      (t) => t.replace("    by: genotype", "    byy: genotype"),
      /^a\.yaml:\d+:5 pools\.restorationByGenotype\.byy: unknown key "byy"; did you mean by\?/,
    ],
    [
      "a missing denominator",
      (t) => t.replace("    denominator: evaluable\n", ""),
      /^a\.yaml:\d+:\d+ pools\.restoration\.denominator: is missing; required: /,
    ],
    [
      "an unknown property of designs",
      (t) => t.replace("[genotype, inhibition", "[genotyp, inhibition"),
      /pools\.restoration\.moderators\.moderators\.0: "genotyp" is not allowed; did you mean genotype\?/,
    ],
    [
      "an unknown kind of sensitivity",
      (t) => t.replace("sensitivity: multiverse", "sensitivity: multivers"),
      /pools\.restoration\.sensitivity: "multivers" is not allowed; did you mean multiverse\?/,
    ],
    [
      "an unknown estimator of a method",
      (t) => t.replace("tau2: { kind: DL }", "tau2: { kind: DLL }"),
      /methods\.DL\.options\.tau2\.kind: unknown kind "DLL"; did you mean DL\?/,
    ],
    [
      "an unknown model of a method",
      (t) => t.replace("model: betaBinomial", "model: betaBinomal"),
      /methods\.betaBinomial\.options\.model: .*betaBinomial/,
    ],
    [
      "a pool beside one that is not there",
      (t) =>
        t.replace("    sensitivity: multiverse\n", "    sensitivity: multiverse\n    beside: restorationByGenotyp\n"),
      /pools\.restoration\.beside: there is no pool "restorationByGenotyp"; did you mean restorationByGenotype\?/,
    ],
    [
      "an unknown reading",
      (t) => t.replace("leboulleux2023_braf/enrolled", "leboulleux2023_braf/enroled"),
      /reproduces\.groups\.BRAF_V600E\.alternatives\.0: "leboulleux2023_braf\/enroled" is no alternative/,
    ],
    [
      "an unknown record",
      (t) => t.replace("record: unpublished_pooling", "record: unpublished_poolin"),
      /reproduces\.record: the evidence has no record "unpublished_poolin" with numbers; did you mean unpublished_pooling\?/,
    ],
    [
      "a group that the record has not",
      (t) => t.replace("    RAS: { endpoint", "    NRAS: { endpoint"),
      /reproduces\.groups\.NRAS: the record has no group "NRAS"; allowed: BRAF_V600E, RAS/,
    ],
    [
      "an endpoint without counts",
      (t) => t.replace("denominator: evaluable", "denominator: randomised"),
      /pools\.restoration\.endpoint: no count of restoration fits; the library has: evaluable, notApplicable/,
    ],
    ["no pools", (t) => t.replace(/pools:[\s\S]*?\nmethods:/, "pools: {}\nmethods:"), /pools: there are no pools/],
    ["an anchor", (t) => t.replace("title: Uptake", "title: &a Uptake"), /the anchor &a is not allowed/],
  ])("tells of %s", (_, change, line) => {
    expect(told(change).join("\n")).toMatch(line);
  });

  it("tells everything at once, in the order of the text", () => {
    const lines = told((t) =>
      t
        .replace("question: >", "quesiton: >")
        .replace("by: genotype", "by: genotyp")
        .replace("kind: wald", "kind: wold"),
    );
    expect(lines.length >= 4).exactly(true);
    const numbers = lines.map((line) => Number(line.split(":")[1]));
    expect(numbers).exactly(numbers.toSorted((a, b) => a - b));
  });

  it("has a JSON Schema that forbids unknown keys", () => {
    expect(analysisJsonSchema()["additionalProperties"]).exactly(false);
  });
});
