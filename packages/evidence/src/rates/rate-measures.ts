import { exp, log } from "@rekindle/stats";

/** Events over a follow-up in person-time, perhaps with a correction added to the events. */
export interface RateScale<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  readonly scale: string;
  /** Whether a study without events has no usable effect. */
  readonly needsEvents: boolean;
  effect(events: number, time: number): { readonly value: number; readonly variance: number };
  /** From the scale to events per unit of time; `harmonicMeanTime` only matters to the double square root. */
  toNatural(value: number, harmonicMeanTime: number): number;
  readonly warning?: string;
}

/** log(events / time) with variance 1 / events: metafor's IRLN. */
const logRate: RateScale<"logRate"> = {
  kind: "logRate",
  label: "log incidence rates",
  scale: "log incidence rate",
  needsEvents: true,
  effect: (events, time) => ({ value: log(events / time), variance: 1 / events }),
  toNatural: (value) => exp(value),
};

/** events / time with variance events / time²: IR. */
const rawRate: RateScale<"rawRate"> = {
  kind: "rawRate",
  label: "raw incidence rates",
  scale: "incidence rate",
  needsEvents: true,
  effect: (events, time) => ({ value: events / time, variance: events / (time * time) }),
  toNatural: (value) => Math.max(0, value),
};

/** sqrt(events / time) with variance 1 / (4 time): IRS. */
const squareRootRate: RateScale<"squareRootRate"> = {
  kind: "squareRootRate",
  label: "square-root incidence rates",
  scale: "square root of the incidence rate",
  needsEvents: false,
  effect: (events, time) => ({ value: Math.sqrt(events / time), variance: 1 / (4 * time) }),
  toNatural: (value) => (value > 0 ? value * value : 0),
};

/** Freeman and Tukey's (1950) double square root, halved, with variance 1 / (4 time): IRFT. */
const freemanTukeyRate: RateScale<"freemanTukeyRate"> = {
  kind: "freemanTukeyRate",
  label: "Freeman-Tukey double square-root incidence rates",
  scale: "double square root of the incidence rate",
  needsEvents: false,
  effect: (events, time) => ({
    value: 0.5 * (Math.sqrt(events / time) + Math.sqrt((events + 1) / time)),
    variance: 1 / (4 * time),
  }),
  toNatural: (value, time) => {
    // 2 value = √r + √(r + 1/t), so √r = value − 1 / (4 t value); below its least value the rate is 0
    const root = value - 1 / (4 * time * value);
    return value > 0 && root > 0 ? root * root : 0;
  },
  warning:
    "Freeman-Tukey: the back-transformation uses the harmonic mean of the follow-up times and can mislead where they differ; a log rate needs none",
};

/** The scales that `measureRates` knows by name. */
export const rateScales = [logRate, rawRate, squareRootRate, freemanTukeyRate] as const;
