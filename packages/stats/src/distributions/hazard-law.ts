import { requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

/** A law of times from 0 on, given by its cumulative hazard; a finite total hazard leaves mass at infinity. */
export interface HazardLaw {
  readonly hazard: (x: number) => number;
  /** For hazards that overflow or underflow where the density does not. */
  readonly logHazard: (x: number) => number;
  /** For x > 0. */
  readonly cumulative: (x: number) => number;
  /** The x with this cumulative hazard, Infinity beyond the total. */
  readonly inverse: (cumulativeHazard: number) => number;
  readonly mean: () => number;
  readonly variance: () => number;
}

/** S(x) = exp(-H(x)), and everything else from it without loss in either tail. */
export function fromHazard(law: HazardLaw): Distribution {
  const cumulative = (x: number): number => {
    requireNumber(x);
    return x > 0 ? law.cumulative(x) : 0;
  };
  return {
    pdf: (x) => {
      requireNumber(x);
      if (x < 0 || x === Infinity) return 0;
      const survival = exp(-cumulative(x));
      const hazard = survival > 0 ? law.hazard(x) : 0;
      return hazard < Infinity ? hazard * survival : exp(law.logHazard(x) - cumulative(x));
    },
    logPdf: (x) => {
      requireNumber(x);
      const h = cumulative(x);
      return x < 0 || h === Infinity || x === Infinity ? -Infinity : law.logHazard(x) - h;
    },
    cdf: (x) => -expm1(-cumulative(x)),
    sf: (x) => exp(-cumulative(x)),
    logCdf: (x) => {
      const h = cumulative(x);
      return h > 0.5 ? log1p(-exp(-h)) : log(-expm1(-h));
    },
    logSf: (x) => -cumulative(x),
    quantile: (p) => {
      requireProbability(p);
      return law.inverse(-log1p(-p));
    },
    isf: (p) => {
      requireProbability(p);
      return law.inverse(0 - log(p));
    },
    mean: law.mean,
    variance: law.variance,
    sample: (stream) => law.inverse(-log(drawOpenUniform(stream))),
  };
}
