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
  return readableJson(withInfiniteLimits(written));
}

function withInfiniteLimits(value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  if (Array.isArray(value)) return value.map(withInfiniteLimits);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withInfiniteLimits(inner)]));
}
