import type { z } from "zod";

/** A zod schema, or the internal base of one: all that walking needs. */
export type AnySchema = z.core.$ZodType;

/** The parts of zod's definitions that are read here; see zod/v4/core `$ZodTypeDef` and its family. */
interface Definition {
  readonly type: string;
  readonly innerType?: AnySchema;
  readonly in?: AnySchema;
  readonly getter?: () => AnySchema;
  readonly shape?: Readonly<Record<string, AnySchema>>;
  readonly element?: AnySchema;
  readonly items?: readonly AnySchema[];
  readonly keyType?: AnySchema;
  readonly valueType?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly discriminator?: string;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
}

export function definitionOf(schema: AnySchema): Definition {
  return schema._zod.def;
}

/** The schema without its optional, nullable, default, readonly, lazy and pipe wrappers. */
export function unwrap(schema: AnySchema): AnySchema {
  const definition = definitionOf(schema);
  const inner = definition.innerType ?? (definition.type === "pipe" ? definition.in : definition.getter?.());
  return inner === undefined ? schema : unwrap(inner);
}

/** The schema that holds for the value under `key`, or undefined where nothing is known. */
export function childSchema(schema: AnySchema, value: unknown, key: PropertyKey): AnySchema | undefined {
  const definition = definitionOf(schema);
  if (definition.shape !== undefined)
    return Object.hasOwn(definition.shape, key) ? definition.shape[String(key)] : undefined;
  if (definition.element !== undefined) return definition.element;
  if (definition.items !== undefined) return definition.items[Number(key)];
  if (definition.valueType !== undefined) return definition.valueType;
  if (definition.options === undefined) return undefined;
  const branch = branchByDiscriminator(schema, value);
  if (branch !== undefined) return childSchema(unwrap(branch), value, key);
  for (const option of definition.options) {
    const child = childSchema(unwrap(option), value, key);
    if (child !== undefined) return child;
  }
  return undefined;
}

/** The option of a discriminated union that the value names. */
export function branchByDiscriminator(schema: AnySchema, value: unknown): AnySchema | undefined {
  const { options, discriminator } = definitionOf(schema);
  if (options === undefined || discriminator === undefined) return undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const named = (value as Record<string, unknown>)[discriminator];
  return options.find((option) => kindsOf(option, discriminator).includes(named));
}

function kindsOf(option: AnySchema, discriminator: string): readonly unknown[] {
  const definition = definitionOf(unwrap(option));
  if (definition.options !== undefined) return definition.options.flatMap((inner) => kindsOf(inner, discriminator));
  const kind = definition.shape?.[discriminator];
  if (kind === undefined) return [];
  const inner = definitionOf(unwrap(kind));
  return inner.values ?? Object.values(inner.entries ?? {});
}

/** The schema at the end of a path, unwrapped, following the value to choose between branches. */
export function schemaAt(root: AnySchema, value: unknown, path: readonly PropertyKey[]): AnySchema | undefined {
  let schema: AnySchema | undefined = unwrap(root);
  let at: unknown = value;
  for (const key of path) {
    if (schema === undefined) return undefined;
    const child: AnySchema | undefined = childSchema(schema, at, key);
    schema = child === undefined ? undefined : unwrap(child);
    at = valueAt(at, [key]);
  }
  if (schema === undefined) return undefined;
  const branch = branchByDiscriminator(schema, at);
  return branch === undefined ? schema : unwrap(branch);
}

/** What the input holds at a path; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** The keys that an object or a record with named keys may have. */
export function allowedKeys(schema: AnySchema | undefined): readonly string[] {
  if (schema === undefined) return [];
  const { shape, keyType, options } = definitionOf(schema);
  if (shape !== undefined) return Object.keys(shape);
  if (keyType !== undefined) return Object.values(definitionOf(unwrap(keyType)).entries ?? {}).map(String);
  if (options !== undefined) return [...new Set(options.flatMap((option) => allowedKeys(unwrap(option))))];
  return [];
}
