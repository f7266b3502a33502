import { exp } from "../../elementary/exp.ts";
import { expm1 } from "../../elementary/expm1.ts";
import { log } from "../../elementary/log.ts";
import { log1p } from "../../elementary/log1p.ts";
import { type ErrorLaw, exactSlopes, intervalSlopes, type Slopes } from "./interval-contribution.ts";
import type { IntervalSample } from "./interval-sample.ts";

/** A log-likelihood with its gradient and the observed information, row by row. */
export interface Curvature {
  readonly value: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

export type IntervalLikelihood = (theta: Float64Array) => Curvature;

/**
 * Intervals narrower than this on the scale of Z enter by the density at their middle: log P differs by its square over 24, 4e-10,
 * while differences of the distribution function would lose the second derivatives.
 */
const NARROW = 1e-4;

/** log T = theta_0 + x'theta_1.. + scale Z; the last parameter is log scale unless the scale is held at 1. */
export function locationScaleLikelihood(
  { left, right }: IntervalSample,
  x: Float64Array,
  columns: number,
  law: ErrorLaw,
  hasScale: boolean,
): IntervalLikelihood {
  const count = left.length;
  const lower = Float64Array.from(left, log);
  const upper = Float64Array.from(right, (time) => (time === Infinity ? Infinity : log(time)));
  const widths = Float64Array.from(left, (time, i) => log1p((right[i]! - time) / time));
  const size = 1 + columns + (hasScale ? 1 : 0);
  const last = size - 1;
  const slopes: Slopes = { value: 0, u: 0, v: 0, uu: 0, uv: 0, vv: 0 };
  const z = new Float64Array(1 + columns);
  z[0] = 1;
  return (theta) => {
    const score = new Float64Array(size);
    const information = new Float64Array(size * size);
    const logScale = hasScale ? theta[last]! : 0;
    const inverse = exp(-logScale);
    let value = 0;
    for (let i = 0; i < count; i++) {
      let eta = theta[0]!;
      for (let j = 0; j < columns; j++) {
        z[j + 1] = x[i * columns + j]!;
        eta += z[j + 1]! * theta[j + 1]!;
      }
      const isExact = left[i] === right[i];
      const u = (lower[i]! - eta) * inverse;
      const v = (upper[i]! - eta) * inverse;
      const isPoint = isExact || widths[i]! * inverse < NARROW;
      const middle = isExact ? u : (u + v) / 2;
      if (isPoint) exactSlopes(law, middle, slopes);
      else intervalSlopes(law, u, v, slopes);
      value += isPoint ? slopes.value - logScale + (isExact ? -lower[i]! : log(widths[i]!)) : slopes.value;
      // An end at infinity does not move.
      const a = isPoint ? middle : Number.isFinite(u) ? u : 0;
      const b = !isPoint && Number.isFinite(v) ? v : 0;
      const dEta = -inverse * (slopes.u + slopes.v);
      const dEtaEta = inverse * inverse * (slopes.uu + 2 * slopes.uv + slopes.vv);
      for (let j = 0; j <= columns; j++) {
        score[j]! += z[j]! * dEta;
        for (let k = 0; k <= j; k++) information[j * size + k]! -= z[j]! * z[k]! * dEtaEta;
      }
      if (!hasScale) continue;
      const first = a * slopes.u + b * slopes.v;
      score[last]! -= first + (isPoint ? 1 : 0);
      const mixed = inverse * (a * slopes.uu + (a + b) * slopes.uv + b * slopes.vv + slopes.u + slopes.v);
      for (let j = 0; j <= columns; j++) information[last * size + j]! -= z[j]! * mixed;
      information[last * size + last]! -= a * a * slopes.uu + 2 * a * b * slopes.uv + b * b * slopes.vv + first;
    }
    mirror(information, size);
    return { value, score, information };
  };
}

/** Hazard exp(theta_k + x'beta) between cuts; the first parameters are the log hazards of the pieces. */
export function piecewiseLikelihood(
  { left, right }: IntervalSample,
  x: Float64Array,
  columns: number,
  cuts: readonly number[],
): IntervalLikelihood {
  const count = left.length;
  const pieces = cuts.length + 1;
  const size = pieces + columns;
  const starts = [0, ...cuts];
  const ends = [...cuts, Infinity];
  const spent = (time: number, k: number): number => Math.max(0, Math.min(time, ends[k]!) - starts[k]!);
  const before = new Float64Array(count * pieces);
  const within = new Float64Array(count * pieces);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < pieces; k++) {
      before[i * pieces + k] = spent(left[i]!, k);
      within[i * pieces + k] =
        right[i] === Infinity ? 0 : Math.max(0, Math.min(right[i]!, ends[k]!) - Math.max(left[i]!, starts[k]!));
    }
  }
  const gradientA = new Float64Array(size);
  const gradientB = new Float64Array(size);
  return (theta) => {
    const score = new Float64Array(size);
    const information = new Float64Array(size * size);
    let value = 0;
    for (let i = 0; i < count; i++) {
      let eta = 0;
      for (let j = 0; j < columns; j++) eta += x[i * columns + j]! * theta[pieces + j]!;
      const isExact = left[i] === right[i];
      const isCensored = right[i] === Infinity;
      let a = 0;
      let b = 0;
      for (let k = 0; k < pieces; k++) {
        const hazard = exp(theta[k]! + eta);
        gradientA[k] = before[i * pieces + k]! * hazard;
        gradientB[k] = within[i * pieces + k]! * hazard;
        a += gradientA[k]!;
        b += gradientB[k]!;
      }
      const inside = isExact || isCensored ? 1 : expm1(b);
      const slope = isExact || isCensored ? 0 : 1 / inside;
      const curve = isExact || isCensored ? 0 : -slope * (1 + slope);
      value -= a;
      if (isExact) {
        const k = pieceOf(left[i]!, ends);
        value += theta[k]! + eta;
        score[k]! += 1;
        for (let j = 0; j < columns; j++) score[pieces + j]! += x[i * columns + j]!;
      } else if (!isCensored) value += log(-expm1(-b));
      for (let j = 0; j < columns; j++) {
        gradientA[pieces + j] = x[i * columns + j]! * a;
        gradientB[pieces + j] = x[i * columns + j]! * b;
      }
      for (let p = 0; p < size; p++) {
        const moved = -gradientA[p]! + slope * gradientB[p]!;
        score[p]! += moved;
        for (let q = 0; q <= p; q++) {
          let second = curve * gradientB[p]! * gradientB[q]!;
          if (p < pieces) second += p === q ? moved : 0;
          else second += x[i * columns + p - pieces]! * (-gradientA[q]! + slope * gradientB[q]!);
          information[p * size + q]! -= second;
        }
      }
    }
    mirror(information, size);
    return { value, score, information };
  };
}

/** An event at a cut ends the piece before it. */
function pieceOf(time: number, ends: readonly number[]): number {
  return ends.findIndex((end) => time <= end);
}

function mirror(matrix: Float64Array, size: number): void {
  for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) matrix[p * size + q] = matrix[q * size + p]!;
}
