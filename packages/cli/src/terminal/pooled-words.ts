import type { PooledTogether } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";

type EffectPool = Extract<PooledTogether, { kind: "effect" }>["pooled"];

export type Estimate = EffectPool["mean"];
export type Test = NonNullable<EffectPool["test"]>;

/** `0.3301 to 0.7257`. */
export function intervalText({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${significantText(lower)} to ${significantText(upper)}`;
}

/** `95 % interval`, by the level of the first estimate that there is. */
export function intervalHead(estimates: readonly Estimate[]): string {
  const first = estimates.find((estimate) => estimate.kind === "estimated");
  return first === undefined ? "interval" : `${levelText(first.interval.level)} interval`;
}

/** `95 %`. */
export function levelText(level: number): string {
  return `${Number((100 * level).toPrecision(12))} %`;
}

/** `t(12) = -3.97, p = 0.0019`. */
export function testWords({ statistic, pValue, law }: Test): string {
  const name = law.kind === "normal" ? "z" : `t(${Number(law.df.toPrecision(6))})`;
  return `${name} = ${significantText(statistic)}, p = ${pValueNumber(pValue)}`;
}

/** Everything that tells how far studies differ; a model that has less says less. */
export function heterogeneityLines(
  pooled: Pick<EffectPool, "tau2" | "heterogeneity" | "I2" | "I2FromTau2" | "H2">,
): readonly string[] {
  const { tau2, heterogeneity, I2, I2FromTau2, H2 } = pooled;
  return [
    ...(tau2 === undefined ? [] : [tau2Words(tau2)]),
    ...[I2, I2FromTau2].flatMap((share) =>
      share === undefined ? [] : [`I2 ${(100 * share.value).toFixed(2)} % (${share.definition})`],
    ),
    ...(H2 === undefined ? [] : [`H2 ${significantText(H2.value)} (${H2.definition})`]),
    ...(heterogeneity === undefined ? [] : [heterogeneityWords(heterogeneity)]),
  ];
}

export function heterogeneityWords({ kind, statistic, df, pValue }: NonNullable<EffectPool["heterogeneity"]>): string {
  return `heterogeneity: ${kind}, X2(${df}) = ${significantText(statistic)}, p = ${pValueNumber(pValue)}`;
}

export function tau2Words({ value, method, standardError, interval, noInterval }: NonNullable<EffectPool["tau2"]>) {
  const error = standardError === undefined ? "" : `, standard error ${significantText(standardError)}`;
  const around =
    interval === undefined
      ? noInterval === undefined
        ? ""
        : `, no interval: ${noInterval}`
      : `, ${intervalText(interval)} (${interval.method})`;
  return `tau2 ${significantText(value)} (${method}${error})${around}; tau ${significantText(Math.sqrt(value))}`;
}
