import type { Issue } from "@rekindle/stats";

/** Something wrong at a place in a text file. Lines and columns count from 1. */
export interface PlacedIssue extends Issue {
  /** Name of the file as the caller gave it; absent for a text without a name. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** A value read from text: either sound, or everything that is wrong with the text and where. */
export type CheckedText<T> =
  | { readonly kind: "valid"; readonly value: T }
  | { readonly kind: "invalid"; readonly issues: readonly PlacedIssue[] };

/** A report is for people: after this many problems the rest is counted. */
const MOST_LINES = 100;

/**
 * One line per problem, `file:line:column path: what is wrong; what is allowed`, in the order of the text.
 * @param options.fileName stands for issues that do not name their file.
 * @example describeIssues(issues, { fileName: "trial.yaml" })
 * // trial.yaml:8:3 arms.control: unknown key "durationDay"; did you mean durationDays?
 */
export function describeIssues(
  issues: readonly (Issue | PlacedIssue)[],
  options: { readonly fileName?: string } = {},
): string {
  const lines = issues.slice(0, MOST_LINES).map((issue) => describePlaced(issue, options.fileName));
  const rest = issues.length - lines.length;
  if (rest > 0) lines.push(`… and ${rest} more ${rest === 1 ? "problem" : "problems"}`);
  return lines.join("\n");
}

function describePlaced(issue: Issue | PlacedIssue, fileName: string | undefined): string {
  const file = ("file" in issue ? issue.file : undefined) ?? fileName;
  const position = "line" in issue ? `${issue.line}:${issue.column}` : "";
  const place = [file, position].filter((part) => part !== undefined && part !== "").join(":");
  const path = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const hint = issue.hint === undefined ? "" : `; ${issue.hint}`;
  return `${place === "" ? "" : `${place} `}${path}${issue.message}${hint}`;
}

/** Problems in the order in which a reader meets them. */
export function inTextOrder(issues: readonly PlacedIssue[]): readonly PlacedIssue[] {
  return issues.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
