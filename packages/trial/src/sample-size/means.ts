import { type Issue, standardNormalCdf, standardNormalIsf, studentT } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import type { ArmSizes } from "../analytic/exact-response-power.ts";
import { nonCentralTSf } from "./non-central-t.ts";
import {
  type LevelRequest,
  levelIssues,
  noEffect,
  quantilesOf,
  requestIssues,
  type SampleSize,
  sizeIssues,
  type SizeRequest,
  sizesOf,
} from "./request.ts";
import { searchRoot } from "../search-root.ts";

/** Difference of two means and the standard deviation of a patient, both in the outcome's unit. */
export interface MeanEffect {
  readonly difference: number;
  readonly standardDeviation: number;
}

export interface MeansConvention {
  /** `t`: the t test with its estimated standard deviation. `z`: as if it were known. */
  readonly test?: "t" | "z";
}

/**
 * Power of the two-sample t (or z) test in the direction of the effect. The other side of a two-sided test is left out, as in R's
 * `power.t.test(strict = FALSE)`.
 * @example meansPower({ difference: 1, standardDeviation: 1 }, { sizes: { control: 20, experimental: 20 }, alpha: 0.05, sided: 2 }) // 0.8689528
 */
export function meansPower(
  effect: MeanEffect,
  request: LevelRequest & MeansConvention & { readonly sizes: ArmSizes },
): number {
  refuse([...levelIssues(request), ...effectIssues(effect), ...sizeIssues(request.sizes)]);
  const { control: n0, experimental: n1 } = request.sizes;
  const shift = Math.abs(effect.difference) / effect.standardDeviation / Math.sqrt(1 / n1 + 1 / n0);
  const level = request.alpha / request.sided;
  if (request.test === "z") return standardNormalCdf(shift - standardNormalIsf(level));
  const degrees = n1 + n0 - 2;
  if (!(degrees > 0))
    refuse([
      {
        kind: "outOfRange",
        path: ["sizes"],
        message: `${n0} and ${n1} patients leave no degrees of freedom`,
        hint: "more than two patients",
      },
    ]);
  return nonCentralTSf(studentT({ df: degrees }).isf(level), degrees, shift);
}

/**
 * Patients to compare two means. By `z`, n₀ = (1 + 1/r)((z_α + z_power) σ / δ)²; by `t`, the size (not rounded) at which the t test
 * has the power. The same as rpact's `getSampleSizeMeans` and R's `power.t.test`.
 * @throws InvalidInput for no difference, or a level or power that makes no sense.
 * @example meansSampleSize({ difference: 1, standardDeviation: 2 }, { alpha: 0.05, sided: 2, power: 0.8 }).total // 127.5315684
 */
export function meansSampleSize(effect: MeanEffect, request: SizeRequest & MeansConvention): SampleSize {
  const none = effect.difference === 0 ? [noEffect("difference", "the difference is 0")] : [];
  refuse([...requestIssues(request), ...effectIssues(effect), ...none]);
  const { allocationRatio: r = 1, power } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const root = ((zAlpha + zPower) * effect.standardDeviation) / effect.difference;
  const byZ = (1 + 1 / r) * root * root;
  if (request.test === "z") return sizesOf(byZ, r);
  const excess = (n: number) => meansPower(effect, { ...request, sizes: { control: n, experimental: n * r } }) - power;
  const least = (2 + 1e-3) / (1 + r);
  if (excess(least) >= 0) return sizesOf(least, r);
  let most = byZ + 4;
  while (excess(most) < 0) most *= 2;
  const found = searchRoot(excess, { from: least, to: most, tolerance: 1e-11, sought: "the size" });
  return sizesOf(found, r);
}

function effectIssues({ difference, standardDeviation }: MeanEffect): Issue[] {
  const issues: Issue[] = [];
  if (!Number.isFinite(difference))
    issues.push({ kind: "notFinite", path: ["difference"], message: `difference ${difference}` });
  if (!(standardDeviation > 0 && standardDeviation < Infinity)) {
    const message = `standard deviation ${standardDeviation}`;
    issues.push({ kind: "outOfRange", path: ["standardDeviation"], message, hint: "above 0" });
  }
  return issues;
}
