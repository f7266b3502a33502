import { standardNormalIsf } from "@rekindle/stats";
import { profileLimit, type ProfileLimit } from "../binomial-normal/profile.ts";
import { climb } from "./climb.ts";
import { covarianceAt, type Likelihood, type LikelihoodAt } from "./likelihood.ts";

interface ProfileOptions {
  readonly parameter: number;
  readonly level: number;
  /** Where the search for a limit gives up, on each side. */
  readonly walls: readonly [number, number];
}

/** Where the log-likelihood, maximised over all other parameters, has fallen by half a chi-squared quantile with one degree of freedom. */
export function profileLimits(
  likelihood: Likelihood,
  best: LikelihoodAt,
  { parameter, level, walls }: ProfileOptions,
): readonly [ProfileLimit, ProfileLimit] {
  const z = standardNormalIsf((1 - level) / 2);
  const fall = 0.5 * z * z;
  const estimate = best.theta[parameter]!;
  const variance = covarianceAt(best, likelihood)?.[parameter]?.[parameter] ?? 0;
  const isSpread = likelihood.spreads[parameter] === true;
  const step = isSpread
    ? Math.min(0.5 + estimate, variance > 0 ? z * Math.sqrt(variance) : 1)
    : z * Math.sqrt(variance);
  const side = (direction: 1 | -1, wall: number): ProfileLimit => {
    if (isSpread && direction === -1 && estimate === 0) return { kind: "limit", value: 0 };
    const profile = profileOf(likelihood, best, parameter);
    const search = { profile, estimate, highest: best.value, fall, step: step > 0 ? step : 1 };
    return profileLimit({ ...search, direction, wall });
  };
  const lower = side(-1, walls[0]);
  return [isSpread && lower.kind === "unbounded" ? { kind: "limit", value: 0 } : lower, side(1, walls[1])];
}

/** Each call starts on the line through the maxima of the last two, and from the best of all where that does not end. */
function profileOf(likelihood: Likelihood, best: LikelihoodAt, parameter: number) {
  let last = best.theta;
  const column = covarianceAt(best, likelihood)?.map((row) => row[parameter]!);
  const variance = column?.[parameter] ?? 0;
  let slope = best.theta.map((_, i) => (variance > 0 ? column![i]! / variance : 0));
  return (value: number): number | undefined => {
    if (value === best.theta[parameter]) return best.value;
    const from = (theta: readonly number[]) =>
      climb(likelihood, {
        start: theta.map((old, i) => startOf(likelihood, old, i, i === parameter, value)),
        held: parameter,
      });
    const distance = Math.max(-2, Math.min(2, value - last[parameter]!));
    const ahead = from(last.map((old, i) => old + slope[i]! * distance));
    const found = ahead.kind === "converged" ? ahead : from(best.theta);
    if (found.kind === "notConverged") return undefined;
    const before = last;
    last = found.at.theta;
    const moved = value - before[parameter]!;
    if (Math.abs(moved) > 1e-9) slope = last.map((now, i) => (now - before[i]!) / moved);
    return found.at.value;
  };
}

/** A spread at 0 would stay there, since it is stationary. */
function startOf({ spreads }: Likelihood, old: number, i: number, isHeld: boolean, value: number): number {
  if (isHeld) return value;
  return spreads[i] === true ? Math.max(old, 0.1) : old;
}
