import type { CohortRecipe } from "@rekindle/cohort";
import { cohortOutcomeModel } from "@rekindle/cohort";
import type { Seed } from "@rekindle/stats";
import type { OutcomeColumns, OutcomeModel, Truth, TrialSpec } from "@rekindle/trial";

/** People of whom the truth is read, under each arm. */
const PEOPLE = 50_000;
const PEOPLE_AT_ONCE = 5000;

/** No trial has a replicate of this number, so that these people are nobody's patients. */
const FIRST_REPLICATE = 0x4000_0000;

/**
 * What is true of the outcomes of a trial in the model of patients, as far as a formula can use it: response rates by genotype, or
 * one hazard ratio over follow-up. Read off 50,000 virtual patients who are in no trial, the same under both arms.
 */
export function simulatedTruth(recipe: CohortRecipe, trial: { readonly spec: TrialSpec; readonly seed: Seed }): Truth {
  const outcomes = cohortOutcomeModel(recipe, trial.seed, PEOPLE_AT_ONCE);
  const { endpoint } = trial.spec;
  if (endpoint.kind === "response") return responseTruth(outcomes, endpoint.denominator ?? "randomised");
  return { kind: "hazardRatio", hazardRatio: mantelHaenszelHazardRatio(outcomes) };
}

/** Calls `visit` with batches of people, all of them on one arm. */
function visitPeople(outcomes: OutcomeModel, visit: (columns: OutcomeColumns, arm: 0 | 1) => void): void {
  const column = () => new Uint8Array(PEOPLE_AT_ONCE);
  const times = new Float64Array(PEOPLE_AT_ONCE);
  const columns = { stratum: column(), evaluable: column(), response: column(), timeDays: times, event: column() };
  for (const arm of [0, 1] as const) {
    const arms = column().fill(arm);
    const batchOf = (batch: number) => ({ replicate: FIRST_REPLICATE + batch, patients: PEOPLE_AT_ONCE, arm: arms });
    for (let batch = 0; batch < PEOPLE / PEOPLE_AT_ONCE; batch++) {
      outcomes.fill(batchOf(batch), columns);
      visit(columns, arm);
    }
  }
}

function responseTruth(outcomes: OutcomeModel, denominator: "randomised" | "evaluable"): Truth {
  const strata = outcomes.strata.map(() => ({ people: [0, 0], analysed: [0, 0], responses: [0, 0] }));
  visitPeople(outcomes, ({ stratum, evaluable, response }, arm) => {
    for (let i = 0; i < PEOPLE_AT_ONCE; i++) {
      const counts = strata[stratum[i]!]!;
      counts.people[arm]!++;
      counts.analysed[arm]! += denominator === "randomised" ? 1 : evaluable[i]!;
      counts.responses[arm]! += response[i]!;
    }
  });
  const present = strata.flatMap((counts, s) =>
    counts.people[0]! > 0 ? [{ ...counts, name: outcomes.strata[s]! }] : [],
  );
  const total = (key: "people" | "analysed") =>
    present.reduce((sum, counts) => sum + counts[key][0]! + counts[key][1]!, 0);
  const rate = ({ analysed, responses }: (typeof strata)[number], arm: 0 | 1) =>
    analysed[arm] === 0 ? 0 : responses[arm]! / analysed[arm]!;
  return {
    kind: "bernoulli",
    strata: present.map((counts) => ({
      name: counts.name,
      weight: counts.people[0]! / PEOPLE,
      control: rate(counts, 0),
      experimental: rate(counts, 1),
    })),
    evaluable: total("analysed") / total("people"),
  };
}

/**
 * Hazard ratio of experimental to control over all of follow-up, of events seen at visits: Σ d₁n₀/n over Σ d₀n₁/n.
 * Source: Rothman, Greenland, Lash, Modern Epidemiology (2008), equation 15-22, the Mantel-Haenszel rate ratio, with people at risk
 * at each visit in place of person-time.
 */
function mantelHaenszelHazardRatio(outcomes: OutcomeModel): number {
  const visits = outcomes.visitDays;
  const index = new Map(visits.map((day, k) => [day, k]));
  const leaving = [0, 1].map(() => ({ events: visits.map(() => 0), others: visits.map(() => 0) }));
  visitPeople(outcomes, ({ timeDays, event }, arm) => {
    for (let i = 0; i < PEOPLE_AT_ONCE; i++) {
      const k = index.get(timeDays[i]!);
      if (k === undefined) continue;
      const { events, others } = leaving[arm]!;
      if (event[i] === 1) events[k]!++;
      else others[k]!++;
    }
  });
  const atRisk = leaving.map(({ events, others }) => [...events, ...others].reduce((sum, count) => sum + count, 0));
  let numerator = 0;
  let denominator = 0;
  for (let k = 0; k < visits.length; k++) {
    const [n0, n1] = atRisk as [number, number];
    const [d0, d1] = [leaving[0]!.events[k]!, leaving[1]!.events[k]!];
    if (n0 + n1 === 0) break;
    numerator += (d1 * n0) / (n0 + n1);
    denominator += (d0 * n1) / (n0 + n1);
    atRisk[0] = n0 - d0 - leaving[0]!.others[k]!;
    atRisk[1] = n1 - d1 - leaving[1]!.others[k]!;
  }
  return numerator / denominator;
}
