import type { TrialResult } from "@rekindle/scenario";
import { patientsWords } from "../words.ts";

type Cell = TrialResult["cells"][number];

/** What varies besides the size, as paths of the scenario. */
export function variedPaths({ cells }: Pick<TrialResult, "cells">): string[] {
  const paths = [...new Set(cells.flatMap((cell) => Object.keys(cell.condition)))];
  return paths.filter(
    (path) => !path.endsWith("patients") && new Set(cells.map((cell) => cell.condition[path])).size > 1,
  );
}

/** `120 patients`, or `120 patients (activityGBq 7.4)` where more than the size varies. */
export function conditionWords(cell: Cell, trial: Pick<TrialResult, "cells">): string {
  const settings = variedPaths(trial).flatMap((path) => {
    const value = cell.condition[path];
    return value === undefined ? [] : [`${path.split(".").at(-1)} ${value}`];
  });
  const patients = patientsWords(cell.patients);
  return settings.length === 0 ? patients : `${patients} (${settings.join(", ")})`;
}
