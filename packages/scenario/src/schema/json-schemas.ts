import { libraryJsonSchema } from "@rekindle/evidence";
import { z } from "zod";
import { analysisSchema } from "../analysis/analysis-schema.ts";
import { resultSchema } from "./result-schema.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** The JSON Schema (draft 7) of a scenario file, with which editors complete and check it. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(scenarioSchema, { target: "draft-7", io: "input" }), title: "Rekindle scenario" };
}

/** The JSON Schema (draft 7) of an evidence file. */
export function evidenceJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...libraryJsonSchema(), title: "Rekindle evidence" };
}

/** The JSON Schema (draft 7) of `results.json`. */
export function resultsJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(resultSchema, { target: "draft-7" }), title: "Rekindle results" };
}

/** The JSON Schema (draft 7) of an analysis file. */
export function analysisJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(analysisSchema, { target: "draft-7", io: "input" }), title: "Rekindle analysis" };
}
