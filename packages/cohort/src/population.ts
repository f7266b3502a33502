import { type Checked, checkWith, type Issue, nearestName } from "@rekindle/stats";
import { z } from "zod";
import { type Catalogue, createCatalogue } from "./catalogue/catalogue.ts";
import { priorSchema } from "./prior.ts";

/** Who is simulated: shares of tumour genotypes, and how often uptake is restored in each. */
export const populationSchema = z.strictObject({
  namespace: z
    .string()
    .min(1)
    .default("population")
    .describe(
      "Name in the keys of random numbers: populations of one name and seed share the random numbers of their people.",
    ),
  genotypes: z
    .record(z.string(), z.number().min(0).max(1))
    .describe("Share of each tumour genotype; the shares sum to 1."),
  restoration: z
    .record(z.string(), priorSchema)
    .describe("For each of those genotypes the probability that its reference drug course restores uptake."),
});

export type Population = z.output<typeof populationSchema>;
/** A population as it is written: what has a default may be left out. */
export type PopulationInput = z.input<typeof populationSchema>;

/** How far the shares may miss 1 by rounding. */
const SHARE_TOLERANCE = 1e-9;

/**
 * Checks a population of unknown shape. Reports every problem at once: shape, unknown genotypes, shares, missing priors. Paths start
 * at the population.
 * @param catalogue the genotypes to know; the built-in ones if left out.
 * @example
 * const written = { genotypes: { RAS: 1 }, restoration: { RAS: { kind: "point", value: 0.7 } } };
 * checkPopulation(written).kind // "valid"
 */
export function checkPopulation(value: unknown, catalogue: Catalogue = createCatalogue()): Checked<Population> {
  const checked = checkWith(populationSchema, value);
  const shape = checked.kind === "invalid" ? checked.issues : [];
  const shares = entriesOf(value, "genotypes");
  const priors = entriesOf(value, "restoration");
  const issues = [
    ...shape,
    ...unknownGenotypes(shares, "genotypes", catalogue),
    ...unknownGenotypes(priors, "restoration", catalogue),
    ...shareIssues(shares),
    ...coverageIssues(shares, priors),
  ];
  return checked.kind === "invalid" || issues.length > 0 ? { kind: "invalid", issues } : checked;
}

/** The entries of a mapping inside a value of unknown shape; undefined if there is no such mapping. */
function entriesOf(value: unknown, key: string): readonly (readonly [string, unknown])[] | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  const inner = (value as Record<string, unknown>)[key];
  return typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.entries(inner) : undefined;
}

function unknownGenotypes(
  entries: readonly (readonly [string, unknown])[] | undefined,
  key: string,
  catalogue: Catalogue,
): readonly Issue[] {
  return (entries ?? []).flatMap(([name]) =>
    catalogue.genotypes.has(name) ? [] : [unknownGenotype(name, [key, name], catalogue)],
  );
}

/** The issue of a genotype that the catalogue does not hold. */
export function unknownGenotype(name: string, path: Issue["path"], catalogue: Catalogue): Issue {
  return unknownPart("genotype", name, path, [...catalogue.genotypes.keys()]);
}

/** The issue of a part that the catalogue does not hold, with the nearest name. */
export function unknownPart(part: string, name: string, path: Issue["path"], known: readonly string[]): Issue {
  const near = nearestName(name, known);
  const question = near === undefined ? "" : `did you mean ${near}? `;
  const message = `unknown ${part} ${JSON.stringify(name)}`;
  return { kind: "unknownPart", path, message, hint: `${question}known: ${known.join(", ")}` };
}

function shareIssues(shares: readonly (readonly [string, unknown])[] | undefined): readonly Issue[] {
  if (shares === undefined) return [];
  const numbers = shares.map(([, share]) => share);
  if (numbers.some((share) => typeof share !== "number" || !(share >= 0 && share <= 1))) return [];
  if (shares.length > 255) {
    return [{ kind: "tooMany", path: ["genotypes"], message: `${shares.length} genotypes`, hint: "at most 255" }];
  }
  const sum = (numbers as number[]).reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) <= SHARE_TOLERANCE) return [];
  const message = `the shares sum to ${sum}`;
  return [{ kind: "shares", path: ["genotypes"], message, hint: "shares of genotypes must sum to 1" }];
}

function coverageIssues(
  shares: readonly (readonly [string, unknown])[] | undefined,
  priors: readonly (readonly [string, unknown])[] | undefined,
): readonly Issue[] {
  if (shares === undefined || priors === undefined) return [];
  const inPopulation = new Set(shares.map(([name]) => name));
  const withPrior = new Set(priors.map(([name]) => name));
  const missing = [...inPopulation].filter((name) => !withPrior.has(name));
  const unused = [...withPrior].filter((name) => !inPopulation.has(name));
  return [
    ...missing.map((name) => ({
      kind: "missing",
      path: ["restoration", name],
      message: `no restoration prior for genotype ${JSON.stringify(name)}`,
      hint: "every genotype of the population needs one",
    })),
    ...unused.map((name) => ({
      kind: "unused",
      path: ["restoration", name],
      message: `a restoration prior for ${JSON.stringify(name)}, which is no genotype of this population`,
      hint: `genotypes: ${[...inPopulation].join(", ")}`,
    })),
  ];
}
