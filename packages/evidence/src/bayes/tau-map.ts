import { exp, log, log1p } from "@rekindle/stats";

/** A change of variable from u to tau under which a posterior of tau falls off at both ends, so that equal steps of u suffice. */
export interface TauMap {
  /** Lowest u worth a look. */
  readonly from: number;
  /** Highest u worth a look. */
  readonly to: number;
  tauOf(u: number): number;
  /** log(d tau / d u) */
  logSlope(u: number): number;
  uOf(tau: number): number;
}

/**
 * tau = scale exp(u − exp(−u)): a density falls off doubly exponentially in u towards tau = 0 and at least exponentially towards infinity,
 * so that the trapezoidal rule converges exponentially. Takahasi & Mori (1974), doi:10.2977/prims/1195192451.
 */
export function halfLineMap(scale: number): TauMap {
  const logScale = log(scale);
  return {
    from: -4.3,
    to: 600,
    tauOf: (u) => exp(logScale + u - exp(-u)),
    logSlope: (u) => logScale + u - exp(-u) + log1p(exp(-u)),
    uOf: (tau) => solve(log(tau) - logScale),
  };
}

/** The u with u − exp(−u) = w: Newton steps from below on a concave function. */
function solve(w: number): number {
  let u = w >= 0 ? w : -log1p(-w);
  for (let i = 0; i < 60; i++) {
    const move = (w - u + exp(-u)) / (1 + exp(-u));
    u += move;
    if (Math.abs(move) < 1e-15 * (1 + Math.abs(u))) break;
  }
  return u;
}

/** tau = upper / (1 + exp(−π sinh u)), which falls off doubly exponentially at both ends. */
export function intervalMap(upper: number): TauMap {
  const logOdds = (u: number): number => (Math.PI / 2) * (exp(u) - exp(-u));
  return {
    from: -4,
    to: 4,
    tauOf: (u) => upper / (1 + exp(-logOdds(u))),
    logSlope: (u) => {
      const x = Math.abs(logOdds(u));
      return log(upper) - x - 2 * log1p(exp(-x)) + log((Math.PI / 2) * (exp(u) + exp(-u)));
    },
    uOf: (tau) => {
      const y = log(tau / (upper - tau)) / Math.PI;
      return Math.sign(y) * log(Math.abs(y) + Math.sqrt(y * y + 1));
    },
  };
}
