import { holds, positive, requireAll, whole } from "../arguments.ts";
import type { Search } from "./brent-root.ts";

export interface MinimumOptions {
  readonly from: number;
  readonly to: number;
  /** Relative tolerance on the place; below 1.5e-8 nothing is gained, since the function is flat there. Default 1.5e-8. */
  readonly tolerance?: number;
  /** Default 200. */
  readonly maxIterations?: number;
}

export interface Minimum {
  readonly at: number;
  readonly value: number;
}

/**
 * A local minimum of a function on an interval, by golden sections and parabolas.
 * Source: R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 5.
 * @throws InvalidInput unless both ends are finite and from < to, for a tolerance not above 0 or no iterations.
 * @example brentMinimum((x) => (x - 2) * (x - 2), { from: 0, to: 5 }) // at 2
 */
export function brentMinimum(f: (x: number) => number, options: MinimumOptions): Search<Minimum> {
  const { from, to, tolerance = 1.5e-8, maxIterations = 200 } = options;
  requireAll(
    holds(Number.isFinite(from) && Number.isFinite(to) && from < to, "from", `${from} … ${to} is no finite interval`),
    positive("tolerance", tolerance),
    whole("maxIterations", maxIterations, 1),
  );
  let a = from;
  let b = to;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = f(x);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let before = 0;
  for (let i = 0; i < maxIterations; i++) {
    const middle = (a + b) / 2;
    const slack = tolerance * Math.abs(x) + 1e-12 * (to - from) * tolerance;
    if (Math.abs(x - middle) <= 2 * slack - (b - a) / 2)
      return { kind: "converged", value: { at: x, value: fx }, iterations: i };
    let isGolden = true;
    if (Math.abs(before) > slack) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      const last = before;
      before = step;
      if (Math.abs(p) < Math.abs(0.5 * q * last) && p > q * (a - x) && p < q * (b - x)) {
        step = p / q;
        isGolden = false;
        const u = x + step;
        if (u - a < 2 * slack || b - u < 2 * slack) step = x < middle ? slack : -slack;
      }
    }
    if (isGolden) {
      before = x < middle ? b - x : a - x;
      step = GOLDEN * before;
    }
    const u = x + (Math.abs(step) >= slack ? step : step > 0 ? slack : -slack);
    const fu = f(u);
    if (fu !== fu)
      return { kind: "notConverged", reason: `the function is not a number at ${u}`, best: { at: x, value: fx } };
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      v = w;
      fv = fw;
      w = x;
      fw = fx;
      x = u;
      fx = fu;
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        v = w;
        fv = fw;
        w = u;
        fw = fu;
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return {
    kind: "notConverged",
    reason: `no minimum to the tolerance after ${maxIterations} iterations`,
    best: { at: x, value: fx },
  };
}

/** (3 - √5) / 2. */
const GOLDEN = 0.3819660112501051;
