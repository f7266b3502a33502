import { createStream, drawStandardNormal, exp, log, openStream, type Seed, streamFamily } from "@rekindle/stats";
import type { ParameterValues } from "../parameters/index.ts";
import type { CourseTable } from "./course-table.ts";
import { MAX_LESIONS, type People } from "./people.kernel.ts";
import { logVisibleUptake } from "./uptake-law.ts";

/** What the end of the course brings each patient, one entry each. */
export interface Treatment {
  readonly restored: Uint8Array;
  readonly treated: Uint8Array;
  readonly activityGBq: Float64Array;
  /** Largest absorbed dose among the target lesions. */
  readonly largestDoseGy: Float64Array;
  /** Part of each lesion's tissue that survives radioiodine. */
  readonly survival: Float64Array;
  /** Log of the part of all viable target tissue that survives. */
  readonly logViable: Float64Array;
}

export function createTreatment(capacity: number): Treatment {
  return {
    restored: new Uint8Array(capacity),
    treated: new Uint8Array(capacity),
    activityGBq: new Float64Array(capacity),
    largestDoseGy: new Float64Array(capacity),
    survival: new Float64Array(capacity * MAX_LESIONS),
    logViable: new Float64Array(capacity),
  };
}

/** Treats patient i as protocol `course` says. `gain` is the full median gain of each genotype, `untreated` its log uptake. */
export type Treat = (
  replicate: number,
  patient: number,
  course: CourseTable,
  gain: Float64Array,
  people: People,
  out: Treatment,
) => void;

/** Survival of tissue below this is not resolved (log kill 27). */
const LEAST_SURVIVAL = 1.8795288165390832e-12;

/**
 * Sets up treatment at the end of the course: uptake, gate, activity, absorbed dose and kill (eqs 1, 6 and 7 of MODEL.md). The
 * linear-quadratic law for a dose rate that decays exponentially: Dale, Br J Radiol 58 (1985) 515-528,
 * doi:10.1259/0007-1285-58-690-515.
 */
export function prepareTreatment(
  seed: Seed,
  namespace: string,
  untreated: Float64Array,
  values: ParameterValues,
): Treat {
  const stream = createStream();
  const family = streamFamily(seed, namespace, "radioiodine");
  const visible = logVisibleUptake(values);
  const logMaximumTolerated = log(values.maximumToleratedGBq * values.rhTshActivityRatio);
  // Gy from 1 GBq at an uptake of 1 per g and one hour of residence, before self-absorption.
  const gyPerHour = (1000 * values.dosePerConcentration) / Math.LN2;
  const spread = values.doseSpread * values.doseSpread;

  return (replicate, i, course, gain, people, out) => {
    const genotype = people.genotype[i]!;
    const relative = course.relativeGain[genotype]!;
    const logUptake =
      untreated[genotype]! + people.uptakeDeviation[i]! + relative * (gain[genotype]! + people.gainDeviation[i]!);
    out.restored[i] = relative > 0 && logUptake >= visible ? 1 : 0;
    out.treated[i] = 0;
    out.activityGBq[i] = 0;
    out.largestDoseGy[i] = 0;
    out.logViable[i] = 0;
    if (course.activity.kind === "none") return;

    openStream(stream, family, replicate, people.first + i);
    const reading = drawStandardNormal(stream);
    const prediction = drawStandardNormal(stream);
    const tolerance = drawStandardNormal(stream);
    if (course.gate.kind === "visibleUptake" && !(logUptake + values.scanReadingSd * reading >= visible)) return;
    const activity =
      course.activity.kind === "fixed"
        ? course.activity.activityGBq
        : Math.min(course.activity.capGBq, exp(logMaximumTolerated + values.maximumToleratedSd * tolerance));
    // A gram cannot hold more than what was given.
    const uptake = exp(Math.min(0, logUptake));
    const largest = dosesOf(i, uptake * activity, people, out.survival);
    if (
      course.gate.kind === "lesionDose" &&
      !(largest * exp(values.predictedDoseSd * prediction) >= course.gate.atLeastGy)
    )
      return;
    out.treated[i] = 1;
    out.activityGBq[i] = activity;
    out.largestDoseGy[i] = largest;
    out.logViable[i] = killTissue(i, people, out.survival);
  };

  /** Absorbed dose of each lesion (eq 6 of MODEL.md), left in `dose`; returns the largest. */
  function dosesOf(i: number, uptakeActivity: number, people: People, dose: Float64Array): number {
    const perUptake = gyPerHour * uptakeActivity * (people.effectiveHalfLifeHours[i]! - values.uptakeHalfTimeHours);
    const first = i * MAX_LESIONS;
    const end = first + people.lesions[i]!;
    let largest = 0;
    for (let j = first; j < end; j++) {
      const diameter = people.diameterMm[j]!;
      const absorbed = diameter / (diameter + values.selfAbsorptionMm);
      const gy = perUptake * exp(people.lesionUptakeDeviation[j]!) * absorbed;
      dose[j] = gy;
      if (gy > largest) largest = gy;
    }
    return largest;
  }

  /** Turns doses into survival in place; returns the log of the surviving part of the whole volume. */
  function killTissue(i: number, people: People, doseThenSurvival: Float64Array): number {
    const alpha = people.radiosensitivityPerGy[i]!;
    const halfLife = people.effectiveHalfLifeHours[i]!;
    const quadratic = values.repairHalfTimeHours / (halfLife + values.repairHalfTimeHours) / values.alphaBetaGy;
    const first = i * MAX_LESIONS;
    const end = first + people.lesions[i]!;
    let volume = 0;
    let surviving = 0;
    for (let j = first; j < end; j++) {
      const gy = doseThenSurvival[j]!;
      const effect = alpha * gy * (1 + gy * quadratic);
      const survival = Math.max(LEAST_SURVIVAL, exp(-log(1 + spread * effect) / spread));
      const diameter = people.diameterMm[j]!;
      const cubic = diameter * diameter * diameter;
      volume += cubic;
      surviving += survival * cubic;
      doseThenSurvival[j] = survival;
    }
    return log(surviving / volume);
  }
}
