import type { Tau2 } from "../pooled.ts";
import type { Likelihood, LikelihoodAt } from "./likelihood.ts";
import { profileLimits } from "./profile-limits.ts";

interface ProfiledVarianceOptions {
  /** Index of the standard deviation among the parameters. */
  readonly parameter: number;
  readonly level: number;
  /** How the estimate was found. */
  readonly method: Tau2["method"];
  /** The standard deviation beyond which no limit is searched. */
  readonly farthest: number;
}

/** A variance component, squared from the standard deviation that the likelihood is climbed in, with its profile limits. */
export function profiledVariance(
  likelihood: Likelihood,
  best: LikelihoodAt,
  { parameter, level, method, farthest }: ProfiledVarianceOptions,
): Tau2 {
  const point = { value: best.theta[parameter]! * best.theta[parameter]!, method };
  const [lower, upper] = profileLimits(likelihood, best, { parameter, level, walls: [0, farthest] });
  if (lower.kind === "notConverged") return { ...point, noInterval: lower.reason };
  if (upper.kind === "notConverged") return { ...point, noInterval: upper.reason };
  const ends = [lower.kind === "limit" ? lower.value : 0, upper.kind === "limit" ? upper.value : Infinity] as const;
  return {
    ...point,
    interval: { lower: ends[0] * ends[0], upper: ends[1] * ends[1], level, method: "profile likelihood" },
  };
}
