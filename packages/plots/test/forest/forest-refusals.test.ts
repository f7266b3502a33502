import { givenEffects, poolEffects, poolEffectSubgroups } from "@rekindle/evidence";
import { exp, InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { figureTable, forestPlot, type ForestPlotOptions } from "../../src/index.ts";
import { madeUpEffects } from "../fixtures/effects.ts";
import { draw, valuesOfMark } from "../fixtures/inspect.ts";
import { drawnFaults } from "../fixtures/svg-boxes.ts";
import { bothModels } from "../fixtures/pools.ts";

const ratios = givenEffects(madeUpEffects(6), { scale: "log risk ratio", naturalScale: "risk ratio", toNatural: exp });
const pooled = poolEffects(ratios);
const [glmm, inverse] = bothModels("restoration");
const options: ForestPlotOptions = { title: "Trials", axisTitle: "Risk ratio" };

const meanOf = (value: number, lower: number, upper: number) =>
  ({ kind: "estimated", value, interval: { lower, upper, level: 0.95, method: "profile likelihood" } }) as const;

function issuesOf(attempt: () => unknown): string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues.map(({ message, hint }) => `${message} (${hint})`);
    throw error;
  }
  return [];
}

describe("what a forest plot refuses of its options", () => {
  it.each<readonly [string, () => unknown, string]>([
    [
      "a layout with a slip",
      () => forestPlot(pooled, { ...options, layout: "Jama" as "JAMA" }),
      'layout is "Jama" (did you mean JAMA? one of default, compact, JAMA, BMJ, RevMan5)',
    ],
    [
      "a theme it does not have",
      () => forestPlot(pooled, { ...options, theme: "drak" as "dark" }),
      'theme is "drak" (did you mean dark? one of light, dark)',
    ],
    [
      "a column it does not know",
      () => forestPlot(pooled, { ...options, rightColumns: ["wieght" as "weight"] }),
      'column is "wieght" (did you mean weight? one of events, patients, eventsOfPatients, estimate, interval, estimateAndInterval, standardError, weight)',
    ],
    [
      "a logit axis for ratios",
      () => forestPlot(pooled, { ...options, scale: "logit" }),
      "a logit axis cannot show risk ratio (logit axes are for proportions)",
    ],
    [
      "a log axis from 0",
      () => forestPlot(pooled, { ...options, domain: [0, 4] }),
      "the domain is [0, 4] (two finite numbers above 0, the smaller first)",
    ],
    [
      "ticks off the axis of proportions",
      () => forestPlot(inverse, { ...options, ticks: [50] }),
      "the ticks are [50] (one or more proportions in [0, 1])",
    ],
    [
      "no tick at all",
      () => forestPlot(inverse, { ...options, ticks: [] }),
      "the ticks are [] (one or more proportions in [0, 1])",
    ],
    [
      "a reference that is no ratio",
      () => forestPlot(pooled, { ...options, reference: -1 }),
      "the reference is -1 (finite numbers above 0)",
    ],
    [
      "half a decimal",
      () => forestPlot(pooled, { ...options, decimals: 1.5 }),
      "decimals is 1.5 (a whole number from 0 to 6)",
    ],
    [
      "rates beside ratios",
      () => forestPlot([glmm, pooled], options),
      "the pools are of rates and of risk ratio (one axis can only show one quantity)",
    ],
    [
      "judgements of a study that is not there",
      () => forestPlot(pooled, { ...options, riskOfBias: { domains: ["A"], judgements: { nobody: ["low"] } } }),
      'no study has the id "nobody" (judgements are by study id)',
    ],
    [
      "judgements in another number than domains",
      () => forestPlot(pooled, { ...options, riskOfBias: { domains: ["A", "B"], judgements: { s0: ["low"] } } }),
      "1 judgements for 2 domains (one per domain)",
    ],
    [
      "a judgement it does not know",
      () => forestPlot(pooled, { ...options, riskOfBias: { domains: ["A"], judgements: { s0: ["hihg" as "high"] } } }),
      'judgement is "hihg" (did you mean high? one of low, some, high, unknown)',
    ],
    [
      "an order of a study that is not there",
      () => forestPlot(pooled, { ...options, order: ["s1", "s9"] }),
      'no study has the id "s9" (an order is of study ids)',
    ],
    [
      "a further pool outside its interval",
      () => forestPlot(pooled, { ...options, further: [{ label: "GLMM", mean: meanOf(3, 1, 2) }] }),
      "the mean 3 is not inside its interval 1 to 2 (finite, and inside its interval)",
    ],
    [
      "an estimate outside its interval",
      () => {
        const [first, ...others] = inverse.studies;
        return forestPlot({ ...inverse, studies: [{ ...first!, proportion: 0.99 }, ...others] }, options);
      },
      "the estimate 0.99 is not inside its interval 0.3605425873075 to 0.8088099392747 (finite, and inside its interval)",
    ],
  ])("%s", (_name, attempt, message) => {
    expect(issuesOf(attempt)).toContain(message);
  });
});

describe("an order of the user’s own", () => {
  it("puts the named studies first, and the others as given", () => {
    const { rows } = figureTable(forestPlot(pooled, { ...options, order: ["s4", "s1"] }))!;
    expect(rows.slice(0, 6).map((row) => row[0])).exactly([
      "Study 5",
      "Study 2",
      "Study 1",
      "Study 3",
      "Study 4",
      "Study 6",
    ]);
  });
});

describe("further pools of a forest plot", () => {
  const further = [
    {
      label: "Likelihood model",
      mean: meanOf(0.7, 0.4, 1.1),
      prediction: meanOf(0.7, 0.2, 2),
      method: "UM.RS, maximum likelihood",
    },
    { label: "Peto", mean: { kind: "notEstimable", reason: "no events" } } as const,
  ];
  const spec = forestPlot(pooled, { ...options, further });

  it("stand under the pool with diamonds, numbers and methods of their own", () => {
    const corners = valuesOfMark(spec, "line").filter((corner) => corner["model"] === "further");
    expect(corners.map((corner) => corner["value"])).exactly([0.4, 0.7, 1.1, 0.7]);
    const { rows } = figureTable(spec)!;
    const names = rows.map((row) => row[0]);
    expect(names.indexOf("Likelihood model")).toBeGreaterThan(names.indexOf("Pooled"));
    expect(rows.find((row) => row[0] === "Likelihood model")!.slice(1)).exactly(["0.70", "0.40 to 1.10", ""]);
    const texts = valuesOfMark(spec, "text").map((value) => value["text"]);
    expect(texts.join(" ")).toContain("Likelihood model: UM.RS, maximum likelihood");
    expect(texts).toContain("No estimate: no events");
  });

  it("are in the words of the figure", () => {
    expect(spec.description).toContain("Likelihood model: 0.70 (95 % CI 0.40 to 1.10).");
  });

  it("are drawn without a complaint, texts apart", async () => {
    const { svg, complaints } = await draw(spec);
    expect(complaints).exactly([]);
    expect(drawnFaults(svg)).exactly([]);
  });
});

describe("subgroups of a forest plot", () => {
  const groups = ["old", "old", "old", "new", "new", "new"];
  const { groups: own, overall, interaction } = poolEffectSubgroups(ratios, { groups });
  const spec = forestPlot(overall, {
    ...options,
    layout: "RevMan5",
    subgroups: own.map(({ group, pooled: each }) => ({ title: group, pooled: [each] })),
    interaction,
  });
  const { columns, rows } = figureTable(spec)!;

  it("have weights in the pool over all, which add up to 100", () => {
    const weight = columns.indexOf("Weight (%)");
    const shares = rows.filter((row) => row[0]!.startsWith("Study ")).map((row) => Number(row[weight]));
    const byId = new Map(overall.studies.map((study) => [study.label, study.weight]));
    rows
      .filter((row) => byId.has(row[0]!))
      .forEach((row) => expect(row[weight]).exactly((100 * byId.get(row[0]!)!).toFixed(1)));
    expect(shares.length).exactly(6);
    expect(rows.find((row) => row[0] === "Total (95% CI)")![weight]).exactly("100.0");
    const subtotals = rows.filter((row) => row[0] === "Subtotal (95% CI)").map((row) => Number(row[weight]));
    expect(Math.abs(subtotals[0]! + subtotals[1]! - 100)).toBeLessThan(0.11);
  });

  it("have the test of their difference under the table", () => {
    if (interaction.kind === "notEstimable") throw new Error(interaction.reason);
    const texts = valuesOfMark(spec, "text").map((value) => String(value["text"]).replaceAll("\u00A0", " "));
    const q = interaction.statistic.toFixed(2);
    expect(texts.join(" ")).toContain(`Test for subgroup differences: Chi² = ${q}, df = 1 (P`);
  });

  it("say so where they could not be compared", () => {
    const none = forestPlot(overall, {
      ...options,
      subgroups: [{ title: "old", pooled: [own[0]!.pooled] }],
      interaction: { kind: "notEstimable", reason: "there is one group" },
    });
    expect(JSON.stringify(none)).toContain("No test of subgroup differences: there is one group");
  });
});
