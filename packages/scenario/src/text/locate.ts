import type { Issue } from "@rekindle/stats";
import type { Node, Pair } from "yaml";
import { isMap, isSeq } from "yaml";
import { keyName } from "./plain-value.ts";

/**
 * Offset in the text of what an issue is about: the key where the key is wrong, else the value. A path that is not written,
 * such as that of a missing key, leads to the nearest thing above it that is.
 */
export function locate(root: Node, issue: Issue): number {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const [depth, step] of issue.path.entries()) {
    const isLast = depth === issue.path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyName(item) === String(step));
      if (pair === undefined) break;
      const keyOffset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
      offset = isLast && issue.kind === "unknownKey" ? keyOffset : valueOffset(pair, keyOffset);
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      if (item === undefined) break;
      node = item;
      offset = item.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** Where a value begins; a value in block style is shown by its key, which stands on the line above. */
function valueOffset(pair: Pair, keyOffset: number): number {
  const value = pair.value as (Node & { readonly flow?: boolean }) | null;
  if (value === null) return keyOffset;
  const isBlock = (isMap(value) || isSeq(value)) && value.flow !== true;
  return isBlock ? keyOffset : (value.range?.[0] ?? keyOffset);
}
