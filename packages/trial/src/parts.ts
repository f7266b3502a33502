import { InvalidInput, nearestName, orThrow, checkWith } from "@rekindle/stats";
import type { z } from "zod";
import type { BoundaryFamilyPart } from "./boundaries/boundary-family.ts";
import type { DesignPart } from "./design.ts";
import type { EndpointTestPart } from "./endpoint-test.ts";
import type { SpendingPart } from "./spending/spending-function.ts";

/** Parts from outside, used beside the built-in ones; a part with a built-in kind replaces it. */
export interface Parts {
  readonly designs?: readonly DesignPart[];
  readonly endpointTests?: readonly EndpointTestPart[];
  readonly spendingFunctions?: readonly SpendingPart[];
  readonly boundaryFamilies?: readonly BoundaryFamilyPart[];
}

/** Data that names a part. */
export interface Recipe {
  readonly kind: string;
}

interface AnyPart {
  readonly kind: string;
  readonly options: z.ZodType;
}

/**
 * The part a recipe names, and the recipe's checked options.
 * @throws InvalidInput if there is no such part, or with every issue of its options.
 */
export function choosePart<Part extends AnyPart>(
  recipe: Recipe,
  registry: {
    readonly builtIn: readonly Part[];
    readonly outside?: readonly Part[] | undefined;
    readonly path: string;
  },
): { readonly part: Part; readonly options: z.output<Part["options"]> } {
  const given: unknown = recipe;
  if (typeof given !== "object" || given === null) {
    const message = `${JSON.stringify(given) ?? "nothing"} is no recipe of a ${registry.path}`;
    throw new InvalidInput([{ kind: "wrongType", path: [registry.path], message, hint: "an object with a kind" }]);
  }
  const all = [...(registry.outside ?? []), ...registry.builtIn];
  const part = all.find((each) => each.kind === recipe.kind);
  if (part === undefined) {
    const kinds = all.map((each) => each.kind);
    const near = typeof recipe.kind === "string" ? nearestName(recipe.kind, kinds) : undefined;
    const message = `${JSON.stringify(recipe.kind)} is no kind of ${registry.path}`;
    const hint = near === undefined ? `one of ${kinds.join(", ")}` : `did you mean ${near}? One of ${kinds.join(", ")}`;
    throw new InvalidInput([{ kind: "unknownKind", path: [registry.path, "kind"], message, hint }]);
  }
  const checked = checkWith(part.options, recipe);
  if (checked.kind === "valid") return { part, options: checked.value as z.output<Part["options"]> };
  return orThrow({
    kind: "invalid",
    issues: checked.issues.map((issue) => ({ ...issue, path: [registry.path, ...issue.path] })),
  });
}
