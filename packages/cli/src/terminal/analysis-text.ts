import type { AnalysisPool, AnalysisResult, RangeOrigin, Reproduction, SpecificationRow } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { intervalText } from "./pooled-words.ts";
import { poolTable } from "./result-tables.ts";
import { textTable } from "./text-table.ts";

/** An analysis for a terminal: every pool with what was asked beside it, then printed ranges and poolings done again. */
export function analysisText({ title, question, pools, ranges, reproductions }: AnalysisResult): string {
  const blocks = [
    `${title}\n${question}\n`,
    ...pools.flatMap((pool) => [
      poolTable(pool),
      interactionText(pool),
      specificationText(pool),
      discrepancyText(pool),
      explanationText(pool),
      besideText(pool),
      notesText(pool),
    ]),
    rangesText(ranges),
    reproductionText(reproductions),
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

function interactionText({ interaction }: AnalysisPool): string {
  if (interaction === undefined) return "";
  const lines = Object.entries(interaction).map(([model, test]) => {
    const words = { binomialNormal: "binomial-normal", inverseVariance: "inverse variance" }[model] ?? model;
    if (test.kind === "notEstimable") return `  ${words}: none, since ${test.reason}\n`;
    const { df, statistic, pValue, method } = test;
    return `  ${words}: X2(${df}) = ${significantText(statistic)}, p = ${pValueNumber(pValue)} (${method})\n`;
  });
  return `test of interaction\n${lines.join("")}`;
}

/** A rate in percent, as the table of the pool has it. */
function percent(rate: number): string {
  return (100 * rate).toFixed(1);
}

/** The pool as asked by each method, and how far all other specifications reach. */
function specificationText({ specifications }: AnalysisPool): string {
  if (specifications === undefined) return "";
  const estimated = specifications.filter(({ mean }) => mean.kind === "estimated");
  if (estimated.length === 0) return `${specifications.length} specifications, none with an estimate\n`;
  const methods = [...new Set(specifications.map(({ method }) => method))];
  const rows = methods.map((method) => {
    const own = specifications.filter((row) => row.method === method);
    const rates = own.flatMap(({ mean }) => (mean.kind === "estimated" ? [mean.value] : []));
    const asked = own.find(({ changes }) => changes.length === 0);
    const reach = rates.length === 0 ? "none" : `${percent(rates[0]!)} to ${percent(rates.at(-1)!)}`;
    return [own[0]!.methodTitle, asked === undefined ? "none" : rateText(asked), String(own.length), reach];
  });
  const ends = [estimated[0]!, estimated.at(-1)!].map(
    (row, i) => `  ${i === 0 ? "lowest" : "highest"}: ${rateText(row)}, ${row.methodTitle}; ${changesText(row)}\n`,
  );
  const heads = ["specifications by method, percent", "as asked", "specifications", "rates"];
  return textTable(heads, rows) + ends.join("");
}

/** What follows from each place where sources do not agree, alone. */
function discrepancyText({ discrepancies = [] }: AnalysisPool): string {
  if (discrepancies.length === 0) return "";
  const rows = discrepancies.map(({ readings, events, n, mean }) => [
    readings.join(", "),
    `${events}/${n}`,
    rateText({ mean }),
  ]);
  return textTable(["where sources disagree, other reading", "events/n", "rate, percent"], rows);
}

function rateText({ mean }: Pick<SpecificationRow, "mean">): string {
  if (mean.kind === "notEstimable") return "none";
  return `${percent(mean.value)} (${percent(mean.interval.lower)} to ${percent(mean.interval.upper)})`;
}

function changesText({ changes }: SpecificationRow): string {
  return changes.length === 0 ? "as asked" : changes.join(", ");
}

/** A row per coefficient on the logit scale, and every warning once. */
function explanationText({ explanations }: AnalysisPool): string {
  if (explanations === undefined) return "";
  const rows = explanations.flatMap(({ label, regression, values }) => {
    if (regression.kind === "notEstimable") return [[label, "none", regression.reason, "", "", ""]];
    return regression.coefficients
      .slice(1)
      .map(({ name, value, interval, test, permutationP }) => [
        label,
        name,
        `${significantText(value)}${interval.kind === "estimated" ? ` (${intervalText(interval.interval)})` : ""}`,
        test === undefined ? "none" : pValueNumber(test.pValue),
        permutationP === undefined ? "" : pValueNumber(permutationP),
        String(values.reduce((sum, each) => sum + each.studies, 0)),
      ]);
  });
  const heads = ["property of the design, alone", "coefficient", "log odds ratio", "p", "permutation p", "studies"];
  const warnings = explanations.flatMap(({ label, warnings: own }) => own.map((text) => ({ label, text })));
  const told = [...new Set(warnings.map(({ text }) => text))].map((text) => {
    const labels = warnings.filter((warning) => warning.text === text).map(({ label }) => label);
    return labels.length === 1 ? `  ${labels[0]}: ${text}\n` : `  ${labels.length} of these: ${text}\n`;
  });
  return textTable(heads, rows, { left: ["coefficient"] }) + told.join("");
}

function besideText({ title, beside }: AnalysisPool): string {
  if (beside === undefined) return "";
  if (beside.rows.length === 0) return `no study has counts of both: ${title}; ${beside.title}\n`;
  const rows = beside.rows.map(({ label, here, there }) => [
    label,
    `${here.events}/${here.n}`,
    `${there.events}/${there.n}`,
  ]);
  return textTable(["the same studies", title, beside.title], rows);
}

function notesText({ leftOut, notes }: AnalysisPool): string {
  return [
    ...leftOut.map(({ label, reason }) => `  left out: ${label}: ${reason}\n`),
    ...notes.map((note) => `  note: ${note}\n`),
  ].join("");
}

function rangesText(ranges: readonly RangeOrigin[]): string {
  return ranges
    .map(({ label, endpoint, lower, upper, lowerSource, upperSource, outside, note }) => {
      const beyond = outside.map((count) => `  outside it: ${count.label} (${count.events}/${count.n})\n`).join("");
      const said = note === undefined ? "" : `  note: ${note}\n`;
      return `${label}, ${endpoint}: ${(100 * lower).toFixed(0)} to ${(100 * upper).toFixed(0)} %\n  lower end: ${lowerSource}\n  upper end: ${upperSource}\n${beyond}${said}`;
    })
    .join("");
}

function reproductionText(reproductions: readonly Reproduction[]): string {
  if (reproductions.length === 0) return "";
  const rows = reproductions.flatMap(({ record, group, numbers }) =>
    numbers.map(({ quantity, recorded, found, agrees }) => [
      `${record}, ${group}`,
      quantity,
      String(recorded),
      Number.isInteger(found) ? String(found) : significantText(found),
      agrees ? "yes" : "no",
    ]),
  );
  const differences = reproductions.flatMap(({ group, differences: own }) =>
    own.map((text) => `  other counts: ${group}: ${text}\n`),
  );
  return (
    textTable(["pooling done again", "number", "recorded", "found", "same"], rows, { left: ["number"] }) +
    differences.join("")
  );
}
