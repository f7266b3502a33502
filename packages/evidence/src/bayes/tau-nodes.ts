import { exp, log } from "@rekindle/stats";

/** A value of tau with the log of its quadrature weight d tau. */
export interface TauNode {
  readonly u: number;
  readonly tau: number;
  readonly logWeight: number;
}

/** Lowest u: there tau is 1e-14, below any spread that could be told from none. */
const LOWEST = -3.4;

/**
 * Nodes of a trapezoidal rule in u, where tau = exp(u − exp(−u)): the integrand falls off doubly exponentially towards tau = 0 and at
 * least exponentially towards infinity, so that the rule converges exponentially. Takahasi & Mori (1974),
 * doi:10.2977/prims/1195192451.
 */
export function tauNode(index: number, step: number): TauNode {
  const u = LOWEST + index * step;
  const small = exp(-u);
  const logTau = u - small;
  return { u, tau: exp(logTau), logWeight: logTau + log(1 + small) + log(step) };
}
