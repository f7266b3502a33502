import { InvalidInput, type Issue } from "@rekindle/stats";
import { z } from "zod";

/** A property of the studies that may explain why they differ: numbers, or names of categories. */
export const moderatorSchema = z.union([
  z.strictObject({ name: z.string().min(1), values: z.array(z.number()).min(1) }),
  z.strictObject({
    name: z.string().min(1),
    levels: z.array(z.string().min(1)).min(1),
    /** The level that the others are compared with; the first one met unless given. */
    reference: z.exactOptional(z.string()),
  }),
]);

type Loose = z.output<typeof moderatorSchema>;
export type Moderator = Loose extends infer One ? { readonly [Key in keyof One]: Readonly<One[Key]> } : never;

/** A named column of the design. */
export interface DesignColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** The intercept and a column per number, or per level other than the reference.
 * @throws InvalidInput where a moderator has not one value per study, or only one level. */
export function designColumns(moderators: readonly Moderator[], studies: number): readonly DesignColumn[] {
  const issues = moderators.flatMap((moderator, index) => faultsOf(moderator, index, studies));
  if (issues.length > 0) throw new InvalidInput(issues);
  const intercept = { name: "intercept", values: new Float64Array(studies).fill(1) };
  return [intercept, ...moderators.flatMap(columnsOf)];
}

function columnsOf(moderator: Moderator): readonly DesignColumn[] {
  if ("values" in moderator) return [{ name: moderator.name, values: Float64Array.from(moderator.values) }];
  const { name, levels, reference = levels[0]! } = moderator;
  return [...new Set(levels)]
    .filter((level) => level !== reference)
    .map((level) => ({
      name: `${name}: ${level}`,
      values: Float64Array.from(levels, (each) => (each === level ? 1 : 0)),
    }));
}

function faultsOf(moderator: Moderator, index: number, studies: number): readonly Issue[] {
  const path = ["moderators", index];
  const given = "values" in moderator ? moderator.values : moderator.levels;
  if (given.length !== studies) {
    const message = `${moderator.name} has ${given.length} entries for ${studies} studies`;
    return [{ kind: "wrongLength", path, message, hint: "one per study, in the same order" }];
  }
  if (new Set<unknown>(given).size < 2) {
    const hint = "leave it out: it cannot explain a difference";
    return [{ kind: "constant", path, message: `${moderator.name} is the same in every study`, hint }];
  }
  if ("levels" in moderator && moderator.reference !== undefined && !moderator.levels.includes(moderator.reference)) {
    const hint = `allowed: ${[...new Set(moderator.levels)].join(", ")}`;
    const message = `${JSON.stringify(moderator.reference)} is no level of ${moderator.name}`;
    return [{ kind: "notAllowed", path: [...path, "reference"], message, hint }];
  }
  return [];
}
