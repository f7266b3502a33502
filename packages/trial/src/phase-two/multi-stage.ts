import { InvalidInput, type Issue } from "@rekindle/stats";
import { binomialProbabilities } from "../analytic/binomial.ts";

/** One look at a single arm of responses. */
export interface ResponseStage {
  /** Patients by then, all stages together. */
  readonly n: number;
  /** Stop for futility at this many responses or fewer; absent where the look has no such rule. */
  readonly lower?: number;
  /** Stop for efficacy at this many responses or more; absent where the look has no such rule. */
  readonly upper?: number;
}

/** What a multi-stage design does at a response rate. */
export interface MultiStageCharacteristics {
  /** Probability of stopping at each look, above and below. */
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  readonly expectedPatients: number;
}

/**
 * Exact stage-wise probabilities of a single-arm design with any number of looks, by counting all responses at every look.
 * Source: Schultz, Nichol, Elfring, Weed, Biometrics 29 (1973) 293-300, doi:10.2307/2529393.
 * @throws InvalidInput with everything that is wrong with the stages or the rate.
 * @example multiStageCharacteristics([{ n: 50, upper: 13 }, { n: 100, upper: 17 }], 0.1).upper // 0.00100462, 0.01979986
 */
export function multiStageCharacteristics(stages: readonly ResponseStage[], rate: number): MultiStageCharacteristics {
  refuse(stages, rate);
  const upper: number[] = [];
  const lower: number[] = [];
  let masses = Float64Array.of(1);
  let patients = 0;
  let expectedPatients = 0;
  for (const [k, stage] of stages.entries()) {
    const going = masses.reduce((sum, mass) => sum + mass, 0);
    expectedPatients += going * (stage.n - patients);
    masses = addBinomial(masses, binomialProbabilities(stage.n - patients, rate));
    patients = stage.n;
    upper[k] = takeOut(masses, stage.upper ?? Infinity, Infinity);
    lower[k] = takeOut(masses, -Infinity, stage.lower ?? -Infinity);
  }
  return { upper, lower, expectedPatients };
}

function addBinomial(masses: Float64Array, added: Float64Array): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(masses.length + added.length - 1);
  for (let x = 0; x < masses.length; x++) {
    if (masses[x] === 0) continue;
    for (let y = 0; y < added.length; y++) sum[x + y] = sum[x + y]! + masses[x]! * added[y]!;
  }
  return sum;
}

/** Probability of the responses between two limits, which leave the trial. */
function takeOut(masses: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let x = Math.max(0, from); x <= Math.min(masses.length - 1, to); x++) {
    sum += masses[x]!;
    masses[x] = 0;
  }
  return sum;
}

function refuse(stages: readonly ResponseStage[], rate: number): void {
  const issues: Issue[] = [];
  if (!(rate >= 0 && rate <= 1)) {
    issues.push({ kind: "outOfRange", path: ["rate"], message: `rate ${rate}`, hint: "a probability, 0 to 1" });
  }
  if (stages.length === 0)
    issues.push({ kind: "outOfRange", path: ["stages"], message: "there is no stage", hint: "one or more" });
  stages.forEach(({ n, lower, upper }, k) => {
    const before = stages[k - 1]?.n ?? 0;
    if (!(Number.isInteger(n) && n > before && n <= 2000)) {
      issues.push({
        kind: "outOfRange",
        path: [k, "n"],
        message: `${n} patients after ${before}`,
        hint: "whole numbers that increase, up to 2,000",
      });
    }
    for (const bound of [lower, upper]) {
      if (bound === undefined || Number.isInteger(bound)) continue;
      issues.push({ kind: "outOfRange", path: [k], message: `a limit of ${bound} responses`, hint: "a whole number" });
    }
    if (lower !== undefined && upper !== undefined && lower >= upper) {
      issues.push({
        kind: "boundariesCross",
        path: [k, "lower"],
        message: `stops at ${lower} or fewer and at ${upper} or more`,
        hint: "lower below upper",
      });
    }
  });
  if (issues.length > 0) throw new InvalidInput(issues);
}
