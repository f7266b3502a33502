import { exp, standardNormalCdf, standardNormalQuantile, standardNormalSf } from "@rekindle/stats";
import { type Law, risingRoot } from "./law.ts";

const INVERSE_ROOT_2PI = 0.3989422804014327;

export interface NormalMixture {
  /** They sum to 1. */
  readonly masses: Float64Array;
  readonly means: Float64Array;
  readonly sds: Float64Array;
}

/** The law of a mixture of many normal laws; `moments` says which of its moments exist. */
export function normalMixtureLaw(
  mixture: NormalMixture,
  moments: { readonly mean: boolean; readonly sd: boolean },
): Law {
  const { masses, means, sds } = thinned(mixture);
  const count = masses.length;
  const density = (x: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const r = (x - means[i]!) / sds[i]!;
      if (r * r < 1500) sum += (masses[i]! / sds[i]!) * exp(-0.5 * r * r);
    }
    return sum * INVERSE_ROOT_2PI;
  };
  const tail = (x: number, of: (z: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += masses[i]! * of((x - means[i]!) / sds[i]!);
    return Math.min(1, sum);
  };
  const cdf = (x: number): number => tail(x, standardNormalCdf);
  const { mean, sd, middle, width } = describe(mixture);
  const quantile = (p: number): number => {
    if (p <= 0) return -Infinity;
    if (p >= 1) return Infinity;
    const f = p <= 0.5 ? (x: number) => cdf(x) - p : (x: number) => 1 - p - tail(x, standardNormalSf);
    return risingRoot(f, density, { start: middle + width * standardNormalQuantile(p), width });
  };
  return {
    ...(moments.mean ? { mean } : {}),
    ...(moments.sd ? { standardDeviation: sd } : {}),
    density,
    cdf,
    quantile,
    support: [quantile(1e-12), quantile(1 - 1e-12)],
  };
}

/** Without the components that have no weight in any probability. */
function thinned({ masses, means, sds }: NormalMixture): NormalMixture {
  const kept = [...masses.keys()].filter((i) => masses[i]! > 1e-18);
  return {
    masses: Float64Array.from(kept, (i) => masses[i]!),
    means: Float64Array.from(kept, (i) => means[i]!),
    sds: Float64Array.from(kept, (i) => sds[i]!),
  };
}

function describe({ masses, means, sds }: NormalMixture) {
  const mean = masses.reduce((sum, mass, i) => sum + mass * means[i]!, 0);
  const variance = masses.reduce((sum, mass, i) => {
    const d = means[i]! - mean;
    return sum + mass * (sds[i]! * sds[i]! + d * d);
  }, 0);
  // the component in the middle of the mass, for a start that heavy tails cannot move
  let middle = 0;
  for (let sum = masses[0]!; sum < 0.5 && middle < masses.length - 1; sum += masses[middle]!) middle++;
  return { mean, sd: Math.sqrt(variance), middle: means[middle]!, width: sds[middle]! };
}
