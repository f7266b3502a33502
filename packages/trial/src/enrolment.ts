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
  /** Rates that change: a ramp-up, a pause. The last period has no end. */
  z
    .strictObject({
      kind: z.literal("piecewise"),
      /** One after the other; `forDays` of the last is left out. */
      periods: z
        .array(z.strictObject({ forDays: z.number().positive().optional(), patientsPerDay: z.number().min(0) }))
        .min(1)
        .max(1000),
      /** `steady`: evenly spaced at each rate, the first patient on day 0; `poisson`: at random at these rates. */
      arrivals: z.enum(["steady", "poisson"]).default("steady"),
    })
    .superRefine(({ periods }, context) => {
      periods.forEach(({ forDays, patientsPerDay }, i) => {
        const isLast = i === periods.length - 1;
        const add = (name: string, message: string) =>
          context.addIssue({ code: "custom", path: ["periods", i, name], message });
        if (isLast && forDays !== undefined) add("forDays", "the last period has no end: leave forDays out");
        if (isLast && patientsPerDay === 0)
          add("patientsPerDay", "nobody would come in the last period; a rate above 0");
        if (!isLast && forDays === undefined) add("forDays", "only the last period has no end: how many days?");
      });
    }),
]);

export type Enrolment = z.infer<typeof enrolmentSchema>;

/** Writes the days of enrolment of a replicate's patients, in order. */
export type EnrolmentDrawer = (replicate: number, patients: number, enrolmentDay: Float64Array) => void;

export function enrolmentDrawer(
  enrolment: Enrolment,
  keys: { readonly seed: Seed; readonly namespace: string },
): EnrolmentDrawer {
  if (enrolment.kind === "steady") return steady(enrolment.patientsPerDay);
  if (enrolment.kind === "piecewise") return piecewise(enrolment, keys);
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

/** Patients come when the cumulative rate reaches 0, 1, 2, … (steady), or sums of unit exponentials (Poisson). */
function piecewise(
  { periods, arrivals }: Extract<Enrolment, { readonly kind: "piecewise" }>,
  keys: { readonly seed: Seed; readonly namespace: string },
): EnrolmentDrawer {
  const family = streamFamily(keys.seed, keys.namespace, "enrolment");
  const stream = createStream();
  const rates = Float64Array.from(periods, ({ patientsPerDay }) => patientsPerDay);
  const lengths = Float64Array.from(periods, ({ forDays = Infinity }) => forDays);
  return (replicate, patients, enrolmentDay) => {
    if (arrivals === "poisson") {
      openStream(stream, family, replicate);
      fillOpenUniforms(stream, enrolmentDay, patients);
    }
    let period = 0;
    let day = 0;
    let left = lengths[0]!;
    for (let i = 0; i < patients; i++) {
      // The first steady patient comes as soon as anyone does.
      let wanted = arrivals === "poisson" ? -log(enrolmentDay[i]!) : i === 0 ? 0 : 1;
      while (rates[period] === 0 || wanted > rates[period]! * left) {
        wanted -= rates[period]! * left;
        day += left;
        period++;
        left = lengths[period]!;
      }
      const wait = wanted / rates[period]!;
      day += wait;
      left -= wait;
      enrolmentDay[i] = day;
    }
  };
}
