import { type Law, shortestInterval } from "./law.ts";

interface Limits {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

/** A posterior law in numbers. */
export interface PosteriorSummary {
  /** Absent where it does not exist or cannot be had, as for tau with heavy tails and few studies. */
  readonly mean?: number;
  readonly standardDeviation?: number;
  readonly median: number;
  /** Equal tails. */
  readonly central: Limits;
  /** The shortest interval, on this scale. */
  readonly shortest: Limits;
}

/** Moments, median and both intervals of a law. */
export function summarise(law: Law, level: number): PosteriorSummary {
  const [lower, upper] = shortestInterval(law, level);
  return { ...summariseCentrally(law, level), shortest: { lower, upper, level } };
}

/** The same without the shortest interval, which takes longest. */
export function summariseCentrally(law: Law, level: number): Omit<PosteriorSummary, "shortest"> {
  const tail = (1 - level) / 2;
  const { mean, standardDeviation } = law;
  return {
    ...(mean === undefined ? {} : { mean }),
    ...(standardDeviation === undefined ? {} : { standardDeviation }),
    median: law.quantile(0.5),
    central: { lower: law.quantile(tail), upper: law.quantile(1 - tail), level },
  };
}
