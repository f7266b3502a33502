import { type Estimate, orThrow, proportionEstimate } from "@rekindle/stats";
import type { CohortResult, CohortRow } from "./cohort-result.ts";
import { RESPONSE } from "./model/follow-up.kernel.ts";
import type { ProtocolInput } from "./protocol.ts";
import { type Batch, checkOptions, type CohortOptions, simulatePeople } from "./simulate.ts";

/**
 * Simulates the same virtual patients under several protocols and compares each with the first, by tumour genotype and over all.
 * Shares carry their binomial Monte-Carlo standard error; differences carry that of paired differences, which is smaller than that
 * of two independent cohorts because both protocols have the same people. Genotypes without patients have no row.
 * @param options `protocols` by name, control first.
 * @throws InvalidInput with every problem of the options.
 * @example
 * const drugs = [{ drug: "trametinib" }];
 * const result = compareProtocols({
 *   population: { genotypes: { RAS: 1 }, restoration: { RAS: { kind: "point", value: 0.7 } } },
 *   protocols: {
 *     drugAlone: { drugs, durationDays: 42, activity: { kind: "none" } },
 *     withRadioiodine: { drugs, durationDays: 42, activity: { kind: "fixed", activityGBq: 5.5 } },
 *   },
 *   patients: 1000,
 *   seed: 7,
 * });
 */
export function compareProtocols(
  options: CohortOptions & { readonly protocols: Readonly<Record<string, ProtocolInput>> },
): CohortResult {
  const { protocols, ...rest } = options;
  const setting = orThrow(checkOptions(rest, protocols));
  const groups = ["all", ...Object.keys(setting.population.genotypes)];
  const tallies = setting.protocols.map(() => groups.map(emptyTally));
  const control = { response: new Uint8Array(0), free: new Uint8Array(0) };
  simulatePeople(setting, options, (protocol, _, batch) => {
    const outcome = outcomesOf(batch);
    if (protocol === 0) Object.assign(control, outcome);
    for (let i = 0; i < batch.patients; i++) {
      const change = {
        response: outcome.response[i]! - control.response[i]!,
        free: outcome.free[i]! - control.free[i]!,
      };
      count(tallies[protocol]![0]!, batch, i, outcome.free[i]!, change);
      count(tallies[protocol]![1 + batch.people.genotype[i]!]!, batch, i, outcome.free[i]!, change);
    }
  });
  return resultOf(Object.keys(protocols), groups, tallies);
}

/** Counts of one group of patients under one protocol. Differences are to control, in the same people. */
interface Tally {
  patients: number;
  restored: number;
  treated: number;
  free: number;
  readonly categories: number[];
  readonly responseChange: Difference;
  readonly freeChange: Difference;
}

interface Difference {
  sum: number;
  squares: number;
}

function emptyTally(): Tally {
  return {
    patients: 0,
    restored: 0,
    treated: 0,
    free: 0,
    categories: [0, 0, 0, 0],
    responseChange: { sum: 0, squares: 0 },
    freeChange: { sum: 0, squares: 0 },
  };
}

function outcomesOf({ patients, course }: Batch): { readonly response: Uint8Array; readonly free: Uint8Array } {
  return {
    response: Uint8Array.from({ length: patients }, (_, i) => (course.response[i]! <= RESPONSE.PR ? 1 : 0)),
    free: Uint8Array.from({ length: patients }, (_, i) => 1 - course.event[i]!),
  };
}

function count(
  tally: Tally,
  { treatment, course }: Batch,
  i: number,
  free: number,
  change: { readonly response: number; readonly free: number },
): void {
  tally.patients++;
  tally.restored += treatment.restored[i]!;
  tally.treated += treatment.treated[i]!;
  tally.free += free;
  tally.categories[course.response[i]!]!++;
  add(tally.responseChange, change.response);
  add(tally.freeChange, change.free);
}

function add(difference: Difference, change: number): void {
  difference.sum += change;
  difference.squares += change * change;
}

function resultOf(
  names: readonly string[],
  groups: readonly string[],
  tallies: readonly (readonly Tally[])[],
): CohortResult {
  const present = groups.map((genotype, g) => ({ genotype, g })).filter(({ g }) => tallies[0]![g]!.patients > 0);
  return {
    patients: tallies[0]![0]!.patients,
    rows: names.flatMap((protocol, p) => present.map(({ genotype, g }) => rowOf(protocol, genotype, tallies[p]![g]!))),
    contrasts: names.slice(1).flatMap((experimental, p) =>
      present.map(({ genotype, g }) => {
        const { patients, responseChange, freeChange } = tallies[p + 1]![g]!;
        return {
          genotype,
          experimental,
          control: names[0]!,
          objectiveResponse: meanOf(responseChange, patients),
          pfs12Months: meanOf(freeChange, patients),
        };
      }),
    ),
  };
}

function rowOf(protocol: string, genotype: string, tally: Tally): CohortRow {
  const { patients, categories } = tally;
  const share = (events: number) => proportionEstimate(events, patients);
  const [CR, PR, SD, PD] = categories as [number, number, number, number];
  return {
    protocol,
    genotype,
    patients,
    uptakeRestored: share(tally.restored),
    treated: share(tally.treated),
    response: { CR: share(CR), PR: share(PR), SD: share(SD), PD: share(PD) },
    objectiveResponse: share(CR + PR),
    pfs12Months: share(tally.free),
  };
}

/** Mean of paired differences of -1, 0 and 1, with its standard error. */
function meanOf({ sum, squares }: Difference, patients: number): Estimate {
  const value = sum / patients;
  const variance = Math.max(0, squares / patients - value * value);
  return { value, standardError: Math.sqrt(variance / patients) };
}
