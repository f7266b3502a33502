import { type Estimate, InvalidInput, proportionEstimate } from "@rekindle/stats";
import type { CohortResult, CohortRow, Response } from "./cohort-result.ts";
import type { ProtocolInput } from "./protocol.ts";
import { type Cohort, type CohortOptions, responseNames, simulateAll } from "./simulate.ts";

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
  const names = Object.keys(protocols);
  if (names.length === 0) {
    const hint = "name at least one protocol, control first";
    throw new InvalidInput([{ kind: "missing", path: ["protocols"], message: "no protocol is given", hint }]);
  }
  return summariseCohorts(names, simulateAll(rest, protocols));
}

/** Rows and paired contrasts of cohorts that hold the same people; the first is control. */
export function summariseCohorts(names: readonly string[], cohorts: readonly Cohort[]): CohortResult {
  const control = cohorts[0]!;
  const groups = groupsOf(control);
  return {
    patients: control.patients,
    rows: cohorts.flatMap((cohort, p) => groups.map((group) => rowOf(names[p]!, cohort, group))),
    contrasts: cohorts.slice(1).flatMap((cohort, p) =>
      groups.map(({ genotype, members }) => ({
        genotype,
        experimental: names[p + 1]!,
        control: names[0]!,
        objectiveResponse: pairedDifference(members, (i) => responds(cohort, i) - responds(control, i)),
        pfs12Months: pairedDifference(members, (i) => isFree(cohort, i) - isFree(control, i)),
      })),
    ),
  };
}

interface Group {
  readonly genotype: string;
  readonly members: Uint32Array;
}

/** Everyone, then each genotype that has patients. */
function groupsOf(cohort: Cohort): readonly Group[] {
  const everyone = Uint32Array.from({ length: cohort.patients }, (_, i) => i);
  const byGenotype = cohort.genotypes.map((genotype, g) => ({
    genotype,
    members: everyone.filter((i) => cohort.genotype[i] === g),
  }));
  return [{ genotype: "all", members: everyone }, ...byGenotype.filter(({ members }) => members.length > 0)];
}

function rowOf(protocol: string, cohort: Cohort, { genotype, members }: Group): CohortRow {
  const share = (holds: (i: number) => number) => shareOf(members, holds);
  const category = (name: Response) => share((i) => (responseNames[cohort.response[i]!] === name ? 1 : 0));
  return {
    protocol,
    genotype,
    patients: members.length,
    uptakeRestored: share((i) => cohort.uptakeRestored[i]!),
    treated: share((i) => cohort.treated[i]!),
    response: { CR: category("CR"), PR: category("PR"), SD: category("SD"), PD: category("PD") },
    objectiveResponse: share((i) => responds(cohort, i)),
    pfs12Months: share((i) => isFree(cohort, i)),
  };
}

function responds(cohort: Cohort, i: number): number {
  const name = responseNames[cohort.response[i]!];
  return name === "CR" || name === "PR" ? 1 : 0;
}

function isFree(cohort: Cohort, i: number): number {
  return cohort.progressionDay[i] === Infinity ? 1 : 0;
}

function shareOf(members: Uint32Array, holds: (i: number) => number): Estimate {
  let count = 0;
  for (const i of members) count += holds(i);
  return proportionEstimate(count, members.length);
}

/** Mean of paired differences of -1, 0 and 1, with its standard error. */
function pairedDifference(members: Uint32Array, difference: (i: number) => number): Estimate {
  let sum = 0;
  let squares = 0;
  for (const i of members) {
    const each = difference(i);
    sum += each;
    squares += each * each;
  }
  const value = sum / members.length;
  const variance = Math.max(0, squares / members.length - value * value);
  return { value, standardError: Math.sqrt(variance / members.length) };
}
