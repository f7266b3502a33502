import { holds, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";
import {
  betaLowerTwo,
  betaPrefactor,
  betaUpperTwo,
  inverseIncompleteBeta,
  logBetaPrefactor,
  logBetaUpperTwo,
} from "../special/incomplete-beta.ts";
import { logGammaDifference } from "../special/log-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import { standardNormalQuantile } from "./normal.ts";

const square = new Float64Array(2);
const total = new Float64Array(2);
const x = new Float64Array(2);
const y = new Float64Array(2);

/**
 * Student's t distribution.
 * @param parameters degrees of freedom `df` above 0, not necessarily whole.
 * @throws InvalidInput for a df that is not finite and above 0; from `mean` for df <= 1, where there is none.
 * @example studentT({ df: 5 }).sf(2.570581835636314) // 0.025
 */
export function studentT(parameters: { readonly df: number }): Distribution {
  const { df } = parameters;
  requireAll(shapeParameter("df", df));
  const half = df / 2;
  /** log of half · B(1/2, half). */
  const logWholeBeta = 0.5 * log(Math.PI) - logGammaDifference(half, 0.5) + log(half);
  /** Where df / t² leaves the range of doubles, log P(|T| > |t|) is its power and nothing else. */
  const isFar = (t: number): boolean => Math.abs(t) > 1e140 && Math.abs(t) > 1e140 * Math.sqrt(df);
  const logFar = (t: number): number => half * (log(df) - 2 * log(Math.abs(t))) - logWholeBeta;
  const logAtZero = logGammaDifference(half, 0.5) - 0.5 * log(Math.PI * df);
  /** x = t² / (df + t²) and y = 1 - x, in two parts each. */
  const setRatio = (t: number): void => {
    if (t * t > 1e280 || t * t > 1e280 * df) {
      x[0] = 1;
      x[1] = 0;
      y[0] = (Math.sqrt(df) / t) * (Math.sqrt(df) / t);
      y[1] = 0;
      return;
    }
    multiplyTwo(t, 0, t, 0, square);
    addTwo(square[0]!, square[1]!, df, 0, total);
    divideTwo(square[0]!, square[1]!, total[0]!, total[1]!, x);
    divideTwo(df, 0, total[0]!, total[1]!, y);
  };
  /** P(|T| > |t|). */
  const outside = (t: number): number => {
    if (t === 0) return 1;
    if (isFar(t)) return exp(logFar(t));
    setRatio(t);
    return betaUpperTwo(0.5, half, x[0]!, x[1]!, y[0]!, y[1]!);
  };
  const upper = (t: number): number => {
    requireNumber(t);
    if (t < -1) return 1 - 0.5 * outside(t);
    if (t >= 1) return 0.5 * outside(t);
    if (t === 0) return 0.5;
    setRatio(t);
    const inside = betaLowerTwo(0.5, half, x[0]!, x[1]!, y[0]!, y[1]!);
    return t < 0 ? 0.5 + 0.5 * inside : 0.5 - 0.5 * inside;
  };
  const logUpper = (t: number): number => {
    requireNumber(t);
    if (t < 1) return log1p(-upper(-t));
    if (isFar(t)) return logFar(t) - Math.LN2;
    setRatio(t);
    return logBetaUpperTwo(0.5, half, x[0]!, x[1]!, y[0]!, y[1]!) - Math.LN2;
  };
  /** The t >= 0 whose upper tail is p <= 1/2. */
  const upperQuantile = (p: number): number => {
    if (p === 0) return Infinity;
    const near = squareNear(df, p) / df;
    if (p > 0.25) inverseIncompleteBeta(0.5, half, 1 - 2 * p, "lower", x, near);
    else inverseIncompleteBeta(0.5, half, 2 * p, "upper", x, near);
    if (x[1]! > 1e-290) return Math.sqrt(df * (x[0]! / x[1]!));
    return exp(0.5 * (log(df) - (log(2 * p) + logWholeBeta) / half));
  };
  const isf = (p: number): number => {
    requireProbability(p);
    return p <= 0.5 ? upperQuantile(p) : -upperQuantile(1 - p);
  };
  return {
    pdf: (t) => {
      requireNumber(t);
      if (Math.abs(t) < 1e-150) return exp(logAtZero);
      if (Math.abs(t) === Infinity) return 0;
      if (isFar(t)) return exp(logFar(t) + log(half) - log(Math.abs(t)));
      setRatio(t);
      return betaPrefactor(0.5, half, x[0]!, x[1]!, y[0]!, y[1]!) / Math.abs(t);
    },
    logPdf: (t) => {
      requireNumber(t);
      if (Math.abs(t) < 1e-150) return logAtZero;
      if (Math.abs(t) === Infinity) return -Infinity;
      if (isFar(t)) return logFar(t) + log(half) - log(Math.abs(t));
      setRatio(t);
      return logBetaPrefactor(0.5, half, x[0]!, x[1]!, y[0]!, y[1]!) - log(Math.abs(t));
    },
    cdf: (t) => upper(-t),
    sf: upper,
    logCdf: (t) => logUpper(-t),
    logSf: logUpper,
    quantile: (p) => -isf(p),
    isf,
    mean: () => {
      requireAll(holds(df > 1, "df", `the mean does not exist for ${df} degrees of freedom`, "it needs more than 1"));
      return 0;
    },
    variance: () => {
      requireAll(
        holds(df > 1, "df", `the variance is not defined for ${df} degrees of freedom`, "it needs more than 1"),
      );
      return df > 2 ? df / (df - 2) : Infinity;
    },
    sample: (stream) => -isf(drawOpenUniform(stream)),
  };
}

/**
 * t² near the point whose upper tail is p <= 1/2, by G. W. Hill, "Algorithm 396: Student's t-quantiles", CACM 13 (1970) 619-620;
 * 0 where its expansion does not hold (below one degree of freedom).
 */
function squareNear(df: number, p: number): number {
  if (df < 1) return 0;
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  let c = (((20700 / b) * a - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt(a * Math.PI * 0.5) * df;
  const power = exp((2 / df) * log(d * 2 * p));
  if (power <= 0.05 + a) {
    const tail = 1 / (((df + 6) / (df * power) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4);
    return df * ((tail * power - 1) * ((df + 1) / (df + 2)) + 1 / power);
  }
  const z = standardNormalQuantile(p);
  const zz = z * z;
  if (df < 5) c += 0.3 * (df - 4.5) * (z + 0.6);
  c += (((0.05 * d * z - 5) * z - 7) * z - 2) * z + b;
  const root = (((((0.4 * zz + 6.3) * zz + 36) * zz + 94.5) / c - zz - 3) / b + 1) * z;
  return df * expm1(a * root * root);
}
