import { createStream, drawUniform, openStream, type Seed, streamFamily } from "@rekindle/stats";
import { z } from "zod";

/** Fields every stratum of a simple outcome model has. */
export const stratumFields = {
  name: z.string().min(1),
  /** Share of the patients, relative to the other strata. */
  weight: z.number().positive(),
} as const;

export const namespaceField = z.string().min(1).default("patients");

export interface WeightedStratum {
  readonly name: string;
  readonly weight: number;
}

/** Draws the stratum of each patient of a replicate; what patient i gets depends on the seed, the namespace and the replicate alone. */
export function strataDrawer(
  strata: readonly WeightedStratum[],
  keys: { readonly seed: Seed; readonly namespace: string },
): (replicate: number, patients: number, stratum: Uint8Array) => void {
  if (strata.length === 1) return (_replicate, patients, stratum) => void stratum.fill(0, 0, patients);
  const family = streamFamily(keys.seed, keys.namespace, "strata");
  const stream = createStream();
  const total = strata.reduce((sum, each) => sum + each.weight, 0);
  let sum = 0;
  const cumulative = Float64Array.from(strata, (each) => {
    sum += each.weight;
    return sum / total;
  });
  const last = strata.length - 1;
  return (replicate, patients, stratum) => {
    openStream(stream, family, replicate);
    for (let i = 0; i < patients; i++) {
      const u = drawUniform(stream);
      let s = 0;
      while (s < last && u >= cumulative[s]!) s++;
      stratum[i] = s;
    }
  };
}

/** Names of strata that are given twice. */
export function repeatedNames(strata: readonly WeightedStratum[]): string[] {
  const names = strata.map((each) => each.name);
  return names.filter((name, at) => names.indexOf(name) !== at);
}
