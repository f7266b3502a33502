import { InvalidInput } from "@rekindle/stats";
import type { BoundaryForm } from "../boundaries/boundary-family.ts";
import { betaSpendingBoundaries } from "../canonical/beta-spending.ts";
import { crossingProbabilities } from "../canonical/crossing-probabilities.ts";
import { scaleBoundaries } from "../canonical/scaled-boundaries.ts";
import { spendingBoundaries, type SpendingPlan } from "../canonical/spending-boundaries.ts";
import type { SpendingRequest } from "../spending/spending-function.ts";

/** What a group-sequential design fixes before its efficacy boundaries are found. */
export interface LookPlan {
  readonly rates: readonly number[];
  /** Where the looks stand on the spending functions' time scale. */
  readonly times: readonly number[];
  readonly testsEfficacy: readonly boolean[];
  /** -Infinity where a look has no futility boundary. */
  readonly futility: readonly number[];
  readonly binding: boolean;
  readonly alpha: number;
  readonly sided: 1 | 2;
}

/** How the efficacy boundaries are found. */
export type EfficacyRule =
  | {
      readonly kind: "spending";
      readonly method: string;
      readonly spent: (request: SpendingRequest) => readonly number[];
    }
  | { readonly kind: "family"; readonly method: string; readonly form: BoundaryForm };

export interface PlannedBoundaries {
  /** Infinity where a look does not test efficacy. */
  readonly upper: readonly number[];
  /** -Infinity where a look does not stop for futility. */
  readonly futility: readonly number[];
  /** Cumulative, of both sides together in a two-sided design. */
  readonly alphaSpent: readonly number[];
  /** In words. */
  readonly method: string;
}

/** Efficacy boundaries of a design without futility, or with given futility boundaries. */
export function efficacyBoundaries(looks: LookPlan, rule: EfficacyRule): PlannedBoundaries {
  const upper = rule.kind === "spending" ? spentUpper(looks, rule) : familyUpper(looks, rule.form);
  refuseCrossed(upper, looks);
  return withAlphaSpent(looks, { upper, futility: looks.futility, method: rule.method });
}

/** Efficacy boundaries that spend alpha and futility boundaries that spend beta. */
export function bothSpent(
  looks: LookPlan,
  rule: EfficacyRule,
  options: {
    readonly power: number;
    readonly method: string;
    readonly mayStop: readonly boolean[];
    readonly spent: (request: SpendingRequest) => readonly number[];
  },
): PlannedBoundaries {
  const { rates, times, alpha, binding } = looks;
  const { power } = options;
  if (rule.kind === "family" && binding) {
    const message = "binding futility by beta spending moves the efficacy boundaries, which a classical family fixes";
    throw new InvalidInput([
      {
        kind: "conflict",
        path: ["futility", "binding"],
        message,
        hint: "binding: false, or spending instead of typeOfDesign",
      },
    ]);
  }
  const beta = increments(options.spent({ rates: times, alpha: 1 - power, sided: 1 }), options.mayStop);
  const upper =
    rule.kind === "spending"
      ? ({ kind: "increments", alpha: alphaIncrements(looks, rule) } as const)
      : ({ kind: "boundaries", z: familyUpper(looks, rule.form) } as const);
  const found = betaSpendingBoundaries({ information: rates, upper, beta, power, binding }, alpha);
  if (found === undefined) {
    const message = `no effect has power ${power} with these boundaries`;
    throw new InvalidInput([
      { kind: "notReachable", path: ["futility", "power"], message, hint: "spend less beta early, or less power" },
    ]);
  }
  // The last lower boundary is the upper one; the last look needs none.
  const futility = found.lower.map((z, k) => (options.mayStop[k] ? z : -Infinity));
  const method = `${rule.method}, spending beta (power ${power}) by ${options.method}`;
  return withAlphaSpent({ ...looks, futility }, { upper: found.upper, futility, method });
}

function withAlphaSpent(looks: LookPlan, planned: Omit<PlannedBoundaries, "alphaSpent">): PlannedBoundaries {
  const { rates, sided } = looks;
  const lower = lowerBoundaries(looks, planned.upper);
  const crossed = crossingProbabilities({ information: rates, lower, upper: planned.upper }, { drift: 0 });
  return { ...planned, alphaSpent: runningSum(crossed.upper.map((p) => p * sided)) };
}

function spentUpper(looks: LookPlan, rule: Extract<EfficacyRule, { kind: "spending" }>): number[] {
  const perLook = alphaIncrements(looks, rule);
  return spendingBoundaries({ information: looks.rates, increments: perLook, lower: lowerSide(looks) });
}

function alphaIncrements(looks: LookPlan, rule: Extract<EfficacyRule, { kind: "spending" }>): number[] {
  const { times, alpha, sided } = looks;
  return increments(rule.spent({ rates: times, alpha: alpha / sided, sided }), looks.testsEfficacy);
}

/** What each look spends; what a look may not spend goes to the next that may. */
function increments(cumulative: readonly number[], may: readonly boolean[]): number[] {
  let before = 0;
  return cumulative.map((spent, k) => {
    if (!may[k]) return 0;
    const increment = spent - before;
    before = spent;
    return increment;
  });
}

/** Classical boundaries: one constant is chosen so that all looks together spend alpha. */
function familyUpper(looks: LookPlan, form: BoundaryForm): number[] {
  return form.kind === "scaled" ? scaledUpper(looks, form.shape) : fixedInterimUpper(looks, form.z);
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
  const interimSpent = crossed.upper.reduce((sum, p) => sum + p, 0);
  const left = alpha / sided - interimSpent;
  if (!(left > 0)) {
    const message = `interim boundaries z = ${z} spend ${interimSpent * sided} in ${last} looks, all of alpha = ${alpha}`;
    throw new InvalidInput([
      { kind: "alphaSpent", path: ["typeOfDesign", "z"], message, hint: "a higher z or fewer looks" },
    ]);
  }
  const spent = [...crossed.upper.slice(0, last), left];
  const solved = spendingBoundaries({ information: rates, increments: spent, lower: lowerSide(looks) });
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

export function refuseCrossed(upper: readonly number[], looks: LookPlan): void {
  const spent = upper.indexOf(-Infinity);
  if (spent >= 0) {
    const message = `at look ${spent + 1} fewer trials are left under the null hypothesis than alpha is to be spent on`;
    const hint = "lower futility boundaries, or binding: false";
    throw new InvalidInput([{ kind: "alphaSpent", path: ["futility"], message, hint }]);
  }
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
