import type { Genotype } from "./library/genotypes.ts";
import type { Library, LibraryCount } from "./library/check-library.ts";
import type { EvidenceEndpoint, Denominator } from "./library/vocabulary.ts";

/** The study and count at one end of a range. */
export interface SeedRangeEnd {
  /** The rate as the abstract prints it, in [0, 1]. */
  readonly value: number;
  readonly study: string;
  readonly label: string;
  readonly genotype: Genotype;
  readonly events: number;
  readonly n: number;
  /** The library's own count for the same patients, or undefined if it holds none with these events and n. */
  readonly count?: LibraryCount;
}

/** A range that the review's abstract prints, with where each end comes from. */
export interface SeedRange {
  readonly endpoint: EvidenceEndpoint;
  readonly denominator: Denominator;
  readonly low: SeedRangeEnd;
  readonly high: SeedRangeEnd;
  readonly note?: string;
}

/**
 * The ranges of the anchor abstract with the studies and counts at their ends, for showing beside pooled estimates.
 * @example seedRanges(library)[0].low.label // "Weber 2022 (ERRITI)"
 */
export function seedRanges(library: Library): readonly SeedRange[] {
  return (library.seedRanges ?? []).map(({ endpoint, denominator, low, high, note }) => {
    const end = (from: typeof low): SeedRangeEnd => {
      const study = library.studies.find(({ id }) => id === from.study);
      const count = study?.counts?.find(
        (other) =>
          other.endpoint === endpoint &&
          other.denominator === denominator &&
          other.genotype === from.genotype &&
          other.events === from.events &&
          other.n === from.n,
      );
      const { value, genotype, events, n } = from;
      const base = { value, study: from.study, label: study?.label ?? from.study, genotype, events, n };
      return count === undefined ? base : { ...base, count };
    };
    return { endpoint, denominator, low: end(low), high: end(high), ...(note === undefined ? {} : { note }) };
  });
}
