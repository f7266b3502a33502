import { addToMoments, type Moments, mergeMoments, type RunningMoments, startMoments } from "./engine/moments.ts";
import type { ReplicateState } from "./engine/replicate.kernel.ts";

/** What happened at one look in some replicates. */
export interface LookSummary {
  readonly reached: number;
  readonly efficacy: number;
  readonly harm: number;
  readonly futility: number;
  /** Looks taken without the planned events, when all follow-up had ended. */
  readonly fellShort: number;
  readonly calendarDay: Moments;
  readonly patients: Moments;
  readonly events: Moments;
}

/** What happened in some replicates: plain, small, and made to be merged. */
export interface RunSummary {
  readonly replicates: number;
  readonly rejected: number;
  readonly patients: Moments;
  readonly events: Moments;
  readonly durationDays: Moments;
  readonly estimate: Moments;
  readonly looks: readonly LookSummary[];
  /** Replicates whose last look could not be tested, by reason. */
  readonly notEstimable: Readonly<Record<string, number>>;
}

/** The summary of one block of replicates. */
export interface BlockSummary extends RunSummary {
  readonly block: number;
}

type Running<T> = {
  -readonly [Key in keyof T]: T[Key] extends Moments ? RunningMoments : T[Key];
};

/** A summary while its block runs. */
export interface RunningSummary extends Omit<Running<RunSummary>, "looks" | "notEstimable"> {
  readonly looks: readonly Running<LookSummary>[];
  readonly notEstimable: Record<string, number>;
}

export function startSummary(looks: number): RunningSummary {
  return {
    replicates: 0,
    rejected: 0,
    patients: startMoments(),
    events: startMoments(),
    durationDays: startMoments(),
    estimate: startMoments(),
    looks: Array.from({ length: looks }, () => ({
      reached: 0,
      efficacy: 0,
      harm: 0,
      futility: 0,
      fellShort: 0,
      calendarDay: startMoments(),
      patients: startMoments(),
      events: startMoments(),
    })),
    notEstimable: {},
  };
}

/** Adds the replicate that has just run. */
export function addReplicate(summary: RunningSummary, state: ReplicateState): void {
  const { stop, looks: taken, records } = state;
  summary.replicates++;
  for (let k = 0; k < taken; k++) {
    const look = summary.looks[k]!;
    const record = records[k]!;
    look.reached++;
    if (record.fellShort) look.fellShort++;
    addToMoments(look.calendarDay, record.calendarDay);
    addToMoments(look.patients, record.patients);
    addToMoments(look.events, record.events);
  }
  const last = summary.looks[taken - 1]!;
  const record = records[taken - 1]!;
  if (stop === "efficacy") last.efficacy++;
  else if (stop === "harm") last.harm++;
  else if (stop === "futility") last.futility++;
  if (stop === "efficacy" || stop === "harm") summary.rejected++;
  addToMoments(summary.patients, record.patients);
  addToMoments(summary.events, record.events);
  addToMoments(summary.durationDays, record.calendarDay);
  if (record.kind === "tested") addToMoments(summary.estimate, record.estimate);
  else summary.notEstimable[record.reason] = (summary.notEstimable[record.reason] ?? 0) + 1;
}

/** Both summaries as one; the first comes first. */
export function mergeSummaries(first: RunSummary, second: RunSummary): RunSummary {
  return {
    replicates: first.replicates + second.replicates,
    rejected: first.rejected + second.rejected,
    patients: mergeMoments(first.patients, second.patients),
    events: mergeMoments(first.events, second.events),
    durationDays: mergeMoments(first.durationDays, second.durationDays),
    estimate: mergeMoments(first.estimate, second.estimate),
    looks: first.looks.map((look, k) => mergeLooks(look, second.looks[k]!)),
    notEstimable: mergeCounts(first.notEstimable, second.notEstimable),
  };
}

function mergeLooks(first: LookSummary, second: LookSummary): LookSummary {
  return {
    reached: first.reached + second.reached,
    efficacy: first.efficacy + second.efficacy,
    harm: first.harm + second.harm,
    futility: first.futility + second.futility,
    fellShort: first.fellShort + second.fellShort,
    calendarDay: mergeMoments(first.calendarDay, second.calendarDay),
    patients: mergeMoments(first.patients, second.patients),
    events: mergeMoments(first.events, second.events),
  };
}

function mergeCounts(first: Readonly<Record<string, number>>, second: Readonly<Record<string, number>>) {
  // Sorted, so that the same counts give the same bytes.
  const reasons = [...new Set([...Object.keys(first), ...Object.keys(second)])].toSorted();
  return Object.fromEntries(reasons.map((reason) => [reason, (first[reason] ?? 0) + (second[reason] ?? 0)]));
}
