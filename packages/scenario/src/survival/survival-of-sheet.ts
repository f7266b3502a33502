import {
  compareRestrictedMeans,
  coxRegression,
  InvalidInput,
  intervalCurve,
  intervalLogRank,
  intervalRegression,
  kaplanMeier,
  logRankTest,
  restrictedMean,
  survivalAt,
  survivalQuantile,
} from "@rekindle/stats";
import type { Sheet } from "../sheet/sheet.ts";
import type { CheckedText } from "../text/placed-issue.ts";
import { readTimes, type SheetTimes } from "./read-times.ts";
import type { CensoredGroup, IntervalGroup, SheetSurvival, SheetSurvivalOptions } from "./sheet-survival.ts";

/**
 * Describes and compares times to events. Right-censored times: Kaplan-Meier curves with medians, restricted means, the log-rank test and
 * hazard ratios of Cox's regression (ties by Efron). Times in intervals: nonparametric maximum likelihood curves, Sun's log-rank test and
 * Weibull regression. What is wrong with the file comes back as issues with line and column.
 * @throws InvalidInput for what is wrong with the options.
 * @example
 * const sheet = orThrow(readSheet("time,status,arm\n5,1,a\n8,0,a\n3,1,b\n9,1,b\n"));
 * const survival = orThrow(survivalOfSheet(sheet, { group: "arm" }));
 */
export function survivalOfSheet(sheet: Sheet, options: SheetSurvivalOptions = {}): CheckedText<SheetSurvival> {
  const read = readTimes(sheet, options);
  if (read.kind === "invalid") return read;
  const times = read.value;
  const isInterval = times.columns["left"] !== undefined;
  refuseUnused(options, times, isInterval);
  return { kind: "valid", value: isInterval ? intervalCensored(times, options) : rightCensored(times, options) };
}

function refuseUnused(options: SheetSurvivalOptions, { groups }: SheetTimes, isInterval: boolean): void {
  const several = groups !== undefined && groups.names.length > 1;
  const unused = [
    ...(isInterval
      ? (["interval", "horizon", "at"] as const).map((name) => [name, "is of right-censored times"] as const)
      : []),
    ...(several
      ? []
      : (["strata", "control"] as const).map((name) => [name, "is of groups to compare, and there are none"] as const)),
  ].filter(([name]) => options[name] !== undefined);
  if (unused.length === 0) return;
  throw new InvalidInput(unused.map(([name, message]) => ({ kind: "notAllowed", path: [name], message })));
}

/** Positions of the patients of each group; everyone in one where there are no groups. */
function members({
  groups,
  patients,
}: SheetTimes): readonly { readonly name: string; readonly of: readonly number[] }[] {
  const everyone = Array.from({ length: patients }, (_, i) => i);
  if (groups === undefined) return [{ name: "all", of: everyone }];
  return groups.names.map((name, g) => ({ name, of: everyone.filter((i) => groups.of[i] === g) }));
}

function pick(column: Float64Array, positions: readonly number[]): Float64Array {
  return Float64Array.from(positions, (i) => column[i]!);
}

/** 1 for the patients of a group, per group but the first. */
function indicators({ names, of }: NonNullable<SheetTimes["groups"]>): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(
    names.slice(1).map((name, i) => [name, Float64Array.from(of, (group) => (group === i + 1 ? 1 : 0))]),
  );
}

function rightCensored(sheetTimes: SheetTimes, options: SheetSurvivalOptions): SheetSurvival {
  const { patients, leftOut, notes, groups, strata } = sheetTimes;
  const times = sheetTimes.columns["time"]!;
  const events = sheetTimes.columns["status"]!;
  const { level = 0.95, interval = "log", at = [] } = options;
  const parts = members(sheetTimes);
  const horizon = options.horizon ?? Math.min(...parts.map(({ of }) => largest(pick(times, of))));
  const described = parts.map(({ name, of }): CensoredGroup => {
    const sample = { times: pick(times, of), events: pick(events, of) };
    const curve = kaplanMeier(sample, { interval, level });
    return {
      name,
      patients: of.length,
      events: sample.events.reduce((sum, event) => sum + event, 0),
      curve,
      median: survivalQuantile(curve, { p: 0.5 }),
      restrictedMean: restrictedMeanOf(sample, horizon),
      at: at.map((time) => {
        const { survival, standardError, interval: around } = survivalAt(curve, time);
        return { time, survival, standardError, ...around };
      }),
    };
  });
  const base = {
    kind: "rightCensored",
    patients,
    leftOut,
    level,
    notes,
    groups: described,
    horizon,
    interval,
  } as const;
  if (groups === undefined || groups.names.length < 2) return base;
  const stratified = strata === undefined ? {} : { strata };
  const sample = { times, events, groups: groups.of };
  const cox = coxRegression(
    { times, events, covariates: indicators(groups), ...stratified },
    { ties: "efron", variance: { kind: "model" }, level },
  );
  const canCompare = groups.names.length === 2 && strata === undefined && horizon > 0;
  return {
    ...base,
    logRank: logRankTest({ ...sample, ...stratified }, { weight: { kind: "logRank" } }),
    cox,
    ...(canCompare ? { restrictedMeans: compareRestrictedMeans(sample, { horizon, level }) } : {}),
  };
}

function restrictedMeanOf(
  sample: { readonly times: Float64Array; readonly events: Float64Array },
  horizon: number,
): CensoredGroup["restrictedMean"] {
  if (horizon > 0) return restrictedMean(sample, { horizon });
  return { kind: "notEstimable", reason: "a group is followed for no time" };
}

function largest(times: Float64Array): number {
  return times.reduce((most, time) => Math.max(most, time), 0);
}

function intervalCensored(sheetTimes: SheetTimes, { level = 0.95 }: SheetSurvivalOptions): SheetSurvival {
  const { patients, leftOut, notes, groups, strata } = sheetTimes;
  const left = sheetTimes.columns["left"]!;
  const right = sheetTimes.columns["right"]!;
  const described = members(sheetTimes).map(({ name, of }): IntervalGroup => {
    const curve = intervalCurve({ left: pick(left, of), right: pick(right, of) });
    return { name, patients: of.length, curve, median: medianOf(curve) };
  });
  const base = { kind: "intervalCensored", patients, leftOut, level, notes, groups: described } as const;
  if (groups === undefined || groups.names.length < 2) return base;
  const stratified = strata === undefined ? {} : { strata };
  const sample = { left, right, covariates: indicators(groups) };
  const logRank = intervalLogRank({ left, right, groups: groups.of, ...stratified }, { scores: "sun" });
  if (strata !== undefined) return { ...base, logRank };
  const fit = (effect: "proportionalHazards" | "acceleratedTime") =>
    intervalRegression(sample, { model: { kind: "weibull", effect }, level });
  return { ...base, logRank, weibull: { hazards: fit("proportionalHazards"), times: fit("acceleratedTime") } };
}

/** Rounding of a sum of masses. */
const ROUNDING = 1e-9;

function medianOf(curve: IntervalGroup["curve"]): IntervalGroup["median"] {
  if (curve.kind === "notConverged") return { kind: "notReached" };
  const at = curve.masses.find(({ survival }) => survival <= 0.5 + ROUNDING);
  if (at === undefined || at.right === Infinity) return { kind: "notReached" };
  return { kind: "within", left: at.left, right: at.right };
}
