import { exp } from "@rekindle/stats";
import { fourierLaw } from "./fourier-law.ts";
import { type Law, quantileOf } from "./law.ts";
import type { PosteriorGrid } from "./posterior-grid.ts";

/** Share of a moment that the last node may carry if the moment is to exist. */
const TAIL_SHARE = 1e-9;

/** The posterior of tau: smooth in u at equal steps, and seen through tau = exp(u − exp(−u)). */
export function tauLaw({ slices, stepOfU }: PosteriorGrid): Law {
  const masses = Float64Array.from(slices, (slice) => slice.masses.reduce((a, b) => a + b, 0));
  const points = Float64Array.from(slices, (slice) => slice.u);
  const ofU = fourierLaw([{ points, masses, step: stepOfU, spread: 0 }]);
  const mean = moment(slices, masses, 1);
  const square = moment(slices, masses, 2);
  const deviation =
    mean === undefined || square === undefined ? undefined : Math.sqrt(Math.max(0, square - mean * mean));
  return {
    ...(mean === undefined ? {} : { mean }),
    ...(deviation === undefined ? {} : { standardDeviation: deviation }),
    cdf: (tau) => (tau <= 0 ? 0 : ofU.cdf(uOf(tau))),
    quantile: (p) => (p <= 0 ? 0 : tauOf(quantileOf(ofU, p))),
    support: [0, slices.at(-1)!.tau],
  };
}

/** E[tau^power], unless the tail carries it off. */
function moment(slices: PosteriorGrid["slices"], masses: Float64Array, power: 1 | 2): number | undefined {
  const terms = slices.map(({ tau }, i) => masses[i]! * (power === 1 ? tau : tau * tau));
  const total = terms.reduce((sum, term) => sum + term, 0);
  return terms.at(-1)! > TAIL_SHARE * total ? undefined : total;
}

function tauOf(u: number): number {
  return exp(u - exp(-u));
}

/** The u with exp(u − exp(−u)) = tau, by halving. */
function uOf(tau: number): number {
  let low = -5;
  let high = 800;
  for (let i = 0; i < 200 && high - low > 1e-15 * (1 + Math.abs(low)); i++) {
    const u = 0.5 * (low + high);
    if (tauOf(u) < tau) low = u;
    else high = u;
  }
  return 0.5 * (low + high);
}
