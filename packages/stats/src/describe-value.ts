/** A found value in words, short enough for one line: `"abc"`, `3`, `a list of 4`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return describeMapping(value);
  return typeof value === "number" || typeof value === "boolean" ? `${value}` : typeof value;
}

function describeMapping(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return "an empty mapping";
  const shown = keys.slice(0, 4).join(", ");
  return `a mapping of ${shown.length > 60 ? `${shown.slice(0, 57)}…` : shown}${keys.length > 4 ? ", …" : ""}`;
}

export function listNames(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : String(value))).join(", ");
}
