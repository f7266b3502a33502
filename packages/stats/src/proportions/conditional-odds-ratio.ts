import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import type { Interval } from "./interval.ts";
import type { TwoByTwo } from "./two-by-two.ts";

/** The margins of a 2 × 2 table, and the log weights C(n1, k) C(n2, m - k) of its possible counts. */
export interface ConditionalLaw {
  readonly least: number;
  readonly most: number;
  readonly observed: number;
  readonly logWeights: Float64Array;
}

export function conditionalLaw({ experimental, control }: TwoByTwo): ConditionalLaw {
  const { events: observed, n: n1 } = experimental;
  const { n: n2 } = control;
  const events = observed + control.events;
  const least = Math.max(0, events - n2);
  const most = Math.min(n1, events);
  const logWeights = new Float64Array(most - least + 1);
  let sum = 0;
  for (let k = least + 1; k <= most; k++) {
    // A running sum of small logarithms keeps more digits than differences of large log-gammas.
    sum += log(((n1 - k + 1) / k) * ((events - k + 1) / (n2 - events + k)));
    logWeights[k - least] = sum;
  }
  return { least, most, observed, logWeights };
}

/** P(K <= k), weighting P(K = k) by `share`, under the odds ratio e^t; `upper` for the other tail. */
export function conditionalTail(law: ConditionalLaw, t: number, share: number, side: "lower" | "upper"): number {
  const { least, most, observed, logWeights } = law;
  let top = -Infinity;
  for (let k = least; k <= most; k++) top = Math.max(top, logWeights[k - least]! + k * t);
  let all = 0;
  let tail = 0;
  for (let k = least; k <= most; k++) {
    const weight = exp(logWeights[k - least]! + k * t - top);
    all += weight;
    if (k === observed) tail += share * weight;
    else if (k < observed === (side === "lower")) tail += weight;
  }
  return tail / all;
}

/** Limits at which a tail, with the observed table weighted by `share` (1 exact, ½ mid-P), is α/2. */
export function conditionalOddsRatioInterval(table: TwoByTwo, level: number, share: number): Interval {
  const law = conditionalLaw(table);
  const target = log((1 - level) / 2);
  const limit = (side: "lower" | "upper"): number => {
    const f = (t: number): number => log(Math.max(1e-320, conditionalTail(law, t, share, side))) - target;
    let from = -2;
    let to = 2;
    const rises = side === "upper" ? 1 : -1;
    while (f(from) * rises > 0 && from > -700) from *= 1.5;
    while (f(to) * rises < 0 && to < 700) to *= 1.5;
    if (f(from) * f(to) > 0) return from <= -700 ? 0 : Infinity;
    const root = brentRoot(f, { from, to, tolerance: 1e-15 });
    return exp(root.kind === "converged" ? root.value : root.best);
  };
  return {
    lower: law.observed === law.least ? 0 : limit("upper"),
    upper: law.observed === law.most ? Infinity : limit("lower"),
  };
}
