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
  logBetaLowerTwo,
  logBetaPrefactor,
  logBetaUpperTwo,
} from "../special/incomplete-beta.ts";
import { logGamma1p, logGammaDifference } from "../special/log-gamma.ts";
import { logOneLessExp } from "../special/log-one-less-exp.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import { logRatioPower } from "./power-two.ts";

const scaled = new Float64Array(2);
const total = new Float64Array(2);
const x = new Float64Array(2);
const y = new Float64Array(2);

/**
 * Fisher's F distribution.
 * @param parameters degrees of freedom of numerator `df1` and denominator `df2`, above 0, not necessarily whole.
 * @throws InvalidInput for degrees that are not finite and above 0; from `mean` and `variance` where they are not defined.
 * @example fDistribution({ df1: 2, df2: 10 }).sf(4.102821015) // 0.05
 */
export function fDistribution(parameters: { readonly df1: number; readonly df2: number }): Distribution {
  const { df1, df2 } = parameters;
  requireAll(shapeParameter("df1", df1), shapeParameter("df2", df2));
  const a = df1 / 2;
  const b = df2 / 2;
  const densityAtZero = df1 < 2 ? Infinity : df1 === 2 ? 1 : 0;
  const ratio = df2 / df1;
  /** log (a B(a, b)) and log (b B(a, b)): the tails near 0 and Infinity are powers over these. */
  const logWholeA = logGamma1p(a) - logGammaDifference(b, a);
  const logWholeB = logGamma1p(b) - logGammaDifference(a, b);
  /** log P(F <= f) where f df1 / df2 may have left the range of doubles, and log P(F > f) at the other end. */
  const logNearZero = (f: number): number => logRatioPower(f, ratio, a) - logWholeA;
  const logFarOut = (f: number): number => logRatioPower(f, ratio, -b) - logWholeB;
  const isNearZero = (f: number): boolean => f > 0 && df1 * f < 1e-280;
  const isFarOut = (f: number): boolean => f < Infinity && f > 1e280 * Math.max(1, ratio) && df1 * f > 1e280 * df2;
  /** x = df1 f / (df1 f + df2) and y = 1 - x, in two parts each. */
  const setRatio = (f: number): void => {
    requireNumber(f);
    if (!(f > 0)) {
      setEnds(0, 1);
      return;
    }
    const product = df1 * f;
    if (!(product < 1e280 * Math.min(1, df2))) {
      setEnds(1, df2 / df1 / f);
      return;
    }
    multiplyTwo(df1, 0, f, 0, scaled);
    addTwo(scaled[0]!, scaled[1]!, df2, 0, total);
    divideTwo(scaled[0]!, scaled[1]!, total[0]!, total[1]!, x);
    divideTwo(df2, 0, total[0]!, total[1]!, y);
  };
  /** f from x and y = 1 - x; where one of them is too small to be a double, from the logarithm of its own tail. */
  const fromRatio = (logLower: number, logUpper: number): number => {
    const rest = x[1]!;
    if (x[0]! < 1e-290) return logLower === -Infinity ? 0 : exp((logLower + logWholeA) / a + log(ratio));
    if (rest < 1e-290) return logUpper === -Infinity ? Infinity : exp(log(ratio) - (logUpper + logWholeB) / b);
    return ratio * (x[0]! / rest);
  };
  const quantile = (p: number): number => {
    inverseIncompleteBeta(a, b, p, "lower", x);
    return fromRatio(log(p), log1p(-p));
  };
  const logPdf = (f: number): number => {
    setRatio(f);
    if (f === 0) return log(densityAtZero);
    if (isNearZero(f)) return logNearZero(f) + log(a) - log(f);
    if (isFarOut(f)) return logFarOut(f) + log(b) - log(f);
    return f > 0 && f < Infinity ? logBetaPrefactor(a, b, x[0]!, x[1]!, y[0]!, y[1]!) - log(f) : -Infinity;
  };
  return {
    pdf: (f) => {
      setRatio(f);
      if (f === 0) return densityAtZero;
      if (!(f > 0 && f < Infinity)) return 0;
      if (isNearZero(f) || isFarOut(f)) return exp(logPdf(f));
      const prefactor = betaPrefactor(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
      return prefactor > 1e-290 || f > 1 ? prefactor / f : exp(logPdf(f));
    },
    logPdf,
    cdf: (f) => {
      setRatio(f);
      if (isNearZero(f)) return exp(logNearZero(f));
      if (isFarOut(f)) return -expm1(logFarOut(f));
      return betaLowerTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    sf: (f) => {
      setRatio(f);
      if (isNearZero(f)) return -expm1(logNearZero(f));
      if (isFarOut(f)) return exp(logFarOut(f));
      return betaUpperTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    logCdf: (f) => {
      setRatio(f);
      if (isNearZero(f)) return logNearZero(f);
      if (isFarOut(f)) return logOneLessExp(logFarOut(f));
      return logBetaLowerTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    logSf: (f) => {
      setRatio(f);
      if (isNearZero(f)) return logOneLessExp(logNearZero(f));
      if (isFarOut(f)) return logFarOut(f);
      return logBetaUpperTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    quantile: (p) => {
      requireProbability(p);
      return quantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      inverseIncompleteBeta(a, b, p, "upper", x);
      return fromRatio(log1p(-p), log(p));
    },
    mean: () => (df2 > 2 ? df2 / (df2 - 2) : Infinity),
    variance: () => {
      requireAll(holds(df2 > 2, "df2", `the variance is not defined for df2 = ${df2}`, "it needs more than 2"));
      if (df2 <= 4) return Infinity;
      const centre = df2 / (df2 - 2);
      return (2 * centre * centre * (1 + (df2 - 2) / df1)) / (df2 - 4);
    },
    sample: (stream) => quantile(drawOpenUniform(stream)),
  };
}

function setEnds(nearX: number, nearY: number): void {
  x[0] = nearX;
  x[1] = 0;
  y[0] = nearY;
  y[1] = 0;
}
