import { InvalidInput, standardNormalIsf } from "@rekindle/stats";
import type { AnalysisPlan } from "../design.ts";
import { canonicalPower } from "./drift.ts";
import type { StageProbabilities } from "./exact-response-power.ts";
import { searchRoot } from "../search-root.ts";

/** What a plan does when z has this drift: the mean of z at the end. */
export interface DriftCharacteristics {
  readonly drift: number;
  /** Probability of rejecting in favour of the experimental arm. */
  readonly power: number;
  readonly stages: StageProbabilities;
  /** Probability of taking each look. */
  readonly reached: readonly number[];
  /** Expected information at the stop, as a share of the maximum. */
  readonly expectedInformation: number;
}

/** A plan beside the fixed design of the same level and power. */
export interface SequentialCharacteristics {
  /** Maximum information over that of the fixed design. */
  readonly inflationFactor: number;
  /** Under no effect, half of the effect, and the effect that has the power. */
  readonly null: DriftCharacteristics;
  readonly half: DriftCharacteristics;
  readonly alternative: DriftCharacteristics;
  /** Expected information over that of the fixed design: the average sample number as a ratio. */
  readonly expectedRatio: { readonly null: number; readonly half: number; readonly alternative: number };
}

/** Stage-wise probabilities and expected information of a plan under a drift, by the canonical joint law. */
export function driftCharacteristics(plan: AnalysisPlan, options: { readonly drift: number }): DriftCharacteristics {
  const stages = canonicalPower(plan, options);
  const { looks } = plan;
  const reached: number[] = [];
  let going = 1;
  let expectedInformation = 0;
  looks.forEach((look, k) => {
    reached.push(going);
    expectedInformation += going * (look.informationRate - (looks[k - 1]?.informationRate ?? 0));
    going -= stages.efficacy[k]! + stages.harm[k]! + stages.futility[k]!;
  });
  const power = stages.efficacy.reduce((sum, p) => sum + p, 0);
  return { drift: options.drift, power, stages, reached, expectedInformation };
}

/**
 * Inflation factor and expected information of a plan that is to have this power: the drift is found at which it has it, and
 * compared with that of the fixed design, Φ⁻¹(1 - α/sided) + Φ⁻¹(power).
 * Source: Jennison, Turnbull (2000), sections 2.3 and 3.3: their R is the inflation factor.
 * Power is that of rejecting in the direction of the effect, also in a two-sided plan, as in the fixed design's formula.
 * Futility boundaries count, binding or not: they are used, so they cost power.
 * @throws InvalidInput if the power is not between the level and 1, or no drift reaches it.
 * @example sequentialCharacteristics(plan, { power: 0.9 }).inflationFactor // 1.007 for O'Brien-Fleming with two looks
 */
export function sequentialCharacteristics(
  plan: AnalysisPlan,
  options: { readonly power: number },
): SequentialCharacteristics {
  const { power } = options;
  const fixedDrift = standardNormalIsf(plan.alpha / plan.sided) - standardNormalIsf(power);
  const drift = driftOfPower(plan, power, fixedDrift);
  const at = (share: number) => driftCharacteristics(plan, { drift: share * drift });
  const [none, half, alternative] = [at(0), at(0.5), at(1)] as const;
  const inflationFactor = (drift * drift) / (fixedDrift * fixedDrift);
  return {
    inflationFactor,
    null: none,
    half,
    alternative,
    expectedRatio: {
      null: inflationFactor * none.expectedInformation,
      half: inflationFactor * half.expectedInformation,
      alternative: inflationFactor * alternative.expectedInformation,
    },
  };
}

function driftOfPower(plan: AnalysisPlan, power: number, fixedDrift: number): number {
  if (!(power > plan.alpha / plan.sided && power < 1))
    throw noPower(power, `more than alpha, ${plan.alpha / plan.sided}, and less than 1`);
  const excess = (drift: number) => driftCharacteristics(plan, { drift }).power - power;
  const [from, to] = [0.5 * fixedDrift, 4 * fixedDrift + 4];
  if (!(excess(to) > 0)) throw noPower(power, "futility boundaries that leave more power");
  return searchRoot(excess, {
    from: excess(from) < 0 ? from : 0,
    to,
    tolerance: 1e-13,
    sought: "the drift that has the power",
  });
}

function noPower(power: number, hint: string): InvalidInput {
  return new InvalidInput([{ kind: "outOfRange", path: ["power"], message: `power ${power} cannot be reached`, hint }]);
}
