import { holds, oneOf, type Requirement } from "../../arguments.ts";
import { log } from "../../elementary/log.ts";
import { centreAndSpread } from "../cox/cox-columns.ts";
import { type IntervalLikelihood, locationScaleLikelihood, piecewiseLikelihood } from "./interval-likelihood.ts";
import type { IntervalSample } from "./interval-sample.ts";

/**
 * What a coefficient multiplies. `acceleratedTime`: log T = intercept + x'b + scale Z, so exp(b) is a ratio of times, above 1 where
 * events come later. `proportionalHazards`: exp(b) is a hazard ratio; for Weibull b is minus the other divided by the scale. Log-logistic
 * and log-normal times have no proportional hazards. `piecewiseExponential` has constant hazards between its cuts and proportional
 * hazards; an event at a cut belongs to the piece that ends there.
 */
export type IntervalModel =
  | { readonly kind: "weibull" | "exponential"; readonly effect: "acceleratedTime" | "proportionalHazards" }
  | { readonly kind: "logLogistic" | "logNormal" }
  | { readonly kind: "piecewiseExponential"; readonly cuts: readonly number[] };

const kinds = ["weibull", "exponential", "logLogistic", "logNormal", "piecewiseExponential"];

export function checkModel(model: IntervalModel): Requirement[] {
  const isHazard = model.kind === "weibull" || model.kind === "exponential";
  const cuts = model.kind === "piecewiseExponential" ? model.cuts : [];
  return [
    oneOf("model", model.kind, kinds),
    isHazard ? oneOf("effect", model.effect, ["acceleratedTime", "proportionalHazards"]) : undefined,
    holds(
      cuts.every((cut, k) => cut > (cuts[k - 1] ?? 0) && cut < Infinity),
      "cuts",
      `${cuts.join(", ")} are no cuts`,
      "must be finite, above 0 and rising",
    ),
  ];
}

export function effectOf(model: IntervalModel): "acceleratedTime" | "proportionalHazards" {
  if (model.kind === "weibull" || model.kind === "exponential") return model.effect;
  return model.kind === "piecewiseExponential" ? "proportionalHazards" : "acceleratedTime";
}

export function baselineNames(model: IntervalModel): readonly string[] {
  if (model.kind === "piecewiseExponential") return [...model.cuts, 0].map((_, k) => `logHazard${k + 1}`);
  return model.kind === "exponential" ? ["intercept"] : ["intercept", "logScale"];
}

/** Where log scale stands among the parameters, or -1 where there is none. */
export function scaleAt(model: IntervalModel, slopes: number): number {
  return model.kind === "exponential" || model.kind === "piecewiseExponential" ? -1 : slopes + 1;
}

/** Where baseline and slopes stand in the parameters of the likelihood. */
export function placement(
  model: IntervalModel,
  baseline: number,
  slopes: number,
): { readonly baseline: number[]; readonly slopes: number[] } {
  const isPiecewise = model.kind === "piecewiseExponential";
  const after = isPiecewise ? baseline : 1;
  return {
    baseline: Array.from({ length: baseline }, (_, j) => (isPiecewise || j === 0 ? j : slopes + 1)),
    slopes: Array.from({ length: slopes }, (_, j) => after + j),
  };
}

export function likelihoodOf(
  sample: IntervalSample,
  x: Float64Array,
  columns: number,
  model: IntervalModel,
): IntervalLikelihood {
  switch (model.kind) {
    case "piecewiseExponential":
      return piecewiseLikelihood(sample, x, columns, model.cuts);
    case "logLogistic":
      return locationScaleLikelihood(sample, x, columns, "logistic", true);
    case "logNormal":
      return locationScaleLikelihood(sample, x, columns, "normal", true);
    default:
      return locationScaleLikelihood(sample, x, columns, "extremeValue", model.kind === "weibull");
  }
}

/** Mean and spread of the logarithms of rough times. */
export function startOf({ left, right }: IntervalSample, model: IntervalModel): Float64Array {
  const logs = Float64Array.from(left, (from, i) => {
    const to = right[i]!;
    return log(to === Infinity ? (from === 0 ? 1 : from) : (from + to) / 2);
  });
  const { centre, spread } = centreAndSpread(logs);
  if (model.kind === "piecewiseExponential") return new Float64Array(model.cuts.length + 1).fill(-centre);
  return model.kind === "exponential" ? Float64Array.of(centre) : Float64Array.of(centre, log(Math.max(0.05, spread)));
}
