import { pow } from "../elementary/pow.ts";
import type { EventTable } from "./event-table.ts";
import type { EventWeight } from "./event-weight.ts";

/** Writes the weight of each row of the table into `weights`, stratum by stratum. */
export function weighEvents(table: EventTable, weight: EventWeight, weights: Float64Array): void {
  const { start, strata } = table;
  for (let s = 0; s < strata; s++) weighStratum(table, weight, start[s]!, start[s + 1]!, weights);
}

function weighStratum(table: EventTable, weight: EventWeight, from: number, to: number, weights: Float64Array): void {
  const { atRisk } = table;
  switch (weight.kind) {
    case "logRank":
      weights.fill(1, from, to);
      return;
    case "gehanBreslow":
      for (let i = from; i < to; i++) weights[i] = atRisk[i]!;
      return;
    case "taroneWare":
      for (let i = from; i < to; i++) weights[i] = Math.sqrt(atRisk[i]!);
      return;
    case "prenticeMarek":
      shrunkenSurvival(table, from, to, weights);
      for (let i = from; i < to; i++) weights[i]! *= (atRisk[i]! + 1 - table.events[i]!) / (atRisk[i]! + 1);
      return;
    case "modifiedPetoPeto":
      shrunkenSurvival(table, from, to, weights);
      for (let i = from; i < to; i++) weights[i]! *= atRisk[i]! / (atRisk[i]! + 1);
      return;
    case "petoPeto":
      survivalBefore(table, from, to, weights);
      return;
    case "flemingHarrington": {
      survivalBefore(table, from, to, weights);
      const { rho, gamma } = weight;
      for (let i = from; i < to; i++) {
        const s = weights[i]!;
        weights[i] = power(s, rho) * power(1 - s, gamma);
      }
      return;
    }
    default: {
      survivalBefore(table, from, to, weights);
      const least =
        weight.kind === "modest"
          ? survivalAtEnd(table, from, to, weights, weight.until)
          : survivalAtLastEvent(table, from, to, weights, weight.delay);
      const atMost = weight.atMost ?? Infinity;
      for (let i = from; i < to; i++) weights[i] = Math.min(atMost, 1 / Math.max(weights[i]!, least));
    }
  }
}

/** The usual exponents need no logarithm. */
function power(x: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (exponent === 1) return x;
  return exponent === 0.5 ? Math.sqrt(x) : pow(x, exponent);
}

/** The pooled Kaplan–Meier curve just before each row. */
function survivalBefore({ atRisk, events }: EventTable, from: number, to: number, into: Float64Array): void {
  let survival = 1;
  for (let i = from; i < to; i++) {
    into[i] = survival;
    survival *= (atRisk[i]! - events[i]!) / atRisk[i]!;
  }
}

/** The same with one patient more at risk, so that it never reaches 0. */
function shrunkenSurvival({ atRisk, events }: EventTable, from: number, to: number, into: Float64Array): void {
  let survival = 1;
  for (let i = from; i < to; i++) {
    into[i] = survival;
    survival *= (atRisk[i]! + 1 - events[i]!) / (atRisk[i]! + 1);
  }
}

/** The pooled curve at a time, events at that time included. */
function survivalAtEnd(table: EventTable, from: number, to: number, before: Float64Array, time: number): number {
  let row = to - 1;
  while (row >= from && table.times[row]! > time) row--;
  if (row < from) return 1;
  return (before[row]! * (table.atRisk[row]! - table.events[row]!)) / table.atRisk[row]!;
}

/** The pooled curve just before the last comparable event that is not after the time. */
function survivalAtLastEvent(table: EventTable, from: number, to: number, before: Float64Array, time: number): number {
  for (let row = to - 1; row >= from; row--) {
    if (table.times[row]! <= time && isComparable(table, row)) return before[row]!;
  }
  return 1;
}

function isComparable({ groups, groupAtRisk, atRisk }: EventTable, row: number): boolean {
  for (let g = 0; g < groups; g++) if (groupAtRisk[row * groups + g] === atRisk[row]) return false;
  return true;
}
