import type { CohortRecipe } from "@rekindle/cohort";
import { cohortOutcomeModel } from "@rekindle/cohort";
import { parseSeed } from "@rekindle/stats";
import type { OutcomeColumns, OutcomeModel, Truth } from "@rekindle/trial";
import { canonicalJson } from "../provenance/canonical-json.ts";
import type { CellRecipe } from "./cells.ts";

/** People of whom the truth is read, under each protocol. */
export const PEOPLE = 100_000;
const PEOPLE_AT_ONCE = 5000;

/** No trial has a replicate of this number, so that these people are nobody's patients. */
const FIRST_REPLICATE = 0x4000_0000;

/** Protocols whose people are remembered: those of two hypotheses, and a few to spare. */
const REMEMBERED = 4;

/** What became of the people under one protocol. */
interface ArmOutcomes {
  readonly strata: readonly string[];
  /** Per stratum: people, and those of them in the denominator, and those with a response. */
  readonly people: readonly number[];
  readonly analysed: readonly number[];
  readonly responses: readonly number[];
  /** Per visit: people with an event seen there, and people last seen there without one. */
  readonly events: readonly number[];
  readonly others: readonly number[];
}

/**
 * Finds what is true of the outcomes of a cell in the model of patients, as far as a formula can use it: response rates by genotype,
 * or one hazard ratio over follow-up. It is read off 100,000 virtual patients who are in no trial, the same under every protocol.
 * Cells that differ in their trial alone share what was found.
 */
export function truthFinder(): (cell: CellRecipe) => Truth {
  const known = new Map<string, ArmOutcomes>();
  const outcomesOf = (cell: CellRecipe, arm: 0 | 1): ArmOutcomes => {
    const recipe = { ...cell.cohort, protocols: [cell.cohort.protocols[arm]!] };
    const key = canonicalJson([recipe, cell.spec.endpoint, cell.seed]);
    const outcomes = known.get(key) ?? simulateArm(recipe, cell);
    known.delete(key);
    known.set(key, outcomes);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
    return outcomes;
  };
  return (cell) => {
    const [control, experimental] = [outcomesOf(cell, 0), outcomesOf(cell, 1)];
    if (cell.spec.endpoint.kind === "response") return responseTruth(control, experimental);
    return { kind: "hazardRatio", hazardRatio: mantelHaenszelHazardRatio(control, experimental) };
  };
}

function simulateArm(recipe: CohortRecipe, cell: CellRecipe): ArmOutcomes {
  const model: OutcomeModel = cohortOutcomeModel(recipe, parseSeed(cell.seed), PEOPLE_AT_ONCE);
  const { endpoint } = cell.spec;
  const isRandomised = endpoint.kind === "response" && endpoint.denominator !== "evaluable";
  const perStratum = () => model.strata.map(() => 0);
  const perVisit = () => model.visitDays.map(() => 0);
  const counts = { people: perStratum(), analysed: perStratum(), responses: perStratum() };
  const visits = { events: perVisit(), others: perVisit() };
  const visitOf = new Map(model.visitDays.map((day, k) => [day, k]));
  const columns = columnsFor(PEOPLE_AT_ONCE);
  const arm = new Uint8Array(PEOPLE_AT_ONCE);
  for (let batch = 0; batch < PEOPLE / PEOPLE_AT_ONCE; batch++) {
    const batchOf = () => ({ replicate: FIRST_REPLICATE + batch, patients: PEOPLE_AT_ONCE, arm });
    model.fill(batchOf(), columns);
    for (let i = 0; i < PEOPLE_AT_ONCE; i++) {
      const s = columns.stratum[i]!;
      counts.people[s]!++;
      counts.analysed[s]! += isRandomised ? 1 : columns.evaluable[i]!;
      counts.responses[s]! += columns.response[i]!;
      const k = visitOf.get(columns.timeDays[i]!);
      if (k !== undefined) visits[columns.event[i] === 1 ? "events" : "others"][k]!++;
    }
  }
  return { strata: model.strata, ...counts, ...visits };
}

function columnsFor(people: number): OutcomeColumns {
  const column = () => new Uint8Array(people);
  return {
    stratum: column(),
    evaluable: column(),
    response: column(),
    timeDays: new Float64Array(people),
    event: column(),
  };
}

/** Response rates among those in the denominator, by genotype; genotypes without people are left out. */
function responseTruth(control: ArmOutcomes, experimental: ArmOutcomes): Truth {
  const rate = ({ analysed, responses }: ArmOutcomes, s: number) =>
    analysed[s] === 0 ? 0 : responses[s]! / analysed[s]!;
  const analysed = [...control.analysed, ...experimental.analysed].reduce((sum, count) => sum + count, 0);
  return {
    kind: "bernoulli",
    strata: control.strata.flatMap((name, s) => {
      if (control.people[s] === 0) return [];
      return [
        { name, weight: control.people[s]! / PEOPLE, control: rate(control, s), experimental: rate(experimental, s) },
      ];
    }),
    evaluable: analysed / (2 * PEOPLE),
  };
}

/**
 * Hazard ratio of experimental to control over all of follow-up, of events seen at visits: Σ d₁n₀/n over Σ d₀n₁/n.
 * Source: Rothman, Greenland, Lash, Modern Epidemiology (2008), chapter 15, the Mantel-Haenszel rate ratio, with people at risk at
 * each visit in place of person-time.
 */
function mantelHaenszelHazardRatio(control: ArmOutcomes, experimental: ArmOutcomes): number {
  let [n0, n1] = [PEOPLE, PEOPLE];
  let numerator = 0;
  let denominator = 0;
  for (const [k, d0] of control.events.entries()) {
    const d1 = experimental.events[k]!;
    if (n0 + n1 === 0) break;
    numerator += (d1 * n0) / (n0 + n1);
    denominator += (d0 * n1) / (n0 + n1);
    n0 -= d0 + control.others[k]!;
    n1 -= d1 + experimental.others[k]!;
  }
  return numerator / denominator;
}
