import { positive, requireAll, whole } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { divideTwo, sumError } from "../numerics/two-term.ts";
import { logBetaPrefactor } from "../special/incomplete-beta.ts";
import type { Distribution } from "./distribution.ts";
import { fromTable } from "./finite-law.ts";
import { logPowerTwo } from "./power-two.ts";

/** Larger tables would take seconds and gigabytes. */
const MOST = 10_000_000;

/**
 * The beta-binomial distribution: events among n whose probability is Beta(a, b). Tabulated once, so n is at most ten million.
 * @throws InvalidInput for n not whole or out of range, and for shapes not above 0.
 * @example betaBinomial({ n: 20, a: 7, b: 13 }).cdf(4)
 */
export function betaBinomial(parameters: { readonly n: number; readonly a: number; readonly b: number }): Distribution {
  const { n, a, b } = parameters;
  requireAll(whole("n", n, 0, MOST), positive("a", a), positive("b", b));
  const logProbability = (k: number): number => logMass(n, a, b, k);
  const probabilities = new Float64Array(n + 1);
  // Start at the mean, where the mass is not tiny, and go outwards by the ratio of neighbours.
  const start = Math.round((n * a) / (a + b));
  probabilities[start] = exp(logProbability(start));
  for (let k = start; k < n; k++) {
    probabilities[k + 1] = probabilities[k]! * (((n - k) / (k + 1)) * ((a + k) / (b + (n - k - 1))));
  }
  for (let k = start; k > 0; k--) {
    probabilities[k - 1] = probabilities[k]! * ((k / (n - k + 1)) * ((b + (n - k)) / (a + (k - 1))));
  }
  const total = a + b;
  const mean = n * (a / total);
  return fromTable({
    least: 0,
    probabilities,
    logProbability,
    mean,
    variance: mean * (b / total) * ((total + n) / (total + 1)),
  });
}

const x = new Float64Array(2);
const y = new Float64Array(2);

/** C(n, k) B(a + k, b + n - k) / B(a, b), through the three beta kernels at x = (a + k) / (a + b + n), where the largest is flat. */
function logMass(n: number, a: number, b: number, k: number): number {
  if (n === 0) return 0;
  const c = a + k;
  const d = b + (n - k);
  const total = c + d;
  divideTwo(c, sumError(a, k, c), total, sumError(c, d, total), x);
  divideTwo(d, sumError(b, n - k, d), total, sumError(c, d, total), y);
  const before = logBetaPrefactor(a, b, x[0]!, x[1]!, y[0]!, y[1]!);
  const after = logBetaPrefactor(c, d, x[0]!, x[1]!, y[0]!, y[1]!);
  return binomialLog(n, k) + before - after;
}

function binomialLog(n: number, k: number): number {
  if (k === 0) return logPowerTwo(y[0]!, y[1]!, n);
  if (k === n) return logPowerTwo(x[0]!, x[1]!, n);
  return logBetaPrefactor(k, n - k, x[0]!, x[1]!, y[0]!, y[1]!) + log(n / k / (n - k));
}
