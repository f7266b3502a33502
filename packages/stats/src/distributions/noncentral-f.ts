import { holds, notNegative, shapeParameter, requireAll, requireNumber } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";
import { logGamma1p, logGammaDifference } from "../special/log-gamma.ts";
import { logBetaLowerTwo, logBetaPrefactor, logBetaUpperTwo } from "../special/incomplete-beta.ts";
import {
  logDensityMixture,
  logLowerMixture,
  logUpperMixture,
  type PoissonMixture,
} from "../special/poisson-mixture.ts";
import type { Distribution } from "./distribution.ts";
import { fDistribution } from "./f-distribution.ts";
import { fromLogTails } from "./log-tail-law.ts";
import { createTinyLaw } from "./tiny-law.ts";

/** 2^-200. */
const SCALE = 6.223015277861142e-61;

/**
 * The noncentral F distribution (noncentral numerator), as a Poisson mixture of beta laws, both tails as sums of positive terms.
 * @param parameters df1 and df2 above 0, noncentrality λ of at least 0.
 * @throws InvalidInput otherwise; from `mean` and `variance` never: they are Infinity where they diverge.
 * @example noncentralF({ df1: 3, df2: 20, noncentrality: 5 }).sf(4)
 */
export function noncentralF(parameters: {
  readonly df1: number;
  readonly df2: number;
  readonly noncentrality: number;
}): Distribution {
  const { df1, df2, noncentrality } = parameters;
  requireAll(
    shapeParameter("df1", df1),
    shapeParameter("df2", df2),
    notNegative("noncentrality", noncentrality),
    holds(!(noncentrality > 1e12), "noncentrality", `${noncentrality} is out of range`, "must be at most 1e12"),
    holds(!(df1 > 1e12), "df1", `${df1} is out of range`, "must be at most 1e12"),
    holds(!(df2 > 1e12), "df2", `${df2} is out of range`, "must be at most 1e12"),
  );
  if (noncentrality === 0) return fDistribution({ df1, df2 });
  const a = df1 / 2;
  const b = df2 / 2;
  const m = noncentrality / 2;
  const x = new Float64Array(2);
  const y = new Float64Array(2);
  const total = new Float64Array(2);
  /** Whether f is inside; then x = df1 f / (df1 f + df2) and y = 1 - x are set. */
  const setRatio = (f: number): boolean => {
    requireNumber(f);
    if (!(f > 0 && f < Infinity)) return false;
    // A large f and df2 are made smaller together, by an exact power of two, so that no product overflows.
    const scale = f > 1e150 ? SCALE : 1;
    multiplyTwo(df1, 0, f * scale, 0, y);
    addTwo(y[0]!, y[1]!, df2 * scale, 0, total);
    divideTwo(y[0]!, y[1]!, total[0]!, total[1]!, x);
    divideTwo(df2 * scale, 0, total[0]!, total[1]!, y);
    return x[0]! > 0 && y[0]! > 0;
  };
  /** Where x leaves the normal range only the first term counts, a power of f. */
  const logRatio = log(df1) - log(df2);
  const isTiny = (f: number): boolean => f > 0 && log(f) + logRatio < -620;
  const tiny = createTinyLaw({ a, m, logFactor: logRatio, logBeta: logGamma1p(a) - logGammaDifference(b, a) });
  const mixture = (): PoissonMixture => {
    const [x0, x1, y0, y1] = [x[0]!, x[1]!, y[0]!, y[1]!];
    return {
      m,
      c: 0,
      a,
      gain: x0 * b,
      gainPerShape: x0,
      logLower: (j) => logBetaLowerTwo(a + j, b, x0, x1, y0, y1),
      logUpper: (j) => logBetaUpperTwo(a + j, b, x0, x1, y0, y1),
      logStep: (j) => logBetaPrefactor(a + j, b, x0, x1, y0, y1) - log(a + j),
      logDensity: (j) => logBetaPrefactor(a + j, b, x0, x1, y0, y1),
    };
  };
  const logLower = (f: number): number => {
    if (isTiny(f)) return tiny.logLower(log(f));
    if (setRatio(f)) return logLowerMixture(mixture());
    return f > 0 ? 0 : -Infinity;
  };
  const logUpper = (f: number): number => {
    if (isTiny(f)) return tiny.logUpper(log(f));
    if (setRatio(f)) return logUpperMixture(mixture());
    return f > 0 ? -Infinity : 0;
  };
  const logPdf = (f: number): number => {
    if (f === 0) return df1 === 2 ? -m : df1 < 2 ? Infinity : -Infinity;
    if (isTiny(f)) return tiny.logPdf(log(f));
    return setRatio(f) ? logDensityMixture(mixture()) - log(f) : -Infinity;
  };
  const mean = (): number => (df2 > 2 ? (df2 * (df1 + noncentrality)) / (df1 * (df2 - 2)) : Infinity);
  const variance = (): number => {
    requireAll(holds(df2 > 2, "df2", `the variance is not defined for df2 = ${df2}`, "it needs more than 2"));
    if (df2 <= 4) return Infinity;
    const shifted = df1 + noncentrality;
    const ratio = df2 / df1;
    return (
      (2 * ratio * ratio * (shifted * shifted + (df1 + 2 * noncentrality) * (df2 - 2))) /
      ((df2 - 2) * (df2 - 2) * (df2 - 4))
    );
  };
  const centre = 1 + noncentrality / df1;
  /** Patnaik's central law in the numerator, by the cube root of Paulson (Abramowitz and Stegun 26.6.28). */
  const near = (z: number): number => {
    const above = (2 * (df1 + 2 * noncentrality)) / (9 * (df1 + noncentrality) * (df1 + noncentrality));
    const below = 2 / (9 * df2);
    const [p, q] = [1 - above, 1 - below];
    const rest = Math.max(0.05, q * q - z * z * below);
    const square = p * p * below + q * q * above - z * z * above * below;
    const root = Math.max(0.05, (p * q + z * Math.sqrt(Math.max(0, square))) / rest);
    return centre * root * root * root;
  };
  return fromLogTails({
    logLower,
    logUpper,
    logPdf,
    from: 0,
    to: Infinity,
    mean,
    variance,
    centre,
    spread: centre,
    near,
  });
}
