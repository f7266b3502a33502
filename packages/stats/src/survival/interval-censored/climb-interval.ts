import { dot, type Factor, factorise, solveWith } from "../symmetric-solve.ts";
import { endlessRise } from "./endless-rise.ts";
import type { Curvature, IntervalLikelihood } from "./interval-likelihood.ts";

export type IntervalMaximum =
  | {
      readonly kind: "converged";
      readonly theta: Float64Array;
      readonly end: Curvature;
      readonly factor: Factor & { kind: "factored" };
      readonly iterations: number;
    }
  | { readonly kind: "monotone"; readonly direction: Float64Array; readonly end: Curvature }
  | { readonly kind: "notConverged"; readonly reason: string };

const MOST = 200;

/**
 * Newton's method with halved steps; where the observed information is not positive definite its diagonal is raised. Where it fails,
 * directions without an end are looked for before it says so.
 * @param scale where log scale stands among the parameters, or -1.
 */
export function climbInterval(likelihood: IntervalLikelihood, start: Float64Array, scale: number): IntervalMaximum {
  const size = start.length;
  let theta = start;
  let now = likelihood(theta);
  if (!Number.isFinite(now.value)) return { kind: "notConverged", reason: "the likelihood is 0 at the start" };
  let step: Float64Array | undefined;
  let factor: (Factor & { kind: "factored" }) | undefined;
  const giveUp = (reason: string): IntervalMaximum => {
    const direction = endlessRise(likelihood, { theta, now }, { step, factor, scale });
    return direction === undefined ? { kind: "notConverged", reason } : { kind: "monotone", direction, end: now };
  };
  for (let iteration = 1; iteration <= MOST; iteration++) {
    const raised = raisedFactor(now.information, size);
    if (raised.factor === undefined) return giveUp("the information is not finite");
    const { isRaised } = raised;
    factor = raised.factor;
    const ahead = solveWith(raised.factor, now.score);
    step = ahead;
    const gain = dot(ahead, now.score);
    if (!isRaised && isShort(ahead, theta)) {
      const last = moved(theta, ahead, 1);
      return { kind: "converged", theta: last, end: likelihood(last), factor: raised.factor, iterations: iteration };
    }
    // A flat likelihood under a long step rises for ever.
    if (gain < 1e-7 && largest(ahead) > 1e-2 && neverFalls(likelihood, theta, ahead, now.value)) {
      return { kind: "monotone", direction: ahead, end: now };
    }
    const next = shorten(likelihood, theta, ahead, now.value, gain);
    if (next === undefined) return giveUp("no shorter step raises the likelihood");
    theta = next.theta;
    now = next.at;
    if (largest(theta) > 500) return { kind: "monotone", direction: ahead, end: now };
  }
  return giveUp(`no maximum to the tolerance after ${MOST} steps`);
}

function raisedFactor(
  information: Float64Array,
  size: number,
): { readonly factor: (Factor & { kind: "factored" }) | undefined; readonly isRaised: boolean } {
  for (let raise = 0; raise < 1e12; raise = raise === 0 ? 1e-8 : raise * 10) {
    const raised = Float64Array.from(information);
    for (let j = 0; j < size; j++) raised[j * size + j]! += raise * (1 + Math.abs(raised[j * size + j]!));
    const factor = factorise(raised, size, (row) => 1e-12 * Math.abs(raised[row * size + row]!));
    if (factor.kind === "factored") return { factor, isRaised: raise > 0 };
  }
  return { factor: undefined, isRaised: true };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function isShort(step: Float64Array, theta: Float64Array): boolean {
  return step.every((value, j) => Math.abs(value) <= 1e-10 * (1 + Math.abs(theta[j]!)));
}

function neverFalls(likelihood: IntervalLikelihood, theta: Float64Array, step: Float64Array, value: number): boolean {
  let before = value;
  for (const times of [2, 8, 20]) {
    const { value: there } = likelihood(moved(theta, step, times));
    if (!(there >= before - 1e-12 * (1 + Math.abs(before)))) return false;
    before = there;
  }
  return true;
}

function moved(theta: Float64Array, step: Float64Array, share: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(theta, (value, j) => value + share * step[j]!);
}

function shorten(
  likelihood: IntervalLikelihood,
  theta: Float64Array,
  step: Float64Array,
  value: number,
  gain: number,
): { readonly theta: Float64Array<ArrayBuffer>; readonly at: Curvature } | undefined {
  const rounding = 1e-13 * (1 + Math.abs(value));
  const longest = Math.min(1, 5 / largest(step));
  for (let share = longest; share > 1e-8; share /= 2) {
    const trial = moved(theta, step, share);
    const at = likelihood(trial);
    if (Number.isFinite(at.value) && (at.value >= value - rounding || (gain < rounding && share === longest))) {
      return { theta: trial, at };
    }
  }
  return undefined;
}
