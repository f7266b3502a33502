import {
  checkLibrary,
  genotypes,
  libraryJsonSchema,
  multiverse,
  pool,
  seedRanges,
  selectCounts,
  sensitivity,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { evidenceFile, library } from "./library.ts";

const restoration = { endpoint: { kind: "restoration" }, denominator: "evaluable" } as const;
const response = { endpoint: { kind: "response" }, denominator: "evaluable" } as const;
const pairs = (rows: readonly { id: string; events: number; n: number }[]) =>
  Object.fromEntries(rows.map(({ id, events, n }) => [id, `${events}/${n}`]));
const mayo = (rows: readonly { study: string; id: string; events: number; n: number }[]) =>
  pairs(rows.filter((row) => row.study === "torotobon2024"));
const total = (rows: readonly { events: number; n: number }[]) =>
  rows.reduce((sum, row) => ({ events: sum.events + row.events, n: sum.n + row.n }), { events: 0, n: 0 });

// The expected counts below were read from the studies' abstracts and the review's tables by two readers (see the file's `extraction`).
describe("the evidence file", () => {
  it("is sound", () => {
    expect(checkLibrary(evidenceFile()).kind).exactly("valid");
    expect(library.studies.length).exactly(19);
  });

  it("restoration by study takes each study's own criterion over evaluable patients", () => {
    expect(pairs(selectCounts(library, restoration).rows)).exactly({
      ho2013: "12/20",
      rothenberg2015: "6/10",
      dunn2019: "6/10",
      tchekmedyian2022: "5/6",
      weber2022: "7/20",
      leboulleux2023_braf: "20/21",
      leboulleux2023_ras: "6/10",
      wadsley2023: "11/28",
      burman2022: "22/25",
      torotobon2024: "19/33",
    });
  });

  it("best and 6-month response are two pools", () => {
    const best = selectCounts(library, { ...response, timing: "best" });
    const sixMonths = selectCounts(library, { ...response, timing: "sixMonths" });
    expect(pairs(best.rows)).exactly({
      ho2013: "5/20",
      rothenberg2015: "2/10",
      dunn2019: "2/10",
      weber2022: "1/20",
      leboulleux2023_braf: "12/21",
      leboulleux2023_ras: "2/10",
    });
    expect(pairs(sixMonths.rows)).exactly({
      tchekmedyian2022: "2/6",
      leboulleux2023_braf: "8/21",
      leboulleux2023_ras: "2/10",
      burman2022: "8/25",
    });
  });

  it("a pool of mixed timing is made only on request, and says so", () => {
    expect(() => selectCounts(library, response)).toThrow(/several times: best, day 183/);
    const mixed = selectCounts(library, { ...response, timing: "mixed" });
    expect(total(mixed.rows)).exactly({ events: 30, n: 122 });
    expect(mixed.notes).exactly(["mixed timing: 6 months where a study has it, else best response"]);
    expect(() => pool(mixed.rows)).toThrow(/timings best and day 183/);
    expect(pool(mixed.rows, { mixture: "labelled" }).warnings).exactly(["mixed timings: best, day 183"]);
  });

  it("response over treated patients is another pool", () => {
    const treated = selectCounts(library, { ...response, denominator: "treated", timing: "mixed" });
    expect(total(treated.rows)).exactly({ events: 30, n: 75 });
  });

  it("strata by genotype never share patients and add up to the studies' totals", () => {
    const byStudy = selectCounts(library, restoration).rows;
    const byGenotype = selectCounts(library, { ...restoration, by: "genotype" });
    for (const study of byStudy) {
      const strata = byGenotype.rows.filter((row) => row.study === study.id);
      expect(total(strata), study.id).exactly({ events: study.events, n: study.n });
      const drivers = strata.flatMap((row) => genotypes[row.genotype].drivers);
      expect(new Set(drivers).size, study.id).exactly(drivers.length);
    }
    expect(byGenotype.groups.map(({ group, rows }) => [group, total(rows)])).exactly([
      ["BRAF_V600E", { events: 50, n: 80 }],
      ["RAS", { events: 44, n: 51 }],
      ["other", { events: 9, n: 24 }],
      ["unselected", { events: 11, n: 28 }],
    ]);
  });

  it("the RET row of Ho 2013 lies inside its combined row and is left out with its reason", () => {
    const { rows, leftOut } = selectCounts(library, { ...response, timing: "best", by: "genotype" });
    expect(rows.some((row) => row.id === "ho2013/RET_fusion")).exactly(false);
    expect(leftOut).toContainEqual({
      study: "ho2013",
      label: "Ho 2013, RET fusion",
      reason: "shares patients with RET fusion or wild type",
    });
  });

  it("leaving tier B out drops SEL-I-METRY and moves restoration from about 63 % to about 67 %", () => {
    const prospective = { ...restoration, designs: ["prospective"] } as const;
    const both = selectCounts(library, prospective).rows;
    const onlyA = selectCounts(library, { ...prospective, tiers: ["A"] }).rows;
    expect(pairs(both.filter((row) => !onlyA.some((kept) => kept.id === row.id)))).exactly({ wadsley2023: "11/28" });
    const options = {
      model: "inverseVariance",
      tau2: { kind: "DL" },
      interval: { kind: "wald" },
      measure: { kind: "logitProportion", correction: { kind: "everyStudy" } },
    } as const;
    // metafor 3.8-1: rma(measure = "PLO", add = 0.5, to = "all", method = "DL") gives 0.6344 and 0.6705
    expect(valueOf(pool(both, options))).asPrinted("0.6344");
    expect(valueOf(pool(onlyA, options))).asPrinted("0.6705");
  });

  it("tier X is never pooled", () => {
    expect(() => selectCounts(library, { ...restoration, tiers: ["A", "X" as "B"] })).toThrow(/"X" is not allowed/);
    const kept = new Set(selectCounts(library, restoration).rows.map((row) => row.tier));
    expect(kept).exactly(new Set(["A", "B"]));
  });

  it("the 20 Gy rule is another reading of three studies", () => {
    const { rows, notes } = selectCounts(library, { ...restoration, alternatives: ["twentyGyRule"] });
    expect(pairs(rows.filter((row) => row.alternative !== undefined))).exactly({
      ho2013: "8/20",
      dunn2019: "4/10",
      tchekmedyian2022: "4/6",
    });
    expect(notes.length).exactly(3);
  });

  it("the review's percentages are another whole split of the Mayo series", () => {
    const options = { ...restoration, alternatives: ["torotobon2024/reviewPercentages"] } as const;
    expect(mayo(selectCounts(library, options).rows)).exactly({ torotobon2024: "17/33" });
    expect(mayo(selectCounts(library, { ...options, by: "genotype" }).rows)).exactly({
      "torotobon2024/BRAF": "7/19",
      "torotobon2024/RAS": "9/11",
      "torotobon2024/RET_fusion": "1/3",
    });
  });

  it("the ends of the seed ranges are counts of the library", () => {
    const ends = seedRanges(library).map(({ endpoint, low, high }) => [endpoint, low, high] as const);
    const words = ({ value, study, genotype, events, n }: (typeof ends)[number][1]) =>
      `${value} ${study} ${genotype} ${events}/${n}`;
    expect(ends.map(([endpoint, low, high]) => [endpoint, words(low), words(high)])).exactly([
      ["restoration", "0.33 weber2022 BRAF_V600E 2/6", "0.95 leboulleux2023_braf BRAF_V600E 20/21"],
      ["response", "0.11 ho2013 BRAF_V600E 1/9", "0.8 ho2013 RAS 4/5"],
    ]);
    for (const [, low, high] of ends) {
      expect(low.count?.events).exactly(low.events);
      expect(high.count?.n).exactly(high.n);
    }
  });

  it("has a JSON Schema that forbids unknown keys", () => {
    const schema = libraryJsonSchema();
    expect(schema["additionalProperties"]).exactly(false);
    expect(schema["$schema"]).exactly("http://json-schema.org/draft-07/schema#");
  });
});

function valueOf({ mean }: ReturnType<typeof pool>): number {
  if (mean.kind === "notEstimable") throw new Error(mean.reason);
  return mean.value;
}

describe("sensitivity of pooled restoration", () => {
  const options = { model: "inverseVariance" } as const;
  const changed = sensitivity(library, restoration, options);

  it("begins with the analysis as asked and changes one thing at a time", () => {
    expect(changed.map(({ changes }) => changes.join(" and "))).exactly([
      "",
      "only tier A",
      "only prospective studies",
      "ho2013/twentyGyRule",
      "dunn2019/twentyGyRule",
      "dunn2019/evaluablePerTable2",
      "tchekmedyian2022/twentyGyRule",
      "tchekmedyian2022/evaluablePerTables1And2",
      "leboulleux2023_braf/evaluable24",
      "torotobon2024/reviewPercentages",
      "twentyGyRule",
      "without ho2013",
      "without rothenberg2015",
      "without dunn2019",
      "without tchekmedyian2022",
      "without weber2022",
      "without leboulleux2023_braf",
      "without leboulleux2023_ras",
      "without wadsley2023",
      "without burman2022",
    ]);
  });

  it("each is what selecting and pooling it gives", () => {
    const onlyA = changed[1]!;
    const rows = selectCounts(library, { ...restoration, tiers: ["A"] }).rows;
    expect(onlyA.pooled).exactly(pool(rows, options));
    expect(onlyA.selection.rows).exactly(rows);
  });

  it("the multiverse has every distinct combination of readings, tiers and designs once", () => {
    const all = multiverse(library, restoration, options);
    // 2 readings of ho2013, 3 of dunn2019, 3 of tchekmedyian2022, 2 of leboulleux2023_braf: 36; times 2 of the Mayo series where it is in (all tiers, all
    // designs), and once each for tier A with and without it (its second reading is tier A), and for prospective studies only
    const signatures = new Set(
      all.map(({ selection }) => JSON.stringify(selection.rows.map(({ id, events, n }) => [id, events, n]))),
    );
    expect(signatures.size).exactly(all.length);
    expect(all.length).exactly(36 * 5);
    const values = all.map(({ pooled }) => valueOf(pooled));
    for (const { pooled } of changed.filter(({ changes }) => !changes.join().startsWith("without"))) {
      expect(valueOf(pooled)).toBeGreaterThanOrEqual(Math.min(...values));
      expect(valueOf(pooled)).toBeLessThanOrEqual(Math.max(...values));
    }
  });
});
