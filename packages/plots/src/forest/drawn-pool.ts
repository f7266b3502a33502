import type {
  HeterogeneityTest,
  Interval,
  MeanTest,
  Pooled,
  PooledEffect,
  PooledEstimate,
  Tau2,
} from "@rekindle/evidence";
import type { AxisScale } from "../axis/axis.ts";
import type { ValueStyle } from "../value-text.ts";
import type { ForestPool, FurtherPool } from "./forest-options.ts";

/** A study on the natural scale. */
export interface DrawnStudy {
  readonly id: string;
  readonly label: string;
  readonly estimate: number;
  readonly interval: Interval;
  /** On the scale of the model; absent for counts. */
  readonly standardError?: number;
  readonly weight?: number;
  readonly events?: number;
  readonly n?: number;
}

/** What is estimated: its name, how it is written, its usual axis, and the value of no effect. */
export interface Quantity {
  readonly name: string;
  readonly unit: ValueStyle["unit"];
  readonly scale: AxisScale;
  readonly noEffect?: number;
}

export type ModelKey = Pooled["model"] | "effects" | "further";

/** A pool of any kind as a forest plot shows it, on the natural scale. */
export interface DrawnPool {
  readonly model: ModelKey;
  readonly quantity: Quantity;
  readonly method: string;
  readonly studies: readonly DrawnStudy[];
  readonly mean: PooledEstimate;
  readonly prediction: PooledEstimate;
  readonly tau2?: Tau2;
  readonly heterogeneity?: HeterogeneityTest;
  readonly I2?: { readonly value: number };
  readonly test?: MeanTest;
  readonly events?: number;
  readonly n?: number;
  readonly warnings: readonly string[];
}

export function drawnPool(pooled: ForestPool): DrawnPool {
  return "model" in pooled ? ofRates(pooled) : ofEffects(pooled);
}

/** A pooled value without studies, of the same quantity as the pools it stands under. */
export function furtherPool({ mean, prediction, method }: FurtherPool, quantity: Quantity): DrawnPool {
  const none = { kind: "notEstimable", reason: "" } as const;
  return {
    model: "further",
    quantity,
    method: method ?? "",
    studies: [],
    mean,
    prediction: prediction ?? none,
    warnings: [],
  };
}

function ofRates(pooled: Pooled): DrawnPool {
  const { model, method, mean, prediction, tau2, heterogeneity, I2, events, n, warnings } = pooled;
  return {
    model,
    quantity: { name: "rates", unit: "percent", scale: "linear" },
    method,
    studies: pooled.studies.map(({ proportion, ...study }) => ({ ...study, estimate: proportion })),
    mean,
    prediction,
    ...(tau2 === undefined ? {} : { tau2 }),
    ...(heterogeneity === undefined ? {} : { heterogeneity }),
    ...(I2 === undefined ? {} : { I2 }),
    events,
    n,
    warnings,
  };
}

function ofEffects(pooled: PooledEffect): DrawnPool {
  const { measure, method, natural, tau2, heterogeneity, I2, test, warnings } = pooled;
  return {
    model: "effects",
    quantity: quantityOf(measure),
    method,
    studies: pooled.studies.map(({ id, label, standardError, weight, natural: own, interval }) => ({
      id,
      label,
      standardError,
      weight,
      estimate: own.value,
      interval: { ...interval, lower: own.lower, upper: own.upper },
    })),
    mean: natural.mean,
    prediction: natural.prediction,
    ...(tau2 === undefined ? {} : { tau2 }),
    ...(heterogeneity === undefined ? {} : { heterogeneity }),
    ...(I2 === undefined ? {} : { I2 }),
    ...(test === undefined ? {} : { test }),
    warnings,
  };
}

/** Ratios are even on a logarithmic axis; proportions are written as percentages. */
function quantityOf({ scale, naturalScale }: PooledEffect["measure"]): Quantity {
  if (/ratio/.test(naturalScale) && scale !== naturalScale)
    return { name: naturalScale, unit: "number", scale: "log", noEffect: 1 };
  if (/^(?:proportion|survival|rate)$/.test(naturalScale))
    return { name: naturalScale, unit: "percent", scale: "linear" };
  if (/difference/.test(naturalScale)) return { name: naturalScale, unit: "number", scale: "linear", noEffect: 0 };
  return { name: naturalScale, unit: "number", scale: "linear" };
}
