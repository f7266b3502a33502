import { standardNormalCdf, standardNormalIsf } from "@rekindle/stats";

/** How the power of a test depends on the number of patients. */
export interface PowerLaw {
  readonly criticalValue: (alpha: number) => number;
  readonly power: (patients: number, alpha: number) => number;
  /** undefined where no number is enough; one-sided alpha. */
  readonly size: (request: { readonly alpha: number; readonly power: number }) => number | undefined;
}

/** An estimate of `effect` that is normal with these variances over the number of patients; the critical value goes by the first. */
export function normalLaw(effect: number, nullVariance: number, variance: number): PowerLaw {
  const [nullSd, sd] = [Math.sqrt(nullVariance), Math.sqrt(variance)];
  return {
    criticalValue: standardNormalIsf,
    power: (patients, alpha) =>
      standardNormalCdf((effect * Math.sqrt(patients) - standardNormalIsf(alpha) * nullSd) / sd),
    size: ({ alpha, power }) => {
      if (!(effect > 0)) return undefined;
      const root = (standardNormalIsf(alpha) * nullSd + standardNormalIsf(1 - power) * sd) / effect;
      return root * root;
    },
  };
}
