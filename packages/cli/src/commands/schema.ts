import {
  analysisJsonSchema,
  evidenceJsonSchema,
  readableJson,
  resultsJsonSchema,
  scenarioJsonSchema,
} from "@rekindle/scenario";
import { exitCodes } from "../exit-codes.ts";
import type { ExitCode } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import type { Surroundings } from "../surroundings.ts";

const schemas: Readonly<Record<string, () => object>> = {
  scenario: scenarioJsonSchema,
  analysis: analysisJsonSchema,
  evidence: evidenceJsonSchema,
  results: resultsJsonSchema,
};

export const schemaNames = Object.keys(schemas);

/** `rekindle schema [scenario|analysis|evidence|results]` */
export async function runSchema(kind: string | undefined, { stdout }: Surroundings): Promise<ExitCode> {
  const makeSchema = schemas[kind ?? "scenario"];
  if (makeSchema === undefined)
    throw new Failure(
      `There is no schema of kind ${JSON.stringify(kind)}: ${schemaNames.join(", ")}.`,
      exitCodes.usage,
    );
  stdout.write(readableJson(makeSchema()));
  return exitCodes.fine;
}
