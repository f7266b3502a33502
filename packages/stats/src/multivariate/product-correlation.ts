import { exp } from "../elementary/exp.ts";
import type { Integral } from "../numerics/integrate.ts";
import { integratePieces, stepMarks } from "./integrate-pieces.ts";
import { intervalMass } from "./interval-mass.ts";
import type { Matrix } from "./cholesky.ts";

/** The b with ρij = bi bj for all i ≠ j, |b| <= 1; undefined if there are none. For three or more coordinates. */
export function productRoots(correlation: Matrix): Float64Array | undefined {
  const size = correlation.length;
  const roots = new Float64Array(size);
  const pair = strongestPair(correlation);
  if (pair === undefined) return roots;
  const [i, j] = pair;
  // bi² = ρij ρik / ρjk for any third k with ρjk ≠ 0; if there is none, only the pair is correlated and any split will do.
  const third = correlation.findIndex((_, k) => k !== i && k !== j && correlation[j]![k] !== 0);
  const ratio =
    third < 0
      ? Math.abs(correlation[i]![j]!)
      : (correlation[i]![j]! * correlation[i]![third]!) / correlation[j]![third]!;
  if (!(ratio > 0 && ratio <= 1 + ROUNDING)) return undefined;
  const square = Math.min(1, ratio);
  roots[i] = Math.sqrt(square);
  for (let k = 0; k < size; k++) if (k !== i) roots[k] = correlation[i]![k]! / Math.sqrt(square);
  for (let k = 0; k < size; k++) {
    if (Math.abs(roots[k]!) > 1 + ROUNDING) return undefined;
    roots[k] = Math.max(-1, Math.min(1, roots[k]!));
    for (let l = 0; l < k; l++) if (Math.abs(roots[k]! * roots[l]! - correlation[k]![l]!) > 1e-14) return undefined;
  }
  return roots;
}

/**
 * What the probability may move because the products of the roots miss the correlations by a rounding: near |b| = 1 a rounding m moves
 * √(1 - b²), the width of a step, by up to √m.
 */
export function rootsError(correlation: Matrix, roots: Float64Array): number {
  let miss = 0;
  for (let k = 0; k < roots.length; k++)
    for (let l = 0; l < k; l++) miss = Math.max(miss, Math.abs(roots[k]! * roots[l]! - correlation[k]![l]!));
  let sum = 0;
  for (const b of roots) sum += Math.min(Math.sqrt(miss), miss / Math.sqrt(Math.max(1e-300, (1 - b) * (1 + b))));
  return sum;
}

/** A correlation of 1 may come out a rounding less or its root a rounding more. */
const ROUNDING = 2e-15;

function strongestPair(correlation: Matrix): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  let most = 0;
  for (let i = 0; i < correlation.length; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(correlation[i]![j]!) > most) {
        most = Math.abs(correlation[i]![j]!);
        best = [i, j];
      }
    }
  }
  return best;
}

/**
 * ∫ φ(z) Π P(ai < bi z + √(1 - bi²) Zi <= ci) dz (Dunnett and Sobel 1955): by the trapezoidal rule, refined until it stands at 1e-14; where
 * a factor turns sharply (|bi| near 1) by adaptive pieces around its steps. The steps of |bi| = 1 become limits of z.
 * @returns the error as the last change of the rule or the estimate of the pieces, plus rounding.
 */
export function productRectangle(
  lower: readonly number[],
  upper: readonly number[],
  scale: number,
  roots: Float64Array,
): Integral {
  let from = -9.5;
  let to = 9.5;
  let sharpest = 1;
  const marks = [-2, 0, 2];
  for (const [i, b] of roots.entries()) {
    const rest = Math.sqrt((1 - b) * (1 + b));
    const width = rest / Math.max(Math.abs(b), 1e-3);
    sharpest = Math.min(sharpest, width);
    if (rest === 0) {
      from = Math.max(from, b > 0 ? lower[i]! * scale : -upper[i]! * scale);
      to = Math.min(to, b > 0 ? upper[i]! * scale : -lower[i]! * scale);
    } else if (width < 0.3) {
      marks.push(...stepMarks((lower[i]! * scale) / b, width), ...stepMarks((upper[i]! * scale) / b, width));
    }
  }
  if (!(to > from)) return { value: 0, error: 1e-20 };
  const f = (z: number): number => {
    let product = DENSITY_AT_ZERO * exp(-0.5 * z * z);
    for (let i = 0; i < roots.length && product > 0; i++) {
      const b = roots[i]!;
      const rest = Math.sqrt((1 - b) * (1 + b));
      if (rest > 0) product *= intervalMass((lower[i]! * scale - b * z) / rest, (upper[i]! * scale - b * z) / rest);
    }
    return product;
  };
  const isSmooth = from === -9.5 && to === 9.5 && sharpest > 0.1;
  const area = isSmooth
    ? trapezoid(f, from, to, Math.ceil(40 / sharpest))
    : integratePieces(f, { from, to, marks, absolute: 1e-15 });
  return { value: Math.min(1, area.value), error: area.error + (roots.length + 4) * 2.3e-16 };
}

function trapezoid(f: (z: number) => number, from: number, to: number, start: number): Integral {
  let count = Math.max(48, start);
  let step = (to - from) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += f(from + i * step);
  let value = sum * step;
  let error = Infinity;
  for (let round = 0; round < 8 && error > 1e-14; round++) {
    for (let i = 0; i < count; i++) sum += f(from + (i + 0.5) * step);
    count *= 2;
    step /= 2;
    error = Math.abs(sum * step - value);
    value = sum * step;
  }
  return { value, error };
}

const DENSITY_AT_ZERO = 0.3989422804014327;
