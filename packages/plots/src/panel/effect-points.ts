import type { Issue } from "@rekindle/stats";
import { finite, positive, rowIssues } from "./check-values.ts";

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

/** What is wrong with effects that are to be drawn. */
export function effectIssues(name: string, points: readonly EffectPoint[], atLeast = 1): Issue[] {
  return rowIssues<{ value: number; standardError?: number; variance?: number }>(
    name,
    points,
    [finite("value"), positive("standardError"), positive("variance")],
    atLeast,
  );
}
