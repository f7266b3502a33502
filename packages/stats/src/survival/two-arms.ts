import { holds, requireAll } from "../arguments.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { checkGroups, checkSample, countGroups, type SurvivalSample } from "./sample.ts";

export interface TwoArms {
  readonly control: SurvivalSample;
  readonly experimental: SurvivalSample;
}

/** The patients of group 0 and of group 1. @throws InvalidInput for bad columns or further groups. */
export function splitArms(sample: SurvivalSample & { readonly groups: ArrayLike<number> }): TestOutcome<TwoArms> {
  requireAll(...checkSample(sample), ...checkGroups(sample, { groups: sample.groups }));
  const { groups } = sample;
  const count = countGroups(groups);
  requireAll(holds(count <= 2, "groups", `there are ${count} groups`, "only two can be compared"));
  const control = patientsOf(sample, 0);
  const experimental = patientsOf(sample, 1);
  if (control.times.length === 0 || experimental.times.length === 0) {
    return { kind: "notEstimable", reason: "all patients are in one group" };
  }
  return { kind: "tested", control, experimental };
}

function patientsOf(
  { times, events, groups }: SurvivalSample & { readonly groups: ArrayLike<number> },
  group: number,
): SurvivalSample {
  const members: number[] = [];
  for (let i = 0; i < groups.length; i++) if (groups[i] === group) members.push(i);
  return {
    times: Float64Array.from(members, (i) => times[i]!),
    events: Uint8Array.from(members, (i) => events[i]!),
  };
}
