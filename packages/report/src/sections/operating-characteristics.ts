import type { Scenario, ScenarioResult, TrialResult } from "@rekindle/scenario";
import { formatNumber, grouped, percent } from "@rekindle/plots";
import { html, type Html, type HtmlPart } from "../html/html.ts";
import { table } from "../html/table.ts";
import { listWords, sentenceCase } from "../words.ts";
import { meanCell, meanOrNoneCell, numberColumn, shareCell } from "./cells.ts";
import { conditionWords, variedPaths } from "./conditions.ts";
import { figureHtml, type Figures, list, paragraph, type Section } from "./section.ts";

type Cell = TrialResult["cells"][number];
type EstimateOrNone = Cell["characteristics"]["estimate"];

/** Simulated power and type I error beside the analytic ones, and what the trials cost. */
export function operatingCharacteristicsSection(
  { trials }: ScenarioResult,
  scenario: Scenario,
  figures: Figures,
): Section {
  const content = trials.flatMap((trial) => [
    html`<h3>${trial.title}</h3>`,
    ...figureHtml(
      figures,
      `power-${trial.id}`,
      "Power and type I error over the size of the trial. The numbers are in the tables below.",
    ),
    powerTable(trial, scenario.trials[trial.id]?.test.kind),
    ...stoppingTable(trial),
    ...notEstimableNote(trial),
  ]);
  return { id: "operating-characteristics", title: "Operating characteristics", content };
}

function powerTable(trial: TrialResult, test: string | undefined): Html {
  const paths = variedPaths(trial);
  const rows = trial.cells.map((cell) => [
    cell.hypothesis === "null" ? "Type I error" : "Power",
    ...paths.map((path) => String(cell.condition[path] ?? "–")),
    grouped(cell.patients),
    html`<strong>${percent(cell.characteristics.rejected.value, 2)}</strong>`,
    percent(cell.characteristics.rejected.standardError, 2),
    analyticCell(cell),
    meanOrNoneCell(cell.characteristics.estimate, 3),
    meanCell(cell.characteristics.expectedPatients),
    meanCell(cell.characteristics.expectedEvents),
    meanCell(cell.characteristics.expectedDurationDays),
  ]);
  const columns = [
    { head: "Quantity" },
    ...paths.map((path) => numberColumn(path.split(".").at(-1))),
    numberColumn("Patients planned"),
    numberColumn("Simulated, %"),
    numberColumn("Monte-Carlo SE, %"),
    numberColumn("Analytic, %"),
    numberColumn(`Mean ${estimateWords(test)} (SE)`),
    numberColumn("Patients (SE)"),
    numberColumn("Events (SE)"),
    numberColumn("Days (SE)"),
  ];
  return table({ caption: `${trial.title}: power, type I error and cost of the trial`, columns, rows });
}

/** What the estimate of a test is; of a test from outside we only know that it is its own. */
function estimateWords(test: string | undefined): string {
  return (test === undefined ? undefined : ESTIMATES[test]) ?? "estimate of the test";
}

const ESTIMATES: Readonly<Record<string, string>> = {
  logRank: "log hazard ratio",
  stratifiedLogRank: "log hazard ratio",
  weightedLogRank: "weighted log hazard ratio",
  maxCombo: "log hazard ratio",
  restrictedMean: "difference of restricted means, days",
  milestone: "difference of survival",
  riskDifference: "difference of rates",
  fisherExact: "difference of rates",
  cochranMantelHaenszel: "difference of rates",
};

function analyticCell({ analytic }: Cell): HtmlPart {
  if (analytic.kind === "none") return html`<span class="se">none: ${analytic.reason}</span>`;
  return `${percent(analytic.power, 2)}${analytic.exact ? "" : " (approx.)"}`;
}

function wholeCell(estimate: EstimateOrNone): string {
  return estimate.kind === "estimated" ? formatNumber(estimate.value, { kind: "decimals", decimals: 0 }) : "–";
}

/** Where trials with interim looks stop. */
function stoppingTable(trial: TrialResult): Html[] {
  if (trial.cells.every((cell) => cell.characteristics.looks.length < 2)) return [];
  const rows = trial.cells.flatMap((cell) =>
    cell.characteristics.looks.map((look, index) => [
      `${cell.hypothesis === "null" ? "Null" : "Alternative"}, ${conditionWords(cell, trial)}, look ${index + 1}`,
      shareCell(look.reached),
      shareCell(look.stoppedForEfficacy),
      shareCell(look.stoppedForFutility),
      shareCell(look.fellShort),
      wholeCell(look.calendarDay),
      wholeCell(look.patients),
      wholeCell(look.events),
    ]),
  );
  const heads = [
    "Reached, %",
    "Stopped for efficacy, %",
    "Stopped for futility, %",
    "Short of events, %",
    "Mean day",
    "Mean patients",
    "Mean events",
  ];
  return [
    table({
      caption: `${trial.title}: what happens at each look, with Monte-Carlo standard errors`,
      columns: [{ head: "Condition and look" }, ...heads.map(numberColumn)],
      rows,
    }),
  ];
}

function notEstimableNote(trial: TrialResult): Html[] {
  const reasons = [...new Set(trial.cells.flatMap((cell) => Object.keys(cell.characteristics.notEstimable)))];
  if (reasons.length === 0) return [paragraph("Every simulated trial could be tested.")];
  const items = reasons.map((reason) => {
    const counts = trial.cells.flatMap((cell) => {
      const { notEstimable, replicates } = cell.characteristics;
      const count = notEstimable[reason];
      if (count === undefined) return [];
      return [
        `${grouped(count)} of ${grouped(replicates)} with ${conditionWords(cell, trial)} under the ${cell.hypothesis}`,
      ];
    });
    return `${sentenceCase(reason)}: ${listWords(counts)}.`;
  });
  return [paragraph("Simulated trials that could not be tested count as not rejecting:"), list(items)];
}
