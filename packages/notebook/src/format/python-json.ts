/**
 * JSON as Python writes it with one space of indentation, sorted keys and characters as they are: what a Jupyter that saves a notebook
 * leaves behind. It differs from JavaScript's in numbers below 0.0001 alone, which Python writes with an exponent of two digits.
 */
export function pythonJson(value: unknown, indent = ""): string {
  const inner = `${indent} `;
  const block = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0 ? open + close : `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
  if (typeof value === "number") return pythonNumber(value);
  if (Array.isArray(value))
    return block(
      "[",
      value.map((each) => pythonJson(each ?? null, inner)),
      "]",
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return block(
    "{",
    entries.map(([key, each]) => `${JSON.stringify(key)}: ${pythonJson(each, inner)}`),
    "}",
  );
}

function pythonNumber(value: number): string {
  const text = JSON.stringify(value);
  if (value === 0 || Math.abs(value) >= 1e-4 || !Number.isFinite(value)) return text;
  return value.toExponential().replace(/e-(\d)$/, "e-0$1");
}
