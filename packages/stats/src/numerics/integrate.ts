import { holds, notNegative, requireAll, whole } from "../arguments.ts";
import type { Search } from "./brent-root.ts";

export interface IntegralOptions {
  /** May be -Infinity. */
  readonly from: number;
  /** May be Infinity. */
  readonly to: number;
  /** Default 1e-12. */
  readonly relative?: number;
  /** Default 0. */
  readonly absolute?: number;
  /** Largest number of pieces, default 500. */
  readonly maxPieces?: number;
}

export interface Integral {
  readonly value: number;
  /** Estimated absolute error. */
  readonly error: number;
}

interface Piece extends Integral {
  readonly from: number;
  readonly to: number;
}

/**
 * ∫ f(x) dx by globally adaptive Gauss–Kronrod quadrature with 10 and 21 points.
 * Source: R. Piessens et al., "QUADPACK" (1983), doi:10.1007/978-3-642-61786-7, routine QAG; infinite ranges through
 * x = t / (1 - t²).
 * @throws InvalidInput if an end is NaN, a tolerance is negative, or no piece is allowed.
 * @example integrate((x) => x * x, { from: 0, to: 3 }) // value 9
 */
export function integrate(f: (x: number) => number, options: IntegralOptions): Search<Integral> {
  const { from, to, relative = 1e-12, absolute = 0, maxPieces = 500 } = options;
  requireAll(
    holds(from === from && to === to, "from", `the range ${from} … ${to} is no range`),
    notNegative("relative", relative),
    notNegative("absolute", absolute),
    whole("maxPieces", maxPieces, 1),
  );
  if (from === to) return { kind: "converged", value: { value: 0, error: 0 }, iterations: 0 };
  if (from > to) return negate(integrate(f, { ...options, from: to, to: from }));
  const isFinite = from > -Infinity && to < Infinity;
  const g = isFinite ? f : onUnitInterval(f);
  const first = isFinite ? kronrod(g, from, to) : kronrod(g, toUnit(from), toUnit(to));
  const pieces: Piece[] = [first];
  let value = first.value;
  let error = first.error;
  for (let count = 1; ; count++) {
    // An error that is no number comes from pieces that are infinite, and an infinite value would meet any relative tolerance.
    if (!Number.isFinite(value) || error !== error)
      return {
        kind: "notConverged",
        reason:
          value === value ? "the function is not finite in the range" : "the function is not a number in the range",
        best: { value: 0, error: Infinity },
      };
    if (error <= Math.max(absolute, relative * Math.abs(value)))
      return { kind: "converged", value: { value, error }, iterations: count };
    if (count >= maxPieces) break;
    const worst = takeWorst(pieces);
    const middle = (worst.from + worst.to) / 2;
    if (!(middle > worst.from && middle < worst.to)) break;
    pieces.push(kronrod(g, worst.from, middle), kronrod(g, middle, worst.to));
    value = 0;
    error = 0;
    for (const piece of pieces) {
      value += piece.value;
      error += piece.error;
    }
  }
  return { kind: "notConverged", reason: `the error estimate ${error} is above the tolerance`, best: { value, error } };
}

function negate(search: Search<Integral>): Search<Integral> {
  if (search.kind === "converged") return { ...search, value: { ...search.value, value: -search.value.value } };
  return { ...search, best: { ...search.best, value: -search.best.value } };
}

function takeWorst(pieces: Piece[]): Piece {
  let worst = 0;
  for (let i = 1; i < pieces.length; i++) if (pieces[i]!.error > pieces[worst]!.error) worst = i;
  const [taken] = pieces.splice(worst, 1);
  return taken!;
}

/** The t in [-1, 1] with x = t / (1 - t²). */
function toUnit(x: number): number {
  if (x === Infinity || x === -Infinity) return x > 0 ? 1 : -1;
  return x === 0 ? 0 : (2 * x) / (1 + Math.sqrt(1 + 4 * x * x));
}

function onUnitInterval(f: (x: number) => number): (t: number) => number {
  return (t) => {
    const rest = 1 - t * t;
    if (rest <= 0) return 0;
    return (f(t / rest) * (1 + t * t)) / (rest * rest);
  };
}

function kronrod(f: (x: number) => number, from: number, to: number): Piece {
  const centre = (from + to) / 2;
  const half = (to - from) / 2;
  const middle = f(centre);
  let fine = WEIGHTS_21[10]! * middle;
  let coarse = 0;
  for (let i = 0; i < 10; i++) {
    const step = half * NODES[i]!;
    const pair = f(centre - step) + f(centre + step);
    fine += WEIGHTS_21[i]! * pair;
    if (i % 2 === 1) coarse += WEIGHTS_10[(i - 1) / 2]! * pair;
  }
  const value = fine * half;
  // QUADPACK's estimate: the plain difference is far too careful for smooth functions.
  const gap = Math.abs((fine - coarse) * half);
  const ratio = Math.abs(value) > 0 ? (200 * gap) / Math.abs(value) : Infinity;
  const scaled = Math.abs(value) > 0 ? Math.min(1, ratio * Math.sqrt(ratio)) * Math.abs(value) : gap;
  const error = Math.max(Math.min(gap, scaled), Math.abs(value) * 1e-15);
  return { from, to, value, error };
}

const NODES = Float64Array.of(
  0.9956571630258081,
  0.9739065285171717,
  0.9301574913557082,
  0.8650633666889845,
  0.7808177265864169,
  0.6794095682990244,
  0.5627571346686047,
  0.4333953941292472,
  0.2943928627014602,
  0.14887433898163122,
);
const WEIGHTS_21 = Float64Array.of(
  0.011694638867371874,
  0.032558162307964725,
  0.054755896574351995,
  0.07503967481091996,
  0.0931254545836976,
  0.10938715880229764,
  0.12349197626206584,
  0.13470921731147334,
  0.14277593857706009,
  0.1477391049013385,
  0.1494455540029169,
);
const WEIGHTS_10 = Float64Array.of(
  0.06667134430868814,
  0.1494513491505806,
  0.21908636251598204,
  0.26926671930999635,
  0.29552422471475287,
);
