import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { checkCounts } from "./check-counts.ts";
import { measures } from "./measures/index.ts";
import type { Effect, Effects, Measure } from "./measures/measure.ts";
import { partNamed } from "./parts.ts";
import type { BinomialCounts } from "./select/counts.ts";

/**
 * How a measure is taken. `correction` says which studies get `add` events and `add` non-events: only those at 0 or n (default),
 * every study if any is there, every study, or none.
 */
export const measureSchema = z.strictObject({
  kind: z.string(),
  correction: z.exactOptional(
    z.strictObject({
      kind: z.enum(["onlyZeroCells", "everyStudyIfAnyZeroCell", "everyStudy", "none"]),
      add: z.exactOptional(z.number().positive()),
    }),
  ),
});

export type MeasureOptions = Readonly<z.output<typeof measureSchema>>;

/**
 * Turns counts into effects with sampling variances.
 * @param counts rows of { id, label, events, n }; events in patients.
 * @param options `kind`: `logitProportion`; `correction`: see {@link measureSchema}. `parts.measures` adds measures from outside.
 * @throws InvalidInput on impossible counts, an unknown measure, or a study without a finite effect when `correction` is `none`.
 * @example
 * const effects = measureEffects([{ id: "a", label: "A", events: 3, n: 10 }], { kind: "logitProportion" });
 * effects.rows[0].variance; // 1/3 + 1/7
 */
export function measureEffects(
  counts: readonly BinomialCounts[],
  options: MeasureOptions,
  parts: { readonly measures?: readonly Measure[] } = {},
): Effects {
  checkCounts(counts);
  const { kind, correction } = orThrow(checkWith(measureSchema, options));
  const measure = partNamed(kind, [...measures, ...(parts.measures ?? [])], ["kind"]);
  const policy = correction?.kind ?? "onlyZeroCells";
  const add = correction?.add ?? 0.5;
  const needs = ({ events, n }: BinomialCounts): boolean =>
    (measure.needsCorrection.atZero && events === 0) || (measure.needsCorrection.atFull && events === n);
  const any = counts.some(needs);
  const corrects = (row: BinomialCounts): boolean =>
    policy === "everyStudy" ||
    (policy === "everyStudyIfAnyZeroCell" && any) ||
    (policy === "onlyZeroCells" && needs(row));
  if (policy === "none" && any)
    throw new InvalidInput(counts.flatMap((row, i) => (needs(row) ? [noEffect(row, i)] : [])));
  const rows = counts.map((row): Effect => {
    const corrected = corrects(row);
    const extra = corrected ? add : 0;
    return {
      id: row.id,
      label: row.label,
      ...measure.effect(row.events + extra, row.n + 2 * extra),
      corrected,
      counts: row,
    };
  });
  return { measure, method: `${measure.label}, ${correctionWords(policy, add, rows)}`, rows };
}

function noEffect(row: BinomialCounts, index: number) {
  const message = `${row.label} has ${row.events} of ${row.n}: no finite effect`;
  return { kind: "noEffect", path: [index], message, hint: "allow a correction, or use the binomial-normal model" };
}

function correctionWords(policy: string, add: number, rows: readonly Effect[]): string {
  const count = rows.filter((row) => row.corrected).length;
  if (policy === "everyStudy" || (count > 0 && policy === "everyStudyIfAnyZeroCell"))
    return `${add} added to both cells of every study`;
  if (count === 0) return "no continuity correction";
  return `${add} added to both cells of studies at 0 or 100 % (${count} of ${rows.length})`;
}
