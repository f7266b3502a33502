import { standardNormalCdf, standardNormalIsf, studentT, type Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import type { MeanEffect, MeansConvention } from "./means.ts";
import { nonCentralTSf } from "./non-central-t.ts";
import { type LevelRequest, levelIssues, noEffect, quantilesOf, requestIssues, type SizeRequest } from "./request.ts";
import { searchRoot } from "../search-root.ts";

/** A single group, or pairs: its size before and after rounding up. */
export interface GroupSize {
  readonly patients: number;
  readonly rounded: number;
}

/**
 * Power of the one-sample or paired t (or z) test in the direction of the effect; of pairs, the standard deviation is that of the
 * differences. As R's `power.t.test(type = "paired", strict = FALSE)`.
 * @throws InvalidInput for a size that leaves no degrees of freedom, or values that make no sense.
 * @example oneSampleMeansPower({ difference: 0.5, standardDeviation: 2 }, { patients: 170, alpha: 0.05, sided: 2 }) // 0.8999
 */
export function oneSampleMeansPower(
  effect: MeanEffect,
  request: LevelRequest & MeansConvention & { readonly patients: number },
): number {
  const { patients, test = "t" } = request;
  const least = test === "t" ? 1 : 0;
  refuse([
    ...levelIssues(request),
    ...effectIssues(effect),
    ...unless(patients > least && patients < Infinity, ["patients"], `${patients} patients`, `more than ${least}`),
  ]);
  return powerAt(effect, request, patients);
}

/**
 * Patients, or pairs, for the one-sample or paired t (or z) test; not rounded.
 * @throws InvalidInput for no difference, or values that make no sense.
 * @example oneSampleMeansSampleSize({ difference: 0.5, standardDeviation: 2 }, { alpha: 0.05, sided: 2, power: 0.9 }).patients // 170.0511
 */
export function oneSampleMeansSampleSize(
  effect: MeanEffect,
  request: Omit<SizeRequest, "allocationRatio"> & MeansConvention,
): GroupSize {
  const none = effect.difference === 0 ? [noEffect("difference", "the difference is 0")] : [];
  refuse([...requestIssues(request), ...effectIssues(effect), ...none]);
  const { zAlpha, zPower } = quantilesOf(request);
  const root = ((zAlpha + zPower) * effect.standardDeviation) / effect.difference;
  const byZ = root * root;
  const patients = request.test === "z" ? byZ : byT(effect, request, byZ);
  return { patients, rounded: Math.ceil(patients - 1e-9) };
}

function byT(effect: MeanEffect, request: Omit<SizeRequest, "allocationRatio"> & MeansConvention, byZ: number): number {
  const excess = (n: number): number => powerAt(effect, request, n) - request.power;
  let to = byZ + 10;
  while (excess(to) < 0) to *= 2;
  const from = Math.max(1.001, 0.5 * byZ);
  if (excess(from) > 0) return from;
  return searchRoot(excess, { from, to, tolerance: 1e-10, sought: "the size" });
}

function powerAt(
  { difference, standardDeviation }: MeanEffect,
  request: LevelRequest & MeansConvention,
  n: number,
): number {
  const shift = (Math.abs(difference) / standardDeviation) * Math.sqrt(n);
  const level = request.alpha / request.sided;
  if (request.test === "z") return standardNormalCdf(shift - standardNormalIsf(level));
  return nonCentralTSf(studentT({ df: n - 1 }).isf(level), n - 1, shift);
}

function effectIssues({ difference, standardDeviation: sd }: MeanEffect): Issue[] {
  return [
    ...unless(Number.isFinite(difference), ["difference"], `difference ${difference}`, "a finite number"),
    ...unless(sd > 0 && sd < Infinity, ["standardDeviation"], `standard deviation ${sd}`, "above 0"),
  ];
}
