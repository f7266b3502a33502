import { requireAll } from "../../arguments.ts";
import { emicm } from "./emicm.ts";
import { innermostIntervals } from "./innermost-intervals.ts";
import { checkIntervals, type IntervalSample } from "./interval-sample.ts";

/** Mass in (left, right], or at the time itself where both ends are equal; where within it lies the data do not say. */
export interface IntervalMass {
  readonly left: number;
  /** Infinity where the mass lies beyond the last follow-up. */
  readonly right: number;
  readonly mass: number;
  /** Survival after the right end. */
  readonly survival: number;
}

export type IntervalCurve =
  | {
      readonly kind: "converged";
      /** Intervals with mass, in order of time. */
      readonly masses: readonly IntervalMass[];
      readonly logLikelihood: number;
      /** The log-likelihood is at most this far below its maximum. */
      readonly gap: number;
      readonly iterations: number;
    }
  | { readonly kind: "notConverged"; readonly reason: string };

/**
 * Nonparametric maximum likelihood estimate of the distribution of interval-censored times: masses on Turnbull's innermost intervals
 * (B. W. Turnbull, J. R. Stat. Soc. B 38 (1976) 290, doi:10.1111/j.2517-6161.1976.tb01597.x) by EMICM (J. A. Wellner, Y. Zhan, JASA 92
 * (1997) 945). The result is proven, not assumed: the conditions of R. Gentleman, C. J. Geyer,
 * Biometrika 81 (1994) 618, doi:10.1093/biomet/81.3.618, hold to 1e-10 per patient, which bounds what the likelihood could still gain.
 * @throws InvalidInput for columns of different lengths, ends below 0, not a number or out of order, or no patients.
 * @example intervalCurve({ left: [0, 4, 6], right: [5, 8, Infinity] })
 */
export function intervalCurve(sample: IntervalSample): IntervalCurve {
  requireAll(...checkIntervals(sample));
  const intervals = innermostIntervals(sample);
  const tolerance = 1e-10 * sample.left.length;
  const { mass, logLikelihood, gap, iterations } = emicm(intervals, tolerance);
  if (gap > tolerance) {
    return { kind: "notConverged", reason: `the log-likelihood may still gain ${gap} after ${iterations} steps` };
  }
  const masses: IntervalMass[] = [];
  let survival = 1;
  for (const [j, left] of intervals.left.entries()) {
    // Vanishing masses are those the search is still shrinking to 0.
    if (mass[j]! < 1e-9) continue;
    survival = Math.max(0, survival - mass[j]!);
    masses.push({ left, right: intervals.right[j]!, mass: mass[j]!, survival });
  }
  return { kind: "converged", masses, logLikelihood, gap, iterations };
}
