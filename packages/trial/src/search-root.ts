import { brentRoot, InvalidInput, type RootOptions } from "@rekindle/stats";

/**
 * The root of a function that changes sign over a range.
 * @throws InvalidInput with kind `notConverged` where 200 steps did not find it: never a number that only looks like one.
 */
export function searchRoot(f: (x: number) => number, options: RootOptions & { readonly sought: string }): number {
  const { sought, ...range } = options;
  const found = brentRoot(f, range);
  if (found.kind === "converged") return found.value;
  const message = `${sought} was not found: ${found.reason}`;
  throw new InvalidInput([{ kind: "notConverged", path: [], message, hint: "values less extreme" }]);
}
