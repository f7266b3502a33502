import { requireNumber, requireProbability } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import { discreteIsf, discreteQuantile } from "./discrete-quantile.ts";
import type { Distribution } from "./distribution.ts";

/** A law on the whole numbers from `least` to `most`, tabulated. */
export interface FiniteLaw {
  readonly least: number;
  /** Probabilities of least, least + 1, …. */
  readonly probabilities: Float64Array;
  /** log of each probability, where the probability itself may underflow. */
  readonly logProbability: (k: number) => number;
  readonly mean: number;
  readonly variance: number;
}

/** Tails by summing the table from its thin end, so that small ones keep their digits. */
export function fromTable(table: FiniteLaw): Distribution {
  const { least, probabilities, mean, variance } = table;
  const most = least + probabilities.length - 1;
  const lower = new Float64Array(probabilities.length);
  const upper = new Float64Array(probabilities.length + 1);
  for (let i = 0, sum = 0; i < probabilities.length; i++) lower[i] = sum += probabilities[i]!;
  for (let i = probabilities.length - 1, sum = 0; i >= 0; i--) upper[i] = sum += probabilities[i]!;
  const cdf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < least) return 0;
    if (k >= most) return 1;
    const below = lower[k - least]!;
    return below <= 0.5 ? below : 1 - upper[k - least + 1]!;
  };
  const sf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < least) return 1;
    if (k >= most) return 0;
    const above = upper[k - least + 1]!;
    return above <= 0.5 ? above : 1 - lower[k - least]!;
  };
  /** log of a tail from k on in one direction: by logarithms of its terms where the table underflows. */
  const logTail = (k: number, direction: 1 | -1): number => {
    const tabulated = direction < 0 ? lower[k - least]! : upper[k - least]!;
    if (tabulated > 1e-290) return log(tabulated);
    const top = table.logProbability(k);
    let sum = 1;
    for (let j = k + direction; j >= least && j <= most; j += direction) {
      const term = exp(table.logProbability(j) - top);
      sum += term;
      if (term < 1e-17 * sum) break;
    }
    return top + log(sum);
  };
  const logCdf = (x: number): number => {
    const above = sf(x);
    const k = Math.floor(x);
    if (k < least || k >= most) return k < least ? -Infinity : 0;
    return above < 0.5 ? log1p(-above) : logTail(k, -1);
  };
  const logSf = (x: number): number => {
    const below = cdf(x);
    const k = Math.floor(x);
    if (k < least || k >= most) return k < least ? 0 : -Infinity;
    return below < 0.5 ? log1p(-below) : logTail(k + 1, 1);
  };
  const isPossible = (k: number): boolean => k >= least && k <= most && k === Math.floor(k);
  const law = { cdf, sf };
  const range = { least, most, mean, sd: Math.sqrt(variance) };
  return {
    pdf: (k) => {
      requireNumber(k);
      return isPossible(k) ? probabilities[k - least]! : 0;
    },
    logPdf: (k) => {
      requireNumber(k);
      return isPossible(k) ? table.logProbability(k) : -Infinity;
    },
    cdf,
    sf,
    logCdf,
    logSf,
    quantile: (p) => {
      requireProbability(p);
      return discreteQuantile(law, p, range);
    },
    isf: (p) => {
      requireProbability(p);
      return discreteIsf(law, p, range);
    },
    mean: () => mean,
    variance: () => variance,
    sample: (stream) => discreteQuantile(law, drawOpenUniform(stream), range),
  };
}
