import { holds, notNegative, requireAll, whole } from "../../arguments.ts";
import { pow } from "../../elementary/pow.ts";
import type { TestOutcome } from "../../proportions/two-proportion-test.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import { whyNot } from "../log-rank-sums.ts";
import { orderWithinStrata } from "../order.ts";
import { quadraticForm } from "../quadratic-form.ts";
import { checkGroups, countGroups } from "../sample.ts";
import { checkCompeting, type CompetingSample } from "./competing-sample.ts";

export interface GraySample extends CompetingSample {
  /** 0, 1, …; with two groups 0 is control and 1 experimental. */
  readonly groups: ArrayLike<number>;
  readonly strata?: ArrayLike<number>;
}

export interface GrayResult {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
  /** Weighted events of the cause in each group less those expected. */
  readonly scores: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Gray's test that the cumulative incidence of a cause is the same in all groups, with weights (1 - F)^rho, stratified if strata are
 * given. Source: R. J. Gray, Ann. Stat. 16 (1988) 1141, doi:10.1214/aos/1176350951, score of section 2 and variance of section 3;
 * tied events by the hypergeometric factor.
 * @returns `notEstimable` with one group, without events of the cause, or where groups are never at risk together at one.
 * @throws InvalidInput for bad columns, a cause that is no whole number from 1, or rho below 0.
 * @example grayTest({ times, causes, groups }, { cause: 1, rho: 0 })
 */
export function grayTest(
  sample: GraySample,
  options: { readonly cause: number; readonly rho: number },
): TestOutcome<GrayResult> {
  const { cause, rho } = options;
  requireAll(
    ...checkCompeting(sample),
    ...checkGroups({ times: sample.times, events: [] }, sample),
    whole("cause", cause, 1),
    notNegative("rho", rho),
    holds(rho < 1e3, "rho", `${rho} is out of range`, "must be below 1000"),
  );
  const groups = countGroups(sample.groups);
  const scores = new Float64Array(groups);
  const covariance = Array.from({ length: groups }, () => new Float64Array(groups));
  for (const order of orderWithinStrata(sample)) {
    const rows = incidenceRows(sample, order, groups, options);
    for (const row of rows) for (let k = 0; k < groups; k++) scores[k]! += row.score[k]!;
    addVariance(rows, groups, covariance);
  }
  const matrix = covariance.map((row) => Array.from(row));
  const form = quadraticForm(matrix, Array.from(scores));
  if (form === undefined) return { kind: "notEstimable", reason: whyNot(sample.groups) };
  return {
    kind: "tested",
    chiSquared: form.value,
    df: form.rank,
    pValue: incompleteGammaUpper(form.rank / 2, form.value / 2),
    scores: Array.from(scores),
    covariance: matrix,
  };
}

/** What one event time adds. Entries are per group; `a` and `tail` are groups by groups. */
interface GrayRow {
  readonly score: Float64Array;
  readonly atRisk: Float64Array;
  readonly others: Float64Array;
  readonly survivalBefore: Float64Array;
  readonly survival: Float64Array;
  /** 1 - F of the pooled incidence after this time, and its step. */
  readonly rest: number;
  readonly step: number;
  readonly ownEvents: number;
  /** Σ over groups of Y / S. */
  readonly weight: number;
  /** K h_r (δ_kr - h_k / h). */
  readonly a: Float64Array;
  /** dF / (1 - F) of the pooled incidence. */
  readonly hazard: number;
}

function incidenceRows(
  { times, causes, groups: groupOf }: GraySample,
  order: Uint32Array,
  groups: number,
  { cause, rho }: { readonly cause: number; readonly rho: number },
): readonly GrayRow[] {
  const atRisk = new Float64Array(groups);
  for (const i of order) atRisk[groupOf[i]!]!++;
  const survival = new Float64Array(groups).fill(1);
  const incidence = new Float64Array(groups);
  let pooled = 0;
  const rows: GrayRow[] = [];
  for (let start = 0; start < order.length; ) {
    const time = times[order[start]!]!;
    const own = new Float64Array(groups);
    const others = new Float64Array(groups);
    let ownEvents = 0;
    let end = start;
    for (; end < order.length && times[order[end]!] === time; end++) {
      const i = order[end]!;
      if (causes[i] === cause) {
        own[groupOf[i]!]!++;
        ownEvents++;
      } else if (causes[i]! > 0) others[groupOf[i]!]!++;
    }
    const survivalBefore = Float64Array.from(survival);
    const h = Float64Array.from(atRisk, (y, k) => (y > 0 ? y / survivalBefore[k]! : 0));
    const risk = h.map((value, k) => value * (1 - incidence[k]!));
    const weight = h.reduce((sum, value) => sum + value, 0);
    const riskTotal = risk.reduce((sum, value) => sum + value, 0);
    // The pooled estimate can pass 1 once groups have left; nothing is compared there.
    const before = Math.max(0, 1 - pooled);
    const k0 = pow(before, rho);
    const step = ownEvents / weight;
    pooled += step;
    const a = new Float64Array(groups * groups);
    for (let k = 0; k < groups; k++) {
      for (let r = 0; r < groups; r++) a[k * groups + r] = k0 * h[r]! * ((k === r ? 1 : 0) - h[k]! / weight);
    }
    for (let k = 0; k < groups; k++) {
      if (atRisk[k] === 0) continue;
      incidence[k]! += (survivalBefore[k]! * own[k]!) / atRisk[k]!;
      survival[k]! *= (atRisk[k]! - own[k]! - others[k]!) / atRisk[k]!;
    }
    if (ownEvents > 0 || others.some((count) => count > 0)) {
      rows.push({
        score: own.map((count, k) => k0 * (count - (ownEvents * risk[k]!) / riskTotal)),
        atRisk: Float64Array.from(atRisk),
        others,
        survivalBefore,
        survival: Float64Array.from(survival),
        rest: 1 - pooled,
        step,
        ownEvents,
        weight,
        a,
        hazard: before > 0 ? step / before : 0,
      });
    }
    for (let at = start; at < end; at++) atRisk[groupOf[order[at]!]!]!--;
    start = end;
  }
  return rows;
}

/**
 * The score is, to first order, a sum of martingale integrals. An event of the cause in group r at s moves score k by
 * a_kr + q C_kr, another event by (1 - q) C_kr, each over Y / S, with C the integral of a over the pooled hazard after s and
 * q = 1 - (1 - F) / S.
 */
function addVariance(rows: readonly GrayRow[], groups: number, covariance: readonly Float64Array[]): void {
  const tail = new Float64Array(groups * groups);
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at]!;
    for (let r = 0; r < groups; r++) {
      const y = row.atRisk[r]!;
      if (y === 0) continue;
      const s = row.survivalBefore[r]!;
      const q = row.survival[r]! > 0 ? 1 - row.rest / row.survival[r]! : 1;
      if (row.ownEvents > 0) {
        const tied = row.ownEvents > 1 ? 1 - (row.ownEvents - 1) / (row.weight * s - 1) : 1;
        addOuter(covariance, (tied * s * row.step) / y, (k) => row.a[k * groups + r]! + q * tail[k * groups + r]!);
      }
      const others = row.others[r]!;
      if (others > 0 && row.survival[r]! > 0) {
        const tied = others > 1 ? 1 - (others - 1) / (y - 1) : 1;
        addOuter(covariance, (tied * s * s * others) / (y * y), (k) => (1 - q) * tail[k * groups + r]!);
      }
    }
    for (let j = 0; j < tail.length; j++) tail[j]! += row.a[j]! * row.hazard;
  }
}

function addOuter(covariance: readonly Float64Array[], scale: number, entry: (k: number) => number): void {
  for (let k = 0; k < covariance.length; k++) {
    for (let l = 0; l < covariance.length; l++) covariance[k]![l]! += scale * entry(k) * entry(l);
  }
}
