import type { Estimate } from "@rekindle/stats";

/** RECIST response at 6 months. */
export type Response = "CR" | "PR" | "SD" | "PD";

/** Outcomes of the virtual patients of one genotype (or of all) under one protocol. Shares carry their Monte-Carlo standard error. */
export interface CohortRow {
  readonly protocol: string;
  /** A genotype of the population, or `all`. */
  readonly genotype: string;
  readonly patients: number;
  readonly uptakeRestored: Estimate;
  /** Given therapeutic radioiodine. */
  readonly treated: Estimate;
  /** RECIST category at 6 months among all patients. */
  readonly response: Readonly<Record<Response, Estimate>>;
  readonly objectiveResponse: Estimate;
  /** Alive or dead is not modelled: free of RECIST progression at the visits up to 12 months. */
  readonly pfs12Months: Estimate;
}

/** The same patients under several protocols. */
export interface CohortResult {
  readonly patients: number;
  readonly rows: readonly CohortRow[];
  /** Paired difference experimental minus control of the objective response, by genotype and over all. */
  readonly contrasts: readonly {
    readonly genotype: string;
    readonly experimental: string;
    readonly control: string;
    readonly objectiveResponse: Estimate;
    readonly pfs12Months: Estimate;
  }[];
}
