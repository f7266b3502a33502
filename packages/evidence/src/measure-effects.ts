import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { checkCounts } from "./check-counts.ts";
import { correctionSchema, planCorrection } from "./correction.ts";
import { measures } from "./measures/index.ts";
import type { CountedEffect, Effects, Measure } from "./measures/measure.ts";
import { partNamed } from "./parts.ts";
import type { BinomialCounts } from "./select/counts.ts";

/** How a measure is taken; see `correctionSchema` for the studies without a finite effect. */
export const measureSchema = z.strictObject({ kind: z.string(), correction: z.exactOptional(correctionSchema) });

export type MeasureOptions = Readonly<z.output<typeof measureSchema>>;

/**
 * Turns single proportions into effects with sampling variances.
 * @param counts rows of { id, label, events, n }; events in patients.
 * @param options `kind`: `logitProportion`, `arcsineProportion`, `logProportion`, `rawProportion` or `freemanTukey`; `correction` says
 *   which studies get 0.5 events and 0.5 non-events (by default those at 0 or n, where the measure needs it).
 * @param parts `measures`: measures from outside.
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
  const { atZero, atFull } = measure.needsCorrection;
  const needs = counts.map(({ events, n }) => (atZero && events === 0) || (atFull && events === n));
  const { added, words, without } = planCorrection(needs, correction);
  if (without.length > 0) throw new InvalidInput(without.map((index) => noEffect(counts[index]!, index)));
  const rows = counts.map((row, index): CountedEffect => {
    const extra = added[index]!;
    const effect = measure.effect(row.events + extra, row.n + 2 * extra);
    return { id: row.id, label: row.label, ...effect, corrected: extra > 0, counts: row };
  });
  return { measure, method: `${measure.label}, ${words}`, rows };
}

function noEffect(row: BinomialCounts, index: number) {
  const message = `${row.label} has ${row.events} of ${row.n}: no finite effect`;
  return { kind: "noEffect", path: [index], message, hint: "allow a correction, or use the binomial-normal model" };
}
