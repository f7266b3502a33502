import { cbrt, createStream, drawStandardNormal, exp, openStream, type Seed, streamFamily } from "@rekindle/stats";
import type { ParameterValues } from "../parameters/index.ts";
import type { CourseTable } from "./course-table.ts";
import { MAX_LESIONS, type People } from "./people.kernel.ts";
import type { Treatment } from "./radioiodine.kernel.ts";

/** RECIST categories as they are stored, in the order of `responseNames`. */
export const RESPONSE = { CR: 0, PR: 1, SD: 2, PD: 3, notAssessed: 4 } as const;

/** What follow-up sees of each patient, one entry each. */
export interface Course {
  /** `RESPONSE` at the day of the response; `notAssessed` for patients lost before it without progression. */
  readonly response: Uint8Array;
  /** Visit at which progression is seen, or the last visit without it. */
  readonly timeDays: Float64Array;
  readonly event: Uint8Array;
}

export function createCourse(capacity: number): Course {
  return {
    response: new Uint8Array(capacity),
    timeDays: new Float64Array(capacity),
    event: new Uint8Array(capacity),
  };
}

/** Follows patient i until progression, loss (at `lostDay`) or the last visit. */
export type Follow = (
  replicate: number,
  patient: number,
  course: CourseTable,
  people: People,
  treatment: Treatment,
  lostDay: number,
  out: Course,
) => void;

/** The hazard of new lesions grows no further with viable tissue than at four times the baseline volume. */
const LOG_FOUR = 1.3862943611198906;

/** A lesion a thousand times its diameter has progressed long before; more would only overflow. */
const LARGEST_LOG_VOLUME = 20.72;

/**
 * Sets up follow-up: growth, drug and radiation shrinkage, new lesions (eqs 8 to 10 of MODEL.md), measured visits read by RECIST 1.1
 * (Eisenhauer et al., Eur J Cancer 45 (2009) 228-247, doi:10.1016/j.ejca.2008.10.026).
 */
export function prepareFollowUp(seed: Seed, namespace: string, responseAtDay: number, values: ParameterValues): Follow {
  const stream = createStream();
  const family = streamFamily(seed, namespace, "measurement");
  const exponent = values.newLesionViableExponent;

  return (replicate, i, course, people, treatment, lostDay, out) => {
    const genotype = people.genotype[i]!;
    const growth = people.growthPerDay[i]!;
    const growthOnDrug = growth * (1 - course.growthBlock[genotype]!);
    const logShrinkage = 3 * course.shrinkage[genotype]! * people.shrinkageRatio[i]!;
    const isTreated = treatment.treated[i] === 1;
    const logViable = treatment.logViable[i]!;
    const residual = people.residual[i]!;
    const hazard = people.newLesionPerDay[i]!;
    const hazardOnDrug = hazard * (1 - course.newLesionBlock[genotype]!);
    const threshold = people.newLesionThreshold[i]!;
    const endOfDrug = course.durationDays;
    const timeline = course.timeline;
    const { day, isVisit, onDays, offDays, shrunk, uncleared } = timeline;

    openStream(stream, family, replicate, people.first + i);
    const baseline = measured(sumAt(i, people, 1), drawStandardNormal(stream));
    let nadir = baseline;
    let accumulated = 0;
    let before = 0;
    let intensity = endOfDrug > 0 ? hazardOnDrug : hazard * exp(exponent * logViable);
    let volumeAtEnd = 1;
    let lastVisit = 0;
    out.response[i] = RESPONSE.notAssessed;
    out.event[i] = 0;

    for (let k = 0; k < day.length; k++) {
      const now = day[k]!;
      if (now > lostDay) break;
      const grown = growthOnDrug * onDays[k]! + growth * offDays[k]!;
      const logVolume = Math.min(LARGEST_LOG_VOLUME, grown - logShrinkage * shrunk[k]!);
      const isAfter = now > endOfDrug;
      const logTissue = isAfter ? logVolume + logViable : logVolume;
      const relative = exp(exponent * Math.min(LOG_FOUR, logTissue));
      const arriving = (isAfter ? hazard : hazardOnDrug) * relative;
      accumulated += 0.5 * (intensity + arriving) * (now - before);
      intensity = arriving;
      before = now;
      const volume = exp(logVolume);
      if (now === endOfDrug) {
        volumeAtEnd = volume;
        intensity = hazard * exp(exponent * Math.min(LOG_FOUR, logVolume + logViable));
      }
      if (isVisit[k] === 0) continue;

      const isNew = accumulated >= threshold;
      let sum = 0;
      let seen = 0;
      if (!isNew) {
        sum =
          isTreated && isAfter
            ? sumAfterKill(
                i,
                people,
                treatment.survival,
                volume,
                volumeAtEnd * (residual + (1 - residual) * uncleared[k]!),
              )
            : sumAt(i, people, cbrt(volume));
        seen = measured(sum, drawStandardNormal(stream));
      }
      lastVisit = now;
      if (isNew || (seen >= 1.2 * nadir && seen - nadir >= 5)) {
        out.event[i] = 1;
        if (now <= responseAtDay) out.response[i] = RESPONSE.PD;
        break;
      }
      if (now === responseAtDay) {
        out.response[i] = sum === 0 ? RESPONSE.CR : seen <= 0.7 * baseline ? RESPONSE.PR : RESPONSE.SD;
      }
      if (seen < nadir) nadir = seen;
    }
    out.timeDays[i] = lastVisit;
  };

  /** Sum of the diameters that can be seen when each is `scale` times its baseline. */
  function sumAt(i: number, people: People, scale: number): number {
    const first = i * MAX_LESIONS;
    const end = first + people.lesions[i]!;
    let sum = 0;
    for (let j = first; j < end; j++) {
      const diameter = people.diameterMm[j]! * scale;
      if (diameter >= values.vanishedMm) sum += diameter;
    }
    return sum;
  }

  /** The same after radioiodine: surviving tissue at relative volume `viable`, killed tissue at `dead`. */
  function sumAfterKill(i: number, people: People, survival: Float64Array, viable: number, dead: number): number {
    const first = i * MAX_LESIONS;
    const end = first + people.lesions[i]!;
    let sum = 0;
    for (let j = first; j < end; j++) {
      const alive = survival[j]!;
      const diameter = people.diameterMm[j]! * cbrt(alive * viable + (1 - alive) * dead);
      if (diameter >= values.vanishedMm) sum += diameter;
    }
    return sum;
  }

  function measured(sum: number, deviate: number): number {
    return Math.max(0, sum + deviate * (values.measurementRelativeSd * sum + values.measurementSdMm));
  }
}
