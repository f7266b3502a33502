import type { z } from "zod";
import type { Checked } from "./invalid-input.ts";
import { issuesOf } from "./schema-issues.ts";

/**
 * Checks a value of unknown shape against a zod schema. A sound value comes back parsed; otherwise every problem is reported at
 * once, each with its path, the value that was found, and what is allowed.
 * @param schema any zod 4 schema; strict objects report unknown keys with the nearest allowed name.
 * @example
 * const sized = z.strictObject({ patients: z.int().positive() });
 * checkWith(sized, { patient: 20 }).kind // "invalid"
 */
export function checkWith<S extends z.ZodType>(schema: S, value: unknown): Checked<z.output<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: "valid", value: parsed.data };
  return { kind: "invalid", issues: issuesOf(parsed.error.issues, schema, value) };
}
