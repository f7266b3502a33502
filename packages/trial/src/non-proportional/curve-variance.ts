import { armAt, coursePoints, experimentalHazards, type HazardFrom, type SurvivalCourse } from "./survival-course.ts";

/** What a test of two Kaplan-Meier curves compares: an effect, and its variance times the number of patients. */
export interface CurveContrast {
  /** Experimental less control. */
  readonly effect: number;
  readonly variancePerPatient: number;
}

interface Request {
  readonly analysisDay: number;
  readonly allocationRatio?: number;
}

/**
 * Difference of the survival curves at one time since enrolment, with Greenwood's variance.
 * Source: Yung and Liu (2020), doi:10.1111/biom.13196.
 */
export function milestoneContrast(
  course: SurvivalCourse,
  request: Request & { readonly atDay: number },
): CurveContrast {
  const { atDay } = request;
  return contrast(course, { ...request, untilDay: atDay }, (hazards) => {
    const survival = armAt(hazards, atDay).survival;
    return { value: survival, influence: () => survival };
  });
}

/** Difference of the areas under the survival curves up to a time since enrolment. Source as `milestoneContrast`. */
export function restrictedMeanContrast(
  course: SurvivalCourse,
  request: Request & { readonly untilDay: number },
): CurveContrast {
  return contrast(course, request, (hazards) => {
    const area = (from: number): number => areaUnder(hazards, from, request.untilDay);
    return { value: area(0), influence: area };
  });
}

/** A functional of one curve, and how much a relative change of the curve at a day would change it. */
interface CurveFunctional {
  readonly value: number;
  readonly influence: (day: number) => number;
}

function contrast(
  course: SurvivalCourse,
  { analysisDay, allocationRatio: r = 1, untilDay }: Request & { readonly untilDay: number },
  of: (hazards: readonly HazardFrom[]) => CurveFunctional,
): CurveContrast {
  const control = of(course.control);
  const experimental = of(experimentalHazards(course));
  let controlVariance = 0;
  let experimentalVariance = 0;
  for (const { day, width, present, ...arms } of coursePoints(course, { analysisDay, until: untilDay })) {
    const mine = control.influence(day);
    const theirs = experimental.influence(day);
    controlVariance += (width * mine * mine * arms.control.hazard) / (present * arms.control.survival);
    experimentalVariance +=
      (width * theirs * theirs * arms.experimental.hazard) / (present * arms.experimental.survival);
  }
  return {
    effect: experimental.value - control.value,
    variancePerPatient: (1 + r) * controlVariance + ((1 + r) / r) * experimentalVariance,
  };
}

/** ∫ S(t) dt, exactly, piece by piece. */
function areaUnder(hazards: readonly HazardFrom[], from: number, until: number): number {
  const edges = [from, ...hazards.map(({ fromDay }) => fromDay).filter((day) => day > from && day < until), until];
  let area = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = armAt(hazards, edges[i]!);
    const end = armAt(hazards, edges[i + 1]!);
    const width = edges[i + 1]! - edges[i]!;
    area +=
      start.hazard > 0 && start.hazard * width > 1e-6
        ? (start.survival - end.survival) / start.hazard
        : width * start.survival * (1 - 0.5 * start.hazard * width);
  }
  return area;
}
