import { log } from "@rekindle/stats";

/** Estimators of tau2 that have a kernel. */
export type GoshEstimator = "REML" | "DL" | "commonEffect";

/** Columns that the kernel fills, one entry per subset. */
export interface GoshColumns {
  readonly estimate: Float64Array;
  readonly standardError: Float64Array;
  readonly tau2: Float64Array;
  readonly Q: Float64Array;
  readonly I2: Float64Array;
  readonly I2FromTau2: Float64Array;
  readonly size: Int32Array;
}

/** Ratio of neighbouring points of the search for sign changes of the score, and how many: those of the estimator for one pool. */
const GRID_RATIO = 1.6;
const GRID_POINTS = 60;

/**
 * Fits the subsets `from` to `to` (exclusive), whose members are the bits of `members`, `words` words of 32 per subset. `y`, `v` and
 * `bit`, the index of each row among the studies, are in an order that does not depend on how the studies were listed.
 */
export function fitSubsets(
  { y, v, bit }: { readonly y: Float64Array; readonly v: Float64Array; readonly bit: Int32Array },
  { members, words }: { readonly members: Uint32Array; readonly words: number },
  estimator: GoshEstimator,
  out: GoshColumns,
): void {
  const k = y.length;
  const ys = new Float64Array(k);
  const vs = new Float64Array(k);
  let n = 0;
  // Of the last call of `score`.
  let total = 0;
  let mean = 0;
  let squares = 0;

  /** Derivative of the restricted log-likelihood in tau2, doubled: y'PPy − tr P. */
  function score(tau2: number): number {
    let sum = 0;
    let moment = 0;
    let sumOfSquares = 0;
    for (let i = 0; i < n; i++) {
      const weight = 1 / (vs[i]! + tau2);
      sum += weight;
      moment += weight * ys[i]!;
      sumOfSquares += weight * weight;
    }
    total = sum;
    mean = moment / sum;
    squares = sumOfSquares;
    let QQ = 0;
    for (let i = 0; i < n; i++) {
      const scaled = (ys[i]! - mean) / (vs[i]! + tau2);
      QQ += scaled * scaled;
    }
    return QQ - (sum - sumOfSquares / sum);
  }

  /** Restricted log-likelihood, without constants. */
  function likelihood(tau2: number): number {
    score(tau2);
    let value = -log(total);
    for (let i = 0; i < n; i++) {
      const variance = vs[i]! + tau2;
      value -= log(variance) + ((ys[i]! - mean) * (ys[i]! - mean)) / variance;
    }
    return value;
  }

  /** The root between two points where the score has different signs: false position, the kept end halved (Dowell and Jarratt 1971). */
  function rootBetween(from: number, atFrom: number, to: number, atTo: number): number {
    let [low, fLow, high, fHigh] = [from, atFrom, to, atTo];
    for (let i = 0; i < 100 && high - low > 4e-16 * high; i++) {
      let middle = (low * fHigh - high * fLow) / (fHigh - fLow);
      if (!(middle > low && middle < high)) middle = 0.5 * (low + high);
      const value = score(middle);
      if (value === 0) return middle;
      if (value > 0 === fHigh > 0) {
        const kept = 1 - value / fHigh;
        fLow *= kept > 0 ? kept : 0.5;
        high = middle;
        fHigh = value;
      } else {
        const kept = 1 - value / fLow;
        fHigh *= kept > 0 ? kept : 0.5;
        low = middle;
        fLow = value;
      }
    }
    return 0.5 * (low + high);
  }

  /** The root of the score with the highest likelihood. */
  function restricted(): number {
    let average = 0;
    for (let i = 0; i < n; i++) average += ys[i]!;
    average /= n;
    let crude = 0;
    let sampling = 0;
    for (let i = 0; i < n; i++) {
      crude += (ys[i]! - average) * (ys[i]! - average);
      sampling += vs[i]!;
    }
    const scale = (crude > 0 ? crude : sampling) / n;
    let low = 0;
    let atLow = score(0);
    let best = -1;
    let bestValue = Number.NaN;
    if (atLow <= 0) best = 0;
    for (let i = 0, high = Math.max(scale * 1e-8, 1e-300); i < GRID_POINTS || atLow > 0; i++, high *= GRID_RATIO) {
      const atHigh = score(high);
      if (!(high < 1e300)) break;
      // Only where the score turns from positive to negative is there a maximum.
      if (atLow > 0 && !(atHigh > 0)) {
        const root = rootBetween(low, atLow, high, atHigh);
        if (best < 0) best = root;
        else {
          if (bestValue !== bestValue) bestValue = likelihood(best);
          const value = likelihood(root);
          if (value > bestValue) {
            best = root;
            bestValue = value;
          }
        }
      }
      low = high;
      atLow = atHigh;
    }
    return best < 0 ? Number.NaN : best;
  }

  for (let subset = 0; subset < out.size.length; subset++) {
    n = 0;
    for (let i = 0; i < k; i++) {
      const study = bit[i]!;
      if (((members[subset * words + (study >>> 5)]! >>> (study & 31)) & 1) === 0) continue;
      ys[n] = y[i]!;
      vs[n] = v[i]!;
      n++;
    }
    score(0);
    const trace = total - squares / total;
    let Q = 0;
    for (let i = 0; i < n; i++) Q += ((ys[i]! - mean) * (ys[i]! - mean)) / vs[i]!;
    if (n === 1) Q = 0;
    const df = n - 1;
    let tau2 = 0;
    if (n > 1) {
      if (estimator === "DL") tau2 = Math.max(0, (Q - df) / trace);
      else if (estimator === "REML") tau2 = restricted();
    }
    score(tau2);
    out.size[subset] = n;
    out.estimate[subset] = mean;
    out.standardError[subset] = Math.sqrt(1 / total);
    out.tau2[subset] = tau2;
    out.Q[subset] = Q;
    out.I2[subset] = Q > df ? (Q - df) / Q : 0;
    out.I2FromTau2[subset] = n > 1 ? tau2 / (tau2 + df / trace) : 0;
  }
}
