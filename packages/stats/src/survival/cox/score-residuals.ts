import type { CoxColumns } from "./cox-columns.ts";
import { type CoxTies, relativeRisks } from "./partial-likelihood.ts";

/**
 * Score residual of each patient, one row each: the patient's own event less its mean, minus the integral of x - mean over the
 * patient's hazard. Their sum is the score. With Efron's ties a patient with an event counts with weight 1 - k/d in term k.
 * Source: T. M. Therneau, P. M. Grambsch, "Modeling Survival Data" (2000), equation 4.14; D. Y. Lin, L. J. Wei, JASA 84 (1989) 1074,
 * doi:10.1080/01621459.1989.10478874.
 */
export function scoreResiduals(columns: CoxColumns, beta: Float64Array, ties: Exclude<CoxTies, "exact">): Float64Array {
  const { times, events, strata, x, names } = columns;
  const size = names.length;
  const risk = relativeRisks(columns, beta);
  const residuals = new Float64Array(times.length * size);
  for (const order of strata) {
    const terms = eventTerms(columns, order, risk, ties);
    // Sums of hazard and hazard times mean up to the present time.
    let hazard = 0;
    const hazardMean = new Float64Array(size);
    let next = 0;
    for (let start = 0; start < order.length; ) {
      const time = times[order[start]!]!;
      let end = start;
      while (end < order.length && times[order[end]!] === time) end++;
      const term = next < terms.length && terms[next]!.time === time ? terms[next++]! : undefined;
      const before = hazard;
      const meanBefore = Float64Array.from(hazardMean);
      if (term !== undefined) {
        hazard += term.hazard;
        for (let j = 0; j < size; j++) hazardMean[j]! += term.hazardMean[j]!;
      }
      for (let at = start; at < end; at++) {
        const i = order[at]!;
        const isDead = events[i] === 1;
        const h = isDead ? before + term!.deadHazard : hazard;
        for (let j = 0; j < size; j++) {
          const xj = x[i * size + j]!;
          const hm = isDead ? meanBefore[j]! + term!.deadHazardMean[j]! : hazardMean[j]!;
          const own = isDead ? xj - term!.mean[j]! : 0;
          residuals[i * size + j] = own - risk[i]! * (xj * h - hm);
        }
      }
      start = end;
    }
  }
  return residuals;
}

interface EventTerm {
  readonly time: number;
  hazard: number;
  deadHazard: number;
  /** Mean of the risk set, averaged over tied events. */
  readonly mean: Float64Array;
  readonly hazardMean: Float64Array;
  readonly deadHazardMean: Float64Array;
}

function eventTerms(
  { times, events, x, names }: CoxColumns,
  order: Uint32Array,
  risk: Float64Array,
  ties: Exclude<CoxTies, "exact">,
): readonly EventTerm[] {
  const size = names.length;
  const terms: EventTerm[] = [];
  let s0 = 0;
  const s1 = new Float64Array(size);
  for (let end = order.length; end > 0; ) {
    const time = times[order[end - 1]!]!;
    let start = end;
    let d = 0;
    let d0 = 0;
    const d1 = new Float64Array(size);
    for (; start > 0 && times[order[start - 1]!] === time; start--) {
      const i = order[start - 1]!;
      const isDead = events[i] === 1;
      s0 += risk[i]!;
      if (isDead) {
        d++;
        d0 += risk[i]!;
      }
      for (let j = 0; j < size; j++) {
        s1[j]! += risk[i]! * x[i * size + j]!;
        if (isDead) d1[j]! += risk[i]! * x[i * size + j]!;
      }
    }
    if (d > 0) terms.push(tiedTerm(time, { s0, s1, d0, d1, d }, ties));
    end = start;
  }
  return terms.toReversed();
}

function tiedTerm(
  time: number,
  sums: {
    readonly s0: number;
    readonly s1: Float64Array;
    readonly d0: number;
    readonly d1: Float64Array;
    readonly d: number;
  },
  ties: Exclude<CoxTies, "exact">,
): EventTerm {
  const { s0, s1, d0, d1, d } = sums;
  const size = s1.length;
  const term: EventTerm = {
    time,
    hazard: 0,
    deadHazard: 0,
    mean: new Float64Array(size),
    hazardMean: new Float64Array(size),
    deadHazardMean: new Float64Array(size),
  };
  for (let k = 0; k < d; k++) {
    const share = ties === "efron" ? k / d : 0;
    const h = 1 / (s0 - share * d0);
    term.hazard += h;
    term.deadHazard += (1 - share) * h;
    for (let j = 0; j < size; j++) {
      const mean = (s1[j]! - share * d1[j]!) * h;
      term.mean[j]! += mean / d;
      term.hazardMean[j]! += h * mean;
      term.deadHazardMean[j]! += (1 - share) * h * mean;
    }
  }
  return term;
}
