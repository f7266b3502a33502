import { exp, log, pow, standardNormalCdf, standardNormalPdf, standardNormalQuantile } from "@rekindle/stats";
import type { ParameterValues } from "../parameters/index.ts";

/**
 * The part of the gain that is reached after so many days on drug: m = 1 - exp(-days / inductionDays).
 * @example inductionAfter(7, values) // 0.632 with the table's 7 days
 */
export function inductionAfter(days: number, values: ParameterValues): number {
  return 1 - exp(-days / values.inductionDays);
}

/** Log uptake (ln of fraction per g) of the typical lesion at which the best of the patient's lesions is visible. */
export function logVisibleUptake(values: ParameterValues): number {
  const best = expectedLargest(values.lesionsPerPatient);
  return log(values.detectionLimitPercentPerGram / 100) - best * values.uptakeBetweenLesionsSd;
}

/** SD between patients of the log uptake after a course with this induction of a drug with the reference effect. */
export function logUptakeSd(induction: number, values: ParameterValues): number {
  const slope = values.uptakeLossPerDedifferentiation + induction * values.gainLossPerDedifferentiation;
  const noise = induction * values.gainSd;
  const between = values.uptakeBetweenPatientsSd;
  return Math.sqrt(slope * slope + noise * noise + between * between);
}

/**
 * From a restoration probability to the median log gain of a genotype's reference course, for which exactly that share of its
 * patients reaches visible uptake: Phi((b + m G - theta) / s) = p solved for G, with b the untreated log uptake, m the induction of
 * the reference course, theta the visible log uptake and s the SD between patients. Shares of 0 and 1 are taken as 1e-6 and 1 - 1e-6.
 */
export function gainLaw(untreatedLogUptake: number, values: ParameterValues): (restoration: number) => number {
  const induction = inductionAfter(values.referenceCourseDays, values);
  const needed = logVisibleUptake(values) - untreatedLogUptake;
  const between = logUptakeSd(induction, values);
  return (restoration) => {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, restoration));
    return (needed + between * standardNormalQuantile(p)) / induction;
  };
}

/** Expected maximum of n standard normal deviates, n >= 1 not necessarily whole: the integral of x n phi Phi^(n - 1). */
export function expectedLargest(n: number): number {
  const step = 1 / 64;
  let sum = 0;
  for (let x = -9; x <= 9; x += step) sum += x * standardNormalPdf(x) * pow(standardNormalCdf(x), n - 1);
  return sum * n * step;
}
