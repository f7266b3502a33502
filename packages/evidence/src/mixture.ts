import { InvalidInput, type Issue } from "@rekindle/stats";
import type { BinomialCounts } from "./select/counts.ts";

/** Whether rows that are not one quantity may be pooled together. */
export type Mixture = "refused" | "labelled";

/**
 * Rows that state different denominators or timings are not one quantity.
 * @returns what is mixed, in words, if that is asked to be labelled.
 * @throws InvalidInput if it is to be refused.
 */
export function checkMixture(rows: readonly BinomialCounts[], mixture: Mixture): readonly string[] {
  const denominators = distinct(rows.map((row) => row.denominator));
  const timings = distinct(rows.map(({ timing }) => (timing?.kind === "atDay" ? `day ${timing.day}` : timing?.kind)));
  const mixed = [
    ...(denominators.length > 1 ? [{ name: "denominator", values: denominators }] : []),
    ...(timings.length > 1 ? [{ name: "timing", values: timings }] : []),
  ];
  if (mixture === "labelled") return mixed.map(({ name, values }) => `mixed ${name}s: ${values.join(", ")}`);
  const hint = 'select one, or pass mixture: "labelled" to pool them and say so';
  const issues = mixed.map(({ name, values }): Issue => {
    return { kind: "mixture", path: [name], message: `the counts have ${name}s ${values.join(" and ")}`, hint };
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  return [];
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
