import { readableJson } from "./provenance/canonical-json.ts";
import type { ScenarioResult } from "./result.ts";
import type { WrittenResult } from "./schema/result-schema.ts";

/**
 * A result as the text of `results.json`: keys in a fixed order, numbers in their shortest round-trip form, an infinite limit as the
 * text `Infinity`, since JSON has none. The same result gives the same bytes everywhere.
 * @throws Error if the result holds a number that does not exist; that is a bug.
 */
export function resultsJson(result: ScenarioResult): string {
  const written: WrittenResult = result;
  return readableResult(written);
}

/**
 * Any result as readable JSON, with infinite limits as the texts `Infinity` and `-Infinity`, since JSON has none.
 * @throws Error if the result holds a number that does not exist; that is a bug.
 * @example readableResult(poolEffects(effects))
 */
export function readableResult(result: unknown): string {
  return readableJson(withInfiniteLimits(result));
}

function withInfiniteLimits(value: unknown): unknown {
  if (value === Infinity || value === -Infinity) return String(value);
  if (Array.isArray(value)) return value.map(withInfiniteLimits);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withInfiniteLimits(inner)]));
}
