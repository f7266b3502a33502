import { exp, log, minimise } from "@rekindle/stats";
import { invertSymmetric, multiplyVector, type SmallMatrix } from "../../linear/small-matrix.ts";
import { stepLikelihood, type StepProblem } from "./step-likelihood.ts";

/** What is free: tau2 or not, and the weights of the intervals but the first. */
export interface StepModel {
  readonly problem: StepProblem;
  readonly spread: "estimated" | "none";
  /** Given weights, the first of them 1; estimated where they are not given. */
  readonly weights?: readonly number[];
}

/** The maximum of the likelihood with the covariance of (mean, tau2, weights), NaN-free: a parameter at its bound has no variance. */
export interface StepFit {
  readonly mean: number;
  readonly tau2: number;
  readonly weights: readonly number[];
  readonly logLikelihood: number;
  /** Variances in the order mean, tau2, weights; undefined for what is fixed or at its bound. */
  readonly variances: readonly (number | undefined)[];
}

export type StepSearch =
  | { readonly kind: "converged"; readonly fit: StepFit }
  | { readonly kind: "notConverged"; readonly reason: string };

/** A weight beyond this, against that of the smallest p-values, is on its way to infinity or to 0. */
const LOG_LIMIT = log(1e5);

/** Climbs from several starts; `from` is a mean and tau2 without selection. */
export function climbSteps(model: StepModel, from: { readonly mean: number; readonly tau2: number }): StepSearch {
  const { problem, spread, weights } = model;
  const intervals = problem.cuts.length + 1;
  const freeWeights = weights === undefined ? intervals - 1 : 0;
  const freeTau2 = spread === "estimated" ? 1 : 0;
  const unpack = (x: readonly number[]) => ({
    mean: x[0]!,
    tau2: freeTau2 === 1 ? x[1]! : 0,
    weights: weights ?? [1, ...x.slice(1 + freeTau2).map((value) => exp(value))],
  });
  const at = (x: readonly number[]) => {
    const { mean, tau2, weights: w } = unpack(x);
    return stepLikelihood(problem, mean, tau2, w);
  };
  const gradient = (x: readonly number[]) => {
    const { slope } = at(x);
    const { weights: w } = unpack(x);
    return [
      -slope[0]!,
      ...(freeTau2 === 1 ? [-slope[1]!] : []),
      ...Array.from({ length: freeWeights }, (_, j) => -slope[3 + j]! * w[j + 1]!),
    ];
  };
  const size = 1 + freeTau2 + freeWeights;
  const lower = Array.from({ length: size }, (_, i) =>
    i === 0 ? -Infinity : i === 1 && freeTau2 === 1 ? 0 : -LOG_LIMIT,
  );
  const upper = Array.from({ length: size }, (_, i) => (i < 1 + freeTau2 ? Infinity : LOG_LIMIT));
  let best: { readonly at: readonly number[]; readonly value: number } | undefined;
  let reason = "the likelihood has no maximum that could be found";
  for (const shift of weights === undefined ? [0, -1, 1, -3] : [0])
    for (const factor of freeTau2 === 1 ? [1, 0.1, 4] : [0]) {
      const start = [
        shift === -3 ? 0 : from.mean,
        ...(freeTau2 === 1 ? [factor * from.tau2 + (factor === 4 ? 0.1 : 0)] : []),
        ...Array.from({ length: freeWeights }, () => shift),
      ];
      const found = minimise((x) => -at(x).value, { start, lower, upper, gradient });
      const point = found.kind === "converged" ? found.value : found.best;
      if (found.kind === "notConverged") reason = found.reason;
      const converged = found.kind === "converged" || isFlat(gradient(point.at), point.at, lower, upper);
      if (converged && (best === undefined || point.value < best.value)) best = point;
    }
  if (best === undefined) return { kind: "notConverged", reason };
  const bound = best.at.findIndex((value, i) => i > freeTau2 && Math.abs(value) >= LOG_LIMIT);
  if (bound !== -1) {
    const beyond = `the weight of interval ${bound - freeTau2 + 1} has no finite estimate; join it with another`;
    return { kind: "notConverged", reason: beyond };
  }
  return { kind: "converged", fit: polish(model, unpack(best.at)) };
}

function isFlat(
  slope: readonly number[],
  at: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): boolean {
  return slope.every((value, i) => {
    if (at[i]! <= lower[i]! && value > 0) return true;
    if (at[i]! >= upper[i]! && value < 0) return true;
    return Math.abs(value) < 1e-5;
  });
}

/** Newton steps in the parameters themselves, and their covariance, from differences of the slopes. */
function polish(
  model: StepModel,
  start: { readonly mean: number; readonly tau2: number; readonly weights: readonly number[] },
): StepFit {
  const { problem, spread, weights: given } = model;
  let x = [start.mean, start.tau2, ...start.weights];
  const atBound = (i: number) => i === 1 && (spread === "none" || x[1] === 0);
  const free = x.flatMap((_, i) => (atBound(i) || i === 2 || (i > 2 && given !== undefined) ? [] : [i]));
  const evaluate = (point: readonly number[]) => stepLikelihood(problem, point[0]!, point[1]!, point.slice(2));
  let information = informationAt(x, free, evaluate);
  for (let round = 0; round < 4 && information !== undefined; round++) {
    const here = evaluate(x);
    const step = multiplyVector(
      information,
      free.map((i) => here.slope[i]!),
    );
    const next = [...x];
    free.forEach((i, position) => {
      next[i] = x[i]! + step[position]!;
    });
    const inside = next.every((value, i) => i === 0 || value > 0 || atBound(i));
    if (!inside || !(evaluate(next).value >= here.value - 1e-12 * Math.abs(here.value))) break;
    x = next;
    information = informationAt(x, free, evaluate);
  }
  return {
    mean: x[0]!,
    tau2: x[1]!,
    weights: x.slice(2),
    logLikelihood: evaluate(x).value,
    variances: x.map((_, i) => {
      const position = free.indexOf(i);
      return position === -1 || information === undefined ? undefined : information[position]![position]!;
    }),
  };
}

/** The inverse of minus the second derivatives, or undefined where the likelihood is not curved like a maximum. */
function informationAt(
  x: readonly number[],
  free: readonly number[],
  evaluate: (point: readonly number[]) => { readonly slope: Float64Array },
): SmallMatrix | undefined {
  const rows = free.map((i) => {
    const scale = i === 0 ? 1 : Math.abs(x[i]!);
    const step = Math.max(1e-7, 1e-4 * scale) > scale / 2 && i > 0 ? scale / 4 : Math.max(1e-7, 1e-4 * scale);
    const moved = (by: number) => evaluate(x.map((value, j) => (j === i ? value + by : value))).slope;
    const [near, far] = [
      [moved(step), moved(-step)],
      [moved(2 * step), moved(-2 * step)],
    ] as const;
    // Fourth-order central difference.
    return free.map((j) => -(8 * (near[0][j]! - near[1][j]!) - (far[0][j]! - far[1][j]!)) / (12 * step));
  });
  const symmetric = rows.map((row, a) => row.map((value, b) => 0.5 * (value + rows[b]![a]!)));
  return invertSymmetric(symmetric)?.inverse;
}
