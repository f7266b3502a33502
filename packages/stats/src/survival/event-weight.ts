import { holds, type Requirement } from "../arguments.ts";
import { pow } from "../elementary/pow.ts";
import type { EventTable } from "./event-table.ts";

/**
 * Weight of each event time; S is the pooled Kaplan–Meier curve of the stratum just before it.
 *
 * - `logRank`: 1.
 * - `flemingHarrington`: S^rho (1 - S)^gamma; T. R. Fleming, D. P. Harrington, Commun. Stat. 10 (1981) 763, doi:10.1080/03610928108828073.
 * - `modest`: 1 / max(S, S(until)), at most `atMost`; D. Magirr, C.-F. Burman, Stat. Med. 38 (2019) 3782, doi:10.1002/sim.8186,
 *   equation 3. S(until) is the curve at that time, its own events included.
 * - `modestDelay`: the same with the form of R's simtrial, MB(delay, w_max): the weight stops at that of the last event up to `delay`
 *   with patients of both groups at risk, so events at that very time do not count towards it. `until: Infinity` with `atMost: 2` is
 *   the recommendation of D. Magirr, Pharm. Stat. 20 (2021) 512, doi:10.1002/pst.2091.
 */
export type EventWeight =
  | { readonly kind: "logRank" }
  | { readonly kind: "flemingHarrington"; readonly rho: number; readonly gamma: number }
  | { readonly kind: "modest"; readonly until: number; readonly atMost?: number }
  | { readonly kind: "modestDelay"; readonly delay: number; readonly atMost?: number };

function isExponent(value: number): boolean {
  return value >= 0 && value < 1e3;
}

export function checkWeight(weight: EventWeight): Requirement {
  switch (weight.kind) {
    case "logRank":
      return undefined;
    case "flemingHarrington":
      return holds(
        isExponent(weight.rho) && isExponent(weight.gamma),
        "weight",
        `rho ${weight.rho} or gamma ${weight.gamma} is out of range`,
        "both must be at least 0 and below 1000",
      );
    case "modest":
      return (
        holds(weight.until >= 0, "weight", `until ${weight.until} is out of range`, "must be at least 0") ??
        atMostOne(weight.atMost)
      );
    case "modestDelay":
      return (
        holds(weight.delay >= 0, "weight", `delay ${weight.delay} is out of range`, "must be at least 0") ??
        atMostOne(weight.atMost)
      );
    default:
      return holds(
        false,
        "weight",
        `${(weight as { kind: string }).kind} is no weight`,
        "allowed: logRank, flemingHarrington, modest, modestDelay",
      );
  }
}

function atMostOne(atMost: number | undefined): Requirement {
  return holds(atMost === undefined || atMost >= 1, "weight", `atMost ${atMost} is out of range`, "must be at least 1");
}

/** The weight of each row of the table. */
export function weighEvents(table: EventTable, weight: EventWeight): Float64Array {
  const { rows, survivalBefore } = table;
  const weights = new Float64Array(rows);
  if (weight.kind === "logRank") return weights.fill(1);
  if (weight.kind === "flemingHarrington") {
    for (let i = 0; i < rows; i++) {
      const s = survivalBefore[i]!;
      weights[i] = pow(s, weight.rho) * pow(1 - s, weight.gamma);
    }
    return weights;
  }
  const least =
    weight.kind === "modest" ? survivalAtEnd(table, weight.until) : survivalAtLastEvent(table, weight.delay);
  const atMost = weight.atMost ?? Infinity;
  for (let i = 0; i < rows; i++) weights[i] = Math.min(atMost, 1 / Math.max(survivalBefore[i]!, least));
  return weights;
}

/** The pooled curve at a time, events at that time included. */
function survivalAtEnd({ rows, times, atRisk, events, survivalBefore }: EventTable, time: number): number {
  let row = rows - 1;
  while (row >= 0 && times[row]! > time) row--;
  if (row < 0) return 1;
  return (survivalBefore[row]! * (atRisk[row]! - events[row]!)) / atRisk[row]!;
}

/** The pooled curve just before the last comparable event that is not after the time. */
function survivalAtLastEvent(table: EventTable, time: number): number {
  for (let row = table.rows - 1; row >= 0; row--) {
    if (table.times[row]! <= time && isComparable(table, row)) return table.survivalBefore[row]!;
  }
  return 1;
}

function isComparable({ groups, groupAtRisk, atRisk }: EventTable, row: number): boolean {
  for (let g = 0; g < groups; g++) if (groupAtRisk[row * groups + g] === atRisk[row]) return false;
  return true;
}
