import type { z } from "zod";
import type { Issue } from "./invalid-input.ts";
import { nearestName } from "./nearest-name.ts";
import { type AnySchema, allowedKeys, definitionOf, schemaAt, unwrap, valueAt } from "./schema-walk.ts";
import { describeValue, listNames } from "./describe-value.ts";

type ZodIssue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Turns zod's issues into ours: one per problem, naming the value that was found and what is allowed. */
export function issuesOf(issues: readonly ZodIssue[], schema: AnySchema, value: unknown): readonly Issue[] {
  return issues.flatMap((issue) => translate(issue, schema, value, []));
}

function translate(issue: ZodIssue, schema: AnySchema, value: unknown, before: Path): readonly Issue[] {
  const inner = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const path = [...before, ...inner];
  const found = valueAt(value, inner);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(issue.keys, allowedKeys(schemaAt(schema, value, inner)), path);
    case "invalid_union":
      return unionIssues(issue, schema, value, before);
    case "invalid_type":
      return [found === undefined ? missing(path, typeName(issue.expected)) : wrongType(path, found, issue.expected)];
    case "invalid_value":
      if (found === undefined) return [missing(path, `one of ${listNames(issue.values)}`)];
      return [notAllowed(path, found, issue.values)];
    case "too_big":
      return [
        outOfRange(
          path,
          found,
          issue.origin,
          `at most ${issue.maximum}`,
          `less than ${issue.maximum}`,
          issue.inclusive,
        ),
      ];
    case "too_small":
      return [
        outOfRange(
          path,
          found,
          issue.origin,
          `at least ${issue.minimum}`,
          `more than ${issue.minimum}`,
          issue.inclusive,
        ),
      ];
    case "not_multiple_of":
      return [{ kind: "notMultiple", path, message: `${describeValue(found)} is not a multiple of ${issue.divisor}` }];
    case "invalid_format":
      return [
        { kind: "wrongFormat", path, message: `${describeValue(found)} is not allowed`, hint: formatHint(issue) },
      ];
    case "invalid_key":
      return issue.issues.map((nested) => ({
        kind: "unknownKey",
        path,
        message: `the key ${describeValue(inner.at(-1))} is not allowed`,
        hint: nested.message,
      }));
    case "invalid_element":
      return issue.issues.flatMap((nested) => translate(nested, schema, value, path));
    case "custom":
      return [customIssue(issue, path)];
    default:
      return [{ kind: "invalid", path, message: (issue as { message: string }).message }];
  }
}

function unknownKeys(keys: readonly string[], allowed: readonly string[], path: Path): readonly Issue[] {
  return keys.map((key) => {
    const near = nearestName(key, allowed);
    const question = near === undefined ? "" : `did you mean ${near}? `;
    const list = allowed.length === 0 ? "no keys are allowed here" : `allowed: ${allowed.join(", ")}`;
    return {
      kind: "unknownKey",
      path: [...path, key],
      message: `unknown key ${describeValue(key)}`,
      hint: question + list,
    };
  });
}

function missing(path: Path, wanted: string): Issue {
  return { kind: "missing", path, message: "is missing", hint: `required: ${wanted}` };
}

function wrongType(path: Path, found: unknown, expected: string): Issue {
  return { kind: "wrongType", path, message: `found ${describeValue(found)}`, hint: `must be ${typeName(expected)}` };
}

function notAllowed(path: Path, found: unknown, values: readonly unknown[]): Issue {
  const near = typeof found === "string" ? nearestName(found, values.map(String)) : undefined;
  const question = near === undefined ? "" : `did you mean ${near}? `;
  return {
    kind: "notAllowed",
    path,
    message: `${describeValue(found)} is not allowed`,
    hint: `${question}allowed: ${listNames(values)}`,
  };
}

function outOfRange(
  path: Path,
  found: unknown,
  origin: string,
  inclusive: string,
  exclusive: string,
  isInclusive: boolean | undefined,
): Issue {
  const limit = isInclusive === false ? exclusive : inclusive;
  if (origin === "array" || origin === "set" || origin === "map") {
    const size = Array.isArray(found) ? found.length : ((found as { size?: number } | undefined)?.size ?? 0);
    return {
      kind: "wrongLength",
      path,
      message: `has ${size} ${size === 1 ? "item" : "items"}`,
      hint: `must have ${limit}`,
    };
  }
  if (origin === "string") {
    return {
      kind: "wrongLength",
      path,
      message: `${describeValue(found)} has the wrong length`,
      hint: `must have ${limit} letters`,
    };
  }
  return { kind: "outOfRange", path, message: `${describeValue(found)} is out of range`, hint: `must be ${limit}` };
}

function formatHint(issue: { format: string; pattern?: string | undefined }): string {
  if (issue.format === "regex") return `must match ${issue.pattern ?? "the pattern"}`;
  if (issue.format === "date") return "must be a date such as 2026-08-23";
  return `must be a ${issue.format}`;
}

function customIssue(issue: { message: string; params?: Record<string, unknown> | undefined }, path: Path): Issue {
  const { kind, hint } = issue.params ?? {};
  const base = { kind: typeof kind === "string" ? kind : "rule", path, message: issue.message };
  return typeof hint === "string" ? { ...base, hint } : base;
}

interface UnionIssue {
  readonly path: readonly PropertyKey[];
  readonly errors: readonly (readonly ZodIssue[])[];
  readonly discriminator?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
}

/** A union fails as its closest branch fails: one whose outer shape fits, with the fewest problems. */
function unionIssues(issue: UnionIssue, schema: AnySchema, value: unknown, before: Path): readonly Issue[] {
  const inner = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const path = [...before, ...inner];
  const found = valueAt(value, inner);
  if (issue.errors.length === 0) {
    const kinds = issue.options ?? [];
    if (found === undefined) return [missing(path, `one of ${listNames(kinds)}`)];
    return [{ ...notAllowed(path, found, kinds), kind: "unknownKind" }];
  }
  const options = definitionOf(schemaAt(schema, value, inner) ?? schema).options ?? [];
  const fitting = issue.errors
    .map((errors, index) => ({ errors, index }))
    .filter(({ errors }) => errors.length > 0 && !errors.some((error) => error.path.length === 0 && isShape(error)))
    .toSorted((a, b) => a.errors.length - b.errors.length);
  const closest = fitting[0];
  if (closest === undefined) return [noBranch(issue.errors, path, found)];
  const branch = options[closest.index];
  const branchSchema = branch === undefined ? schema : unwrap(branch);
  return closest.errors.flatMap((error) => translate(error, branchSchema, found, path));
}

function isShape(error: ZodIssue): boolean {
  return error.code === "invalid_type" || error.code === "invalid_value";
}

function noBranch(errors: readonly (readonly ZodIssue[])[], path: Path, found: unknown): Issue {
  const wanted = [...new Set(errors.flat().flatMap((error) => wantedBy(error)))];
  const hint = `must be ${wanted.join(" or ")}`;
  if (found === undefined) return missing(path, wanted.join(" or "));
  return { kind: "wrongType", path, message: `found ${describeValue(found)}`, hint };
}

function wantedBy(error: ZodIssue): readonly string[] {
  if (error.code === "invalid_type") return [typeName(error.expected)];
  if (error.code === "invalid_value") return error.values.map((value) => describeValue(value));
  return [];
}

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "null",
  number: "a finite number",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
  string: "text",
  tuple: "a list",
};

function typeName(expected: string): string {
  return typeNames[expected] ?? expected;
}
