import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { checkRows } from "../check-counts.ts";
import { planCorrection } from "../correction.ts";
import { numberFaults, wholeFaults } from "../faults.ts";
import { type MeasureOptions, measureSchema } from "../measure-effects.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";
import { partNamed } from "../parts.ts";
import { rateScales } from "./rate-measures.ts";

/** Events of one study over its follow-up. */
export interface RateCounts {
  readonly id: string;
  readonly label: string;
  readonly events: number;
  /** Person-time, in any unit that is the same for every study. */
  readonly time: number;
}

/**
 * Turns events over person-time into incidence rates with sampling variances.
 * @param rows { id, label, events, time }; rates are per unit of `time`.
 * @param options `kind`: `logRate`, `rawRate`, `squareRootRate` or `freemanTukeyRate` (with a warning; never a default); `correction` says
 *   which studies get 0.5 events: by default those without events, where the scale needs some.
 * @throws InvalidInput on events that are not whole, times that are not above 0, an unknown kind, or a study without a usable effect when
 *   `correction` is `none`.
 * @example
 * measureRates([{ id: "a", label: "A", events: 4, time: 100 }], { kind: "logRate" }).rows[0].variance; // 1/4
 */
export function measureRates(
  rows: readonly RateCounts[],
  options: MeasureOptions,
): GivenEffects & { readonly warnings: readonly string[] } {
  checkRows(rows, ({ events, time }, index) => [
    ...wholeFaults(events, 0, [index, "events"]),
    ...numberFaults(time, "aboveZero", [index, "time"]),
  ]);
  const { kind, correction } = orThrow(checkWith(measureSchema, options));
  const scale = partNamed(kind, rateScales, ["kind"]);
  const needs = rows.map(({ events }) => scale.needsEvents && events === 0);
  const { added, words, without } = planCorrection(needs, correction);
  if (without.length > 0) throw new InvalidInput(without.map((index) => noEvents(rows[index]!, index)));
  const effects = rows.map(({ id, label, events, time }, index): Effect => {
    const extra = added[index]!;
    return { id, label, ...scale.effect(events + extra, time), corrected: extra > 0 };
  });
  const harmonic = rows.length / rows.reduce((sum, { time }) => sum + 1 / time, 0);
  const measure = {
    kind,
    label: scale.label,
    scale: scale.scale,
    naturalScale: "incidence rate",
    toNatural: (value: number) => scale.toNatural(value, harmonic),
  };
  const warnings = scale.warning === undefined ? [] : [scale.warning];
  return { measure, method: `${scale.label}, ${words}`, rows: effects, warnings };
}

function noEvents({ label }: RateCounts, index: number) {
  const hint = "allow a correction, or use squareRootRate";
  return { kind: "noEffect", path: [index], message: `${label} has no events: no usable effect`, hint };
}
