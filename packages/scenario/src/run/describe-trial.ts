import type { Parts } from "@rekindle/trial";
import { planDesign } from "@rekindle/trial";
import type { TrialResult } from "../result.ts";
import type { MedicalEndpoint } from "../schema/endpoints.ts";
import type { Scenario, ScenarioTrial } from "../schema/scenario-schema.ts";

/** A trial as a protocol would state it: endpoint, comparison, design, and how patients come in. */
export function describeTrial(
  scenario: Scenario,
  id: string,
  parts: Parts,
): Pick<TrialResult, "endpoint" | "sentences" | "looks"> {
  const trial = scenario.trials[id]!;
  const plan = planDesign(trial.design, { parts });
  return {
    endpoint: trial.endpoint,
    sentences: [
      endpointSentence(trial.endpoint),
      `${scenario.arms.experimental.title} against ${lowerFirst(scenario.arms.control.title)}, compared by the ${words(trial.test.kind)} test.`,
      plan.sentence,
      `${trial.patients} patients unless varied; ${enrolmentWords(trial.enrolment)}; ${allocationWords(trial.allocation)}.`,
    ],
    looks: plan.looks,
  };
}

function endpointSentence(endpoint: MedicalEndpoint): string {
  if (endpoint.kind === "objectiveResponse") {
    const among = endpoint.denominator === "randomised" ? "all randomised patients" : "patients who can be assessed";
    return `Objective response (complete or partial, RECIST 1.1) on the scan of day ${endpoint.atDay}, among ${among}.`;
  }
  return `Progression-free survival (RECIST 1.1), seen at visits every ${endpoint.visitEveryDays} days, with ${endpoint.followUpDays} days of follow-up at most.`;
}

/** `riskDifference` as `risk difference`. */
function words(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text[0]!.toLowerCase()}${text.slice(1)}` : text;
}

function enrolmentWords(enrolment: ScenarioTrial["enrolment"]): string {
  if (enrolment.kind === "uniform") return `enrolment spread evenly at random over ${enrolment.durationDays} days`;
  if (enrolment.kind === "piecewise") {
    const periods = enrolment.periods.map(({ forDays, patientsPerDay }) =>
      forDays === undefined ? `then ${patientsPerDay}` : `${patientsPerDay} for ${forDays} days`,
    );
    return `enrolment ${enrolment.arrivals === "steady" ? "steady" : "at random"} at changing rates (patients a day: ${periods.join(", ")})`;
  }
  const pace = `${enrolment.patientsPerDay} patients a day`;
  return enrolment.kind === "steady" ? `enrolment steady at ${pace}` : `enrolment at random, on average ${pace}`;
}

function allocationWords({ kind, ratio, ...rest }: ScenarioTrial["allocation"]): string {
  const [control, experimental] = ratio;
  const weights = `control to experimental ${control}:${experimental}`;
  if (kind === "complete") return `randomised ${weights}, each patient independently`;
  if (kind === "biasedCoin" || kind === "bigStick" || kind === "urn") {
    const within = "stratified" in rest && rest.stratified ? ", within tumour genotypes" : "";
    return `randomised ${weights} by ${METHODS[kind](rest as never)}${within}`;
  }
  const size = "blockSize" in rest ? rest.blockSize : undefined;
  const strata = kind === "stratifiedPermutedBlocks" ? " within tumour genotypes" : "";
  return `randomised ${weights} in blocks of ${size}${strata}`;
}

/** The methods that keep arms in balance, in words. */
const METHODS = {
  biasedCoin: ({ probability }: { readonly probability: number }) =>
    `a biased coin (${probability.toFixed(3)} for the arm behind)`,
  bigStick: ({ imbalance }: { readonly imbalance: number }) => `a fair coin that allows a lead of ${imbalance} at most`,
  urn: ({ initial, added }: { readonly initial: number; readonly added: number }) => `Wei's urn (${initial}, ${added})`,
} as const;
