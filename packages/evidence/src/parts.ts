import { InvalidInput, nearestName } from "@rekindle/stats";

/** The part of a registry with this kind; a later part with the same kind stands for an earlier one.
 * @throws InvalidInput that lists the kinds there are. */
export function partNamed<Part extends { readonly kind: string }>(
  kind: string,
  parts: readonly Part[],
  path: readonly (string | number)[],
): Part {
  const found = parts.findLast((part) => part.kind === kind);
  if (found !== undefined) return found;
  const kinds = parts.map((part) => part.kind);
  const near = nearestName(kind, kinds);
  const hint = `${near === undefined ? "" : `did you mean ${near}? `}allowed: ${kinds.join(", ")}`;
  throw new InvalidInput([{ kind: "unknownKind", path, message: `unknown kind ${JSON.stringify(kind)}`, hint }]);
}
