/**
 * JSON text that is the same for the same value: keys sorted by UTF-16 code units, no white space, numbers in their shortest
 * round-trip form, as RFC 8785 asks. Absent (`undefined`) properties are left out.
 * @throws Error for what JSON cannot say: a number that is not finite, `undefined` in a list, a function. That is a bug of
 * the caller: a result that does not exist is a variant, never NaN.
 * @example canonicalJson({ b: 0.1, a: [1] }) // '{"a":[1],"b":0.1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, sortKeys);
}

/** The same promises as `canonicalJson`, indented by two and with keys in the order of the value, for people to read. */
export function readableJson(value: unknown): string {
  return `${JSON.stringify(value, refuseUnsayable, 2)}\n`;
}

function sortKeys(this: unknown, key: string, value: unknown): unknown {
  refuseUnsayable.call(this, key, value);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function refuseUnsayable(this: unknown, key: string, value: unknown): unknown {
  const isUnsayable =
    (typeof value === "number" && !Number.isFinite(value)) ||
    typeof value === "function" ||
    typeof value === "bigint" ||
    (value === undefined && Array.isArray(this));
  if (isUnsayable) throw new Error(`JSON cannot hold ${String(value)} (at ${key === "" ? "the root" : key})`);
  return value;
}
