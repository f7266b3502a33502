import type { Pooled, PooledEstimate } from "@rekindle/evidence";
import { fixed, percent, percentLevel, pValueText, significant } from "../format.ts";

/** How the models are called in figures. */
export const modelNames: Readonly<Record<Pooled["model"], string>> = {
  binomialNormal: "binomial-normal model (GLMM)",
  betaBinomial: "beta-binomial model",
  inverseVariance: "inverse variance",
};

export const pooledLabels: Readonly<Record<Pooled["model"], string>> = {
  binomialNormal: "Pooled, GLMM",
  betaBinomial: "Pooled, beta-binomial",
  inverseVariance: "Pooled, inverse variance",
};

/** Between-study variance and test of heterogeneity on one line, or why there is no estimate. */
export function heterogeneityLine(pooled: Pooled): string {
  if (pooled.mean.kind === "notEstimable") return `No estimate: ${pooled.mean.reason}`;
  return [tau2Text(pooled), testText(pooled), i2Text(pooled), predictionText(pooled)]
    .filter((part) => part !== "")
    .map((part, index) => unbroken(index === 0 ? part.replace(/^no /, "No ") : part))
    .join("; ");
}

/** Signs stay with their numbers: `p = 0.005` is never broken after `p`. */
function unbroken(text: string): string {
  return text.replaceAll(/ (?=[=<>%])|(?<=[=<>]) |(?<=df) /g, "\u00A0");
}

function tau2Text({ tau2 }: Pooled): string {
  if (tau2 === undefined) return "";
  const { interval } = tau2;
  const range =
    interval === undefined
      ? ""
      : ` (${percentLevel(interval.level)} CI ${fixed(interval.lower, 2)} to ${fixed(interval.upper, 2)})`;
  return `τ² = ${fixed(tau2.value, 2)}${range}`;
}

function testText({ heterogeneity }: Pooled): string {
  if (heterogeneity === undefined) return "";
  const { kind, statistic, df, pValue } = heterogeneity;
  if (!(df > 0) || !Number.isFinite(statistic) || !Number.isFinite(pValue)) return "";
  return `${testName(kind)} = ${fixed(statistic, 2)}, df ${significant(df)}, ${pValueText(pValue)}`;
}

function testName(kind: string): string {
  if (/^(q|cochran)/i.test(kind)) return "Q";
  return /likelihood|^lrt/i.test(kind) ? "LRT χ²" : kind;
}

function i2Text({ I2 }: Pooled): string {
  return I2 === undefined || !Number.isFinite(I2.value) ? "" : `I² = ${percent(I2.value, 0)} %`;
}

function predictionText({ prediction }: Pooled): string {
  return prediction.kind === "notEstimable" ? `no prediction interval: ${prediction.reason}` : "";
}

/** The pooled rate in words: `62.9 % (95 % CI 50.9 to 73.5 %)`. */
export function pooledSentence(estimate: PooledEstimate): string {
  if (estimate.kind === "notEstimable") return `not estimable (${estimate.reason})`;
  const { lower, upper, level } = estimate.interval;
  return `${percent(estimate.value)} % (${percentLevel(level)} CI ${percent(lower)} to ${percent(upper)} %)`;
}
