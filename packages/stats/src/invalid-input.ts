/** One thing that is wrong with an input: a fact first, prose second. */
export interface Issue {
  /** What sort of problem, for programs: `unknownKey`, `outOfRange`, … */
  readonly kind: string;
  /** Where in the input, as keys and indices from its root. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value that was found. */
  readonly message: string;
  /** What is allowed, or the likely intention. */
  readonly hint?: string;
}

/** A value that was checked at the border: either sound, or everything that is wrong with it. */
export type Checked<T> =
  | { readonly kind: "valid"; readonly value: T }
  | { readonly kind: "invalid"; readonly issues: readonly Issue[] };

/** Thrown by library calls on bad arguments; carries every issue that was found. */
export class InvalidInput extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(describeIssue).join("\n"));
    this.name = "InvalidInput";
    this.issues = issues;
  }
}

/** `path: message (hint)`; the path is left out when the input itself is meant. */
export function describeIssue(issue: Issue): string {
  const place = issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  const hint = issue.hint === undefined ? "" : ` (${issue.hint})`;
  return `${place}${issue.message}${hint}`;
}

/** The value of a sound input.
 * @throws InvalidInput with every issue otherwise. */
export function orThrow<T>(checked: Checked<T>): T {
  if (checked.kind === "valid") return checked.value;
  throw new InvalidInput(checked.issues);
}
