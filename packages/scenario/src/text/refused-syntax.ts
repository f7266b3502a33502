import type { CST } from "yaml";

/** Deeper nesting than any scenario needs; the composer that follows is recursive and would run out of stack. */
export const DEEPEST_NESTING = 32;

/** YAML that a reader could misunderstand, found in the syntax tree before any value is made. */
export interface RefusedSyntax {
  readonly kind: "anchor" | "alias" | "tag" | "mergeKey" | "nesting";
  readonly offset: number;
  readonly source: string;
}

/**
 * Anchors, aliases, tags and merge keys, and nesting beyond `DEEPEST_NESTING`, in one pass without recursion: a bomb of
 * anchors is never expanded, and a million brackets do not overflow the stack.
 */
export function refusedSyntax(document: CST.Document): readonly RefusedSyntax[] {
  const found: RefusedSyntax[] = document.start.flatMap(refusedProperty);
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [];
  if (document.value !== undefined) waiting.push({ token: document.value, depth: 1 });
  while (waiting.length > 0) {
    const { token, depth } = waiting.pop()!;
    if (token.type === "alias") found.push({ kind: "alias", offset: token.offset, source: token.source });
    if (token.type === "block-scalar") found.push(...token.props.flatMap(refusedProperty));
    if (!("items" in token)) continue;
    if (depth > DEEPEST_NESTING) return [...found, { kind: "nesting", offset: token.offset, source: "" }];
    for (const item of token.items) {
      found.push(...item.start.flatMap(refusedProperty), ...(item.sep ?? []).flatMap(refusedProperty));
      if (isMergeKey(item.key)) found.push({ kind: "mergeKey", offset: item.key.offset, source: "<<" });
      for (const child of [item.key, item.value])
        if (child !== undefined && child !== null) waiting.push({ token: child, depth: depth + 1 });
    }
  }
  return found;
}

function refusedProperty(token: CST.Token): readonly RefusedSyntax[] {
  if (token.type !== "anchor" && token.type !== "tag") return [];
  return [{ kind: token.type, offset: token.offset, source: token.source }];
}

function isMergeKey(key: CST.Token | null | undefined): key is CST.FlowScalar {
  return key?.type === "scalar" && key.source === "<<";
}
