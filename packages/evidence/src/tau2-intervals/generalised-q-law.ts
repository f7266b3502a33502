import { atan, cos, exp, log, sin } from "@rekindle/stats";
import type { LinearProblem } from "../linear/weighted-fit.ts";

const NODES = 24;

/** P(Q <= q) at a tau2, where Q is the weighted sum of squared residuals of the problem at fixed weights. */
export type QLaw = (tau2: number) => number;

/**
 * The exact law of Q at fixed weights w. It is a sum of chi-squared variables times eigenvalues, which are not needed: its Laplace
 * transform is Π(1 + 2 s a_i)^(-1/2) times (|X'W_s X| / |X'WX|)^(-1/2), with a = w (v + tau2) and W_s = diag(w / (1 + 2 s a)). Its
 * singularities are on the negative axis, so that Talbot's contour gives the distribution function to about 1e-13: Weideman, SIAM J.
 * Numer. Anal. 44 (2006) 2342–2362; Trefethen, Weideman & Schmelzer, BIT 46 (2006) 653–670.
 */
export function qLaw({ v, columns }: LinearProblem, weights: Float64Array, q: number): QLaw {
  return (tau2) => {
    let sum = 0;
    for (let k = 0; k < NODES / 2; k++) {
      const angle = ((2 * k + 1) * Math.PI) / NODES;
      const c = 0.6407 * angle;
      const cot = cos(c) / sin(c);
      const re = NODES * (0.5017 * angle * cot - 0.6122);
      const im = NODES * 0.2645 * angle;
      const slopeRe = NODES * (0.5017 * cot - (0.5017 * 0.6407 * angle) / (sin(c) * sin(c)));
      const slopeIm = NODES * 0.2645;
      const [logSize, phase] = logTransform({ re: re / q, im: im / q }, { v, columns, weights, tau2 });
      const size = exp(re + logSize);
      const [valueRe, valueIm] = [size * cos(im + phase), size * sin(im + phase)];
      const square = re * re + im * im;
      const [ratioRe, ratioIm] = [(slopeRe * re + slopeIm * im) / square, (slopeIm * re - slopeRe * im) / square];
      sum += valueRe * ratioIm + valueIm * ratioRe;
    }
    return Math.min(1, Math.max(0, (2 * sum) / NODES));
  };
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

interface Weighted {
  readonly v: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly tau2: number;
}

/** Log modulus and phase. Each factor's own phase is within π, since zeros and poles of the determinants' ratios interlace. */
function logTransform(s: Complex, { v, columns, weights, tau2 }: Weighted): readonly [number, number] {
  const p = columns.length;
  const re = Array.from({ length: p * p }, () => 0);
  const im = Array.from({ length: p * p }, () => 0);
  const plain = Array.from({ length: p * p }, () => 0);
  let logSize = 0;
  let phase = 0;
  for (let i = 0; i < v.length; i++) {
    const w = weights[i]!;
    const a = w * (v[i]! + tau2);
    const [factorRe, factorIm] = [1 + 2 * s.re * a, 2 * s.im * a];
    const square = factorRe * factorRe + factorIm * factorIm;
    logSize += 0.5 * log(square);
    phase += angleOf(factorRe, factorIm);
    for (let j = 0; j < p; j++) {
      for (let l = 0; l <= j; l++) {
        const product = w * columns[j]![i]! * columns[l]![i]!;
        re[j * p + l]! += (product * factorRe) / square;
        im[j * p + l]! -= (product * factorIm) / square;
        plain[j * p + l]! += product;
      }
    }
  }
  const zeros = plain.map(() => 0);
  const [pivots, atZero] = [pivotsOf(re, im, p), pivotsOf(plain, zeros, p)];
  for (let j = 0; j < p; j++) {
    const { re: x, im: y } = pivots[j]!;
    logSize += 0.5 * log(x * x + y * y) - log(atZero[j]!.re);
    phase += angleOf(x, y);
  }
  return [-0.5 * logSize, -0.5 * phase];
}

/** Pivots of the symmetric complex matrix whose lower triangle is given, without exchanges. */
function pivotsOf(re: number[], im: number[], p: number): readonly Complex[] {
  const pivots: Complex[] = [];
  for (let j = 0; j < p; j++) {
    const [x, y] = [re[j * p + j]!, im[j * p + j]!];
    pivots.push({ re: x, im: y });
    const square = x * x + y * y;
    for (let row = j + 1; row < p; row++) {
      const [a, b] = [re[row * p + j]!, im[row * p + j]!];
      const [fRe, fIm] = [(a * x + b * y) / square, (b * x - a * y) / square];
      for (let l = j + 1; l <= row; l++) {
        const [c, d] = [re[l * p + j]!, im[l * p + j]!];
        re[row * p + l]! -= fRe * c - fIm * d;
        im[row * p + l]! -= fRe * d + fIm * c;
      }
    }
  }
  return pivots;
}

function angleOf(x: number, y: number): number {
  if (x > 0) return atan(y / x);
  if (y > 0) return Math.PI / 2 - atan(x / y);
  return y < 0 ? -Math.PI / 2 - atan(x / y) : Math.PI;
}
