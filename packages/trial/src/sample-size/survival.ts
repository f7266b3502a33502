import { type Issue, log } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import { expectedEvents } from "../analytic/expected-events.ts";
import { hazardRatioIssue, logRankEvents } from "./survival-events.ts";
import { noEffect, quantilesOf, requestIssues, type SampleSize, type SizeRequest, sizesOf } from "./request.ts";

/** Exponential times to event and to loss, per day. */
export interface SurvivalTruth {
  readonly controlHazardPerDay: number;
  /** Experimental over control. */
  readonly hazardRatio: number;
  /** Hazard of being lost to follow-up, the same on both arms; 0 when left out. */
  readonly dropoutHazardPerDay?: number;
}

export interface SurvivalRequest extends SizeRequest {
  /** Patients are enrolled uniformly over this period. */
  readonly enrolmentDays: number;
  /** From the end of enrolment to the analysis. */
  readonly followUpDays: number;
  /**
   * `schoenfeld`, `freedman`, `hsiehFreedman`: events by that formula, divided by the share of patients with an event by the
   * analysis. `lachinFoulkes`: (z_α √V₀ + z_power √V₁)² / log² HR with V the variance of the log hazard ratio per patient, under the
   * mean hazard and under the alternative; Lachin, Foulkes, Biometrics 42 (1986) 507-519, doi:10.2307/2531201, section 4, on the
   * scale of log hazards. `hazardDifference`: the same on the scale of hazards, as in that paper.
   */
  readonly method?: "schoenfeld" | "freedman" | "hsiehFreedman" | "lachinFoulkes" | "hazardDifference";
}

export interface SurvivalSize extends SampleSize {
  /** Expected events at the analysis, both arms together. */
  readonly events: number;
  /** Share of patients with an event by the analysis. */
  readonly eventShare: { readonly control: number; readonly experimental: number };
}

/**
 * Patients and events of a fixed log-rank design with exponential times, uniform enrolment and exponential losses; not rounded.
 * @throws InvalidInput for a hazard ratio of 1, or values that make no sense.
 * @example
 * survivalSampleSize(
 *   { controlHazardPerDay: Math.LN2 / 365, hazardRatio: 0.7 },
 *   { alpha: 0.025, sided: 1, power: 0.9, enrolmentDays: 365, followUpDays: 365 },
 * ).total // 573.77
 */
export function survivalSampleSize(truth: SurvivalTruth, request: SurvivalRequest): SurvivalSize {
  refuse([...requestIssues(request), ...truthIssues(truth), ...periodIssues(request)]);
  const { allocationRatio: r = 1, method = "schoenfeld" } = request;
  const control = shareWithEvent(truth.controlHazardPerDay, truth, request);
  const experimental = shareWithEvent(truth.controlHazardPerDay * truth.hazardRatio, truth, request);
  const mean = (control + r * experimental) / (1 + r);
  const total =
    method === "lachinFoulkes" || method === "hazardDifference"
      ? lachinFoulkesTotal(truth, request, { control, experimental })
      : logRankEvents(truth.hazardRatio, { ...request, method }) / mean;
  return { ...sizesOf(total / (1 + r), r), events: total * mean, eventShare: { control, experimental } };
}

function shareWithEvent(hazardPerDay: number, truth: SurvivalTruth, request: SurvivalRequest): number {
  const arm = { patients: 1, hazardPerDay, dropoutHazardPerDay: truth.dropoutHazardPerDay ?? 0 };
  const { enrolmentDays, followUpDays } = request;
  return expectedEvents(arm, { enrolmentDays, followUpDays: Infinity, day: enrolmentDays + followUpDays });
}

function lachinFoulkesTotal(
  truth: SurvivalTruth,
  request: SurvivalRequest,
  share: { readonly control: number; readonly experimental: number },
): number {
  const { allocationRatio: r = 1 } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const [q0, q1] = [1 / (1 + r), r / (1 + r)];
  const hazard0 = truth.controlHazardPerDay;
  const hazard1 = hazard0 * truth.hazardRatio;
  const meanHazard = q0 * hazard0 + q1 * hazard1;
  const meanShare = shareWithEvent(meanHazard, truth, request);
  // Variance of an arm's estimated (log) hazard per patient: 1 / share, times the squared hazard on the scale of hazards.
  const isLog = request.method === "lachinFoulkes";
  const scale = (hazard: number) => (isLog ? 1 : hazard * hazard);
  const ofNull = (scale(meanHazard) / meanShare) * (1 / q0 + 1 / q1);
  const alternative = scale(hazard0) / (q0 * share.control) + scale(hazard1) / (q1 * share.experimental);
  const effect = isLog ? log(truth.hazardRatio) : hazard0 - hazard1;
  const root = (zAlpha * Math.sqrt(ofNull) + zPower * Math.sqrt(alternative)) / effect;
  return root * root;
}

function truthIssues({ controlHazardPerDay, hazardRatio, dropoutHazardPerDay = 0 }: SurvivalTruth): Issue[] {
  const issues: Issue[] = [];
  if (!(controlHazardPerDay > 0 && controlHazardPerDay < Infinity)) {
    const message = `control hazard ${controlHazardPerDay} per day`;
    issues.push({
      kind: "outOfRange",
      path: ["controlHazardPerDay"],
      message,
      hint: "above 0; log 2 over the median in days",
    });
  }
  if (!(hazardRatio > 0 && hazardRatio < Infinity)) issues.push(hazardRatioIssue(hazardRatio));
  else if (hazardRatio === 1) issues.push(noEffect("hazardRatio", "the hazard ratio is 1"));
  if (!(dropoutHazardPerDay >= 0 && dropoutHazardPerDay < Infinity)) {
    const message = `drop-out hazard ${dropoutHazardPerDay} per day`;
    issues.push({
      kind: "outOfRange",
      path: ["dropoutHazardPerDay"],
      message,
      hint: "0 or more; a hazard, no probability",
    });
  }
  return issues;
}

function periodIssues({ enrolmentDays, followUpDays }: SurvivalRequest): Issue[] {
  const issues: Issue[] = [];
  if (!(enrolmentDays > 0 && enrolmentDays < Infinity)) {
    issues.push({
      kind: "outOfRange",
      path: ["enrolmentDays"],
      message: `enrolment of ${enrolmentDays} days`,
      hint: "above 0",
    });
  }
  if (!(followUpDays >= 0 && followUpDays < Infinity)) {
    issues.push({
      kind: "outOfRange",
      path: ["followUpDays"],
      message: `follow-up of ${followUpDays} days`,
      hint: "0 or more",
    });
  }
  return issues;
}
