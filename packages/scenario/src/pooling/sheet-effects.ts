import type { CorrectionOptions, GivenEffects, Scale } from "@rekindle/evidence";
import {
  givenEffects,
  measureComparisons,
  measureEffects,
  measureHazardRatios,
  measureMeans,
  measureRateComparisons,
  measureRates,
} from "@rekindle/evidence";
import type { StudyNumbers } from "./study-rows.ts";

/**
 * The effects of the studies of any family on a measure, for pooling by inverse variance.
 * @throws InvalidInput where a study has no effect on the measure, with the study's position first in the path.
 */
export function sheetEffects(
  numbers: StudyNumbers,
  options: { readonly measure: string; readonly correction?: CorrectionOptions },
): GivenEffects & { readonly warnings?: readonly string[] } {
  const { measure: kind, correction } = options;
  const asked = { kind, ...(correction === undefined ? {} : { correction }) };
  switch (numbers.family) {
    case "proportions": {
      const { rows, method, measure } = measureEffects(numbers.rows, asked);
      const harmonicMeanN = rows.length / rows.reduce((sum, { counts }) => sum + 1 / counts.n, 0);
      const toNatural = (value: number): number => measure.toNatural(value, { harmonicMeanN });
      const scale: Scale = { kind, label: measure.label, scale: measure.scale, naturalScale: "proportion", toNatural };
      const warnings = measure.warning === undefined ? {} : { warnings: [measure.warning] };
      return { measure: scale, method, rows, ...warnings };
    }
    case "comparisons":
      return measureComparisons(numbers.rows, asked);
    case "meanComparisons":
      return measureMeans(numbers.rows, { kind: kind as MeanKind });
    case "means": {
      const rows = numbers.rows.map(({ mean, sd, n, ...study }) => ({
        ...study,
        value: mean,
        variance: (sd * sd) / n,
      }));
      return { ...givenEffects(rows, { scale: "mean" }), method: "means, sd² / n" };
    }
    case "rateComparisons":
      return measureRateComparisons(numbers.rows, asked);
    case "hazardRatios":
      return measureHazardRatios(numbers.rows);
    case "rates":
      return measureRates(numbers.rows, asked);
    default:
      return givenEffects(numbers.rows, { scale: "effect" });
  }
}

type MeanKind = "meanDifference" | "standardisedMeanDifference" | "logRatioOfMeans";
