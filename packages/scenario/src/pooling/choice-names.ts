import { meanIntervals, predictionIntervals, tau2Intervals } from "@rekindle/evidence";

/** The names that options of `poolSheet` take, in the order of the registries. */
export const poolingChoices = {
  interval: meanIntervals.map(({ kind }): string => kind),
  tau2Interval: tau2Intervals.map(({ kind }): string => kind),
  prediction: predictionIntervals.map(({ kind }): string => kind),
  correction: ["onlyZeroCells", "everyStudyIfAnyZeroCell", "everyStudy", "none"],
  spread: ["separate", "shared"],
} as const;
