import type { PooledModels, PoolResult, ScenarioResult, TrialResult } from "@rekindle/scenario";
import { reconcile } from "@rekindle/scenario";
import { textTable } from "./text-table.ts";

type Cohort = NonNullable<ScenarioResult["cohort"]>;
type Estimate = Cohort["rows"][number]["treated"];
type Pooled = PooledModels["binomialNormal"];

/** A pool by both models, with and without the weaker tier. */
export function poolTable(pool: PoolResult): string {
  const rows = pool.groups.flatMap(({ label, models, withoutTierB }) => [
    ...modelRows(label, pool.tiers.join("+"), models),
    ...(withoutTierB?.kind === "pooled" ? modelRows(label, "A", withoutTierB.models) : []),
  ]);
  const heads = ["group", "tiers", "model", "studies", "events/n", "rate", "95 % CI", "prediction", "tau2"];
  const methods = pool.groups.flatMap(({ models }) => [models.binomialNormal.method, models.inverseVariance.method]);
  const notes = [...new Set(methods)].map((method) => `  ${method}\n`).join("");
  return `${pool.title} (${pool.denominator} patients), percent; tau2 on the logit scale\n${textTable(heads, rows)}${notes}`;
}

function modelRows(label: string, tiers: string, models: PooledModels): readonly (readonly string[])[] {
  return [models.binomialNormal, models.inverseVariance].map((pooled) => [
    label,
    tiers,
    pooled.model === "binomialNormal" ? "binomial-normal" : "inverse variance",
    String(pooled.studies.length),
    `${pooled.events}/${pooled.n}`,
    pooled.mean.kind === "estimated" ? percent(pooled.mean.value) : "none",
    intervalText(pooled.mean),
    intervalText(pooled.prediction),
    pooled.tau2 === undefined ? "none" : pooled.tau2.value.toFixed(3),
  ]);
}

function intervalText(estimate: Pooled["mean"]): string {
  if (estimate.kind === "notEstimable") return "none";
  return `${percent(estimate.interval.lower)} to ${percent(estimate.interval.upper)}`;
}

/** Shares of virtual patients in percent, with Monte-Carlo standard errors. */
export function cohortTable({ patients, rows }: Cohort): string {
  const heads = ["arm", "genotype", "patients", "restored", "treated", "response", "free at 12 months"];
  const lines = rows.map((row) => [
    row.protocol,
    row.genotype,
    String(row.patients),
    ...[row.uptakeRestored, row.treated, row.objectiveResponse, row.pfs12Months].map(withError),
  ]);
  return `${patients} virtual patients, percent ± Monte-Carlo standard error\n${textTable(heads, lines)}`;
}

/** Power or type I error of every condition in percent, beside the analytic answer. */
export function powerTable({ title, sentences, cells }: TrialResult): string {
  const heads = ["condition", "hypothesis", "rejected", "analytic", "simulated - analytic", "patients", "days"];
  const lines = cells.map(({ condition, hypothesis, patients, characteristics, analytic }) => [
    Object.entries(condition)
      .map(([path, value]) => `${path.split(".").at(-1)} ${value}`)
      .join(", ") || `patients ${patients}`,
    hypothesis,
    withError(characteristics.rejected),
    analytic.kind === "analytic" ? `${percent(analytic.power)}${analytic.exact ? "" : " approx."}` : "none",
    differenceText({ characteristics, analytic }),
    characteristics.expectedPatients.value.toFixed(1),
    characteristics.expectedDurationDays.value.toFixed(0),
  ]);
  const notes = [
    ...new Set(cells.filter((cell) => cell.hypothesis === "alternative").map(({ analytic }) => analyticNote(analytic))),
  ]
    .map((note) => `  ${note}\n`)
    .join("");
  return `${title}\n${sentences.join("\n")}\n${textTable(heads, lines)}${notes}`;
}

/** Exact answers are judged by z; of approximations the difference is the error, within its Monte-Carlo error. */
function differenceText(cell: Pick<TrialResult["cells"][number], "characteristics" | "analytic">): string {
  const reconciled = reconcile(cell);
  if (reconciled.kind === "none") return "-";
  if (reconciled.kind === "approximate")
    return `${signed(reconciled.approximationError)} ± ${(100 * reconciled.standardError).toFixed(2)}`;
  return `${signed(reconciled.difference)} (z ${reconciled.z.toFixed(1)}${reconciled.isFlagged ? "!" : ""})`;
}

function signed(share: number): string {
  return `${share > 0 ? "+" : ""}${(100 * share).toFixed(2)}`;
}

function analyticNote(analytic: TrialResult["cells"][number]["analytic"]): string {
  return analytic.kind === "analytic" ? `analytic: ${analytic.method}` : `no analytic answer: ${analytic.reason}`;
}

function withError({ value, standardError }: Estimate): string {
  return `${percent(value)} ± ${(100 * standardError).toFixed(2)}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
