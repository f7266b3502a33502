import { type Issue, log } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { noEffect, quantilesOf, requestIssues, type SampleSize, type SizeRequest, sizesOf } from "./request.ts";

/** Negative binomial counts, such as adverse events of a patient over a period. */
export interface CountTruth {
  /** Events per unit of time in the control arm. */
  readonly controlRate: number;
  /** Experimental over control. */
  readonly rateRatio: number;
  /** Variance = mean + dispersion · mean²; 0 for Poisson counts. */
  readonly dispersion: number;
  /** Time each patient is observed, in the rate's unit. */
  readonly exposure: number;
}

export interface CountsConvention {
  /** Variance under the null hypothesis: with the control's rate, the true rates, or the maximum likelihood rate of both (default). */
  readonly nullVariance?: "control" | "alternative" | "maximumLikelihood";
}

/**
 * Patients to compare rates of negative binomial counts: n₀ = (z_α √V₀ + z_power √V₁)² / log² RR.
 * Source: H. Zhu, H. Lakkis, Stat. Med. 33 (2014) 376-387, doi:10.1002/sim.5947, methods 1 to 3.
 * @throws InvalidInput for a rate ratio of 1, or values that make no sense.
 * @example countsSampleSize({ controlRate: 0.8, rateRatio: 0.85, dispersion: 0.4, exposure: 0.75 }, { alpha: 0.05, sided: 2, power: 0.8 }).rounded.control // 1311
 */
export function countsSampleSize(truth: CountTruth, request: SizeRequest & CountsConvention): SampleSize {
  refuse([...requestIssues(request), ...truthIssues(truth), ...conventionIssues(request)]);
  const { controlRate, rateRatio, dispersion, exposure } = truth;
  const { allocationRatio: r = 1, nullVariance = "maximumLikelihood" } = request;
  const experimentalRate = controlRate * rateRatio;
  const variance = (rate0: number, rate1: number): number =>
    (1 / rate0 + 1 / (r * rate1)) / exposure + (dispersion * (1 + r)) / r;
  const alternative = variance(controlRate, experimentalRate);
  const pooled = (controlRate + r * experimentalRate) / (1 + r);
  const byMethod = {
    control: variance(controlRate, controlRate),
    alternative,
    maximumLikelihood: variance(pooled, pooled),
  };
  const { zAlpha, zPower } = quantilesOf(request);
  const root = (zAlpha * Math.sqrt(byMethod[nullVariance]) + zPower * Math.sqrt(alternative)) / log(rateRatio);
  return sizesOf(root * root, r);
}

function truthIssues({ controlRate, rateRatio, dispersion, exposure }: CountTruth): Issue[] {
  const isPositive = (value: number): boolean => value > 0 && value < Infinity;
  return [
    ...unless(isPositive(controlRate), ["controlRate"], `control rate ${controlRate}`, "above 0"),
    ...unless(isPositive(rateRatio), ["rateRatio"], `rate ratio ${rateRatio}`, "above 0"),
    ...(rateRatio === 1 ? [noEffect("rateRatio", "the rate ratio is 1")] : []),
    ...unless(dispersion >= 0 && dispersion < Infinity, ["dispersion"], `dispersion ${dispersion}`, "0 or more"),
    ...unless(isPositive(exposure), ["exposure"], `exposure ${exposure}`, "above 0"),
  ];
}

function conventionIssues({ nullVariance = "maximumLikelihood" }: CountsConvention): Issue[] {
  const allowed = ["control", "alternative", "maximumLikelihood"];
  return unless(allowed.includes(nullVariance), ["nullVariance"], `nullVariance ${nullVariance}`, allowed.join(", "));
}
