import type { Counts, DesignRegression, InteractionTest, PooledEstimate, SeedRange } from "@rekindle/evidence";
import type { PoolResult, Provenance, PublishedRangeResult } from "../result.ts";

/** Everything an analysis of published counts gives, as plain data. */
export interface AnalysisResult {
  readonly title: string;
  readonly question: string;
  /** In the order of the file. */
  readonly pools: readonly AnalysisPool[];
  /** The ranges that the review prints, of the endpoints that are pooled, with where each end comes from. */
  readonly ranges: readonly RangeOrigin[];
  /** Poolings of others done again; empty if none is asked for. */
  readonly reproductions: readonly Reproduction[];
  /** What each change of a specification means, in words. */
  readonly changes: Readonly<Record<string, string>>;
  /** What was asked for and could not be estimated, in words. */
  readonly incomplete: readonly string[];
  readonly provenance: Pick<Provenance, "packageVersion" | "numericFingerprint"> & {
    readonly analysisHash: string;
    readonly evidenceHash: string;
  };
}

/** One pool with what was asked beside it. */
export interface AnalysisPool extends PoolResult {
  /** Whether genotypes differ, by both models with one tau2; only of a pool by genotype with several groups. */
  readonly interaction?: { readonly binomialNormal: InteractionTest; readonly inverseVariance: InteractionTest };
  /** Every specification by every method, in the order of their rates: the rows of a specification curve. */
  readonly specifications?: readonly SpecificationRow[];
  /** What each discrepancy that the evidence lists would change, by the first method; with sensitivity. */
  readonly discrepancies?: readonly DiscrepancyEffect[];
  readonly explanations?: readonly DesignRegression[];
  readonly beside?: BesidePool;
}

/** One way to have done a pool. */
export interface SpecificationRow {
  /** What differs from the pool as asked; empty for that itself. */
  readonly changes: readonly string[];
  /** Name and title of the method. */
  readonly method: string;
  readonly methodTitle: string;
  /** No changes, by the first method of the file. */
  readonly isAsAsked: boolean;
  readonly studies: number;
  readonly events: number;
  readonly n: number;
  readonly mean: PooledEstimate;
  readonly tau2?: number;
}

/** A pool with the readings that follow from a discrepancy between sources. */
export interface DiscrepancyEffect {
  readonly issue: string;
  readonly study?: string;
  /** As `study/id`. */
  readonly readings: readonly string[];
  readonly events: number;
  readonly n: number;
  readonly mean: PooledEstimate;
}

/** Two counts of the same studies. */
export interface BesidePool {
  readonly pool: string;
  readonly title: string;
  /** Studies that have both; counts are of the same patients only where the denominators are. */
  readonly rows: readonly {
    readonly study: string;
    readonly label: string;
    readonly here: Tally;
    readonly there: Tally;
  }[];
}

type Tally = Pick<Counts, "events" | "n" | "denominator" | "timing">;

/** A printed range, and what lies outside it. */
export interface RangeOrigin extends PublishedRangeResult {
  readonly ends: Pick<SeedRange, "low" | "high">;
  /** Counts of the same endpoint and denominator whose rates are outside what is printed. */
  readonly outside: readonly {
    readonly label: string;
    readonly events: number;
    readonly n: number;
    readonly note?: string;
  }[];
}

/** A pooling of others done again from the library's counts. */
export interface Reproduction {
  readonly record: string;
  readonly group: string;
  /** Studies whose counts differ from those of the record, and those that only one of the two has. */
  readonly differences: readonly string[];
  readonly numbers: readonly {
    readonly quantity: "studies" | "events" | "n" | "crude" | "pooled" | "lower" | "upper" | "I2";
    readonly recorded: number;
    readonly found: number;
    /** Whether they are the same to the digits that are recorded. */
    readonly agrees: boolean;
  }[];
}
