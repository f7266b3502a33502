import { log } from "../../elementary/log.ts";
import type { InnermostIntervals } from "./innermost-intervals.ts";

/**
 * `sun`: hazards on the logistic scale, so that the hazard of an innermost interval is its mass over the survival before it.
 * `finkelstein`: grouped proportional hazards, whose hazard is the fall of -log survival.
 */
export type IntervalScores = "sun" | "finkelstein";

/** The common distribution as survival after 0, 1, … innermost intervals, and the cumulative hazard of the scores. */
export interface ScoreCurve {
  /** Innermost intervals up to the one where survival comes to 0. */
  readonly size: number;
  readonly survival: Float64Array;
  /** Hazard of each interval before the last, and its derivative on the scale of the model. */
  readonly hazard: Float64Array;
  readonly curvature: Float64Array;
}

export function scoreCurve(mass: Float64Array, kind: IntervalScores): ScoreCurve {
  let size = mass.length;
  while (size > 1 && mass[size - 1]! < 1e-9) size--;
  const survival = new Float64Array(mass.length + 1);
  survival[0] = 1;
  // From the end, so that small survivals keep their digits.
  let rest = 0;
  for (let j = size - 1; j > 0; j--) {
    rest += mass[j]!;
    survival[j] = rest;
  }
  const hazard = new Float64Array(mass.length);
  const curvature = new Float64Array(mass.length);
  for (let j = 0; j < size - 1; j++) {
    const h = mass[j]! / survival[j]!;
    hazard[j] = kind === "sun" ? h : log(survival[j]! / survival[j + 1]!);
    curvature[j] = kind === "sun" ? h * (1 - h) : hazard[j]!;
  }
  return { size, survival, hazard, curvature };
}

/** [S(R) H(R) - S(L) H(L)] / (S(L) - S(R)) of each patient: their sum is 0 up to the convergence of S. */
export function patientScores({ from, to }: InnermostIntervals, { size, survival, hazard }: ScoreCurve): Float64Array {
  // S times H, which is 0 where S is 0.
  const product = new Float64Array(survival.length);
  let sum = 0;
  for (let j = 0; j < size - 1; j++) {
    sum += hazard[j]!;
    product[j + 1] = survival[j + 1]! * sum;
  }
  const scores = new Float64Array(from.length);
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const start = from[i]!;
    const end = to[i]! + 1;
    scores[i] = (product[end]! - product[start]!) / (survival[start]! - survival[end]!);
    total += scores[i]!;
  }
  const mean = total / scores.length;
  return scores.map((score) => score - mean);
}
