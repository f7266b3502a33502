import type { Issue } from "@rekindle/stats";
import { checkWith } from "@rekindle/stats";
import { resultsJson } from "./results-json.ts";
import type { ScenarioResult } from "./result.ts";
import { resultSchema } from "./schema/result-schema.ts";

/** What of a result is not as the schema of `results.json` says: nothing, unless a room has a bug. */
export function checkResult(result: ScenarioResult): readonly Issue[] {
  const checked = checkWith(resultSchema, JSON.parse(resultsJson(result)));
  return checked.kind === "valid" ? [] : checked.issues;
}
