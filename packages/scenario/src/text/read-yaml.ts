import type { Issue } from "@rekindle/stats";
import type { CST } from "yaml";
import { Composer, isScalar, LineCounter, Parser } from "yaml";
import { locate } from "./locate.ts";
import type { CheckedText, PlacedIssue } from "./placed-issue.ts";
import { inTextOrder } from "./placed-issue.ts";
import { plainValue, WRITTEN_TWICE } from "./plain-value.ts";
import type { RefusedSyntax } from "./refused-syntax.ts";
import { DEEPEST_NESTING, refusedSyntax } from "./refused-syntax.ts";

/** Larger files are refused before they are read; the published evidence takes a twentieth of it. */
export const MOST_CHARACTERS = 1_000_000;

/** A YAML text as plain values, and the place in the text of anything in them. */
export interface YamlText {
  readonly value: unknown;
  /** Puts an issue at its place: that of a key for an unknown one, of the value for anything else. */
  readonly place: (issue: Issue) => PlacedIssue;
}

/**
 * Reads one YAML document as plain values. Anchors, aliases, tags and merge keys are refused, as are duplicate keys, several
 * documents, an empty text and one too large or too deep; each with its place. Takes a second at most, whatever the text.
 * @param options.fileName is put into the issues.
 */
export function readYaml(text: string, options: { readonly fileName?: string } = {}): CheckedText<YamlText> {
  const lines = new LineCounter();
  const at = (offset: number, issue: Omit<Issue, "path">): PlacedIssue => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    const file = options.fileName === undefined ? {} : { file: options.fileName };
    return { ...issue, path: [], ...file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (text.length > MOST_CHARACTERS) return refuse([at(0, tooLarge(text))]);
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (text.includes("\u0000")) return refuse([at(text.indexOf("\u0000"), BINARY)]);
  const syntax = tokens.filter((token): token is CST.Document => token.type === "document").flatMap(refusedSyntax);
  if (syntax.length > 0) return refuse(syntax.map((refused) => at(refused.offset, describeSyntax(refused))));

  const documents = [...new Composer({ schema: "core", prettyErrors: false, stringKeys: false }).compose(tokens)];
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  if (errors.length > 0)
    return refuse(errors.map((error) => at(error.pos[0], describeError(error.code, error.message))));
  const [document, second] = documents;
  const root = document?.contents ?? null;
  if (root === null || (isScalar(root) && root.value === null)) return refuse([at(0, EMPTY)]);
  if (second !== undefined) return refuse([at(second.range[0], SEVERAL)]);

  const plain = plainValue(root);
  if (plain.problems.length > 0) return refuse(plain.problems.map(({ offset, ...issue }) => at(offset, issue)));
  const place = (issue: Issue): PlacedIssue => ({ ...at(locate(root, issue), issue), path: issue.path });
  return { kind: "valid", value: { value: plain.value, place } };
}

function refuse(issues: readonly PlacedIssue[]): CheckedText<YamlText> {
  return { kind: "invalid", issues: inTextOrder(issues) };
}

function tooLarge(text: string): Omit<Issue, "path"> {
  const megabytes = (text.length / 1e6).toFixed(1);
  return {
    kind: "tooLarge",
    message: `the file is too large: ${megabytes} million characters`,
    hint: `at most ${MOST_CHARACTERS / 1e6} million`,
  };
}

const BINARY = { kind: "notYaml", message: "this is not YAML: it holds a null character, as binary files do" };
const EMPTY = { kind: "empty", message: "the file is empty", hint: "write a scenario or an evidence file here" };
const SEVERAL = { kind: "severalDocuments", message: "a second document begins here", hint: "one per file" };

function describeSyntax({ kind, source }: RefusedSyntax): Omit<Issue, "path"> {
  if (kind === "nesting")
    return { kind, message: "nested too deeply", hint: `at most ${DEEPEST_NESTING} levels are read` };
  if (kind === "tag") return { kind, message: `the tag ${source} is not allowed`, hint: "write the value plainly" };
  const what = { anchor: "anchor", alias: "alias", mergeKey: "merge key" }[kind];
  return {
    kind,
    message: `the ${what} ${source} is not allowed`,
    hint: "repeat the arm or the value; it reads better",
  };
}

/** The parser's own words, which name what it met, with the field's kind. */
function describeError(code: string, message: string): Omit<Issue, "path"> {
  if (code === "DUPLICATE_KEY") return WRITTEN_TWICE;
  return { kind: "notYaml", message: `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
}
