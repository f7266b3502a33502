import { gaussLegendre, standardNormalPdf } from "@rekindle/stats";
import { type Boundaries, crossingProbabilities } from "../canonical/crossing-probabilities.ts";
import type { AnalysisPlan } from "../design.ts";
import { type InterimResult, remainingBoundaries } from "./remaining-looks.ts";

/** The effect in which the rest of the trial is imagined. */
export type AssumedEffect =
  /** Mean of z at the planned end, such as that of the design: Φ⁻¹(1 - α) + Φ⁻¹(power) for a fixed design. */
  | { readonly kind: "drift"; readonly drift: number }
  /** The effect seen so far. */
  | { readonly kind: "observed" };

/**
 * Probability that the trial ends in efficacy, given z at an interim look and an effect. Futility boundaries that are still to come
 * stop it, binding or not.
 * Source: Jennison, Turnbull (2000), section 10.2; for one look to come, Lan, Simon, Halperin (1982), doi:10.1080/07474948208836014.
 * @throws InvalidInput unless the look is an interim one.
 * @example conditionalPower(plan, { look: 1, z: 1.28, effect: { kind: "observed" } })
 */
export function conditionalPower(
  plan: AnalysisPlan,
  options: InterimResult & { readonly effect: AssumedEffect },
): number {
  const rest = remainingBoundaries(plan, options);
  const { effect, look, z } = options;
  const drift = effect.kind === "drift" ? effect.drift : z / Math.sqrt(plan.looks[look - 1]!.informationRate);
  return crossesAbove(rest, drift);
}

/** `drift` per unit of √information; the information of the rest is in the plan's units. */
function crossesAbove(rest: Boundaries, drift: number): number {
  return crossingProbabilities(rest, { drift }).upper.reduce((sum, p) => sum + p, 0);
}

const rule = gaussLegendre(40);
const REACH = 8.5;
const PANELS = 6;

/**
 * Conditional power averaged over what is believed about the effect after the interim look, with a flat prior before it: the drift
 * is normal about z / √t with variance 1 / t at information rate t.
 * Source: Spiegelhalter, Freedman, Blackburn (1986), Control. Clin. Trials 7, 8-17, doi:10.1016/0197-2456(86)90003-6.
 * @throws InvalidInput unless the look is an interim one.
 */
export function predictivePower(plan: AnalysisPlan, result: InterimResult): number {
  const rest = remainingBoundaries(plan, result);
  const rate = plan.looks[result.look - 1]!.informationRate;
  const mean = result.z / Math.sqrt(rate);
  const deviation = 1 / Math.sqrt(rate);
  const half = REACH / PANELS;
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    rule.nodes.forEach((node, i) => {
      const u = -REACH + half * (2 * panel + 1 + node);
      sum += half * rule.weights[i]! * standardNormalPdf(u) * crossesAbove(rest, mean + deviation * u);
    });
  }
  return sum;
}
