import type { Issue } from "@rekindle/stats";
import type { Node, Pair } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";

/** A problem in the shape of the text that no schema would explain well. */
type Problem = Omit<Issue, "path"> & { readonly offset: number };

/** Plain values of a YAML node: objects, arrays and scalars, with keys as they are written. */
export function plainValue(root: Node): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const visit = (node: unknown): unknown => {
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map(visit);
    if (!isMap(node)) return null;
    const entries = new Map<string, unknown>();
    for (const pair of node.items) {
      const key = keyName(pair);
      if (typeof key !== "string") problems.push(key);
      else if (entries.has(key)) problems.push({ ...WRITTEN_TWICE, offset: (pair.key as Node).range?.[0] ?? 0 });
      else entries.set(key, visit(pair.value));
    }
    return Object.fromEntries(entries);
  };
  return { value: visit(root), problems };
}

/** `1` and `"1"` are two keys of YAML and one of ours. */
export const WRITTEN_TWICE = {
  kind: "duplicateKey",
  message: "this key is written twice",
  hint: "keep one of the two",
};

/** The text of a key: `2024` stays the text it is written as. */
export function keyName(pair: Pair): string | Problem {
  const { key } = pair;
  const offset = (key as Node | null)?.range?.[0] ?? 0;
  if (!isScalar(key) || key.value === null)
    return { kind: "key", offset, message: "a key must be a name", hint: "write name: value" };
  const name = key.source ?? JSON.stringify(key.value);
  if (name !== "__proto__") return name;
  return { kind: "key", offset, message: "__proto__ is not allowed as a key" };
}
