import type { Issue } from "@rekindle/stats";
import type { PlacedIssue } from "./placed-issue.ts";
import { inTextOrder } from "./placed-issue.ts";
import { readYaml } from "./read-yaml.ts";

/**
 * Finds the places of issues that came up only when a scenario was run, such as a pool without an estimate, in the text it was
 * read from. Issues of a text that is not sound YAML stay as they are.
 */
export function placeIssues(
  text: string,
  issues: readonly Issue[],
  options: { readonly fileName?: string } = {},
): readonly (Issue | PlacedIssue)[] {
  const yaml = readYaml(text, options);
  return yaml.kind === "invalid" ? issues : inTextOrder(issues.map(yaml.value.place));
}
