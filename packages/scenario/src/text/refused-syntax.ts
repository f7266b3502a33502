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
  const found: RefusedSyntax[] = [];
  const note = (
    kind: RefusedSyntax["kind"],
    { offset, source }: { readonly offset: number; readonly source: string },
  ) => found.push({ kind, offset, source });
  const noteProperties = (tokens: readonly CST.Token[]): void => {
    for (const token of tokens) if (token.type === "anchor" || token.type === "tag") note(token.type, token);
  };
  noteProperties(document.start);
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [];
  if (document.value !== undefined) waiting.push({ token: document.value, depth: 1 });
  while (waiting.length > 0) {
    const { token, depth } = waiting.pop()!;
    if (token.type === "alias") note("alias", token);
    if (token.type === "block-scalar") noteProperties(token.props);
    if (!("items" in token)) continue;
    if (depth > DEEPEST_NESTING) {
      note("nesting", { offset: token.offset, source: "" });
      return found;
    }
    for (const { start, key, sep, value } of token.items) {
      noteProperties(start);
      if (sep !== undefined) noteProperties(sep);
      if (isMergeKey(key)) note("mergeKey", key);
      if (key !== undefined && key !== null) waiting.push({ token: key, depth: depth + 1 });
      if (value !== undefined) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return found;
}

function isMergeKey(key: CST.Token | null | undefined): key is CST.FlowScalar {
  return key?.type === "scalar" && key.source === "<<";
}
