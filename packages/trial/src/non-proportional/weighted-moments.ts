import { pow } from "@rekindle/stats";
import { armAt, coursePoints, experimentalHazards, type HazardFrom, type SurvivalCourse } from "./survival-course.ts";

/** A weight of the log-rank test that a design can be planned with, as in the tests of stats; days since enrolment. */
export type DesignWeight =
  | { readonly kind: "logRank" }
  | { readonly kind: "flemingHarrington"; readonly rho: number; readonly gamma: number }
  | { readonly kind: "modest"; readonly until: number; readonly atMost?: number };

/** Per patient, of weighted log-rank statistics: their means under the alternative and their covariances. */
export interface WeightedMoments {
  /** Mean of weighted expected less observed events of the experimental arm: positive where that arm does better. */
  readonly drift: readonly number[];
  /** Under the alternative. */
  readonly covariance: readonly (readonly number[])[];
  /** Where both arms have the mean of the two hazards. */
  readonly nullCovariance: readonly (readonly number[])[];
  /** Expected events per patient under the alternative. */
  readonly events: number;
}

/**
 * Asymptotic mean and covariance of weighted log-rank statistics under any hazards.
 * Source: G. Yung, Y. Liu, "Sample size and power for the weighted log-rank test and Kaplan-Meier based tests with allowance for
 * nonproportional hazards", Biometrics 76 (2020) 939-950, doi:10.1111/biom.13196.
 */
export function weightedMoments(
  course: SurvivalCourse,
  request: {
    readonly analysisDay: number;
    readonly allocationRatio?: number;
    readonly weights: readonly DesignWeight[];
  },
): WeightedMoments {
  const { analysisDay, weights, allocationRatio: r = 1 } = request;
  const arms = armsOf(course, r);
  const corners = weights.flatMap((weight) => (weight.kind === "modest" ? [Math.min(weight.until, analysisDay)] : []));
  const floors = weights.map((weight) => floorOf(weight, arms));
  const drift = weights.map(() => 0);
  const covariance = squareOf(weights.length);
  const nullCovariance = squareOf(weights.length);
  let events = 0;
  for (const point of coursePoints(course, { analysisDay, until: analysisDay, corners })) {
    const { day, width, present, control, experimental } = point;
    const mean = armAt(arms.mean, day);
    const mine = (1 - arms.share) * control.survival;
    const theirs = arms.share * experimental.survival;
    const risk = mine + theirs;
    const density = (mine * control.hazard + theirs * experimental.hazard) * present * width;
    const nullDensity = mean.survival * mean.hazard * present * width;
    const both = (mine * theirs) / (risk * risk);
    events += density;
    const pairs = weights.map((weight, i) => ({
      w: weigh(weight, risk, floors[i]!.alternative),
      v: weigh(weight, mean.survival, floors[i]!.null),
    }));
    pairs.forEach(({ w, v }, i) => {
      drift[i]! += w * both * risk * (control.hazard - experimental.hazard) * present * width;
      pairs.forEach((other, j) => {
        covariance[i]![j]! += w * other.w * both * density;
        nullCovariance[i]![j]! += v * other.v * arms.share * (1 - arms.share) * nullDensity;
      });
    });
  }
  return { drift, covariance, nullCovariance, events };
}

interface Arms {
  /** Of the patients, in the experimental arm. */
  readonly share: number;
  readonly control: readonly HazardFrom[];
  readonly experimental: readonly HazardFrom[];
  readonly mean: readonly HazardFrom[];
}

function armsOf(course: SurvivalCourse, ratio: number): Arms {
  const share = ratio / (1 + ratio);
  const experimental = experimentalHazards(course);
  const mean = experimental.map(({ fromDay, hazardPerDay }) => ({
    fromDay,
    hazardPerDay: (1 - share) * armAt(course.control, fromDay).hazard + share * hazardPerDay,
  }));
  return { share, control: course.control, experimental, mean };
}

/** The survival at which a modest weight stops to rise. */
function floorOf(weight: DesignWeight, { share, control, experimental, mean }: Arms) {
  if (weight.kind !== "modest" || weight.until === Infinity) return { alternative: 0, null: 0 };
  const at = (hazards: readonly HazardFrom[]): number => armAt(hazards, weight.until).survival;
  return { alternative: (1 - share) * at(control) + share * at(experimental), null: at(mean) };
}

function weigh(weight: DesignWeight, survival: number, floor: number): number {
  if (weight.kind === "logRank") return 1;
  if (weight.kind === "flemingHarrington") {
    const late = weight.gamma === 0 ? 1 : pow(Math.max(0, 1 - survival), weight.gamma);
    return late * (weight.rho === 0 ? 1 : pow(survival, weight.rho));
  }
  return Math.min(weight.atMost ?? Infinity, 1 / Math.max(survival, floor));
}

function squareOf(size: number): number[][] {
  return Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
}
