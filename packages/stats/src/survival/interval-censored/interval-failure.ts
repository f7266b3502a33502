import type { IntervalMaximum } from "./climb-interval.ts";
import { baselineNames, effectOf, type IntervalModel } from "./interval-model.ts";

/** A parameter that the likelihood drives to infinity. */
export interface DrivenParameter {
  readonly name: string;
  readonly limit: "infinity" | "minusInfinity";
}

export type IntervalFailure =
  | {
      /** The likelihood rises for ever along a direction: no finite estimate exists. */
      readonly kind: "monotone";
      readonly reason: string;
      readonly towards: readonly DrivenParameter[];
    }
  | { readonly kind: "notConverged"; readonly reason: string };

/** The same in the user's parameters, whose covariates are neither centred nor scaled. */
export function describeFailure(
  failure: Exclude<IntervalMaximum, { kind: "converged" }>,
  model: IntervalModel,
  covariates: {
    readonly names: readonly string[];
    readonly centres: readonly number[];
    readonly spreads: readonly number[];
    /** Where baseline and slopes stand among the parameters. */
    readonly order: readonly number[];
  },
): IntervalFailure {
  if (failure.kind === "notConverged") return failure;
  const { names, centres, spreads, order } = covariates;
  const baseline = baselineNames(model);
  const turn = model.kind !== "piecewiseExponential" && effectOf(model) === "proportionalHazards" ? -1 : 1;
  const steps = order.map((at) => failure.direction[at]!);
  const slopes = steps.slice(baseline.length);
  // What the slopes do at the origin of the covariates, which is not their centre.
  const shift = slopes.reduce((sum, slope, s) => sum + (slope * centres[s]!) / spreads[s]!, 0);
  const most = steps.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const towards = [...baseline, ...names].flatMap((name, j): DrivenParameter[] => {
    const isIntercept = name !== "logScale" && j < baseline.length;
    const step = isIntercept ? steps[j]! - shift : steps[j]! * (j < baseline.length ? 1 : turn);
    if (Math.abs(step) < 1e-3 * most) return [];
    return [{ name, limit: step > 0 ? "infinity" : "minusInfinity" }];
  });
  const ways = towards.map(
    ({ name, limit }) => `${name} goes to ${limit === "infinity" ? "infinity" : "minus infinity"}`,
  );
  const reason = `no finite maximum: the likelihood never falls as ${ways.join(" and ")}`;
  return { kind: "monotone", reason, towards };
}
