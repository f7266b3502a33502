import { type Checked, checkWith, type Issue, orThrow } from "@rekindle/stats";
import { drugs } from "./drugs/index.ts";
import { genotypes } from "./genotypes/index.ts";
import type { Drug, Genotype, PairEffect } from "./part.ts";
import { partsSchema } from "./part-schema.ts";
import { targetEffects } from "./target-effects.ts";

/** Parts from outside the package, plain values that can be sent to a worker. */
export interface Parts {
  readonly drugs?: readonly Drug[];
  readonly genotypes?: readonly Genotype[];
}

/** All drugs and genotypes of a run, and what each pair does. */
export interface Catalogue {
  readonly drugs: ReadonlyMap<string, Drug>;
  readonly genotypes: ReadonlyMap<string, Genotype>;
  /** By `pairKey`. */
  readonly effects: ReadonlyMap<string, PairEffect>;
}

/**
 * The built-in drugs and genotypes with further ones, checked: no name twice, no pair twice, and an effect for every drug in every
 * genotype, so that a pair nobody thought of is never a silent zero.
 * @throws InvalidInput with every duplicate and every missing pair.
 * @example createCatalogue().drugs.has("dabrafenib") // true
 */
export function createCatalogue(parts: Parts = {}): Catalogue {
  return orThrow(checkParts(parts));
}

/** Checks parts of unknown shape and joins them to the built-in ones; paths start at the parts. */
export function checkParts(parts: unknown): Checked<Catalogue> {
  const shaped = checkWith(partsSchema, parts);
  return shaped.kind === "invalid" ? shaped : joinParts(shaped.value as Parts);
}

function joinParts(parts: Parts): Checked<Catalogue> {
  const allDrugs = [...drugs, ...(parts.drugs ?? [])];
  const allGenotypes = [...genotypes, ...(parts.genotypes ?? [])];
  const allEffects = [...targetEffects, ...[...allDrugs, ...allGenotypes].flatMap((part) => part.effects ?? [])];
  const catalogue = {
    drugs: new Map(allDrugs.map((drug) => [drug.id, drug])),
    genotypes: new Map(allGenotypes.map((genotype) => [genotype.id, genotype])),
    effects: new Map(allEffects.map((effect) => [pairKey(effect.targets, effect.pathway), effect])),
  };
  const issues = [
    ...duplicates(
      "drugs",
      allDrugs.map((drug) => drug.id),
    ),
    ...duplicates(
      "genotypes",
      allGenotypes.map((genotype) => genotype.id),
    ),
    ...duplicates(
      "effects",
      allEffects.map((effect) => pairKey(effect.targets, effect.pathway)),
    ),
    ...allEffects.flatMap(impossibleNumbers),
    ...allGenotypes.flatMap((genotype) => missingPairs(genotype, catalogue)),
  ];
  return issues.length > 0 ? { kind: "invalid", issues } : { kind: "valid", value: catalogue };
}

/** `BRAF+MEK in BRAF`: the targets in alphabetical order, so that the order in which drugs are written does not matter. */
export function pairKey(targets: readonly string[], pathway: string): string {
  return `${[...new Set(targets)].toSorted().join("+")} in ${pathway}`;
}

function duplicates(list: string, names: readonly string[]): readonly Issue[] {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => ({
    kind: "duplicate",
    path: [list, name],
    message: `${JSON.stringify(name)} is declared more than once`,
    hint: "declare it in one file only",
  }));
}

function missingPairs(genotype: Genotype, catalogue: Catalogue): readonly Issue[] {
  const { id, pathway, referenceTargets, untreatedUptake } = genotype;
  const issues: Issue[] = [];
  for (const drug of catalogue.drugs.values()) {
    if (catalogue.effects.has(pairKey(drug.targets, pathway))) continue;
    issues.push(missingPair(["genotypes", id, drug.id], pairKey(drug.targets, pathway)));
  }
  const reference = catalogue.effects.get(pairKey(referenceTargets, pathway));
  if (reference === undefined) {
    issues.push(missingPair(["genotypes", id, "referenceTargets"], pairKey(referenceTargets, pathway)));
  } else if (!(reference.logGain.value > 0)) {
    const message = `the reference course ${referenceTargets.join("+")} has no gain in pathway ${pathway}`;
    const hint = "the restoration prior is matched by the gain of the reference course, which must be above 0";
    issues.push({ kind: "noGain", path: ["genotypes", id, "referenceTargets"], message, hint });
  }
  if (!(untreatedUptake.value > 0 && untreatedUptake.value < 100)) {
    const message = `${String(untreatedUptake.value)} is out of range`;
    const hint = "above 0 and below 100 % of activity per g";
    issues.push({ kind: "outOfRange", path: ["genotypes", id, "untreatedUptake"], message, hint });
  }
  return issues;
}

function missingPair(path: Issue["path"], pair: string): Issue {
  const message = `no effect is declared for ${pair}`;
  return {
    kind: "missingPair",
    path,
    message,
    hint: "declare it in the `effects` of the newer part, 0 if there is none",
  };
}

function impossibleNumbers(effect: PairEffect): readonly Issue[] {
  const limits = { logGain: 20, shrinkage: 20, growthBlock: 1, newLesionBlock: 1 } as const;
  return (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) => {
    const { value } = effect[name];
    if (value >= 0 && value <= limits[name]) return [];
    const path = ["effects", pairKey(effect.targets, effect.pathway), name];
    return [
      { kind: "outOfRange", path, message: `${String(value)} is out of range`, hint: `from 0 to ${limits[name]}` },
    ];
  });
}
