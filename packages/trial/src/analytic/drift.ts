import { log } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { spreads } from "../sample-size/proportions.ts";
import { rateIssues, sizeIssues } from "../sample-size/request.ts";
import type { AnalysisPlan } from "../design.ts";
import { crossingProbabilities } from "../canonical/crossing-probabilities.ts";
import type { Rates, StageProbabilities } from "./exact-response-power.ts";

/** Patients per arm at the end. */
interface Sizes {
  readonly control: number;
  readonly experimental: number;
}

/**
 * Mean of z at the end for two proportions, by the normal approximation.
 *
 * `unpooled`: δ / σ with σ² = p₁(1 - p₁)/n₁ + p₀(1 - p₀)/n₀. `pooled`: δ / σ + c (1 - σ₀ / σ), where σ₀ is the standard error under
 * equality and c the fixed design's critical value, so that a fixed design has power Φ((δ - c σ₀) / σ): Fleiss, Levin, Paik (2003),
 * equation 4.14; rpact's `getPowerRates` has the same convention. With a margin, δ is the difference less the margin and σ₀ that of the
 * rates restricted to it.
 */
export function responseDrift(
  rates: Rates,
  options: {
    readonly sizes: Sizes;
    readonly variance: "pooled" | "unpooled";
    readonly critical: number;
    readonly margin?: number;
  },
): number {
  const { sizes, variance, critical, margin = 0 } = options;
  refuse([...rateIssues(rates), ...sizeIssues(sizes)]);
  const { ofNull, alternative } = spreads(rates, sizes.experimental / sizes.control, { margin, variance });
  const effect = rates.experimental - rates.control - margin;
  const side = effect < 0 ? -1 : 1;
  return (effect * Math.sqrt(sizes.control)) / alternative + side * critical * (1 - ofNull / alternative);
}

/** A stratum's share of the patients and its response rates. */
export interface WeightedRates extends Rates {
  readonly weight: number;
}

/**
 * Mean of the Cochran-Mantel-Haenszel z at the end, by the normal approximation in the convention of `responseDrift`: excess
 * Σ h (p₁ - p₀), null variance Σ h p (1 - p) and variance Σ h² (p₁(1 - p₁)/n₁ + p₀(1 - p₀)/n₀), h = n₁n₀/n within strata.
 */
export function stratifiedResponseDrift(
  strata: readonly WeightedRates[],
  options: { readonly sizes: Sizes; readonly critical: number },
): number {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  let excess = 0;
  let nullVariance = 0;
  let variance = 0;
  for (const { weight, control: p0, experimental: p1 } of strata) {
    const n0 = (options.sizes.control * weight) / total;
    const n1 = (options.sizes.experimental * weight) / total;
    const h = (n1 * n0) / (n1 + n0);
    const p = (n1 * p1 + n0 * p0) / (n1 + n0);
    excess += h * (p1 - p0);
    nullVariance += h * p * (1 - p);
    variance += h * h * ((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0);
  }
  const sigma = Math.sqrt(variance);
  const side = excess < 0 ? -1 : 1;
  return excess / sigma + side * options.critical * (1 - Math.sqrt(nullVariance) / sigma);
}

/**
 * Mean of the log-rank z, positive for fewer events on the experimental arm: -log(HR) √(d r / (1 + r)²) with d events and r
 * experimental patients per control patient. Schoenfeld, Biometrika 68 (1981) 316-319, doi:10.1093/biomet/68.1.316.
 * @throws InvalidInput for a hazard ratio, events or a ratio that make no sense.
 */
export function logRankDrift(
  hazardRatio: number,
  options: { readonly events: number; readonly allocationRatio: number },
): number {
  const r = options.allocationRatio;
  refuse([
    ...unless(hazardRatio > 0 && hazardRatio < Infinity, ["hazardRatio"], `hazard ratio ${hazardRatio}`, "above 0"),
    ...unless(options.events >= 0 && options.events < Infinity, ["events"], `${options.events} events`, "0 or more"),
    ...unless(r > 0 && r < Infinity, ["allocationRatio"], `allocation ratio ${r}`, "above 0"),
  ]);
  return (-log(hazardRatio) * Math.sqrt(options.events * r)) / (1 + r);
}

/** Stage-wise probabilities of a plan when z has the canonical joint law with this drift. The plan decides on the last look alone. */
export function canonicalPower(
  plan: AnalysisPlan,
  options: { readonly drift: number; readonly informationRates?: readonly number[] },
): StageProbabilities {
  const { looks } = plan;
  const last = looks.length - 1;
  const upper = looks.map((look) => look.efficacyBoundary ?? Infinity);
  // Harm and futility share the lower side; harm lies below futility where a look has both.
  const lower = looks.map((look, k) =>
    k === last ? lowest(look.harmBoundary) : highest(look.harmBoundary, look.futilityBoundary),
  );
  const information = options.informationRates ?? looks.map((look) => look.informationRate);
  const crossed = crossingProbabilities({ information, lower, upper }, { drift: options.drift });
  const isHarm = looks.map((look) => look.harmBoundary !== undefined);
  return {
    efficacy: crossed.upper,
    harm: crossed.lower.map((p, k) => (isHarm[k] ? p : 0)),
    futility: crossed.lower.map((p, k) => (isHarm[k] ? 0 : p)),
  };
}

function lowest(boundary: number | undefined): number {
  return boundary ?? -Infinity;
}

function highest(harm: number | undefined, futility: number | undefined): number {
  return Math.max(lowest(harm), lowest(futility));
}
