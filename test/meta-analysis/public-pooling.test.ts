import { pool, type Pooled, selectCounts } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { library } from "./library.ts";

/**
 * An unpublished public pooling of the review's table 3, recorded in the evidence file with its inputs and results: DerSimonian-Laird on
 * the logit scale with 0.5 in every arm. It pooled one study over enrolled patients, which has to be asked for by name.
 */
const method = {
  model: "inverseVariance",
  measure: { kind: "logitProportion", correction: { kind: "everyStudy" } },
  tau2: { kind: "DL" },
  interval: { kind: "wald" },
  mixture: "labelled",
} as const;

const restoration = { endpoint: { kind: "restoration" }, denominator: "evaluable", tiers: ["A"] } as const;
const asItWas = {
  BRAF_V600E: { ...restoration, denominator: "mixed", alternatives: ["leboulleux2023_braf/enrolled"] },
  RAS: restoration,
} as const;
const record = library.priorMetaAnalyses!.find(({ id }) => id === "unpublished_pooling")!;

function numbers({ mean, I2 }: Pooled): readonly number[] {
  if (mean.kind === "notEstimable") throw new Error(mean.reason);
  return [mean.value, mean.interval.lower, mean.interval.upper, I2!.value];
}

describe("the unpublished public pooling", {
  meta: {
    validates: {
      requirement: "The unpublished public pooling",
      functions: ["pool"],
      source: "the record in studies.yaml",
    },
  },
}, () => {
  it.each(["BRAF_V600E", "RAS"] as const)("%s: the same inputs, by selection alone", (group) => {
    const { rows } = selectCounts(library, { ...asItWas[group], stratum: group });
    const { inputs } = record.groups!.find(({ genotype }) => genotype === group)!;
    const ours = rows.map(({ study, events, n }) => ({ study, events, n }));
    expect(new Set(ours.map((row) => JSON.stringify(row)))).exactly(new Set(inputs.map((row) => JSON.stringify(row))));
  });

  it.each([
    ["BRAF_V600E", ["0.621", "0.459", "0.760", "0.36"], ["0.6210", "0.4591", "0.7599", "0.355"]],
    ["RAS", ["0.787", "0.527", "0.925", "0.47"], ["0.7874", "0.5271", "0.9249", "0.474"]],
  ] as const)("%s: the printed and the reproduced digits", (group, printed, reproduced) => {
    const found = numbers(pool(selectCounts(library, { ...asItWas[group], stratum: group }).rows, method));
    for (const [i, value] of found.entries()) {
      expect(value).asPrinted(printed[i]!);
      expect(value).asPrinted(reproduced[i]!);
    }
  });

  it("BRAF with 20/21 in place of 20/24", () => {
    const rows = selectCounts(library, { ...restoration, stratum: "BRAF_V600E" }).rows;
    const printed = ["0.6345", "0.4324", "0.7982", "0.51"];
    for (const [i, value] of numbers(pool(rows, method)).entries()) expect(value).asPrinted(printed[i]!);
  });
});
