/** A simulated number never travels without its Monte-Carlo standard error. */
export interface Estimate {
  readonly value: number;
  /** Monte-Carlo standard error, in the unit of `value`. */
  readonly standardError: number;
}

/** Share of `replicates` in which something happened, with the binomial standard error sqrt(p (1 − p) / n). */
export function proportionEstimate(count: number, replicates: number): Estimate {
  const value = count / replicates;
  return { value, standardError: Math.sqrt((value * (1 - value)) / replicates) };
}
