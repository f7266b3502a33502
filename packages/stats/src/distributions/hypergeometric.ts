import { holds, requireAll, requireNumber, requireProbability, whole } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expOfSum } from "../elementary/exp-log-two.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";
import { deviance } from "../special/deviance.ts";
import { stirlingError } from "../special/log-gamma.ts";
import { drawOpenUniform } from "../streams/draws.ts";
import { discreteIsf, discreteQuantile } from "./discrete-quantile.ts";
import type { Distribution } from "./distribution.ts";

/**
 * The hypergeometric distribution: successes among `draws` taken without replacement from `successes` + `failures`.
 * Mass function as a product of three binomial ones in C. Loader's saddle-point form (2000), exponent in two doubles; tails by
 * summing outwards from x.
 * @param parameters whole numbers of at least 0, draws at most successes + failures.
 * @throws InvalidInput otherwise.
 * @example hypergeometric({ successes: 5, failures: 5, draws: 4 }).pdf(2) // 0.47619047619047616
 */
export function hypergeometric(parameters: {
  readonly successes: number;
  readonly failures: number;
  readonly draws: number;
}): Distribution {
  const { successes, failures, draws } = parameters;
  const total = successes + failures;
  requireAll(
    whole("successes", successes, 0),
    whole("failures", failures, 0),
    whole("draws", draws, 0),
    holds(!(draws > total), "draws", `${draws} draws from ${total}`, "must be at most successes + failures"),
  );
  const least = Math.max(0, draws - failures);
  const most = Math.min(draws, successes);
  const share = total === 0 ? 0 : draws / total;
  const mean = successes * share;
  const variance = total > 1 ? mean * (failures / total) * ((total - draws) / (total - 1)) : 0;
  const isInside = (k: number): boolean => k >= least && k <= most && k === Math.floor(k);
  const pdf = (k: number): number => {
    requireNumber(k);
    if (!isInside(k)) return 0;
    return least === most ? 1 : mass(k, successes, failures, draws);
  };
  /** Σ of the masses from k in one direction, relative to the mass at k. */
  const ratioSum = (k: number, isDownwards: boolean): number => {
    let term = 1;
    let sum = 1;
    if (isDownwards) {
      for (let i = k; i > least; i--) {
        term *= ((i / (successes - i + 1)) * (failures - draws + i)) / (draws - i + 1);
        sum += term;
        if (term < sum * 1e-17) break;
      }
    } else {
      for (let i = k; i < most; i++) {
        term *= (((successes - i) / (i + 1)) * (draws - i)) / (failures - draws + i + 1);
        sum += term;
        if (term < sum * 1e-17) break;
      }
    }
    return sum;
  };
  const cdf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < least) return 0;
    if (k >= most) return 1;
    return k < mean ? pdf(k) * ratioSum(k, true) : 1 - pdf(k + 1) * ratioSum(k + 1, false);
  };
  const sf = (x: number): number => {
    requireNumber(x);
    const k = Math.floor(x);
    if (k < least) return 1;
    if (k >= most) return 0;
    return k < mean ? 1 - pdf(k) * ratioSum(k, true) : pdf(k + 1) * ratioSum(k + 1, false);
  };
  const logPdf = (k: number): number => {
    requireNumber(k);
    if (!isInside(k)) return -Infinity;
    return least === most ? 0 : logMass(k, successes, failures, draws);
  };
  const law = { cdf, sf };
  const range = { least, most, mean, sd: Math.sqrt(variance) };
  return {
    pdf,
    logPdf,
    cdf,
    sf,
    logCdf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < least || k >= most) return k < least ? -Infinity : 0;
      return k < mean ? logPdf(k) + log(ratioSum(k, true)) : log1p(-sf(k));
    },
    logSf: (x) => {
      requireNumber(x);
      const k = Math.floor(x);
      if (k < least || k >= most) return k < least ? 0 : -Infinity;
      return k < mean ? log1p(-cdf(k)) : logPdf(k + 1) + log(ratioSum(k + 1, false));
    },
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

const sum = new Float64Array(2);
const expected = new Float64Array(2);
const part = new Float64Array(2);
let rootScale = 1;

function mass(k: number, successes: number, failures: number, draws: number): number {
  setMass(k, successes, failures, draws);
  return expOfSum(sum[0]!, sum[1]!) * rootScale;
}

function logMass(k: number, successes: number, failures: number, draws: number): number {
  setMass(k, successes, failures, draws);
  const value = sum[0]! + (sum[1]! + log(rootScale));
  return value > -1 ? log(exp(value)) : value;
}

/** Leaves the exponent of the mass in `sum` and its factor in `rootScale`; the four cells against their expectations. */
function setMass(k: number, successes: number, failures: number, draws: number): void {
  const total = successes + failures;
  const rest = total - draws;
  sum[0] = 0;
  sum[1] = 0;
  rootScale = 1;
  let correction =
    stirlingOf(successes) + stirlingOf(failures) + stirlingOf(draws) + stirlingOf(rest) - stirlingOf(total);
  correction -= addCell(k, successes, draws, total) + addCell(successes - k, successes, rest, total);
  correction -= addCell(draws - k, failures, draws, total) + addCell(failures - draws + k, failures, rest, total);
  addTwo(sum[0], sum[1], correction, 0, sum);
  rootScale = Math.sqrt(factorOf(successes) / factorOf(k) / factorOf(successes - k));
  rootScale *= Math.sqrt(
    (factorOf(failures) / factorOf(draws - k) / factorOf(failures - draws + k)) *
      (factorOf(draws) / factorOf(total)) *
      factorOf(rest),
  );
}

/** Subtracts the deviance of one cell of the 2 × 2 table from `sum`; returns the cell's Stirling error. */
function addCell(cell: number, row: number, column: number, total: number): number {
  multiplyTwo(row, 0, column, 0, expected);
  divideTwo(expected[0]!, expected[1]!, total, 0, expected);
  deviance(cell, expected[0]!, expected[1]!, part);
  addTwo(sum[0]!, sum[1]!, -part[0]!, -part[1]!, sum);
  return stirlingOf(cell);
}

/** 0! = 1 has no Stirling form: its error and its root 2π n are left out together. */
function stirlingOf(n: number): number {
  return n === 0 ? 0 : stirlingError(n);
}

function factorOf(n: number): number {
  return n === 0 ? 1 : 2 * Math.PI * n;
}
