/** Values of unknown shape, read as far as they can be: rules speak even where a schema has found faults elsewhere. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function entriesAt(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  return Object.entries(recordOf(recordOf(value)[key]));
}
