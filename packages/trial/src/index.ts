export type { AnalysisPlan, Decision, DesignPart, Look, LookTime, StopReason, TestResult } from "./design.ts";
export { defineDesign } from "./design.ts";
export { designs } from "./designs/index.ts";
export type { DesignRecipe } from "./designs/index.ts";
export { crossingProbabilities } from "./canonical/crossing-probabilities.ts";
export { spendingBoundaries } from "./canonical/spending-boundaries.ts";
export { scaleBoundaries } from "./canonical/scaled-boundaries.ts";
