import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";
import { logBetaLowerTwo, logBetaPrefactor, logBetaUpperTwo } from "../special/incomplete-beta.ts";
import {
  logDensityMixture,
  logLowerMixture,
  logUpperMixture,
  type PoissonMixture,
} from "../special/poisson-mixture.ts";
import { standardNormalCdf } from "./normal.ts";

/** For t and δ above 0. */
export interface NoncentralTSeries {
  /** Whether the series is the better way at ±t. */
  readonly holds: (t: number) => boolean;
  readonly logLower: (t: number) => number;
  readonly logUpper: (t: number) => number;
  readonly logPdf: (t: number) => number;
}

/** Beyond this δ the integral takes less time. */
const MOST = 12;

/**
 * The mixture of beta laws of Benton and Krishnamoorthy (2003, doi:10.1016/S0167-9473(02)00283-9): with x = t² / (df + t²),
 * P(T <= t) = Φ(-δ) + ½ Σ over i = 0, ½, 1, … of m^i e^-m / Γ(i + 1) · I_x(i + ½, df / 2), m = δ² / 2; the upper tail without Φ(-δ) and with
 * the upper tails of beta.
 */
export function createNoncentralTSeries(df: number, delta: number): NoncentralTSeries {
  const b = df / 2;
  const m = (delta * delta) / 2;
  const isOrdinary = delta >= 1e-100 && delta <= MOST && df >= 0.01 && df <= 1e9;
  const base = standardNormalCdf(-delta);
  const square = new Float64Array(2);
  const total = new Float64Array(2);
  const x = new Float64Array(2);
  const y = new Float64Array(2);
  /** The whole or the half i. */
  const mixture = (c: 0 | 0.5): PoissonMixture => {
    const a = 0.5 + c;
    const [x0, x1, y0, y1] = [x[0]!, x[1]!, y[0]!, y[1]!];
    return {
      m,
      c,
      a,
      gain: x0 * b,
      gainPerShape: x0,
      logLower: (j) => logBetaLowerTwo(a + j, b, x0, x1, y0, y1),
      logUpper: (j) => logBetaUpperTwo(a + j, b, x0, x1, y0, y1),
      logStep: (j) => logBetaPrefactor(a + j, b, x0, x1, y0, y1) - log(a + j),
      logDensity: (j) => logBetaPrefactor(a + j, b, x0, x1, y0, y1),
    };
  };
  const setRatio = (t: number): void => {
    multiplyTwo(t, 0, t, 0, square);
    addTwo(square[0]!, square[1]!, df, 0, total);
    divideTwo(square[0]!, square[1]!, total[0]!, total[1]!, x);
    divideTwo(df, 0, total[0]!, total[1]!, y);
  };
  return {
    holds: (t) => isOrdinary && Math.abs(t) > 1e-100 && Math.abs(t) < 1e100,
    logLower: (t) => {
      setRatio(t);
      return log(base + 0.5 * (exp(logLowerMixture(mixture(0))) + exp(logLowerMixture(mixture(0.5)))));
    },
    logUpper: (t) => {
      setRatio(t);
      return logOfSum(logUpperMixture(mixture(0)), logUpperMixture(mixture(0.5))) - Math.LN2;
    },
    logPdf: (t) => {
      setRatio(t);
      return logOfSum(logDensityMixture(mixture(0)), logDensityMixture(mixture(0.5))) - log(t);
    },
  };
}

/** log (e^a + e^b). */
function logOfSum(a: number, b: number): number {
  const top = Math.max(a, b);
  return top === -Infinity ? top : top + log(1 + exp(Math.min(a, b) - top));
}
