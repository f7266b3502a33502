import { holds, notNegative, requireAll, whole } from "../arguments.ts";

/** A search that reached its goal, or why it could not. */
export type Search<T> =
  | { readonly kind: "converged"; readonly value: T; readonly iterations: number }
  | { readonly kind: "notConverged"; readonly reason: string; readonly best: T };

export interface RootOptions {
  readonly from: number;
  readonly to: number;
  /** Absolute tolerance on the root; a relative 4 · 2^-53 is always added. Default 0. */
  readonly tolerance?: number;
  /** Default 200. */
  readonly maxIterations?: number;
}

/** @throws InvalidInput for options that no root search can follow. */
export function requireSearch({ from, to, tolerance = 0, maxIterations = 200 }: RootOptions): void {
  requireAll(
    holds(Number.isFinite(from) && Number.isFinite(to), "from", `the interval ${from} … ${to} is not finite`),
    notNegative("tolerance", tolerance),
    whole("maxIterations", maxIterations, 1),
  );
}

/**
 * A root of a continuous function between two points where it has different signs.
 * Source: R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4.
 * @throws InvalidInput for a negative tolerance, no iterations, ends that are not finite, or if the function has the same sign (or no number) at both.
 * @example brentRoot((x) => x * x - 2, { from: 0, to: 2 }) // { kind: "converged", value: 1.414213562373095, … }
 */
export function brentRoot(f: (x: number) => number, options: RootOptions): Search<number> {
  const { from, to, tolerance = 0, maxIterations = 200 } = options;
  requireSearch(options);
  let a = from;
  let b = to;
  let fa = f(a);
  let fb = f(b);
  requireAll(
    holds(
      fa * fb <= 0 || (fa <= 0 && fb >= 0) || (fa >= 0 && fb <= 0),
      "from",
      `no change of sign: ${fa} at ${from}, ${fb} at ${to}`,
    ),
  );
  let c = a;
  let fc = fa;
  let step = b - a;
  let before = step;
  for (let i = 0; i < maxIterations; i++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b;
      b = c;
      c = a;
      fa = fb;
      fb = fc;
      fc = fa;
    }
    const slack = 4.440892098500626e-16 * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= slack || fb === 0) return { kind: "converged", value: b, iterations: i };
    if (Math.abs(before) >= slack && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa;
      let p: number;
      let q: number;
      if (a === c) {
        p = 2 * half * s;
        q = 1 - s;
      } else {
        const t = fa / fc;
        const r = fb / fc;
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(slack * q), Math.abs(before * q))) {
        before = step;
        step = p / q;
      } else {
        step = half;
        before = half;
      }
    } else {
      step = half;
      before = half;
    }
    a = b;
    fa = fb;
    b += Math.abs(step) > slack ? step : half > 0 ? slack : -slack;
    fb = f(b);
    if (fb !== fb) return { kind: "notConverged", reason: `the function is not a number at ${b}`, best: a };
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      before = step;
    }
  }
  return { kind: "notConverged", reason: `no root to the tolerance after ${maxIterations} iterations`, best: b };
}
