import { givenEffects, type PooledEffect, poolEffects, regressEffects } from "@rekindle/evidence";
import { expect, it } from "vitest";

/** Effects with their variances, as a table prints them. */
export function effectsOf(values: readonly number[], variances: readonly number[]) {
  const rows = values.map((value, i) => ({ id: `s${i + 1}`, label: `Study ${i + 1}`, value, variance: variances[i]! }));
  return givenEffects(rows, { scale: "effect" });
}

/** tau2 by an estimator, Wald interval. */
export function byEstimator(effects: ReturnType<typeof effectsOf>, kind: string): PooledEffect {
  return poolEffects(effects, { tau2: { kind }, interval: { kind: "wald" } });
}

/** Coefficients of a meta-regression with normal tests. */
export function regressed(
  effects: ReturnType<typeof effectsOf>,
  moderator: { name: string; values: readonly number[] },
  tau2: string,
) {
  const found = regressEffects(effects, { moderators: [moderator], tau2: { kind: tau2 }, interval: { kind: "wald" } });
  if (found.kind === "notEstimable") throw new Error(found.reason);
  return found;
}

/** Mean, standard error and tau2 of a printed row; what is left out is not printed. */
export function expectPrinted(
  pooled: PooledEffect,
  row: { readonly mean?: string; readonly se?: string; readonly tau2?: string; readonly I2?: string },
): void {
  if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
  if (row.mean !== undefined) expect(pooled.mean.value).asPrinted(row.mean);
  if (row.se !== undefined) expect(pooled.standardError!).asPrinted(row.se);
  if (row.tau2 !== undefined) expect(pooled.tau2?.value ?? 0).asPrinted(row.tau2);
}

interface PrintedRow {
  readonly kind: string;
  readonly mean?: string;
  readonly se?: string;
  readonly tau2?: string;
}

/** A worked example: effects and variances as printed, and what each estimator of tau2 makes of them. */
export function expectExample(effects: ReturnType<typeof effectsOf>, rows: readonly PrintedRow[]): void {
  it.each(rows)("$kind", ({ kind, ...printed }) => {
    expectPrinted(byEstimator(effects, kind), printed);
  });
}
