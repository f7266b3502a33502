import { InvalidInput } from "@rekindle/stats";
import type { BoundaryForm } from "../boundaries/boundary-family.ts";
import { crossingProbabilities } from "../canonical/crossing-probabilities.ts";
import { scaleBoundaries } from "../canonical/scaled-boundaries.ts";
import { spendingBoundaries, type SpendingPlan } from "../canonical/spending-boundaries.ts";
import type { SpendingRequest } from "../spending/spending-function.ts";

/** What a group-sequential design fixes before its efficacy boundaries are found. */
export interface LookPlan {
  readonly rates: readonly number[];
  readonly testsEfficacy: readonly boolean[];
  /** -Infinity where a look has no futility boundary. */
  readonly futility: readonly number[];
  readonly binding: boolean;
  readonly alpha: number;
  readonly sided: 1 | 2;
}

export interface UpperBoundaries {
  /** Infinity where a look does not test efficacy. */
  readonly upper: readonly number[];
  /** Cumulative, of both sides together in a two-sided design. */
  readonly alphaSpent: readonly number[];
  /** In words. */
  readonly method: string;
}

/** Boundaries that spend alpha by a spending function; what a look without efficacy test would spend goes to the next that has one. */
export function spentBoundaries(
  looks: LookPlan,
  options: { readonly method: string; readonly spent: (request: SpendingRequest) => readonly number[] },
): UpperBoundaries {
  const { rates, alpha, sided } = looks;
  const cumulative = options.spent({ rates, alpha: alpha / sided, sided });
  let before = 0;
  const increments = cumulative.map((spent, k) => {
    if (!looks.testsEfficacy[k]) return 0;
    const increment = spent - before;
    before = spent;
    return increment;
  });
  const upper = spendingBoundaries({ information: rates, increments, lower: lowerSide(looks) });
  refuseCrossed(upper, looks);
  return { upper, alphaSpent: runningSum(increments.map((p) => p * sided)), method: options.method };
}

/** Classical boundaries: one constant is chosen so that all looks together spend alpha. */
export function familyBoundaries(
  looks: LookPlan,
  options: { readonly method: string; readonly form: BoundaryForm },
): UpperBoundaries {
  const { form, method } = options;
  const upper = form.kind === "scaled" ? scaledUpper(looks, form.shape) : fixedInterimUpper(looks, form.z);
  refuseCrossed(upper, looks);
  const { rates, sided } = looks;
  const lower = lowerBoundaries(looks, upper);
  const crossed = crossingProbabilities({ information: rates, lower, upper }, { drift: 0 });
  return { upper, alphaSpent: runningSum(crossed.upper.map((p) => p * sided)), method };
}

function scaledUpper(looks: LookPlan, shape: readonly number[]): number[] {
  const heights = shape.map((height, k) => (looks.testsEfficacy[k] ? height : Infinity));
  const lower = looks.binding ? looks.futility : undefined;
  const family = { information: looks.rates, shape: heights, sided: looks.sided, ...(lower ? { lower } : {}) };
  const constant = scaleBoundaries(family, { alpha: looks.alpha });
  return heights.map((height) => constant * height);
}

function fixedInterimUpper(looks: LookPlan, z: number): number[] {
  const { rates, alpha, sided } = looks;
  const last = rates.length - 1;
  const interim = rates.slice(0, last).map((_, k) => (looks.testsEfficacy[k] ? z : Infinity));
  const trial = [...interim, Infinity];
  const crossed = crossingProbabilities(
    { information: rates, lower: lowerBoundaries(looks, trial), upper: trial },
    { drift: 0 },
  );
  const spent = crossed.upper.reduce((sum, p) => sum + p, 0);
  const left = alpha / sided - spent;
  if (!(left > 0)) {
    const message = `interim boundaries z = ${z} spend ${spent * sided} in ${last} looks, all of alpha = ${alpha}`;
    throw new InvalidInput([
      { kind: "alphaSpent", path: ["typeOfDesign", "z"], message, hint: "a higher z or fewer looks" },
    ]);
  }
  const increments = [...crossed.upper.slice(0, last), left];
  const solved = spendingBoundaries({ information: rates, increments, lower: lowerSide(looks) });
  return [...interim, solved[last]!];
}

function lowerSide(looks: LookPlan): SpendingPlan["lower"] {
  if (looks.sided === 2) return { kind: "mirrored" };
  return looks.binding ? { kind: "given", boundaries: looks.futility } : { kind: "none" };
}

function lowerBoundaries(looks: LookPlan, upper: readonly number[]): number[] {
  if (looks.sided === 2) return upper.map((z) => -z);
  return looks.rates.map((_, k) => (looks.binding ? looks.futility[k]! : -Infinity));
}

function refuseCrossed(upper: readonly number[], looks: LookPlan): void {
  const issues = looks.futility.flatMap((lower, k) => {
    if (!(lower >= upper[k]!)) return [];
    const message = `futility boundary ${lower} is not below the efficacy boundary ${upper[k]} of look ${k + 1}`;
    return [{ kind: "boundariesCross", path: ["futility", "z", k], message, hint: "a lower futility boundary" }];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
}

function runningSum(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
