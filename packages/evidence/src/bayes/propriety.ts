import type { MeanPrior } from "./mean-prior.ts";
import type { TauPriorLaw } from "./tau-prior.ts";

/** What can be had of a posterior, from how fast it falls as tau grows: as tau^-fall. */
export interface Tails {
  readonly isProper: boolean;
  readonly hasMean: boolean;
  readonly hasSd: boolean;
}

/**
 * Each study that tells of its own effect makes the likelihood fall by one more power of tau, and a flat mean gives one back. So with a
 * prior that falls as tau^-p the posterior falls as tau^-(p + studies), or one less; it is a law from 1, with a mean from 2.
 */
export function tailsOf(prior: Pick<TauPriorLaw, "tail">, mean: MeanPrior, studies: number): Tails {
  const fall = prior.tail + studies - (mean.kind === "flat" ? 1 : 0);
  return { isProper: fall > 1, hasMean: fall > 2, hasSd: fall > 3 };
}
