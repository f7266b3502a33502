import { readFileSync } from "node:fs";
import { multiverse, pool } from "@rekindle/evidence";
import { fisherTest, orThrow } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../src/analysis/analysis-schema.ts";
import type { AnalysisPool, AnalysisResult } from "../../src/analysis/analysis-result.ts";
import { parseAnalysis } from "../../src/analysis/parse-analysis.ts";
import { runAnalysis } from "../../src/analysis/run-analysis.ts";
import { analysisTables } from "../../src/tables/analysis-tables.ts";
import { tableOf } from "../../src/tables/columns.ts";
import { library, scenarioText } from "../small-scenario.ts";

interface Expected {
  readonly methods: { readonly REML: { readonly shared: { readonly QM: number } } };
  readonly likelihoodRatio: number;
}

function analysisOf(name: string): Analysis {
  return orThrow(parseAnalysis(scenarioText(`evidence/${name}.yaml`), { library }));
}

/** An analysis with two quick methods, few permutations, and only some of its pools. */
function quick(name: string, pools: readonly string[]): AnalysisResult {
  const analysis = analysisOf(name);
  const kept = Object.entries(analysis.pools).filter(([id]) => pools.includes(id));
  const reml = { title: "REML", options: { model: "inverseVariance" } } as const;
  const common = { title: "Common", options: { model: "inverseVariance", tau2: { kind: "commonEffect" } } } as const;
  const few = kept.map(([id, recipe]) => {
    const { moderators, ...rest } = recipe;
    const permutations = { count: 99, seed: 1 };
    return [id, moderators === undefined ? rest : { ...rest, moderators: { ...moderators, permutations } }] as const;
  });
  return runAnalysis({ ...analysis, pools: Object.fromEntries(few), methods: { reml, common } }, library);
}

const found = (result: AnalysisResult, id: string): AnalysisPool => result.pools.find((each) => each.id === id)!;
const tally = ({ groups }: AnalysisPool): readonly string[] =>
  groups.map(({ group, models: { binomialNormal } }) => `${group} ${binomialNormal.events}/${binomialNormal.n}`);

describe("the analysis of restoration by genotype", () => {
  const result = quick("restoration-by-genotype", ["restoration", "restorationByGenotype"]);

  it("pools each genotype, and tests whether they differ by both models", () => {
    const byGenotype = found(result, "restorationByGenotype");
    // Sums of the counts in the evidence file, by hand.
    expect(tally(byGenotype)).exactly(["BRAF_V600E 50/80", "RAS 44/51", "other 9/24", "unselected 11/28"]);
    const { binomialNormal, inverseVariance } = byGenotype.interaction!;
    if (binomialNormal.kind !== "tested" || inverseVariance.kind !== "tested") throw new Error("both are tested");
    expect([binomialNormal.df, inverseVariance.df]).exactly([3, 3]);
  });

  it("tests the interaction as metafor and lme4 do", {
    meta: {
      validates: {
        requirement: "The analysis of restoration by genotype",
        functions: ["runAnalysis"],
        source: "metafor 3.8.1 and lme4 1.1.31, in test/reference/meta-analysis/subgroups.json",
      },
    },
  }, () => {
    const { binomialNormal, inverseVariance } = found(result, "restorationByGenotype").interaction!;
    if (binomialNormal.kind !== "tested" || inverseVariance.kind !== "tested") throw new Error("both are tested");
    const url = new URL("../../../../test/reference/meta-analysis/subgroups.json", import.meta.url);
    const { sets } = JSON.parse(readFileSync(url, "utf8")) as { readonly sets: Readonly<Record<string, Expected>> };
    const expected = sets["restorationOfTheEvidenceFile"]!;
    const because = "tau2 is iterated to different tolerances";
    const { QM } = expected.methods.REML.shared;
    expect(inverseVariance.statistic).agreesWith(QM, { relative: 1e-6, absolute: 1e-9, because });
    expect(binomialNormal.statistic).agreesWith(expected.likelihoodRatio, {
      relative: 1e-5,
      absolute: 1e-6,
      because: "lme4's log-likelihoods are subtracted, which loses digits",
    });
  });

  it("runs every reading, tier and design by every method, in the order of their rates", () => {
    const { specifications } = found(result, "restoration");
    const own = multiverse(
      library,
      { endpoint: { kind: "restoration" }, denominator: "evaluable" },
      { model: "inverseVariance" },
    );
    expect(specifications!.length).exactly(2 * own.length);
    const rates = specifications!.map(({ mean }) => (mean.kind === "estimated" ? mean.value : NaN));
    expect(rates).exactly(rates.toSorted((a, b) => a - b));
    const asAsked = specifications!.filter(({ changes }) => changes.length === 0);
    expect(asAsked.map(({ method }) => method).toSorted()).exactly(["common", "reml"]);
    expect(specifications!.filter(({ isAsAsked }) => isAsAsked).map(({ method }) => method)).exactly(["reml"]);
    expect(result.changes["dunn2019/evaluablePerTable2"]).exactly(
      "Dunn 2019: evaluable 12 in table 2 vs 10 in tables 1 and 3",
    );
    expect(result.changes["only tier A"]).exactly("only tier A");
    const { inverseVariance } = found(result, "restoration").groups[0]!.models;
    expect(asAsked.find(({ method }) => method === "reml")!.mean).exactly(inverseVariance.mean);
    const readings = new Set(specifications!.flatMap(({ changes }) => changes));
    expect([...readings].toSorted()).exactly([
      "dunn2019/evaluablePerTable2",
      "dunn2019/twentyGyRule",
      "ho2013/twentyGyRule",
      "leboulleux2023_braf/evaluable24",
      "only prospective studies",
      "only tier A",
      "tchekmedyian2022/evaluablePerTables1And2",
      "tchekmedyian2022/twentyGyRule",
      "torotobon2024/reviewPercentages",
    ]);
  });

  it("tells what each discrepancy between sources would change, alone", () => {
    const { discrepancies } = found(result, "restoration");
    // Sums by hand: 114/183 with the other counts in place of the first readings.
    expect(discrepancies!.map(({ readings, events, n }) => `${readings.join(" and ")}: ${events}/${n}`)).exactly([
      "ho2013/twentyGyRule and dunn2019/twentyGyRule and tchekmedyian2022/twentyGyRule: 107/183",
      "leboulleux2023_braf/evaluable24: 114/186",
      "tchekmedyian2022/evaluablePerTables1And2: 114/184",
      "dunn2019/evaluablePerTable2: 114/185",
      "torotobon2024/reviewPercentages: 112/183",
    ]);
    for (const { readings, mean } of discrepancies!) {
      const same = found(result, "restoration").specifications!.find(
        ({ changes, method }) => method === "reml" && changes.toSorted().join() === readings.toSorted().join(),
      );
      expect(mean).exactly(same!.mean);
    }
  });

  it("asks of every property that the file names, and warns that there are too few studies", () => {
    const { explanations } = found(result, "restoration");
    expect(explanations!.map(({ moderator }) => moderator)).exactly([
      "genotype",
      "inhibition",
      "drugDays",
      "restorationCriterion",
      "gate",
      "activity",
      "activityGBq",
      "progressionRequired",
    ]);
    for (const { warnings } of explanations!) expect(warnings.join(" ")).toContain("too few to learn");
  });

  it("shows where each end of 33 to 95 % comes from, and what lies outside it", () => {
    const [range] = result.ranges;
    const { low, high } = range!.ends;
    expect([low.study, low.genotype, low.events, low.n]).exactly(["weber2022", "BRAF_V600E", 2, 6]);
    expect(low.events / low.n).asPrinted("0.33");
    expect([high.study, high.genotype, high.events, high.n]).exactly(["leboulleux2023_braf", "BRAF_V600E", 20, 21]);
    expect(high.events / high.n).asPrinted("0.95");
    expect(low.count?.tier).exactly("A");
    expect(high.count?.tier).exactly("A");
    expect(range!.outside.map(({ label, events, n }) => `${label} ${events}/${n}`)).exactly([
      "Ho 2013, RAS 5/5",
      "Toro-Tobon 2024 (Mayo), RAS 11/11",
      "Toro-Tobon 2024 (Mayo), other 0/1",
    ]);
  });

  it("does the unpublished public pooling again, to every digit that is recorded", {
    meta: {
      validates: {
        requirement: "The unpublished public pooling",
        functions: ["runAnalysis"],
        source: "the record in studies.yaml",
      },
    },
  }, () => {
    expect(result.reproductions.map(({ group }) => group)).exactly(["BRAF_V600E", "RAS"]);
    const digits = {
      BRAF_V600E: ["0.6210", "0.4591", "0.7599", "0.355"],
      RAS: ["0.7874", "0.5271", "0.9249", "0.474"],
    };
    for (const { group, differences, numbers } of result.reproductions) {
      expect(differences).exactly([]);
      expect(numbers.map(({ quantity, agrees }) => `${quantity} ${agrees}`)).exactly([
        "studies true",
        "events true",
        "n true",
        "crude true",
        "pooled true",
        "lower true",
        "upper true",
        "I2 true",
      ]);
      for (const [i, { found: value }] of numbers.slice(4).entries())
        expect(value).asPrinted(digits[group as keyof typeof digits][i]!);
    }
  });

  it("finds the record's contrast of RAS and BRAF in the same counts", () => {
    const countsOf = (group: string) => {
      const { numbers } = result.reproductions.find((each) => each.group === group)!;
      const of = (wanted: string): number => numbers.find(({ quantity }) => quantity === wanted)!.found;
      return { events: of("events"), n: of("n") };
    };
    const table = { experimental: countsOf("RAS"), control: countsOf("BRAF_V600E") };
    const odds = ({ events, n }: { readonly events: number; readonly n: number }): number => events / (n - events);
    expect(odds(table.experimental) / odds(table.control)).asPrinted("2.41");
    expect(fisherTest(table, { twoSided: "minimumLikelihood" }).pTwoSided).asPrinted("0.077");
  });

  it("says so when a pooling does not come out the same", () => {
    const analysis = analysisOf("restoration-by-genotype");
    const { reproduces } = analysis;
    const groups = {
      ...reproduces!.groups,
      BRAF_V600E: { ...reproduces!.groups["RAS"]!, stratum: "BRAF_V600E" as const },
    };
    const changed = {
      ...analysis,
      pools: { one: analysis.pools["restorationByGenotype"]! },
      reproduces: { ...reproduces!, groups },
    };
    const [braf] = runAnalysis(changed, library).reproductions;
    expect(braf!.differences).exactly(["leboulleux2023_braf: 20/21 here, 20/24 there"]);
    const pooledRate = braf!.numbers.find(({ quantity }) => quantity === "pooled")!;
    expect(pooledRate.agrees).exactly(false);
    // The record's own variant with 20/21.
    expect(pooledRate.found).asPrinted("0.6345");
  });
});

describe("the analysis of response", () => {
  const result = quick("response", [
    "sixMonthsEvaluable",
    "sixMonthsTreated",
    "bestEvaluable",
    "bestTreated",
    "mixedTimes",
  ]);

  it("keeps 6 months and best, evaluable and treated apart", () => {
    // Sums of the counts in the evidence file, by hand.
    expect(result.pools.slice(0, 4).map((each) => [each.id, tally(each)[0]])).exactly([
      ["sixMonthsEvaluable", "all 20/62"],
      ["sixMonthsTreated", "all 20/50"],
      ["bestEvaluable", "all 24/91"],
      ["bestTreated", "all 10/25"],
    ]);
    for (const { notes } of result.pools.slice(0, 4)) expect(notes.join(" ")).not.toContain("mixed");
    expect(found(result, "mixedTimes").notes[0]).toContain("mixed timing");
  });

  it("shows the same studies over evaluable and over treated patients", () => {
    const { rows } = found(result, "sixMonthsEvaluable").beside!;
    expect(
      rows.map(({ study, here, there }) => `${study} ${here.events}/${here.n} ${there.events}/${there.n}`),
    ).exactly([
      "tchekmedyian2022 2/6 2/4",
      "leboulleux2023_braf 8/21 8/21",
      "leboulleux2023_ras 2/10 2/10",
      "burman2022 8/25 8/15",
    ]);
  });

  it("shows where each end of 11 to 80 % comes from: one pilot of twenty patients", () => {
    const [range] = result.ranges;
    const { low, high } = range!.ends;
    expect([low.study, low.genotype, low.events, low.n]).exactly(["ho2013", "BRAF_V600E", 1, 9]);
    expect(low.events / low.n).asPrinted("0.11");
    expect([high.study, high.genotype, high.events, high.n]).exactly(["ho2013", "RAS", 4, 5]);
    expect(high.events / high.n).asPrinted("0.80");
    expect(range!.outside.map(({ label }) => label)).toContain("Weber 2022 (ERRITI), BRAF V600E");
  });
});

describe("the smaller analyses", () => {
  it("set response on the drug alone beside response after radioiodine", () => {
    const result = runAnalysis(analysisOf("response-on-drug-alone"), library);
    const { beside, groups } = found(result, "onDrugAlone");
    expect(groups[0]!.models.binomialNormal.events).exactly(13);
    expect(
      beside!.rows.map(({ study, here, there }) => `${study} ${here.events}/${here.n} ${there.events}/${there.n}`),
    ).exactly(["dunn2019 2/10 2/10", "leboulleux2023_braf 10/21 12/21", "leboulleux2023_ras 1/10 2/10"]);
  });

  it("pool the fall of thyroglobulin and toxicity of grade 3 and 4", () => {
    const thyroglobulin = runAnalysis(analysisOf("thyroglobulin-response"), library);
    expect(tally(found(thyroglobulin, "thyroglobulin"))).exactly(["all 12/15"]);
    const toxicity = quick("grade-3-4-toxicity", ["grade3", "grade4"]);
    expect(tally(found(toxicity, "grade3"))).exactly(["all 26/124"]);
    expect(tally(found(toxicity, "grade4"))).exactly(["all 3/136"]);
    expect(
      found(toxicity, "grade3").specifications!.some(({ changes }) =>
        changes.includes("leboulleux2023_ras/congressAbstract"),
      ),
    ).exactly(true);
  });

  it("give the same result each time, with a hash of what went in", () => {
    const first = runAnalysis(analysisOf("thyroglobulin-response"), library);
    expect(runAnalysis(analysisOf("thyroglobulin-response"), library)).exactly(first);
    expect(first.provenance.analysisHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the tables of an analysis", () => {
  it("have a row per specification, which arquero takes", () => {
    const result = runAnalysis(analysisOf("thyroglobulin-response"), library);
    const tables = analysisTables(result);
    expect(tables.map(({ name }) => name)).exactly(["pools", "studies", "specifications", "counts-beside"]);
    const { rows } = tables.find(({ name }) => name === "specifications")!;
    expect(rows.length).exactly(result.pools[0]!.specifications!.length);
    const asked = tableOf(rows).filter((row: { readonly isAsAsked: boolean }) => row.isAsAsked);
    const { mean } = pool([
      { id: "a", label: "a", events: 8, n: 8 },
      { id: "b", label: "b", events: 4, n: 7 },
    ]);
    expect(asked.get("mean", 0)).exactly(mean.kind === "estimated" ? mean.value : undefined);
  });
});
