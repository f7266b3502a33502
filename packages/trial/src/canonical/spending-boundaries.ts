import { type Issue, log, standardNormalIsf } from "@rekindle/stats";
import { informationIssues, lengthIssues, refuse, unless } from "../refuse.ts";
import {
  advanceContinuation,
  type Continuation,
  exitDensity,
  lowerExit,
  startContinuation,
  upperExit,
} from "./continuation.kernel.ts";

/** What is to be spent at each look, and the looks' information. */
export interface SpendingPlan {
  /** Increasing. */
  readonly information: readonly number[];
  /** Probability of first crossing the upper boundary at each look under the null hypothesis; 0 where the look has none. */
  readonly increments: readonly number[];
  /** `mirrored`: the lower boundary is minus the upper one. `given`: these boundaries stop the trial; `none`: nothing does. */
  readonly lower:
    | { readonly kind: "none" }
    | { readonly kind: "mirrored" }
    | { readonly kind: "given"; readonly boundaries: readonly number[] };
}

/**
 * Upper boundaries on z that spend exactly the asked probability at each look under the null hypothesis; Infinity where nothing
 * is to be spent.
 *
 * Newton's method on the logarithm of the exit probability, which is concave in the boundary, from the boundary of a look taken
 * alone, which is never too low: the iterates decrease to the root.
 * Source: Lan and DeMets (1983), doi:10.1093/biomet/70.3.659, with the recursion of `crossingProbabilities`.
 * @throws InvalidInput with everything that is wrong with the plan.
 */
export function spendingBoundaries(plan: SpendingPlan): number[] {
  refuse(planIssues(plan));
  const upper: number[] = [];
  let law: Continuation | undefined;
  plan.information.forEach((now, k) => {
    const boundary = boundaryThatSpends(law, now, plan.increments[k]!);
    upper.push(boundary);
    const region = { lower: lowerAt(plan, k, boundary), upper: boundary };
    const after = plan.information[k + 1];
    if (after === undefined) return;
    law =
      law === undefined ? startContinuation(now, region, 0, after) : advanceContinuation(law, now, region, 0, after);
  });
  return upper;
}

function planIssues({ information, increments, lower }: SpendingPlan): Issue[] {
  const negative = increments.flatMap((p, k) =>
    unless(p >= 0, ["increments", k], `increment ${p}`, "a probability, 0 or more"),
  );
  const total = increments.reduce((sum, p) => sum + p, 0);
  return [
    ...informationIssues(information),
    ...lengthIssues("increments", increments, information.length),
    ...negative,
    ...unless(!(total >= 1), ["increments"], `increments of ${total} together`, "less than 1"),
    ...(lower.kind === "given" ? lengthIssues("lower", lower.boundaries, information.length) : []),
  ];
}

function lowerAt(plan: SpendingPlan, look: number, upper: number): number {
  if (plan.lower.kind === "mirrored") return -upper;
  return plan.lower.kind === "given" ? Math.min(plan.lower.boundaries[look]!, upper) : -Infinity;
}

/**
 * The boundary at a look that is crossed with this probability by trials that have gone on so far: Infinity if nothing is to be
 * spent, -Infinity if not even all of them are enough.
 */
export function boundaryThatSpends(law: Continuation | undefined, information: number, probability: number): number {
  if (!(probability > 0)) return Infinity;
  let boundary = standardNormalIsf(probability);
  if (law === undefined) return boundary;
  if (!(upperExit(law, information, -LOWEST, 0) > probability)) return -Infinity;
  for (let step = 0; step < 60; step++) {
    const spent = upperExit(law, information, boundary, 0);
    const density = exitDensity(law, information, boundary, 0);
    if (!(spent > 0) || !(density > 0)) return Infinity;
    const change = (log(spent / probability) * spent) / density;
    boundary += change;
    if (Math.abs(change) < 1e-13 * Math.max(1, Math.abs(boundary))) break;
  }
  return boundary;
}

/** As good as minus infinity on the z scale. */
const LOWEST = 40;

/** The boundary at a look below which trials that have gone on so far fall with this probability under a drift. */
export function boundaryThatStops(
  law: Continuation | undefined,
  information: number,
  probability: number,
  drift: number,
): number {
  if (!(probability > 0)) return -Infinity;
  let boundary = drift * Math.sqrt(information) - standardNormalIsf(probability);
  if (law === undefined) return boundary;
  for (let step = 0; step < 60; step++) {
    const spent = lowerExit(law, information, boundary, drift);
    const density = exitDensity(law, information, boundary, drift);
    if (!(spent > 0) || !(density > 0)) return Infinity;
    const change = (log(probability / spent) * spent) / density;
    boundary += change;
    // More than is left cannot be spent: the iterates run away upwards.
    if (boundary > 40) return Infinity;
    if (Math.abs(change) < 1e-13 * Math.max(1, Math.abs(boundary))) break;
  }
  return boundary;
}
