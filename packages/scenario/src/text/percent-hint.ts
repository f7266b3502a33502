import type { Issue } from "@rekindle/stats";

/** A percentage where a number is wanted: the hint says what to write instead. Other issues stay as they are. */
export function withPercentHint(issue: Issue): Issue {
  const found = /^found "(-?\d+(?:\.\d+)?)\s*%"$/.exec(issue.message);
  if (found === null) return issue;
  const percent = Number(found[1]);
  const remedy =
    issue.path.at(-1) === "percent" ? `write ${percent}, without the sign` : `write ${Number(`${percent}e-2`)}`;
  return { ...issue, hint: issue.hint === undefined ? remedy : `${issue.hint}; ${remedy}` };
}
