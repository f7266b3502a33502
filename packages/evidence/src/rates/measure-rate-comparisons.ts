import { checkWith, exp, InvalidInput, log, orThrow } from "@rekindle/stats";
import { checkRows } from "../check-counts.ts";
import { planCorrection } from "../correction.ts";
import { armFaultsBy, numberFaults, wholeFaults } from "../faults.ts";
import { type MeasureOptions, measureSchema } from "../measure-effects.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";
import { partNamed } from "../parts.ts";

/** Events over person-time of one arm. */
export interface RateArm {
  readonly events: number;
  /** Person-time, in a unit that is the same throughout. */
  readonly time: number;
}

/** Two arms of one study. */
export interface RateComparison {
  readonly id: string;
  readonly label: string;
  readonly experimental: RateArm;
  readonly control: RateArm;
}

const logRateRatio = {
  kind: "logRateRatio",
  label: "log incidence rate ratios",
  scale: "log incidence rate ratio",
  naturalScale: "incidence rate ratio",
  needsEvents: true,
  effect: (one: RateArm, other: RateArm) => ({
    value: log(one.events / one.time) - log(other.events / other.time),
    variance: 1 / one.events + 1 / other.events,
  }),
  toNatural: (value: number) => exp(value),
} as const;

const rateDifference = {
  kind: "rateDifference",
  label: "incidence rate differences",
  scale: "incidence rate difference",
  naturalScale: "incidence rate difference",
  needsEvents: true,
  effect: (one: RateArm, other: RateArm) => ({
    value: one.events / one.time - other.events / other.time,
    variance: one.events / (one.time * one.time) + other.events / (other.time * other.time),
  }),
  toNatural: (value: number) => value,
} as const;

const squareRootRateDifference = {
  kind: "squareRootRateDifference",
  label: "differences of square-root incidence rates",
  scale: "difference of square-root rates",
  naturalScale: "difference of square-root rates",
  needsEvents: false,
  effect: (one: RateArm, other: RateArm) => ({
    value: Math.sqrt(one.events / one.time) - Math.sqrt(other.events / other.time),
    variance: 1 / (4 * one.time) + 1 / (4 * other.time),
  }),
  toNatural: (value: number) => value,
} as const;

const rateComparisons = [logRateRatio, rateDifference, squareRootRateDifference] as const;

/**
 * Compares incidence rates of two arms, experimental over (or minus) control: metafor's IRR, IRD and IRSD.
 * @param rows { id, label, experimental: { events, time }, control: { events, time } }.
 * @param options `kind`: `logRateRatio`, `rateDifference` or `squareRootRateDifference`; `correction` says which studies get 0.5 events in
 *   both arms: by default those with an arm without events, except for `squareRootRateDifference`, which needs none.
 * @throws InvalidInput as `measureRates` does.
 * @example
 * const arms = { experimental: { events: 4, time: 100 }, control: { events: 8, time: 100 } };
 * measureRateComparisons([{ id: "a", label: "A", ...arms }], { kind: "logRateRatio" }).rows[0].value; // log(1/2)
 */
export function measureRateComparisons(rows: readonly RateComparison[], options: MeasureOptions): GivenEffects {
  checkRows(rows, ({ experimental, control }, index) => [
    ...armFaultsBy(experimental, [index, "experimental"], "{ events, time }", rateArmFaults),
    ...armFaultsBy(control, [index, "control"], "{ events, time }", rateArmFaults),
  ]);
  const { kind, correction } = orThrow(checkWith(measureSchema, options));
  const { needsEvents, effect, ...measure } = partNamed(kind, rateComparisons, ["kind"]);
  const needs = rows.map((row) => needsEvents && (row.experimental.events === 0 || row.control.events === 0));
  const { added, words, without } = planCorrection(needs, correction);
  if (without.length > 0) throw new InvalidInput(without.map((index) => noEvents(rows[index]!.label, index)));
  const effects = rows.map(({ id, label, experimental, control }, index): Effect => {
    const extra = added[index]!;
    const corrected = (arm: RateArm): RateArm => ({ events: arm.events + extra, time: arm.time });
    return { id, label, ...effect(corrected(experimental), corrected(control)), corrected: extra > 0 };
  });
  return { measure, method: `${measure.label}, ${words}`, rows: effects };
}

function rateArmFaults({ events, time }: RateArm, path: readonly (string | number)[]) {
  return [...wholeFaults(events, 0, [...path, "events"]), ...numberFaults(time, "aboveZero", [...path, "time"])];
}

function noEvents(label: string, index: number) {
  const hint = "allow a correction, or use squareRootRateDifference";
  return { kind: "noEffect", path: [index], message: `${label} has an arm without events: no usable effect`, hint };
}
