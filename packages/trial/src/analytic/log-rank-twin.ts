import type { LookTime } from "../design.ts";
import type { Enrolment } from "../enrolment.ts";
import type { AnalyticTwin } from "../operating-characteristics.ts";
import type { ExponentialRecipe } from "../outcome-models/exponential.ts";
import type { Trial } from "../trial.ts";
import { canonicalPower, logRankDrift } from "./drift.ts";
import { rejectionProbability } from "./exact-response-power.ts";
import { type ExponentialArm, expectedTrialEvents } from "./expected-events.ts";

type HazardTruth = ExponentialRecipe | { readonly kind: "hazardRatio"; readonly hazardRatio: number };

const none = (reason: string): AnalyticTwin => ({ kind: "none", reason });

/** Schoenfeld's approximation of a log-rank design's power; the events at a look are planned, or expected under the truth. */
export function logRankTwin(trial: Trial, truth: HazardTruth): AnalyticTwin {
  const { plan, spec } = trial;
  if (spec.test.kind !== "logRank" && spec.test.kind !== "stratifiedLogRank") {
    return none(`there is no approximation for the test ${spec.test.kind}`);
  }
  const hazardRatio = truth.kind === "hazardRatio" ? truth.hazardRatio : hazardRatioOf(truth);
  if (hazardRatio === undefined) return none("the hazard ratio differs between the strata");
  const events = plan.looks.map(({ when }) => eventsAt(trial, truth, when));
  const known = events.filter((each) => each !== undefined);
  if (known.length < events.length)
    return none("the number of events at a look is not known from the hazard ratio alone");
  const last = known.at(-1)!;
  const isIncreasing = known.every((each, k) => each > (known[k - 1] ?? 0));
  if (!isIncreasing) return none("the expected events do not increase from look to look");
  const [control, experimental] = spec.allocation.ratio;
  const later = logRankDrift(hazardRatio, { events: last, allocationRatio: experimental / control });
  const drift = spec.endpoint.better === "higher" ? later : -later;
  const power = rejectionProbability(
    canonicalPower(plan, { drift, informationRates: known.map((each) => each / last) }),
  );
  const method =
    "Schoenfeld's approximation of the log-rank test, as if hazards were proportional and all planned events came";
  return { kind: "analytic", power, method, exact: false };
}

function hazardRatioOf({ strata }: ExponentialRecipe): number | undefined {
  const ratios = strata.map((each) => each.experimentalHazardPerDay / each.controlHazardPerDay);
  const first = ratios[0]!;
  const isConstant = ratios.every((ratio) => Math.abs(ratio - first) <= 1e-12 * first);
  return first > 0 && Number.isFinite(first) && isConstant ? first : undefined;
}

/** Events at a look: planned, or expected by its day; never more than are expected when all follow-up has ended. */
function eventsAt(trial: Trial, truth: HazardTruth, when: LookTime): number | undefined {
  if (truth.kind === "hazardRatio") return when.kind === "events" ? when.events : undefined;
  const { spec } = trial;
  if (spec.endpoint.kind !== "timeToEvent") return undefined;
  const enrolmentDays = enrolmentDaysOf(spec.enrolment, spec.patients);
  const followUp = { enrolmentDays, followUpDays: spec.endpoint.followUpDays };
  const arms = armsOf(trial, truth);
  const end = enrolmentDays + spec.endpoint.followUpDays;
  // With rates that change, only the events of everyone's whole follow-up are those of uniform enrolment.
  if (spec.enrolment.kind === "piecewise" && when.kind !== "events") return undefined;
  if (when.kind === "events") return Math.min(when.events, expectedTrialEvents(arms, { ...followUp, day: end }));
  const day = when.kind === "calendarDay" ? when.day : when.fraction * enrolmentDays + spec.endpoint.followUpDays;
  return expectedTrialEvents(arms, { ...followUp, day });
}

function enrolmentDaysOf(enrolment: Enrolment, patients: number): number {
  if (enrolment.kind === "piecewise") return patients / enrolment.periods.at(-1)!.patientsPerDay;
  return enrolment.kind === "uniform" ? enrolment.durationDays : patients / enrolment.patientsPerDay;
}

function armsOf({ spec }: Trial, { strata, dropoutHazardPerDay = 0 }: ExponentialRecipe): ExponentialArm[] {
  const [control, experimental] = spec.allocation.ratio;
  const total = strata.reduce((sum, { weight }) => sum + weight, 0) * (control + experimental);
  return strata.flatMap((each) => {
    const patients = (spec.patients * each.weight) / total;
    return [
      { patients: patients * control, hazardPerDay: each.controlHazardPerDay, dropoutHazardPerDay },
      { patients: patients * experimental, hazardPerDay: each.experimentalHazardPerDay, dropoutHazardPerDay },
    ];
  });
}
