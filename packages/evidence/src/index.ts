export { type Genotype, type GenotypeGroup, genotypes } from "./library/genotypes.ts";
export {
  checkLibrary,
  type Library,
  type LibraryCount,
  type LibraryStudy,
  libraryJsonSchema,
} from "./library/check-library.ts";
export type { Denominator, EvidenceEndpoint, Tier, Timing, Verification } from "./library/vocabulary.ts";
export type { BinomialCounts, Counts, CountSelection, CountsGroup } from "./select/counts.ts";
export { selectCounts } from "./select/select-counts.ts";
export { SIX_MONTHS_DAY } from "./select/timing.ts";
export { type CountSelectionOptions, countSelectionSchema } from "./select/selection-options.ts";
export type { Interval, Pooled, PooledEstimate, PooledStudy } from "./pooled.ts";
