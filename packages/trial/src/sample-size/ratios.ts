import { log } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import type { Rates } from "../analytic/exact-response-power.ts";
import {
  noEffect,
  quantilesOf,
  rateIssues,
  requestIssues,
  type SampleSize,
  type SizeRequest,
  sizesOf,
} from "./request.ts";

/**
 * Patients to compare two rates by the log of their odds ratio, with the pooled rate under the null hypothesis:
 * n₀ = (z_α √((1 + 1/r) / (p̄ q̄)) + z_power √(1 / (p₀ q₀) + 1 / (r p₁ q₁)))² / log² OR, as gsDesign's `nBinomial(scale = "OR")`.
 * @throws InvalidInput for equal rates, rates of 0 or 1, or a level or power that makes no sense.
 * @example oddsRatioSampleSize({ control: 0.1, experimental: 0.15 }, { alpha: 0.025, sided: 1, power: 0.9 }).total // 1821.30
 */
export function oddsRatioSampleSize(rates: Rates, request: SizeRequest): SampleSize {
  const { control: p0, experimental: p1 } = rates;
  const isInside = p0 > 0 && p0 < 1 && p1 > 0 && p1 < 1;
  const edge = isInside
    ? []
    : [
        {
          kind: "outOfRange",
          path: ["rates"],
          message: `rates ${p0} and ${p1} have no odds ratio`,
          hint: "above 0 and below 1",
        },
      ];
  const none = p0 === p1 ? [noEffect("experimental", `both rates are ${p0}`)] : [];
  refuse([...requestIssues(request), ...rateIssues(rates), ...edge, ...none]);
  const { allocationRatio: r = 1 } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const pooled = (p0 + r * p1) / (1 + r);
  const ofNull = (1 + 1 / r) / (pooled * (1 - pooled));
  const alternative = 1 / (p0 * (1 - p0)) + 1 / (r * p1 * (1 - p1));
  const root = (zAlpha * Math.sqrt(ofNull) + zPower * Math.sqrt(alternative)) / log((p1 * (1 - p0)) / (p0 * (1 - p1)));
  return sizesOf(root * root, r);
}
