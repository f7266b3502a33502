import { InvalidInput } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import type { ArmSizes, Rates } from "../analytic/exact-response-power.ts";
import { type ExactTest, probabilityOf, rejectionRegions } from "./exact-proportions.ts";
import { proportionsSampleSize } from "./proportions.ts";
import { noEffect, rateIssues, requestIssues, type SizeRequest } from "./request.ts";

export interface ExactSizeRequest extends SizeRequest {
  readonly test: ExactTest;
}

/** Exact power rises with the size in saw-teeth, so there are two answers. */
export interface ExactSampleSize {
  /** The smallest size with the power; a larger one may have less. */
  readonly smallest: ArmSizes & { readonly power: number };
  /** The smallest size from which on the power holds for every size tried. */
  readonly lasting: ArmSizes & { readonly power: number };
  /** Largest size per control arm that was tried. */
  readonly triedUpTo: number;
}

/**
 * Patients for an exact test of two proportions, by trying sizes: from 0.6 of the normal approximation's control arm, where no exact
 * test has the power yet, to 1.15 times that with continuity correction and 10 more. The experimental arm is rounded up.
 * @throws InvalidInput for equal rates, values that make no sense, or more than 2,000 patients per arm.
 * @example exactProportionsSampleSize({ control: 0.2, experimental: 0.3 }, { alpha: 0.025, sided: 1, power: 0.8, test: "fisher" }).smallest.control // 311
 */
export function exactProportionsSampleSize(rates: Rates, request: ExactSizeRequest): ExactSampleSize {
  const equal =
    rates.control === rates.experimental ? [noEffect("experimental", `both rates are ${rates.control}`)] : [];
  refuse([...requestIssues(request), ...rateIssues(rates), ...equal]);
  const { alpha, sided, power, allocationRatio = 1, test } = request;
  const corrected = proportionsSampleSize(rates, { ...request, continuity: "casagrandePikeSmith" });
  const from = Math.max(1, Math.floor(0.6 * proportionsSampleSize(rates, request).control));
  const to = Math.ceil(1.15 * corrected.control) + 10;
  if (Math.max(to, to * allocationRatio) > 2000) {
    const message = `about ${corrected.rounded.control} patients in the control arm are too many to count every table`;
    throw new InvalidInput([
      { kind: "outOfRange", path: ["experimental"], message, hint: "the normal approximation, proportionsSampleSize" },
    ]);
  }
  const powerAt = (control: number) => {
    const sizes = { control, experimental: Math.ceil(control * allocationRatio - 1e-9) };
    return { ...sizes, power: probabilityOf(rejectionRegions(rates, { alpha, sided, test, sizes })) };
  };
  const tried = Array.from({ length: to - from + 1 }, (_, i) => powerAt(from + i));
  const smallest = tried.find((each) => each.power >= power);
  const lastBelow = tried.findLastIndex((each) => each.power < power);
  const lasting = tried[lastBelow + 1];
  if (smallest === undefined || lasting === undefined) {
    const message = `no size up to ${to} in the control arm keeps power ${power}`;
    throw new InvalidInput([
      { kind: "notReachable", path: ["power"], message, hint: "less power, or the normal approximation" },
    ]);
  }
  return { smallest, lasting, triedUpTo: to };
}
