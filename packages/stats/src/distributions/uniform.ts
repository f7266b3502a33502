import { finite, holds, requireAll, requireNumber, requireProbability } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The uniform distribution on [from, to].
 * @throws InvalidInput unless both are finite and from < to.
 * @example uniform({ from: 0, to: 4 }).cdf(1) // 0.25
 */
export function uniform(parameters: { readonly from: number; readonly to: number }): Distribution {
  const { from, to } = parameters;
  requireAll(
    finite("from", from),
    finite("to", to),
    holds(!(from >= to), "to", `${to} is not above from = ${from}`),
    holds(!(to - from === Infinity), "to", "the range is wider than the largest number"),
  );
  const width = to - from;
  const share = (x: number): number => {
    requireNumber(x);
    return x <= from ? 0 : x >= to ? 1 : (x - from) / width;
  };
  const rest = (x: number): number => {
    requireNumber(x);
    return x <= from ? 1 : x >= to ? 0 : (to - x) / width;
  };
  const at = (p: number): number => (p < 0.5 ? from + p * width : to - (1 - p) * width);
  return {
    pdf: (x) => {
      requireNumber(x);
      return x >= from && x <= to ? 1 / width : 0;
    },
    logPdf: (x) => {
      requireNumber(x);
      return x >= from && x <= to ? -log(width) : -Infinity;
    },
    cdf: share,
    sf: rest,
    logCdf: (x) => (share(x) > 0.5 ? log1p(-rest(x)) : log(share(x))),
    logSf: (x) => (rest(x) > 0.5 ? log1p(-share(x)) : log(rest(x))),
    quantile: (p) => {
      requireProbability(p);
      return at(p);
    },
    isf: (p) => {
      requireProbability(p);
      return p < 0.5 ? to - p * width : from + (1 - p) * width;
    },
    mean: () => from / 2 + to / 2,
    variance: () => (width * width) / 12,
    sample: (stream) => at(drawOpenUniform(stream)),
  };
}
