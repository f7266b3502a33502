import type { PoolGroup, PooledModels, PoolResult, ScenarioResult } from "@rekindle/scenario";
import { formatNumber, percent, pValueText, significant } from "@rekindle/plots";
import { html, type Html, type HtmlPart } from "../html/html.ts";
import { table } from "../html/table.ts";
import { eventsTitle, type Pooled, sentenceCase } from "../words.ts";
import { figureHtml, type Figures, list, paragraph, type Section } from "./section.ts";

const modelWords: Readonly<Record<Pooled["model"], string>> = {
  binomialNormal: "Binomial-normal (GLMM)",
  betaBinomial: "Beta-binomial",
  inverseVariance: "Inverse variance",
};

/** The pools: forest plot, both models, what the weaker tier does, and what was left out. */
export function evidenceSection(result: ScenarioResult, figures: Figures): Section {
  const content = result.pools.flatMap((pool) => poolHtml(pool, figures));
  return { id: "evidence", title: "Evidence", content: content.length === 0 ? [] : [...tierNote(result), ...content] };
}

function tierNote({ pools }: ScenarioResult): Html[] {
  if (pools.every((pool) => !pool.tiers.includes("B"))) return [];
  return [
    paragraph(
      "Counts of tier A were read in the paper, its abstract or a table of the review; those of tier B in somebody else’s transcription. ",
      "No other counts are pooled. Each pool is given by two models; where they differ much, the data are too few for either.",
    ),
  ];
}

function poolHtml(pool: PoolResult, figures: Figures): Html[] {
  return [
    html`<h3 id="pool-${pool.id}">${pool.title}</h3>`,
    ...figureHtml(figures, `forest-${pool.id}`, [
      "Forest plot of ",
      lowerFirst(pool.title),
      ". The numbers are in the tables below.",
    ]),
    modelTable(pool),
    ...sensitivity(pool),
    ...leftOut(pool),
    studyTables(pool),
  ];
}

/** A title inside a sentence keeps an abbreviation's capitals. */
function lowerFirst(title: string): string {
  return /^[A-Z][a-z ]/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}

function modelTable(pool: PoolResult): Html {
  const rows = pool.groups.flatMap(({ label, models }) =>
    [models.binomialNormal, models.inverseVariance].map((pooled) => [
      pool.by === "genotype"
        ? `${label}, ${modelWords[pooled.model].toLowerCase().replace("glmm", "GLMM")}`
        : modelWords[pooled.model],
      pooled.studies.length,
      `${pooled.events}/${pooled.n}`,
      ...estimateCells(pooled),
      marginal(pooled),
      pooled.tau2 === undefined ? "–" : significant(pooled.tau2.value, 2),
      heterogeneity(pooled),
    ]),
  );
  const columns = [
    { head: "Model" },
    { head: "Studies", align: "right" },
    { head: "Events/patients", align: "right" },
    { head: "Rate of the median study, %", align: "right" },
    { head: "Interval, %", align: "right" },
    { head: "Prediction interval, %", align: "right" },
    { head: "Mean over studies, %", align: "right" },
    { head: "τ² (logit)", align: "right" },
    { head: "Heterogeneity" },
  ] as const;
  return table({ caption: `${pool.title}: pooled rates by two models`, columns, rows });
}

function estimateCells({ mean, prediction }: Pooled): HtmlPart[] {
  return [
    mean.kind === "estimated" ? html`<strong>${percent(mean.value)}</strong>` : `none: ${mean.reason}`,
    intervalCell(mean),
    intervalCell(prediction),
  ];
}

function intervalCell(estimate: Pooled["mean"]): string {
  return estimate.kind === "estimated" ? rangeCell(estimate.interval.lower, estimate.interval.upper) : "not estimable";
}

function rangeCell(lower: number, upper: number): string {
  return `${percent(lower)} to ${percent(upper)}`;
}

function marginal({ marginalMean }: Pooled): string {
  return marginalMean?.kind === "estimated" ? percent(marginalMean.value) : "–";
}

function heterogeneity({ heterogeneity: test, I2 }: Pooled): string {
  if (test === undefined) return "no test";
  const share = I2 === undefined ? "" : `; I²\u00A0${percent(I2.value, 0)}\u00A0%, ${I2.definition}`;
  const p = pValueText(test.pValue).replaceAll(" ", "\u00A0");
  return `${sentenceCase(test.kind)} ${formatNumber(test.statistic, { kind: "decimals", decimals: 2 })}, df\u00A0${significant(test.df)}, ${p}${share}`;
}

/** What becomes of each group without the weaker tier. */
function sensitivity(pool: PoolResult): Html[] {
  const tried = pool.groups.flatMap((group) =>
    group.withoutTierB === undefined ? [] : [{ group, without: group.withoutTierB }],
  );
  if (tried.length === 0) return [];
  const rows = tried.map(({ group, without }) => [
    pool.by === "genotype" ? group.label : "All studies",
    rateCell(group.models),
    without.kind === "pooled" ? rateCell(without.models) : "nothing left to pool",
    without.removed.join(", "),
  ]);
  const columns = [
    { head: "Group" },
    { head: "Tiers A and B, %", align: "right" },
    { head: "Tier A alone, %", align: "right" },
    { head: "Left out" },
  ] as const;
  return [table({ caption: `${pool.title}: sensitivity to evidence of tier B (GLMM)`, columns, rows })];
}

function rateCell({ binomialNormal: { mean } }: PooledModels): string {
  if (mean.kind === "notEstimable") return `not estimable: ${mean.reason}`;
  return `${percent(mean.value)} (${rangeCell(mean.interval.lower, mean.interval.upper)})`;
}

function leftOut(pool: PoolResult): Html[] {
  if (pool.leftOut.length === 0 && pool.notes.length === 0) return [];
  const reasons = pool.leftOut.map(({ label, reason }) => `${label}: ${reason}`);
  return [
    html`<details><summary>Studies left out of this pool (${pool.leftOut.length}) and notes</summary>
${reasons.length > 0 ? list(reasons) : undefined}${pool.notes.length > 0 ? list(pool.notes) : undefined}</details>`,
  ];
}

/** The forest plot's studies as tables, for those who cannot see it. */
function studyTables(pool: PoolResult): Html {
  return html`<details><summary>Studies of “${pool.title}” as a table</summary>${pool.groups.map((group) => studyTable(pool, group))}</details>`;
}

function studyTable(pool: PoolResult, { label, models }: PoolGroup): Html {
  const { studies } = models.inverseVariance;
  const rows = studies.map((study) => [
    study.label,
    study.events,
    study.n,
    percent(study.proportion),
    rangeCell(study.interval.lower, study.interval.upper),
    study.weight === undefined ? "–" : percent(study.weight),
  ]);
  const columns = [
    { head: "Study" },
    { head: eventsTitle(pool), align: "right" },
    { head: "Patients", align: "right" },
    { head: "Rate, %", align: "right" },
    { head: "Interval, %", align: "right" },
    { head: "Weight, %", align: "right" },
  ] as const;
  const name = pool.by === "genotype" ? `${pool.title}: ${label}` : pool.title;
  return table({ caption: `${name}: studies`, columns, rows });
}
