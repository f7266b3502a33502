import type { Genotype, GenotypeGroup } from "../library/genotypes.ts";
import type { Denominator, EvidenceEndpoint, Tier, Timing, Verification } from "../library/vocabulary.ts";

/** Events among patients of one study: all that pooling a rate needs. */
export interface BinomialCounts {
  readonly id: string;
  readonly label: string;
  readonly events: number;
  readonly n: number;
  /** Where they are stated, `pool` refuses rows that differ in them. */
  readonly denominator?: Denominator;
  readonly timing?: Timing;
}

/** A published count as selected from a library: it always says over whom, when, from where and how well known. */
export interface Counts extends BinomialCounts {
  readonly study: string;
  readonly endpoint: EvidenceEndpoint;
  readonly genotype: Genotype;
  readonly group: GenotypeGroup;
  readonly denominator: Denominator;
  readonly timing: Timing;
  readonly tier: Tier;
  readonly verified: Verification;
  readonly sources: readonly string[];
  readonly year: number;
  readonly note?: string;
  /** Set if this is another reading than the library's first choice. */
  readonly alternative?: { readonly id: string; readonly why: string };
}

/** The rows of one genotype group. */
export interface CountsGroup {
  readonly group: GenotypeGroup;
  readonly label: string;
  readonly rows: readonly Counts[];
}

/** What `selectCounts` chose, what it left out and why. Patients are in at most one row. */
export interface CountSelection {
  readonly endpoint: EvidenceEndpoint;
  readonly denominator: Denominator | "mixed";
  readonly timing:
    | "best"
    | "mixed"
    | "notApplicable"
    | "beforeRadioiodine"
    | { readonly kind: "atDay"; readonly day: number };
  readonly tiers: readonly ("A" | "B")[];
  readonly by: "study" | "genotype";
  readonly rows: readonly Counts[];
  /** The same rows by genotype group, in the vocabulary's order; groups without rows are absent. Empty if `by` is `study`. */
  readonly groups: readonly CountsGroup[];
  readonly leftOut: readonly { readonly study: string; readonly label: string; readonly reason: string }[];
  /** What a reader must know: mixtures, alternatives, cautions of the vocabulary. */
  readonly notes: readonly string[];
}
