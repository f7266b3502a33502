import type { Library, SeedRangeEnd } from "@rekindle/evidence";
import { genotypes, seedRanges } from "@rekindle/evidence";
import type { PoolResult, PublishedRangeResult } from "../result.ts";

/** The ranges that the review's abstract prints, with the study at each end and our pools of the same endpoint over all studies. */
export function publishedRanges(library: Library, pools: readonly PoolResult[]): readonly PublishedRangeResult[] {
  const anchor = library.sources[library.anchor]?.cite ?? library.anchor;
  return seedRanges(library).map(({ endpoint, denominator, low, high, note }): PublishedRangeResult => {
    const isSame = (pool: PoolResult): boolean =>
      pool.endpoint === endpoint && pool.denominator === denominator && pool.by === "study";
    return {
      endpoint,
      denominator,
      lower: low.value,
      upper: high.value,
      label: `Range printed in the abstract of ${anchor}`,
      lowerSource: endInWords(low),
      upperSource: endInWords(high),
      pools: pools.filter(isSame).map((pool) => pool.id),
      ...(note === undefined ? {} : { note }),
    };
  });
}

/** `Weber 2022, BRAF V600E (2/6)` */
function endInWords({ label, genotype, events, n }: SeedRangeEnd): string {
  return `${label}, ${genotypes[genotype].label} (${events}/${n})`;
}
