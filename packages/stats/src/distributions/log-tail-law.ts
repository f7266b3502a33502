import { requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log1p } from "../elementary/log1p.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";
import { searchIsf, searchQuantile } from "./search-quantile.ts";

/** A continuous law whose two tails are computed apart, each by its logarithm with relative precision. */
export interface LogTailLaw {
  readonly logLower: (x: number) => number;
  readonly logUpper: (x: number) => number;
  readonly logPdf: (x: number) => number;
  readonly from: number;
  readonly to: number;
  readonly mean: () => number;
  readonly variance: () => number;
  /** Where a search starts and how far it steps; by default the mean and standard deviation. */
  readonly centre?: number;
  readonly spread?: number;
  /** A point near the quantile of Φ(z). */
  readonly near?: (z: number) => number;
}

const LOG_HALF = -Math.LN2;

export function fromLogTails(law: LogTailLaw): Distribution {
  const { logLower, logUpper, logPdf, from, to } = law;
  const centre = law.centre ?? law.mean();
  const spread = law.spread ?? Math.sqrt(law.variance());
  /** The larger tail is the complement of the smaller, whose digits decide; the centre tells which to try first. */
  const logCdf = (x: number): number => {
    const upper = x > centre ? logUpper(x) : 0;
    if (upper <= LOG_HALF) return log1p(-exp(upper));
    const value = logLower(x);
    return value > LOG_HALF ? log1p(-exp(logUpper(x))) : value;
  };
  const logSf = (x: number): number => {
    const lower = x < centre ? logLower(x) : 0;
    if (lower <= LOG_HALF) return log1p(-exp(lower));
    const value = logUpper(x);
    return value > LOG_HALF ? log1p(-exp(logLower(x))) : value;
  };
  const tails = { logCdf, logSf, logPdf, from, to, centre, spread, near: law.near };
  return {
    pdf: (x) => exp(logPdf(x)),
    logPdf,
    cdf: (x) => exp(logCdf(x)),
    sf: (x) => exp(logSf(x)),
    logCdf,
    logSf,
    quantile: (p) => {
      requireProbability(p);
      return searchQuantile(tails, p);
    },
    isf: (p) => {
      requireProbability(p);
      return searchIsf(tails, p);
    },
    mean: law.mean,
    variance: law.variance,
    sample: (stream) => searchQuantile(tails, drawOpenUniform(stream)),
  };
}
