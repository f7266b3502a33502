import type { Issue } from "@rekindle/stats";
import { atMost, type FieldRule, LARGEST, positive, rowIssues } from "./check-values.ts";
import type { EffectOptions } from "./effect-axis.ts";

/** A study's effect on the scale of the model with its sampling error: rows of effects, or studies of a pool. */
export type EffectPoint = {
  readonly label: string;
  readonly value: number;
} & ({ readonly standardError: number } | { readonly variance: number });

/** An effect with its standard error, however it was given. */
export interface PlacedEffect {
  readonly label: string;
  readonly value: number;
  readonly standardError: number;
}

export function placedEffects(points: readonly EffectPoint[]): readonly PlacedEffect[] {
  return points.map((point) => ({
    label: point.label,
    value: point.value,
    standardError: "standardError" in point ? point.standardError : Math.sqrt(point.variance),
  }));
}

/** What is wrong with effects that are to be drawn; on a log or logit axis they must not overflow. */
export function effectIssues(
  name: string,
  points: readonly EffectPoint[],
  { effectScale = "linear" }: Pick<EffectOptions, "effectScale">,
): Issue[] {
  const [furthest, widest] = mosts[effectScale];
  return rowIssues<{ value: number; standardError?: number; variance?: number }>(name, points, [
    atMost("value", furthest),
    positive("standardError"),
    positive("variance"),
    atMost("standardError", widest),
    atMost("variance", widest * widest),
  ]);
}

/** How far from 0 an effect may be, and how large its error, for natural values to be told from 0, 1 and infinity. */
const mosts = { linear: [LARGEST, LARGEST], log: [100, 100], logit: [30, 100] } as const;

/** The rule for a single effect on the scale of the model. */
export function effectRule<Row>(
  field: Extract<keyof Row, string>,
  { effectScale = "linear" }: Pick<EffectOptions, "effectScale">,
): FieldRule<Row> {
  return atMost(field, mosts[effectScale][0]);
}

/** The rule for the error of a single effect. */
export function errorRule<Row>(
  field: Extract<keyof Row, string>,
  { effectScale = "linear" }: Pick<EffectOptions, "effectScale">,
): FieldRule<Row> {
  return atMost(field, mosts[effectScale][1]);
}
