import {
  createStream,
  drawOpenUniform,
  log,
  openStream,
  type Seed,
  streamFamily,
  fillOpenUniforms,
} from "@rekindle/stats";
import { z } from "zod";

const perDay = z.number().positive();

/** How patients come into the trial. Day 0 is the opening of enrolment. */
export const enrolmentSchema = z.discriminatedUnion("kind", [
  /** One patient every 1 / patientsPerDay days, the first on day 0. */
  z.strictObject({ kind: z.literal("steady"), patientsPerDay: perDay }),
  /** The first patient on day 0, the others after independent exponential gaps. */
  z.strictObject({ kind: z.literal("poisson"), patientsPerDay: perDay }),
  /** Every patient on an independent, uniform day of this period. */
  z.strictObject({ kind: z.literal("uniform"), durationDays: perDay }),
]);

export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Writes the days of enrolment of a replicate's patients, in order. */
export type EnrolmentDrawer = (replicate: number, patients: number, enrolmentDay: Float64Array) => void;

export function enrolmentDrawer(
  enrolment: Enrolment,
  keys: { readonly seed: Seed; readonly namespace: string },
): EnrolmentDrawer {
  if (enrolment.kind === "steady") return steady(enrolment.patientsPerDay);
  const family = streamFamily(keys.seed, keys.namespace, "enrolment");
  const stream = createStream();
  if (enrolment.kind === "poisson") {
    const meanGap = 1 / enrolment.patientsPerDay;
    return (replicate, patients, enrolmentDay) => {
      openStream(stream, family, replicate);
      fillOpenUniforms(stream, enrolmentDay, patients);
      let day = 0;
      for (let i = 0; i < patients; i++) {
        const gap = -log(enrolmentDay[i]!) * meanGap;
        enrolmentDay[i] = day;
        day += gap;
      }
    };
  }
  return (replicate, patients, enrolmentDay) => {
    // Order statistics of the uniform law are partial sums of exponentials over their total: sorted without sorting.
    openStream(stream, family, replicate);
    fillOpenUniforms(stream, enrolmentDay, patients);
    let sum = 0;
    for (let i = 0; i < patients; i++) {
      sum -= log(enrolmentDay[i]!);
      enrolmentDay[i] = sum;
    }
    const scale = enrolment.durationDays / (sum - log(drawOpenUniform(stream)));
    for (let i = 0; i < patients; i++) enrolmentDay[i] = enrolmentDay[i]! * scale;
  };
}

function steady(patientsPerDay: number): EnrolmentDrawer {
  let days = new Float64Array(0);
  return (_replicate, patients, enrolmentDay) => {
    if (days.length < patients) days = Float64Array.from({ length: patients }, (_, i) => i / patientsPerDay);
    for (let i = 0; i < patients; i++) enrolmentDay[i] = days[i]!;
  };
}
