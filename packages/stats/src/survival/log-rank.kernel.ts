import { holds, requireAll, whole } from "../arguments.ts";
import { countEvents, createEventTable, type EventTable } from "./event-table.ts";
import { checkWeight, type EventWeight } from "./event-weight.ts";
import { checkGroups, checkSample } from "./sample.ts";
import { createSortedPatients, type SortedPatients, sortPatients } from "./sorted-patients.kernel.ts";
import { weighEvents } from "./weigh-events.ts";

/** Two groups of patients in columns that a simulator fills anew for each trial; only the first `patients` entries are read. */
export interface LogRankColumns {
  readonly patients: number;
  readonly times: Float64Array;
  /** 1 for an event, 0 for censoring. */
  readonly events: Uint8Array;
  /** 0 for control, 1 for experimental. */
  readonly groups: Uint8Array;
  /** 0, 1, … below the strata of the work space; without it one stratum. */
  readonly strata?: Uint8Array;
}

/** Sums of the last `sumLogRank`, for the experimental group, and the space they are made in. */
export interface LogRankWorkspace {
  /** Weighted events. */
  observed: number;
  expected: number;
  /** Hypergeometric variance of observed - expected; 0 where nothing could be compared. */
  variance: number;
  readonly sorted: SortedPatients;
  readonly table: EventTable;
  readonly weights: Float64Array;
}

/**
 * Space for log-rank tests of up to so many patients, used again for each trial of a simulation.
 * @throws InvalidInput for patients not from 1 to 10 million, or strata not from 1 to 256.
 * @example const workspace = createLogRankWorkspace({ patients: 200, strata: 1 })
 */
export function createLogRankWorkspace(size: { readonly patients: number; readonly strata: number }): LogRankWorkspace {
  const { patients, strata } = size;
  requireAll(whole("patients", patients, 1, 1e7), whole("strata", strata, 1, 256));
  return {
    observed: 0,
    expected: 0,
    variance: 0,
    sorted: createSortedPatients(patients, strata),
    table: createEventTable(patients, 2, strata),
    weights: new Float64Array(patients),
  };
}

/**
 * Sorts a trial's patients and counts those at risk at each event, once for any number of `sumLogRank`. It allocates nothing.
 * @throws InvalidInput for more patients than there is space for, short columns, or entries out of range.
 * @example sortForLogRank(workspace, { patients: 200, times, events, groups })
 */
export function sortForLogRank(workspace: LogRankWorkspace, columns: LogRankColumns): void {
  const { sorted, table } = workspace;
  const { patients, times, events, groups, strata } = columns;
  const hasRoom =
    patients <= sorted.capacity &&
    times.length >= patients &&
    events.length >= patients &&
    groups.length >= patients &&
    (strata === undefined || strata.length >= patients);
  const isTyped = times instanceof Float64Array && events instanceof Uint8Array && groups instanceof Uint8Array;
  if (!(hasRoom && isTyped && patients >= 1 && Number.isInteger(patients))) refuse(workspace, columns);
  const { entryTime, entryCode, entryStratum } = sorted;
  let latest = 0;
  let bits = 0;
  let isGood = true;
  for (let i = 0; i < patients; i++) {
    const time = times[i]!;
    const event = events[i]!;
    const group = groups[i]!;
    isGood = isGood && time >= 0;
    latest = time > latest ? time : latest;
    bits |= event | group;
    entryTime[i] = time;
    entryCode[i] = (group << 1) | event;
  }
  if (strata !== undefined && sorted.strata > 1) {
    for (let i = 0; i < patients; i++) {
      const stratum = strata[i]!;
      isGood = isGood && stratum < sorted.strata;
      entryStratum[i] = stratum;
    }
  } else {
    if (strata !== undefined) for (let i = 0; i < patients; i++) isGood = isGood && strata[i] === 0;
    entryStratum.fill(0, 0, patients);
  }
  if (!isGood || bits > 1 || latest === Infinity) refuse(workspace, columns);
  sorted.latest[0] = latest;
  sortPatients(sorted, patients);
  countEvents(sorted, table);
}

/**
 * Log-rank sums, plain or weighted, of the patients last sorted: written into the work space, the same to the last bit as those of
 * `logRankTest`. z = (expected - observed) / √variance is positive when the experimental group has fewer events.
 * @throws InvalidInput for a bad weight.
 * @example sumLogRank(workspace, { kind: "logRank" })
 */
export function sumLogRank(workspace: LogRankWorkspace, weight: EventWeight): void {
  if (weight?.kind === "logRank") sumPlain(workspace);
  else {
    const issue = checkWeight(weight);
    if (issue !== undefined) requireAll(issue);
    weighEvents(workspace.table, weight, workspace.weights);
    sumWeighted(workspace);
  }
}

function sumPlain(workspace: LogRankWorkspace): void {
  const { start, strata, atRisk, events, groupAtRisk, groupEvents } = workspace.table;
  let observed = 0;
  let expected = 0;
  let variance = 0;
  const rows = start[strata]!;
  for (let row = 0; row < rows; row++) {
    const n = atRisk[row]!;
    const d = events[row]!;
    const share = groupAtRisk[2 * row + 1]! / n;
    observed += groupEvents[2 * row + 1]!;
    expected += d * share;
    // With one event (n - d) / (n - 1) is 1.
    if (d === 1) variance += n > 1 ? share * (1 - share) : 0;
    else variance += ((d * (n - d)) / (n - 1)) * share * (1 - share);
  }
  workspace.observed = observed;
  workspace.expected = expected;
  workspace.variance = variance;
}

function sumWeighted(workspace: LogRankWorkspace): void {
  const { start, strata, atRisk, events, groupAtRisk, groupEvents } = workspace.table;
  const { weights } = workspace;
  let observed = 0;
  let expected = 0;
  let variance = 0;
  const rows = start[strata]!;
  for (let row = 0; row < rows; row++) {
    const n = atRisk[row]!;
    const d = events[row]!;
    const w = weights[row]!;
    const share = groupAtRisk[2 * row + 1]! / n;
    observed += w * groupEvents[2 * row + 1]!;
    expected += w * d * share;
    if (n > 1) variance += ((w * w * d * (n - d)) / (n - 1)) * share * (1 - share);
  }
  workspace.observed = observed;
  workspace.expected = expected;
  workspace.variance = variance;
}

/** All that is wrong, in words. */
function refuse({ sorted }: LogRankWorkspace, columns: LogRankColumns): never {
  const { patients, times, events, groups, strata } = columns;
  requireAll(whole("patients", patients, 1, sorted.capacity));
  const lengths = { times, events, groups, ...(strata === undefined ? {} : { strata }) };
  requireAll(
    ...Object.entries(lengths).map(([name, column]) =>
      holds(column.length >= patients, name, `${column.length} entries for ${patients} patients`, "one for each"),
    ),
  );
  const sample = { times: Array.from(times).slice(0, patients), events: Array.from(events).slice(0, patients) };
  const highest = (name: string, column: Uint8Array, count: number) => {
    const at = Array.from(column)
      .slice(0, patients)
      .findIndex((value) => value >= count);
    return holds(at < 0, name, `${column[at]} at ${at} is out of range`, `must be below ${count}`);
  };
  requireAll(
    ...checkSample(sample),
    ...checkGroups(sample, { groups: Array.from(groups).slice(0, patients) }),
    highest("groups", groups, 2),
    strata === undefined ? undefined : highest("strata", strata, sorted.strata),
  );
  const isTyped = times instanceof Float64Array && events instanceof Uint8Array && groups instanceof Uint8Array;
  requireAll(holds(isTyped, "columns", "times must be a Float64Array, events and groups Uint8Arrays"));
  throw new Error("the columns were refused without a reason");
}
