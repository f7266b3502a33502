import { holds, type Requirement } from "../../arguments.ts";
import { firstBad, sameLength } from "../sample.ts";

/** Times with the cause of the event that ended them: one entry per patient in each column. */
export interface CompetingSample {
  /** Time from entry to event or censoring, at least 0, in any one unit. */
  readonly times: ArrayLike<number>;
  /** 0 for censoring; 1, 2, … for the causes. */
  readonly causes: ArrayLike<number>;
}

export function checkCompeting({ times, causes }: CompetingSample): Requirement[] {
  return [
    holds(times.length > 0, "times", "there are no patients"),
    sameLength("causes", causes, times.length),
    firstBad(times, (time) => Number.isFinite(time) && time >= 0, "times", "must be finite and at least 0"),
    firstBad(causes, isCause, "causes", "must be 0 (censored) or a cause 1, 2, … below 1000"),
  ];
}

function isCause(cause: number): boolean {
  return Number.isSafeInteger(cause) && cause >= 0 && cause < 1000;
}

export function countCauses(causes: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < causes.length; i++) if (causes[i]! > most) most = causes[i]!;
  return most;
}
