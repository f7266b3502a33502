import { exp } from "../../elementary/exp.ts";
import { log } from "../../elementary/log.ts";
import type { CoxColumns } from "./cox-columns.ts";
import { addExactTie } from "./exact-tie.ts";

/**
 * How tied events enter the partial likelihood: B. Efron, JASA 72 (1977) 557, doi:10.1080/01621459.1977.10480613 (equation 6.7);
 * N. Breslow, Biometrics 30 (1974) 89, doi:10.2307/2529620; or `exact`, the discrete model of D. R. Cox, J. R. Stat. Soc. B 34
 * (1972) 187, doi:10.1111/j.2517-6161.1972.tb00899.x (equation 13).
 */
export type CoxTies = "efron" | "breslow" | "exact";

/** Log partial likelihood with its first derivatives and the negative of its second, row by row. */
export interface Likelihood {
  value: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

/** Sums over patients of r, r x and r x x'. */
export interface RiskSums {
  s0: number;
  readonly s1: Float64Array;
  readonly s2: Float64Array;
}

export function emptyRisk(size: number): RiskSums {
  return { s0: 0, s1: new Float64Array(size), s2: new Float64Array(size * size) };
}

/** exp(linear predictor) of each patient, less the largest of its stratum. */
export function relativeRisks(columns: CoxColumns, beta: Float64Array): Float64Array {
  const eta = linearPredictors(columns, beta);
  const risk = new Float64Array(eta.length);
  for (const order of columns.strata) {
    let most = -Infinity;
    for (const i of order) most = Math.max(most, eta[i]!);
    for (const i of order) risk[i] = exp(eta[i]! - most);
  }
  return risk;
}

/** The log partial likelihood at these coefficients; O. O. Aalen's risk sets run from the last time to the first. */
export function partialLikelihood(columns: CoxColumns, beta: Float64Array, ties: CoxTies): Likelihood {
  const { times, events, strata, x, names } = columns;
  const size = names.length;
  const eta = linearPredictors(columns, beta);
  const risk = new Float64Array(times.length);
  const total: Likelihood = { value: 0, score: new Float64Array(size), information: new Float64Array(size * size) };
  for (const order of strata) {
    const all = emptyRisk(size);
    // Risks are relative to exp(shift), about the largest of the risk set, so that none that counts underflows.
    let shift = -Infinity;
    for (let end = order.length; end > 0; ) {
      const time = times[order[end - 1]!]!;
      const dead = emptyRisk(size);
      let d = 0;
      let deadEta = 0;
      let start = end;
      for (; start > 0 && times[order[start - 1]!] === time; start--) {
        const i = order[start - 1]!;
        if (eta[i]! > shift + FARTHEST) {
          const fall = exp(shift - eta[i]!);
          for (const sums of [all, dead]) scaleRisk(sums, fall);
          for (let k = start; k < order.length; k++) risk[order[k]!]! *= fall;
          if (d > 0) deadEta += d * (shift - eta[i]!);
          shift = eta[i]!;
        }
        const r = exp(eta[i]! - shift);
        risk[i] = r;
        addPatient(all, r, x, i * size, size);
        if (events[i] !== 1) continue;
        d++;
        addPatient(dead, r, x, i * size, size);
        deadEta += eta[i]! - shift;
        for (let j = 0; j < size; j++) total.score[j]! += x[i * size + j]!;
      }
      total.value += deadEta;
      if (d > 1 && ties === "exact") addExactTie(total, order.subarray(start), d, risk, x, size);
      else for (let k = 0; k < d; k++) addTerm(total, all, dead, ties === "efron" ? k / d : 0, size);
      end = start;
    }
  }
  return total;
}

/** The shift follows the largest linear predictor no closer than this. */
const FARTHEST = 30;

function linearPredictors({ x, names, times }: CoxColumns, beta: Float64Array): Float64Array {
  const size = names.length;
  const eta = new Float64Array(times.length);
  for (let i = 0; i < eta.length; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += beta[j]! * x[i * size + j]!;
    eta[i] = sum;
  }
  return eta;
}

function scaleRisk(sums: RiskSums, factor: number): void {
  sums.s0 *= factor;
  for (let j = 0; j < sums.s1.length; j++) sums.s1[j]! *= factor;
  for (let j = 0; j < sums.s2.length; j++) sums.s2[j]! *= factor;
}

export function addPatient(sums: RiskSums, r: number, x: Float64Array, at: number, size: number): void {
  sums.s0 += r;
  for (let j = 0; j < size; j++) {
    const rx = r * x[at + j]!;
    sums.s1[j]! += rx;
    for (let k = 0; k <= j; k++) sums.s2[j * size + k]! += rx * x[at + k]!;
  }
}

function addTerm(total: Likelihood, all: RiskSums, dead: RiskSums, share: number, size: number): void {
  const s0 = all.s0 - share * dead.s0;
  total.value -= log(s0);
  for (let j = 0; j < size; j++) {
    const mean = (all.s1[j]! - share * dead.s1[j]!) / s0;
    total.score[j]! -= mean;
    for (let k = 0; k <= j; k++) {
      const other = (all.s1[k]! - share * dead.s1[k]!) / s0;
      const piece = (all.s2[j * size + k]! - share * dead.s2[j * size + k]!) / s0 - mean * other;
      total.information[j * size + k]! += piece;
      if (k < j) total.information[k * size + j]! += piece;
    }
  }
}
