import type { CorrectionOptions, PoolOptions } from "@rekindle/evidence";
import type { SheetMethod } from "./method-names.ts";
import type { SheetPoolOptions } from "./sheet-pool.ts";

/** Checked options, with the measure and the method that they mean. */
export interface PoolPlan {
  readonly measure: string;
  readonly method: SheetMethod;
  readonly options: SheetPoolOptions;
}

/** How rates of one arm are pooled. */
export function rateChoices(plan: PoolPlan): PoolOptions {
  const { method, measure, options } = plan;
  if (method.kind === "betaBinomial") return { model: "betaBinomial", ...levelOf(options) };
  if (method.kind !== "inverseVariance")
    return { model: "binomialNormal", ...levelOf(options), ...named("prediction", options.prediction) };
  const correction = options.correction as CorrectionOptions | undefined;
  const own = { kind: measure, ...(correction === undefined ? {} : { correction }) };
  return { model: "inverseVariance", measure: own, ...effectChoices(plan) };
}

/** How effects are pooled. */
export function effectChoices({ method, options }: PoolPlan) {
  const tau2 = method.kind === "inverseVariance" ? { tau2: { kind: method.tau2 } } : {};
  return {
    ...tau2,
    ...named("interval", options.interval),
    ...named("tau2Interval", options.tau2Interval),
    ...named("prediction", options.prediction),
    ...levelOf(options),
  };
}

/** How they are regressed: a common effect leaves nothing for the t and F tests to scale. */
export function regressionChoices(plan: PoolPlan) {
  const { prediction: _prediction, ...choices } = effectChoices(plan);
  const { permutations } = plan.options;
  const isCommon = plan.method.kind === "inverseVariance" && plan.method.tau2 === "commonEffect";
  return {
    ...(isCommon ? { interval: { kind: "wald" } } : {}),
    ...choices,
    ...(permutations === undefined ? {} : { permutations }),
  };
}

/** `{ interval: { kind } }`, or nothing. */
export function named<const Key extends string>(key: Key, kind: string | undefined) {
  type Choice = { readonly [Name in Key]?: { readonly kind: string } };
  return (kind === undefined ? {} : { [key]: { kind } }) as Choice;
}

export function levelOf({ level }: SheetPoolOptions) {
  return level === undefined ? {} : { level };
}
