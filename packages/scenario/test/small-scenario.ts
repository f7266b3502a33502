import { readFileSync } from "node:fs";
import type { Library } from "@rekindle/evidence";
import { orThrow } from "@rekindle/stats";
import { parseEvidence } from "../src/evidence/parse-evidence.ts";
import { parseScenario } from "../src/parse-scenario.ts";
import type { Scenario } from "../src/schema/scenario-schema.ts";

const scenarios = new URL("../../../scenarios/", import.meta.url);

/** The text of a file of the repository's scenarios. */
export function scenarioText(name: string): string {
  return readFileSync(new URL(name, scenarios), "utf8");
}

/** The demo as it stands. */
export const demoText = scenarioText("drug-plus-radioiodine.yaml");

/** The published evidence. */
export const library: Library = orThrow(parseEvidence(scenarioText("evidence/studies.yaml")));

/** A scenario of its own, with stated priors and two small trials; frozen, so that nobody changes it. */
export const smallText = `
schema: 1
title: Two small trials
question: Does radioiodine after a short drug course raise response and delay progression?
population:
  namespace: few
  genotypes: { BRAF_V600E: 0.5, RAS: 0.5 }
  restoration: { BRAF_V600E: { kind: point, value: 0.6 }, RAS: { kind: logitNormal, mean: 1, sd: 0.5 } }
arms:
  control: { title: Drug alone, drugs: [{ drug: trametinib }], durationDays: 42, activity: { kind: none } }
  experimental:
    title: Drug and radioiodine
    drugs: [{ drug: trametinib }]
    durationDays: 42
    activity: { kind: fixed, activityGBq: 5.5 }
cohort: { patients: 100 }
trials:
  response:
    title: Response
    endpoint: { kind: objectiveResponse, atDay: 183 }
    test: { kind: riskDifference }
    design: { kind: fixed, alpha: 0.025, sided: 1 }
    patients: 20
    allocation: { kind: permutedBlocks, blockSize: 4 }
    enrolment: { kind: steady, patientsPerDay: 0.2 }
    vary:
      - { path: trials.response.patients, values: [20, 40] }
      - { path: arms.experimental.activity.activityGBq, values: [5.5, 7.4] }
  progression:
    title: Progression
    endpoint: { kind: progressionFreeSurvival, followUpDays: 365 }
    test: { kind: logRank }
    design: { kind: fixed, alpha: 0.025, sided: 1, when: { kind: events, events: 15 } }
    patients: 30
    enrolment: { kind: poisson, patientsPerDay: 0.3 }
replicates: 20
seed: 7
`;

export function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

export function scenarioOf(text: string): Scenario {
  return freeze(orThrow(parseScenario(text)));
}
