import { equicoordinateQuantile, InvalidInput, rectangleProbability, standardNormalIsf } from "@rekindle/stats";
import type { CourseRequest } from "./average-hazard-ratio.ts";
import type { PowerLaw } from "./power-law.ts";
import type { SurvivalCourse } from "./survival-course.ts";
import { type DesignWeight, weightedMoments } from "./weighted-moments.ts";
import { searchRoot } from "../search-root.ts";

const PRECISION = 1e-6;

/**
 * The largest of several weighted log-rank z: its critical value from their joint normal law, its power from the same law moved by
 * their means.
 */
export function maxComboLaw(
  course: SurvivalCourse,
  request: CourseRequest & { readonly weights: readonly DesignWeight[]; readonly variance?: "alternative" | "null" },
): PowerLaw {
  const { drift, covariance, nullCovariance } = weightedMoments(course, request);
  const correlation = correlationOf(covariance);
  const underNull = request.variance === "null" ? correlationOf(nullCovariance) : correlation;
  const means = drift.map((mean, i) => mean / Math.sqrt(covariance[i]![i]!));
  const criticalValue = (alpha: number): number => {
    if (means.length === 1) return standardNormalIsf(alpha);
    const found = equicoordinateQuantile(
      { correlation: underNull },
      { level: 1 - alpha, tails: "upper", absolute: PRECISION },
    );
    if (found.kind === "converged") return found.value;
    const message = `the critical value was not found: ${found.reason}`;
    throw new InvalidInput([{ kind: "notConverged", path: ["test", "weights"], message, hint: "fewer weights" }]);
  };
  const power = (patients: number, alpha: number): number => powerAt(patients, criticalValue(alpha));
  const powerAt = (patients: number, c: number): number => {
    const upper = means.map((mean) => c - mean * Math.sqrt(patients));
    const below = rectangleProbability(
      { lower: upper.map(() => -Infinity), upper, correlation },
      { absolute: PRECISION },
    );
    return 1 - below.value;
  };
  return {
    criticalValue,
    power,
    size: ({ alpha, power: wanted }) => {
      if (!means.some((mean) => mean > 0)) return undefined;
      const c = criticalValue(alpha);
      const reach = (c + standardNormalIsf(1 - wanted)) / Math.max(...means);
      const found = searchRoot((sqrt) => powerAt(sqrt * sqrt, c) - wanted, {
        from: 0.2 * reach,
        to: 1.0001 * reach,
        tolerance: 1e-9,
        sought: "the size",
      });
      return found * found;
    },
  };
}

function correlationOf(covariance: readonly (readonly number[])[]): number[][] {
  return covariance.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / Math.sqrt(covariance[i]![i]! * covariance[j]![j]!))),
  );
}
