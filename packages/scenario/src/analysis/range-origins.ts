import type { Library } from "@rekindle/evidence";
import { genotypes, seedRanges } from "@rekindle/evidence";
import { publishedRanges } from "../evidence/published-ranges.ts";
import type { PoolResult } from "../result.ts";
import type { RangeOrigin } from "./analysis-result.ts";

/**
 * The ranges that the review prints for the endpoints and denominators of some pools, with the counts at their ends, and every count of the same endpoint
 * and denominator in the library, first readings of tiers A and B, that lies outside what is printed.
 */
export function rangeOrigins(library: Library, pools: readonly PoolResult[]): readonly RangeOrigin[] {
  const ends = seedRanges(library);
  return publishedRanges(library, pools).flatMap((range, index): readonly RangeOrigin[] => {
    const isPooled = (pool: PoolResult) => pool.endpoint === range.endpoint && pool.denominator === range.denominator;
    if (!pools.some(isPooled)) return [];
    const { low, high } = ends[index]!;
    return [{ ...range, ends: { low, high }, outside: outsideOf(library, range) }];
  });
}

/** Rates are printed in whole percent, so that half a percent beyond is not outside. */
const HALF_A_PERCENT = 0.005;

function outsideOf(
  library: Library,
  range: Pick<RangeOrigin, "endpoint" | "denominator" | "lower" | "upper">,
): RangeOrigin["outside"] {
  return library.studies.flatMap((study) =>
    (study.counts ?? []).flatMap(({ endpoint, denominator, tier, alternative, events, n, genotype, scope, note }) => {
      const isSame = endpoint === range.endpoint && denominator === range.denominator;
      if (!isSame || tier === "X" || alternative !== undefined) return [];
      const rate = events / n;
      if (rate >= range.lower - HALF_A_PERCENT && rate <= range.upper + HALF_A_PERCENT) return [];
      const label = scope === "stratum" ? `${study.label}, ${genotypes[genotype].label}` : study.label;
      return [{ label, events, n, ...(note === undefined ? {} : { note }) }];
    }),
  );
}
