import type { InteractionTest, PooledEstimate } from "@rekindle/evidence";
import { formatNumber, formatPValue } from "@rekindle/stats";
import { percent, percentLevel, pValueText, significant, twoDecimals } from "../format.ts";
import { valueText, type ValueStyle } from "../value-text.ts";
import type { DrawnPool, ModelKey } from "./drawn-pool.ts";
import type { Wording } from "./forest-layouts.ts";

/** How the models are called in figures. */
export const modelNames: Readonly<Record<ModelKey, string>> = {
  binomialNormal: "binomial-normal model (GLMM)",
  betaBinomial: "beta-binomial model",
  inverseVariance: "inverse variance",
  effects: "pooled",
  further: "pooled",
};

/** The name of a pool's row. */
export function pooledLabel({ model, mean }: DrawnPool, wording: Wording, place: "group" | "overall"): string {
  const total = place === "overall" ? "Total" : "Subtotal";
  if (wording === "RevMan5")
    return mean.kind === "estimated" ? `${total} (${percentLevel(mean.interval.level).replace(" ", "")} CI)` : total;
  if (model === "effects" || model === "further") return "Pooled";
  return {
    binomialNormal: "Pooled, GLMM",
    betaBinomial: "Pooled, beta-binomial",
    inverseVariance: "Pooled, inverse variance",
  }[model];
}

/** Lines under a pool: between-study variance and heterogeneity, then the test of the mean; or why there is no estimate. */
export function poolRemarks(pool: DrawnPool, wording: Wording): readonly string[] {
  if (pool.mean.kind === "notEstimable") return [`No estimate: ${pool.mean.reason}`];
  const spread = [tau2Text(pool, wording), testText(pool, wording), i2Text(pool, wording)].filter(
    (part) => part !== "",
  );
  const prediction = pool.prediction.kind === "notEstimable" ? `No prediction interval: ${pool.prediction.reason}` : "";
  return [spread.length === 0 ? "" : `${heading[wording]}${spread.join("; ")}`, meanTestText(pool, wording), prediction]
    .filter((line) => line !== "")
    .map(unbroken);
}

/** Whether the subgroups differ, on one line. */
export function interactionRemark(test: InteractionTest, wording: Wording): string {
  if (test.kind === "notEstimable") return `No test of subgroup differences: ${test.reason}`;
  const statistic = /likelihood/.test(test.method) ? "LRT χ²" : wording === "default" ? "Q" : chi(wording);
  return unbroken(`${interactionHeading[wording]}${withDf(statistic, test.statistic, test.df, test.pValue, wording)}`);
}

const heading: Readonly<Record<Wording, string>> = {
  default: "",
  JAMA: "Heterogeneity: ",
  BMJ: "Test for heterogeneity: ",
  RevMan5: "Heterogeneity: ",
};
const interactionHeading: Readonly<Record<Wording, string>> = {
  default: "Test of subgroup differences: ",
  JAMA: "Test for subgroup differences: ",
  BMJ: "Test for subgroup differences: ",
  RevMan5: "Test for subgroup differences: ",
};

/** Signs stay with their numbers: `p = 0.005` is never broken after `p`. */
export function unbroken(text: string): string {
  return text.replaceAll(/ (?=[=<>%])|(?<=[=<>]) |(?<=df) /g, "\u00A0");
}

/** A p value in the manner of a journal: `p = 0.032`, `P = .03`, `P=0.03`. */
export function pText(pValue: number, wording: Wording): string {
  if (wording === "default") return pValueText(pValue);
  const text = formatPValue(pValue);
  const [sign, digits] = /^[<>]/.test(text) ? [text.slice(0, 1), text.slice(1)] : ["=", text];
  const rounded = sign === "=" && Number(digits) >= 0.0095 ? Number(digits).toFixed(2) : digits;
  if (wording === "JAMA") return `P ${sign} ${rounded.replace(/^0/, "")}`;
  return wording === "BMJ" ? `P${sign}${rounded}` : `P ${sign} ${rounded}`;
}

function tau2Text({ tau2 }: DrawnPool, wording: Wording): string {
  if (tau2 === undefined) return "";
  const { interval } = tau2;
  const range =
    interval === undefined || wording !== "default"
      ? ""
      : ` (${percentLevel(interval.level)} CI ${formatNumber(interval.lower, twoDecimals)} to ${formatNumber(interval.upper, twoDecimals)})`;
  const name = wording === "RevMan5" ? "Tau²" : "τ²";
  return `${name}${equals(wording)}${formatNumber(tau2.value, twoDecimals)}${range}`;
}

const equals = (wording: Wording) => (wording === "BMJ" ? "=" : " = ");
const chi = (wording: Wording) => (wording === "RevMan5" ? "Chi²" : "χ²");

function testText({ heterogeneity }: DrawnPool, wording: Wording): string {
  if (heterogeneity === undefined) return "";
  const { kind, statistic, df, pValue } = heterogeneity;
  if (!(df > 0) || !Number.isFinite(statistic) || !Number.isFinite(pValue)) return "";
  const isQ = /^(q|cochran)/i.test(kind);
  const name = isQ ? (wording === "default" ? "Q" : chi(wording)) : /likelihood|^lrt/i.test(kind) ? "LRT χ²" : kind;
  return withDf(name, statistic, df, pValue, wording);
}

function withDf(name: string, statistic: number, df: number, pValue: number, wording: Wording): string {
  const p = pText(pValue, wording);
  const value = formatNumber(statistic, twoDecimals);
  if (wording === "JAMA") return `${name}${subscript(df)} = ${value} (${p})`;
  if (wording === "BMJ") return `${name}=${value}, df=${significant(df)}, ${p}`;
  return wording === "RevMan5"
    ? `${name} = ${value}, df = ${significant(df)} (${p})`
    : `${name} = ${value}, df ${significant(df)}, ${p}`;
}

/** Degrees of freedom as subscript figures. */
function subscript(df: number): string {
  return Number.isInteger(df)
    ? String(df).replaceAll(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)))
    : ` (df ${significant(df)})`;
}

function i2Text({ I2 }: DrawnPool, wording: Wording): string {
  if (I2 === undefined || !Number.isFinite(I2.value)) return "";
  return `I²${equals(wording)}${percent(I2.value, 0)}${wording === "default" ? " %" : "%"}`;
}

function meanTestText({ test }: DrawnPool, wording: Wording): string {
  if (test === undefined) return "";
  const { statistic, pValue, law } = test;
  const name = law.kind === "normal" ? (wording === "RevMan5" ? "Z" : "z") : "t";
  const df = law.kind === "normal" ? undefined : law.df;
  if (wording === "default")
    return `Test of the mean: ${name} = ${formatNumber(statistic, twoDecimals)}${df === undefined ? "" : `, df ${significant(df)}`}, ${pText(pValue, wording)}`;
  const shown = `${name}${df === undefined || wording !== "JAMA" ? "" : subscript(df)}${equals(wording)}${formatNumber(wording === "RevMan5" ? Math.abs(statistic) : statistic, twoDecimals)}`;
  const degrees = df === undefined || wording === "JAMA" ? "" : `, df${equals(wording)}${significant(df)}`;
  return wording === "BMJ"
    ? `Test for overall effect: ${shown}${degrees}, ${pText(pValue, wording)}`
    : `Test for overall effect: ${shown}${degrees} (${pText(pValue, wording)})`;
}

/** The pooled value in words: `62.9 % (95 % CI 50.9 to 73.5 %)`. */
export function pooledSentence(estimate: PooledEstimate, style: ValueStyle = { unit: "percent", decimals: 1 }): string {
  if (estimate.kind === "notEstimable") return `not estimable (${estimate.reason})`;
  const { lower, upper, level } = estimate.interval;
  const sign = style.unit === "percent" ? " %" : "";
  return `${valueText(estimate.value, style)}${sign} (${percentLevel(level)} CI ${valueText(lower, style)} to ${valueText(upper, style)}${sign})`;
}
