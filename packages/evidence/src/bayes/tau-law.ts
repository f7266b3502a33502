import { exp } from "@rekindle/stats";
import { fourierLaw } from "./fourier-law.ts";
import { type Law, risingRoot } from "./law.ts";
import type { TauGrid } from "./tau-grid.ts";

interface TauLawOptions {
  /** Which moments exist. */
  readonly mean: boolean;
  readonly sd: boolean;
  /** Where the law ends. */
  readonly upper?: number | undefined;
}

/** The posterior of tau: smooth in u at equal steps, and seen through the map. */
export function tauLaw({ u, tau, masses, step, map }: TauGrid, { upper = Infinity, ...moments }: TauLawOptions): Law {
  const kept = [...masses.keys()].filter((i) => masses[i]! > 1e-20);
  const [points, weights] = [Float64Array.from(kept, (i) => u[i]!), Float64Array.from(kept, (i) => masses[i]!)];
  const ofU = fourierLaw([{ points, masses: weights, step, spread: 0 }]);
  const mean = tau.reduce((sum, each, i) => sum + masses[i]! * each, 0);
  const variance = tau.reduce((sum, each, i) => sum + masses[i]! * (each - mean) * (each - mean), 0);
  const [low, high] = ofU.support;
  return {
    ...(moments.mean ? { mean } : {}),
    ...(moments.sd ? { standardDeviation: Math.sqrt(variance) } : {}),
    density: (x) => (!(x > 0 && x < upper) ? 0 : ofU.density(map.uOf(x)) / exp(map.logSlope(map.uOf(x)))),
    cdf: (x) => (x <= 0 ? 0 : x >= upper ? 1 : ofU.cdf(map.uOf(x))),
    quantile: (p) => {
      if (p <= 0) return 0;
      if (p >= 1) return upper;
      const start = Math.max(low, Math.min(high, ofU.mean ?? 0));
      return map.tauOf(
        risingRoot(
          (x) => ofU.cdf(x) - p,
          (x) => ofU.density(x),
          { start, width: 0.5, floor: map.from - 1 },
        ),
      );
    },
    support: [0, map.tauOf(high)],
  };
}
