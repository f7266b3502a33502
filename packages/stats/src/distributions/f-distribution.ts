import { holds, shapeParameter, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { log } from "../elementary/log.ts";
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
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

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
    if (product < 1e-280) {
      setEnds(product / df2, 1);
      return;
    }
    multiplyTwo(df1, 0, f, 0, scaled);
    addTwo(scaled[0]!, scaled[1]!, df2, 0, total);
    divideTwo(scaled[0]!, scaled[1]!, total[0]!, total[1]!, x);
    divideTwo(df2, 0, total[0]!, total[1]!, y);
  };
  const fromRatio = (): number => (y[0]! > 0 ? (df2 / df1) * (x[0]! / y[0]!) : Infinity);
  const quantile = (p: number): number => {
    inverseIncompleteBeta(a, b, p, "lower", x);
    y[0] = x[1]!;
    return fromRatio();
  };
  const densityAtZero = df1 < 2 ? Infinity : df1 === 2 ? 1 : 0;
  return {
    pdf: (f) => {
      setRatio(f);
      if (f === 0) return densityAtZero;
      return f > 0 && f < Infinity ? betaPrefactor(a, b, x[0]!, x[1]!, y[0]!, y[1]!) / f : 0;
    },
    logPdf: (f) => {
      setRatio(f);
      if (f === 0) return log(densityAtZero);
      return f > 0 && f < Infinity ? logBetaPrefactor(a, b, x[0]!, x[1]!, y[0]!, y[1]!) - log(f) : -Infinity;
    },
    cdf: (f) => {
      setRatio(f);
      return betaLowerTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    sf: (f) => {
      setRatio(f);
      return betaUpperTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    logCdf: (f) => {
      setRatio(f);
      return logBetaLowerTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    logSf: (f) => {
      setRatio(f);
      return logBetaUpperTwo(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
    },
    quantile: (p) => {
      requireProbability(p);
      return quantile(p);
    },
    isf: (p) => {
      requireProbability(p);
      inverseIncompleteBeta(a, b, p, "upper", x);
      y[0] = x[1]!;
      return fromRatio();
    },
    mean: () => (df2 > 2 ? df2 / (df2 - 2) : Infinity),
    variance: () => {
      requireAll(holds(df2 > 2, "df2", `the variance is not defined for df2 = ${df2}`, "it needs more than 2"));
      if (df2 <= 4) return Infinity;
      const ratio = df2 / (df2 - 2);
      return (2 * ratio * ratio * (1 + (df2 - 2) / df1)) / (df2 - 4);
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
