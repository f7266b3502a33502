import type { BinomialTable } from "./binomial-table.ts";
import { binomialNormalLikelihood, type LikelihoodPoint } from "./likelihood.kernel.ts";
import { logMarginalMean } from "./profile.ts";

/** The second equation of a profile limit, with its derivatives in mu and tau; the first is that the log-likelihood is at the cut. */
export type Stationarity = (at: LikelihoodPoint) => {
  readonly value: number;
  readonly byMu: number;
  readonly byTau: number;
};

/** On the profile of mu the log-likelihood does not change with tau. */
export const stationaryInTau: Stationarity = ({ dTau, dMuTau, dTauTau }) => ({
  value: dTau,
  byMu: dMuTau,
  byTau: dTauTau,
});

/** On the profile of tau it does not change with mu. */
export const stationaryInMu: Stationarity = ({ dMu, dMuMu, dMuTau }) => ({ value: dMu, byMu: dMuMu, byTau: dMuTau });

/** On the profile of the marginal mean the two gradients are parallel. */
export const parallelToMarginal: Stationarity = (at) => {
  const m = logMarginalMean(at.mu, at.tau);
  return {
    value: at.dMu * m.dTau - at.dTau * m.dMu,
    byMu: at.dMuMu * m.dTau + at.dMu * m.dMuTau - at.dMuTau * m.dMu - at.dTau * m.dMuMu,
    byTau: at.dMuTau * m.dTau + at.dMu * m.dTauTau - at.dTauTau * m.dMu - at.dTau * m.dMuTau,
  };
};

interface Quest {
  readonly stationarity: Stationarity;
  /** Log-likelihood at the limit. */
  readonly cut: number;
  readonly start: { readonly mu: number; readonly tau: number };
}

/**
 * A profile limit by Newton steps on both of its equations at once; undefined if they do not settle, which callers mend by searching.
 * The answer has to be checked: the equations also hold at limits of other branches. Venzon & Moolgavkar (1988), doi:10.2307/2347496.
 */
export function newtonLimit(table: BinomialTable, { stationarity, cut, start }: Quest): LikelihoodPoint | undefined {
  let at = binomialNormalLikelihood(table, start.mu, Math.max(start.tau, 0));
  for (let step = 0; step < 15; step++) {
    const { value, byMu, byTau } = stationarity(at);
    const gap = at.value - cut;
    const determinant = at.dMu * byTau - at.dTau * byMu;
    const mu = (gap * byTau - value * at.dTau) / determinant;
    const tau = (value * at.dMu - gap * byMu) / determinant;
    if (!Number.isFinite(mu) || !Number.isFinite(tau)) return undefined;
    const long = Math.max(1, Math.abs(mu) / (1 + at.tau), Math.abs(tau) / (0.5 + 0.5 * at.tau));
    at = binomialNormalLikelihood(table, at.mu - mu / long, Math.max(0, at.tau - tau / long));
    const size = Math.abs(mu) + Math.abs(tau);
    if (long === 1 && size < 1e-11 * (1 + Math.abs(at.mu) + at.tau)) return at;
  }
  return undefined;
}
