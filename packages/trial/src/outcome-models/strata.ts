import { createStream, openStream, type Seed, streamFamily, fillUniforms } from "@rekindle/stats";
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
  let uniforms = new Float64Array(0);
  return (replicate, patients, stratum) => {
    if (uniforms.length < patients) uniforms = new Float64Array(patients);
    openStream(stream, family, replicate);
    fillUniforms(stream, uniforms, patients);
    // Counting the limits that are passed needs no branch that the processor would have to guess.
    for (let i = 0; i < patients; i++) {
      const u = uniforms[i]!;
      let s = 0;
      for (let limit = 0; limit < last; limit++) s += 1 + (Math.floor(u - cumulative[limit]!) >> 31);
      stratum[i] = s;
    }
  };
}

/** Names of strata that are given twice. */
export function repeatedNames(strata: readonly WeightedStratum[]): string[] {
  const names = strata.map((each) => each.name);
  return names.filter((name, at) => names.indexOf(name) !== at);
}
