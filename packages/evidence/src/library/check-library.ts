import { type Checked, checkWith, describeIssue, type Issue } from "@rekindle/stats";
import { z } from "zod";
import { crossCheck } from "./cross-check.ts";
import { librarySchema } from "./library-schema.ts";

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Published studies with their counts, sources and discrepancies, as `scenarios/evidence/studies.yaml` holds them. */
export type Library = DeepReadonly<z.output<typeof librarySchema>>;
export type LibraryStudy = Library["studies"][number];
export type LibraryCount = NonNullable<LibraryStudy["counts"]>[number];

/**
 * Checks a parsed evidence file. All problems are reported at once, each with its path: unknown or missing keys, wrong types,
 * events outside 0..n, unknown genotypes, duplicate ids, sources or studies that are named but not listed, and counts that no
 * selection could tell apart.
 * @param value what a YAML or JSON parser returned.
 * @example checkLibrary({ schema: 2 }).kind // "invalid"
 */
export function checkLibrary(value: unknown): Checked<Library> {
  const shape = checkWith(librarySchema, value);
  const crossed = crossCheck(value);
  if (shape.kind === "valid" && crossed.length === 0) return { kind: "valid", value: shape.value };
  const issues = [...(shape.kind === "invalid" ? shape.issues : []), ...crossed];
  return { kind: "invalid", issues: withoutRepeats(issues) };
}

function withoutRepeats(issues: readonly Issue[]): readonly Issue[] {
  const seen = new Set<string>();
  return issues.filter((issue) => {
    const words = describeIssue(issue);
    if (seen.has(words)) return false;
    seen.add(words);
    return true;
  });
}

/** The JSON Schema (draft 7) of an evidence file, for editors and for other programs. */
export function libraryJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(librarySchema, { target: "draft-7" });
}
