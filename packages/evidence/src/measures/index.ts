import { logitProportion } from "./logit-proportion.ts";

/** The measures that `measureEffects` and `pool` know by name. */
export const measures = [logitProportion] as const;

export type MeasureKind = (typeof measures)[number]["kind"];
