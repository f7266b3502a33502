import { checkWith, InvalidInput, type Issue, orThrow } from "@rekindle/stats";
import { checkRows, countFaults } from "./check-counts.ts";
import type { ComparisonCounts, ComparisonMeasure, Table } from "./comparisons/comparison.ts";
import { comparisons } from "./comparisons/index.ts";
import { planCorrection } from "./correction.ts";
import { type MeasureOptions, measureSchema } from "./measure-effects.ts";
import type { Effect, GivenEffects } from "./measures/measure.ts";
import { partNamed } from "./parts.ts";

/**
 * Turns two-arm counts into effects, experimental over (or minus) control, with sampling variances.
 * @param rows { id, label, experimental: { events, n }, control: { events, n } }, in patients.
 * @param options `kind`: `logOddsRatio`, `logRiskRatio`, `riskDifference`, `petoLogOddsRatio` or `arcsineDifference`; `correction` says which
 *   studies get 0.5 in each of their four cells: by default those that the measure cannot use as they stand.
 * @param parts `comparisons`: measures from outside.
 * @throws InvalidInput on impossible counts, an unknown measure, or a study without a usable effect when `correction` is `none`.
 * @example
 * const rows = [{ id: "a", label: "A", experimental: { events: 4, n: 123 }, control: { events: 11, n: 139 } }];
 * measureComparisons(rows, { kind: "logRiskRatio" }).rows[0].value; // log(4 · 139 / (11 · 123))
 */
export function measureComparisons(
  rows: readonly ComparisonCounts[],
  options: MeasureOptions,
  parts: { readonly comparisons?: readonly ComparisonMeasure[] } = {},
): GivenEffects {
  checkComparisons(rows);
  const { kind, correction } = orThrow(checkWith(measureSchema, options));
  const measure = partNamed(kind, [...comparisons, ...(parts.comparisons ?? [])], ["kind"]);
  const tables = rows.map((row) => tableOf(row));
  const { added, words, without } = planCorrection(
    tables.map((table) => measure.needsCorrection(table)),
    correction,
  );
  if (without.length > 0) throw new InvalidInput(without.map((index) => noEffect(rows[index]!, index)));
  const effects = rows.map(({ id, label }, index): Effect => {
    const extra = added[index]!;
    const { a, b, c, d } = tables[index]!;
    const table = { a: a + extra, b: b + extra, c: c + extra, d: d + extra };
    return { id, label, ...measure.effect(table), corrected: extra > 0 };
  });
  return { measure, method: `${measure.label}, ${words}`, rows: effects };
}

/** Throws with every fault of two-arm rows. */
export function checkComparisons(rows: readonly ComparisonCounts[]): void {
  checkRows(rows, ({ experimental, control }, index) => [
    ...armFaults(experimental, [index, "experimental"]),
    ...armFaults(control, [index, "control"]),
  ]);
}

function armFaults(arm: unknown, path: readonly (string | number)[]): readonly Issue[] {
  if (typeof arm === "object" && arm !== null) return countFaults(arm as { events: number; n: number }, path);
  return [{ kind: "missing", path, message: "is missing", hint: "required: { events, n }" }];
}

/** The table of a study without correction. */
export function tableOf({ experimental, control }: ComparisonCounts): Table {
  const a = experimental.events;
  const c = control.events;
  return { a, b: experimental.n - a, c, d: control.n - c };
}

function noEffect({ label }: ComparisonCounts, index: number) {
  const message = `${label} has a cell of 0: no usable effect`;
  return {
    kind: "noEffect",
    path: [index],
    message,
    hint: "allow a correction, or use petoLogOddsRatio or arcsineDifference",
  };
}
