import { InvalidInput, type Issue } from "@rekindle/stats";
import { crossingProbabilities } from "../canonical/crossing-probabilities.ts";
import { searchRoot } from "../search-root.ts";

/** A group-sequential trial that has stopped, as it was carried out. */
export interface StoppedTrial {
  /** Information, 1 / (standard error of the estimate)², at each look that was taken. */
  readonly information: readonly number[];
  /** z at the last look taken. */
  readonly z: number;
  /** Efficacy boundaries of the looks before it; Infinity where there was none. */
  readonly upper: readonly number[];
  /** Boundaries below, of the looks before it, at which the trial would have stopped; left out if none would. */
  readonly lower?: readonly number[];
}

/** Estimates that allow for the looks. Effects are in the unit of the estimate, such as a log hazard ratio or a difference. */
export interface StagewiseInference {
  /** One-sided, for an effect above zero. */
  readonly pValue: number;
  readonly naive: number;
  /** The effect under which a result like this or better has probability one half. */
  readonly medianUnbiased: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
}

/**
 * p-value, median-unbiased estimate and interval after a group-sequential trial, in the stage-wise ordering: stopping for efficacy
 * earlier is stronger evidence, and among stops at the same look a higher z is.
 * Sources: Tsiatis, Rosner, Mehta, Biometrics 40 (1984) 797-803, doi:10.2307/2530924; Jennison, Turnbull (2000), sections 8.4-8.5.
 * @param options.level two-sided level of the interval, such as 0.95.
 * @throws InvalidInput with everything that is wrong with the trial.
 * @example stagewiseInference({ information: [20, 40], z: 2.4, upper: [2.963] }, { level: 0.95 }).medianUnbiased
 */
export function stagewiseInference(trial: StoppedTrial, options: { readonly level: number }): StagewiseInference {
  const { level } = options;
  refuse(trial, level);
  const { information, z, upper } = trial;
  const last = information.at(-1)!;
  const boundaries = {
    information,
    upper: [...upper, z],
    lower: [...(trial.lower ?? upper.map(() => -Infinity)), -Infinity],
  };
  const atLeast = (effect: number) =>
    crossingProbabilities(boundaries, { drift: effect }).upper.reduce((sum, p) => sum + p, 0);
  const naive = z / Math.sqrt(last);
  const effectAt = (probability: number) =>
    increasingRoot((effect) => atLeast(effect) - probability, naive, 1 / Math.sqrt(information[0]!));
  const tail = (1 - level) / 2;
  return {
    pValue: atLeast(0),
    naive,
    medianUnbiased: effectAt(0.5),
    interval: { lower: effectAt(tail), upper: effectAt(1 - tail), level },
  };
}

/** Root of an increasing function, looked for in ever wider steps around a first guess. */
function increasingRoot(f: (x: number) => number, guess: number, step: number): number {
  let reach = step;
  while (f(guess - reach) > 0 && reach < 1e6 * step) reach *= 2;
  const from = guess - reach;
  reach = step;
  while (f(guess + reach) < 0 && reach < 1e6 * step) reach *= 2;
  return searchRoot(f, { from, to: guess + reach, tolerance: 1e-13 * step, sought: "a limit of the effect" });
}

function refuse({ information, z, upper, lower }: StoppedTrial, level: number): void {
  const issues: Issue[] = [];
  const add = (path: string, message: string, hint: string) =>
    issues.push({ kind: "outOfRange", path: [path], message, hint });
  if (information.length === 0) add("information", "no look was taken", "the information of each look");
  information.forEach((each, k) => {
    if (!(each > (information[k - 1] ?? 0)) || each === Infinity) {
      add("information", `information ${each} at look ${k + 1}`, "above 0, and above that of the look before");
    }
  });
  if (!Number.isFinite(z)) add("z", `z ${z}`, "a finite number");
  if (upper.length !== Math.max(0, information.length - 1)) {
    add(
      "upper",
      `${upper.length} boundaries for ${information.length - 1} looks before the last`,
      "one per look before the last",
    );
  }
  if (lower !== undefined && lower.length !== upper.length) {
    add("lower", `${lower.length} lower boundaries for ${upper.length} upper ones`, "as many");
  }
  lower?.forEach((bound, k) => {
    if (!(bound < upper[k]!))
      add("lower", `lower boundary ${bound} at look ${k + 1}`, `below the upper one, ${upper[k]}`);
  });
  if (!(level > 0 && level < 1)) add("level", `level ${level}`, "between 0 and 1, such as 0.95");
  if (issues.length > 0) throw new InvalidInput(issues);
}
