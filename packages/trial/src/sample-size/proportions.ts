import { standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import type { ArmSizes, Rates } from "../analytic/exact-response-power.ts";
import {
  type LevelRequest,
  levelIssues,
  noEffect,
  quantilesOf,
  rateIssues,
  refuse,
  requestIssues,
  type SampleSize,
  type SizeRequest,
  sizesOf,
} from "./request.ts";

export interface ProportionsConvention {
  /** Standard error under the null hypothesis: of the pooled rate (rpact, R), or the same as under the alternative. */
  readonly variance?: "pooled" | "unpooled";
  /** `casagrandePikeSmith`: the continuity correction that brings the size near that of Fisher's exact test. */
  readonly continuity?: "none" | "casagrandePikeSmith";
}

/** Standard errors times √n₀, under the null and the alternative hypothesis; r experimental per control patient. */
function spreads({ control: p0, experimental: p1 }: Rates, r: number, variance: "pooled" | "unpooled") {
  const pooled = (p0 + r * p1) / (1 + r);
  const alternative = Math.sqrt((p1 * (1 - p1)) / r + p0 * (1 - p0));
  const ofNull = variance === "pooled" ? Math.sqrt(pooled * (1 - pooled) * (1 + 1 / r)) : alternative;
  return { ofNull, alternative };
}

/**
 * Patients to compare two proportions by the z test, normal approximation.
 *
 * n₀ = ((z_α σ₀ + z_power σ₁) / (p₁ - p₀))², with σ₀ from the pooled rate or equal to σ₁. Fleiss, Levin, Paik (2003), equation 4.14,
 * doi:10.1002/0471445428; the same as rpact's `getSampleSizeRates` and R's `power.prop.test`. Continuity correction: Casagrande,
 * Pike, Smith, Biometrics 34 (1978) 483-486, doi:10.2307/2530613; for unequal arms Fleiss, Tytun, Ury (1980), doi:10.2307/2529990.
 * @throws InvalidInput for equal rates, or a level or power that makes no sense.
 * @example proportionsSampleSize({ control: 0.2, experimental: 0.4 }, { alpha: 0.025, sided: 1, power: 0.8 }).total // 162.448
 */
export function proportionsSampleSize(rates: Rates, request: SizeRequest & ProportionsConvention): SampleSize {
  const equal =
    rates.control === rates.experimental ? [noEffect("experimental", `both rates are ${rates.control}`)] : [];
  refuse([...requestIssues(request), ...rateIssues(rates), ...equal]);
  const { allocationRatio: r = 1, variance = "pooled", continuity = "none" } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const { ofNull, alternative } = spreads(rates, r, variance);
  const difference = Math.abs(rates.experimental - rates.control);
  const root = (zAlpha * ofNull + zPower * alternative) / difference;
  const n = root * root;
  if (continuity === "none") return sizesOf(n, r);
  const grown = 1 + Math.sqrt(1 + (2 * (r + 1)) / (n * r * difference));
  return sizesOf((n * grown * grown) / 4, r);
}

/**
 * Power of the z test of two proportions by the normal approximation, in the direction of the effect (the other side of a two-sided
 * test is left out, as in R's `power.prop.test` and rpact).
 * @example proportionsPower({ control: 0.5, experimental: 0.75 }, { sizes: { control: 50, experimental: 50 }, alpha: 0.05, sided: 2 }) // 0.7401659
 */
export function proportionsPower(
  rates: Rates,
  request: LevelRequest & { readonly sizes: ArmSizes; readonly variance?: "pooled" | "unpooled" },
): number {
  refuse([...levelIssues(request), ...rateIssues(rates)]);
  const { sizes, alpha, sided, variance = "pooled" } = request;
  const { ofNull, alternative } = spreads(rates, sizes.experimental / sizes.control, variance);
  const shift = Math.abs(rates.experimental - rates.control) * Math.sqrt(sizes.control);
  const distance = shift - standardNormalIsf(alpha / sided) * ofNull;
  if (alternative === 0) return distance >= 0 ? 1 : 0;
  return standardNormalCdf(distance / alternative);
}
