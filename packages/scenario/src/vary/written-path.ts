/** Keys and indices from the root of a value. */
export type Path = readonly (string | number)[];

/** Where a path in words leads: to a value that is written, or up to the last thing on the way that is. */
export type Written =
  | { readonly kind: "written"; readonly path: Path; readonly value: unknown }
  | { readonly kind: "nowhere"; readonly reached: Path; readonly rest: string; readonly keys: readonly string[] };

/**
 * Follows a path as people write it, keys and list positions (from 0) joined by dots. A key may look like a number, and may
 * itself hold a dot.
 * @example followPath({ arms: { control: { drugs: [{ drug: "a" }] } } }, "arms.control.drugs.0.drug")
 */
export function followPath(root: unknown, written: string): Written {
  return follow(root, written, []);
}

function follow(value: unknown, rest: string, reached: Path): Written {
  const keys = keysOf(value);
  let furthest: Written = { kind: "nowhere", reached, rest, keys };
  for (const key of keys) {
    const isWhole = rest === key;
    if (!isWhole && !rest.startsWith(`${key}.`)) continue;
    const step = Array.isArray(value) ? Number(key) : key;
    const child = (value as Record<string, unknown>)[key];
    if (isWhole) return { kind: "written", path: [...reached, step], value: child };
    const found = follow(child, rest.slice(key.length + 1), [...reached, step]);
    if (found.kind === "written") return found;
    if (furthest.kind === "nowhere" && found.reached.length > furthest.reached.length) furthest = found;
  }
  return furthest;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** A copy of `root` with one value replaced; everything off the path is shared. */
export function withValueAt<T>(root: T, path: Path, value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  const inner = withValueAt((root as Record<string | number, unknown>)[step], rest, value);
  if (Array.isArray(root)) return root.with(Number(step), inner) as T;
  return { ...root, [step]: inner };
}
