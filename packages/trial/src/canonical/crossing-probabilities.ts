import { type Issue, standardNormalCdf, standardNormalSf } from "@rekindle/stats";
import { informationIssues, lengthIssues, refuse, unless } from "../refuse.ts";
import {
  advanceContinuation,
  type Continuation,
  lowerExit,
  startContinuation,
  upperExit,
} from "./continuation.kernel.ts";

/** Boundaries on z at looks with increasing information. ±Infinity where a look has no boundary on that side. */
export interface Boundaries {
  /** Information at each look, increasing; in fractions of the maximum unless the drift says otherwise. */
  readonly information: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** Probabilities of first crossing, per look. */
export interface CrossingProbabilities {
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  /** Probability of crossing no boundary at all. */
  readonly none: number;
}

/**
 * Stage-wise probabilities of leaving the continuation region lower < z < upper, when z at a look with information I has mean
 * drift √I and the canonical joint law: √I z has independent increments.
 *
 * With information in fractions of the maximum, `drift` is the mean of z at the end: zero under the null hypothesis.
 * Error below 1e-12. Source: Armitage, McPherson, Rowe (1969), doi:10.2307/2343787; Jennison, Turnbull (2000), chapter 19.
 * @throws InvalidInput with everything that is wrong with the boundaries or the drift.
 * @example crossingProbabilities({ information: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.797, 1.977] }, { drift: 0 })
 */
export function crossingProbabilities(
  boundaries: Boundaries,
  options: { readonly drift: number },
): CrossingProbabilities {
  const { information, lower, upper } = boundaries;
  const { drift } = options;
  refuse(boundaryIssues(boundaries, drift));
  const looks = information.length;
  const up: number[] = [];
  const down: number[] = [];
  let law: Continuation | undefined;
  for (let k = 0; k < looks; k++) {
    const now = information[k]!;
    const after = information[k + 1] ?? now;
    const region = { lower: lower[k]!, upper: upper[k]! };
    if (law === undefined) {
      const mean = drift * Math.sqrt(now);
      up.push(standardNormalSf(region.upper - mean));
      down.push(standardNormalCdf(region.lower - mean));
      if (k + 1 < looks) law = startContinuation(now, region, drift, after);
    } else {
      up.push(region.upper === Infinity ? 0 : upperExit(law, now, region.upper, drift));
      down.push(region.lower === -Infinity ? 0 : lowerExit(law, now, region.lower, drift));
      if (k + 1 < looks) law = advanceContinuation(law, now, region, drift, after);
    }
  }
  const left = [...up, ...down].reduce((sum, p) => sum + p, 0);
  return { upper: up, lower: down, none: Math.max(0, 1 - left) };
}

function boundaryIssues({ information, lower, upper }: Boundaries, drift: number): Issue[] {
  const looks = information.length;
  const crossed = upper.flatMap((top, k) => {
    const bottom = lower[k] ?? -Infinity;
    return unless(
      bottom <= top,
      ["lower", k],
      `lower boundary ${bottom} and upper boundary ${top}`,
      "numbers, the lower one not above the upper",
    );
  });
  return [
    ...informationIssues(information),
    ...lengthIssues("lower", lower, looks),
    ...lengthIssues("upper", upper, looks),
    ...crossed,
    ...unless(Number.isFinite(drift), ["drift"], `drift ${drift}`, "a finite number"),
  ];
}
