import type { Likelihood, LikelihoodAt } from "./likelihood.ts";
import { integralNear } from "./integral-near.ts";
import type { PairMemory } from "./binomial-pair.kernel.ts";
import type { IntegralAt, PredictorLikelihood } from "./study-integral.kernel.ts";

/**
 * How one study's integral depends on the parameters: entry p of its own parameters (per outcome a mean, then its spreads) is
 * offset_p + Σ_q map_pq theta_q + nuisance_p × a parameter of this study alone.
 */
export interface IntegratedStudy {
  readonly outcomes: readonly PredictorLikelihood[];
  readonly map: readonly (readonly number[])[];
  readonly offset: readonly number[];
  /** Where the study has a parameter of its own, which is maximised over. */
  readonly nuisance?: { readonly direction: readonly number[]; readonly start: number };
}

const FARTHEST = 1e3;
/** A log odds ratio this far out changes no probability that double precision would show. */
const FARTHEST_NUISANCE = 40;

/** A log-likelihood that is a sum over studies of integrals over random effects. */
export function integratedLikelihood(studies: readonly IntegratedStudy[], spreads: readonly boolean[]): Likelihood {
  const last = studies.map(({ nuisance }) => nuisance?.start ?? 0);
  const memories = studies.map((): PairMemory => ({ step: 0.5, mode: [0, 0] }));
  const at = (theta: readonly number[]): LikelihoodAt | undefined => {
    let value = 0;
    const gradient = theta.map(() => 0);
    const hessian = theta.map(() => theta.map(() => 0));
    for (const [i, study] of studies.entries()) {
      const near = { theta, memory: memories[i]! };
      const found = study.nuisance === undefined ? evaluate(study, near, 0) : atBestNuisance(study, near, last[i]!);
      if (found === undefined) return undefined;
      last[i] = found.own;
      value += found.at.value;
      addChained(study, found.at, gradient, hessian);
    }
    return { theta, value, gradient, hessian };
  };
  return { at, spreads, farthest: FARTHEST };
}

interface Found {
  readonly own: number;
  readonly at: IntegralAt;
}

interface Near {
  readonly theta: readonly number[];
  readonly memory: PairMemory;
}

function evaluate(study: IntegratedStudy, { theta, memory }: Near, own: number): Found | undefined {
  const direction = study.nuisance?.direction;
  const parameters = study.offset.map((offset, p) => {
    const shared = study.map[p]!.reduce((sum, factor, q) => sum + factor * theta[q]!, offset);
    return shared + (direction === undefined ? 0 : direction[p]! * own);
  });
  const width = parameters.length / study.outcomes.length;
  const integral = {
    outcomes: study.outcomes,
    means: study.outcomes.map((_, r) => parameters[r * width]!),
    spreads: study.outcomes.map((_, r) => parameters.slice(r * width + 1, (r + 1) * width)),
  };
  const at = integralNear(integral, memory);
  return at === undefined ? undefined : { own, at };
}

/** Newton steps in the study's own parameter; its log-likelihood is concave. One that runs off is left where it no longer matters. */
function atBestNuisance(study: IntegratedStudy, near: Near, start: number): Found | undefined {
  let here = evaluate(study, near, start);
  for (let step = 0; step < 100 && here !== undefined; step++) {
    const { slope, bend } = alongNuisance(study, here.at);
    let move: number = bend < 0 ? Math.max(-4, Math.min(4, -slope / bend)) : Math.sign(slope);
    if (Math.abs(move) < 1e-11 * (1 + Math.abs(here.own)) || Math.abs(here.own) > FARTHEST_NUISANCE) return here;
    let next = evaluate(study, near, here.own + move);
    for (
      let half = 0;
      half < 40 && next !== undefined && next.at.value < here.at.value - 1e-13 * (1 + Math.abs(here.at.value));
      half++
    ) {
      move *= 0.5;
      next = evaluate(study, near, here.own + move);
    }
    if (next === undefined || Math.abs(move) < 1e-9) return next ?? here;
    here = next;
  }
  return undefined;
}

function alongNuisance({ nuisance }: IntegratedStudy, { gradient, hessian }: IntegralAt) {
  const direction = nuisance!.direction;
  const size = direction.length;
  let [slope, bend] = [0, 0];
  for (let a = 0; a < size; a++) {
    slope += direction[a]! * gradient[a]!;
    for (let b = 0; b < size; b++) bend += direction[a]! * direction[b]! * hessian[a * size + b]!;
  }
  return { slope, bend };
}

/** Adds A'g and A'HA; where a study's own parameter was maximised over, H less the part that it takes up. */
function addChained(study: IntegratedStudy, at: IntegralAt, gradient: number[], hessian: number[][]): void {
  const { map, nuisance } = study;
  const size = map.length;
  const cross = new Float64Array(size);
  let bend = 0;
  if (nuisance !== undefined) {
    bend = alongNuisance(study, at).bend;
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) cross[a]! += at.hessian[a * size + b]! * nuisance.direction[b]!;
  }
  for (let q = 0; q < gradient.length; q++) {
    for (let a = 0; a < size; a++) gradient[q]! += map[a]![q]! * at.gradient[a]!;
    for (let s = 0; s <= q; s++) {
      let sum = 0;
      for (let a = 0; a < size; a++) {
        if (map[a]![q] === 0) continue;
        for (let b = 0; b < size; b++) {
          const taken = bend < 0 ? (cross[a]! * cross[b]!) / bend : 0;
          sum += map[a]![q]! * map[b]![s]! * (at.hessian[a * size + b]! - taken);
        }
      }
      hessian[q]![s]! += sum;
      if (s !== q) hessian[s]![q]! += sum;
    }
  }
}
