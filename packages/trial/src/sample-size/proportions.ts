import { type Issue, standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import type { ArmSizes, Rates } from "../analytic/exact-response-power.ts";
import {
  type LevelRequest,
  levelIssues,
  noEffect,
  quantilesOf,
  rateIssues,
  requestIssues,
  type SampleSize,
  sizeIssues,
  type SizeRequest,
  sizesOf,
} from "./request.ts";
import { restrictedRates } from "./restricted-rates.ts";

export interface ProportionsConvention {
  /**
   * Difference of the rates, experimental minus control, under the null hypothesis; 0 when left out. Below 0 for the non-inferiority
   * of a higher rate, such as -0.1.
   */
  readonly margin?: number;
  /**
   * Standard error under the null hypothesis: of the pooled rate (rpact, R), which with a margin is that of the rates restricted to it
   * (Farrington-Manning); or the same as under the alternative.
   */
  readonly variance?: "pooled" | "unpooled";
  /** `casagrandePikeSmith`: the continuity correction that brings the size near that of Fisher's exact test. */
  readonly continuity?: "none" | "casagrandePikeSmith";
}

interface NullHypothesis {
  readonly margin: number;
  readonly variance: "pooled" | "unpooled";
}

/** Standard errors times √n₀, under the null and the alternative hypothesis; r experimental per control patient. */
export function spreads(rates: Rates, r: number, { margin, variance }: NullHypothesis) {
  const spread = ({ control, experimental }: Rates) => {
    return Math.sqrt((experimental * (1 - experimental)) / r + control * (1 - control));
  };
  const alternative = spread(rates);
  if (variance === "unpooled") return { ofNull: alternative, alternative };
  if (margin !== 0) return { ofNull: spread(restrictedRates(rates, { margin, allocationRatio: r })), alternative };
  const pooled = (rates.control + r * rates.experimental) / (1 + r);
  return { ofNull: Math.sqrt(pooled * (1 - pooled) * (1 + 1 / r)), alternative };
}

/** What is wrong with a margin. */
function marginIssues(margin: number): Issue[] {
  if (margin > -1 && margin < 1) return [];
  return [
    {
      kind: "outOfRange",
      path: ["margin"],
      message: `margin ${margin}`,
      hint: "a difference of rates, between -1 and 1",
    },
  ];
}

/**
 * Patients to compare two proportions by the z test, normal approximation.
 *
 * n₀ = ((z_α σ₀ + z_power σ₁) / (p₁ - p₀ - margin))², with σ₀ from the pooled (or restricted) rates or equal to σ₁. Fleiss, Levin,
 * Paik (2003), equation 4.14, doi:10.1002/0471445428; with a margin, Farrington, Manning (1990), doi:10.1002/sim.4780091208. The same
 * as rpact's `getSampleSizeRates` and R's `power.prop.test`. Continuity correction: Casagrande, Pike, Smith, Biometrics 34 (1978)
 * 483-486, doi:10.2307/2530613; for unequal arms Fleiss, Tytun, Ury (1980), doi:10.2307/2529990.
 * @throws InvalidInput for rates that differ by the margin, or a level, power or margin that makes no sense.
 * @example proportionsSampleSize({ control: 0.2, experimental: 0.4 }, { alpha: 0.025, sided: 1, power: 0.8 }).total // 162.448
 */
export function proportionsSampleSize(rates: Rates, request: SizeRequest & ProportionsConvention): SampleSize {
  const { allocationRatio: r = 1, variance = "pooled", continuity = "none", margin = 0 } = request;
  const difference = Math.abs(rates.experimental - rates.control - margin);
  const said = margin === 0 ? `both rates are ${rates.control}` : `the rates differ by the margin ${margin}`;
  const equal = difference < 1e-12 ? [noEffect("experimental", said)] : [];
  refuse([...requestIssues(request), ...rateIssues(rates), ...marginIssues(margin), ...equal]);
  const { zAlpha, zPower } = quantilesOf(request);
  const { ofNull, alternative } = spreads(rates, r, { margin, variance });
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
  request: LevelRequest & Omit<ProportionsConvention, "continuity"> & { readonly sizes: ArmSizes },
): number {
  const { sizes, alpha, sided, variance = "pooled", margin = 0 } = request;
  refuse([...levelIssues(request), ...rateIssues(rates), ...marginIssues(margin), ...sizeIssues(sizes)]);
  const { ofNull, alternative } = spreads(rates, sizes.experimental / sizes.control, { margin, variance });
  const shift = Math.abs(rates.experimental - rates.control - margin) * Math.sqrt(sizes.control);
  const distance = shift - standardNormalIsf(alpha / sided) * ofNull;
  if (alternative === 0) return distance >= 0 ? 1 : 0;
  return standardNormalCdf(distance / alternative);
}
