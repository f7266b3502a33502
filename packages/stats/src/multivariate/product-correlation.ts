import { exp } from "../elementary/exp.ts";
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
  const square =
    third < 0
      ? Math.abs(correlation[i]![j]!)
      : (correlation[i]![j]! * correlation[i]![third]!) / correlation[j]![third]!;
  if (!(square > 0 && square <= 1)) return undefined;
  roots[i] = Math.sqrt(square);
  for (let k = 0; k < size; k++) if (k !== i) roots[k] = correlation[i]![k]! / Math.sqrt(square);
  for (let k = 0; k < size; k++) {
    if (Math.abs(roots[k]!) > 1) return undefined;
    for (let l = 0; l < k; l++) if (Math.abs(roots[k]! * roots[l]! - correlation[k]![l]!) > 1e-14) return undefined;
  }
  return roots;
}

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
 * ∫ φ(z) Π P(ai < bi z + √(1 - bi²) Zi <= ci) dz (Dunnett and Sobel 1955) by the trapezoidal rule, refined until it stands; the steps of
 * coordinates with |bi| = 1 become limits of z.
 */
export function productRectangle(
  lower: readonly number[],
  upper: readonly number[],
  scale: number,
  roots: Float64Array,
): number {
  let from = -9.5;
  let to = 9.5;
  let sharpest = 1;
  for (const [i, b] of roots.entries()) {
    const rest = 1 - b * b;
    if (rest > 0) sharpest = Math.min(sharpest, Math.sqrt(rest) / Math.max(Math.abs(b), 1e-3));
    else {
      from = Math.max(from, b > 0 ? lower[i]! * scale : -upper[i]! * scale);
      to = Math.min(to, b > 0 ? upper[i]! * scale : -lower[i]! * scale);
    }
  }
  if (!(to > from)) return 0;
  const f = (z: number): number => {
    let product = exp(-0.5 * z * z);
    for (let i = 0; i < roots.length && product > 0; i++) {
      const b = roots[i]!;
      const rest = Math.sqrt(1 - b * b);
      if (rest > 0) product *= intervalMass((lower[i]! * scale - b * z) / rest, (upper[i]! * scale - b * z) / rest);
    }
    return product;
  };
  const isWhole = from === -9.5 && to === 9.5;
  return (
    (isWhole ? trapezoid(f, from, to, Math.ceil(40 / Math.max(sharpest, 0.01))) : tanhSinh(f, from, to)) *
    DENSITY_AT_ZERO
  );
}

function trapezoid(f: (z: number) => number, from: number, to: number, start: number): number {
  let count = Math.max(48, start);
  let step = (to - from) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += f(from + i * step);
  let area = sum * step;
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < count; i++) sum += f(from + (i + 0.5) * step);
    count *= 2;
    step /= 2;
    const change = Math.abs(sum * step - area);
    area = sum * step;
    if (change < 1e-14) break;
  }
  return area;
}

/** With a sharp end the trapezoidal rule is slow; x = tanh-sinh clusters the points at the ends. */
function tanhSinh(f: (z: number) => number, from: number, to: number): number {
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  let area = 0;
  for (let count = 40, round = 0; round < 6; round++, count *= 2) {
    const step = 6.4 / count;
    let sum = 0;
    for (let i = -count / 2; i <= count / 2; i++) {
      const t = i * step;
      const e = exp(t);
      const sinh = (e - 1 / e) / 2;
      const g = exp(Math.PI * sinh);
      const x = (g - 1) / (g + 1);
      sum += (f(middle + half * x) * (((e + 1 / e) / 2) * Math.PI * 2 * g)) / ((g + 1) * (g + 1));
    }
    const next = sum * step * half;
    const change = Math.abs(next - area);
    area = next;
    if (change < 1e-14) break;
  }
  return area;
}

const DENSITY_AT_ZERO = 0.3989422804014327;
