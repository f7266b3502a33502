import { brentRoot } from "@rekindle/stats";
import { inverseVarianceWeights, type LinearProblem, type WeightedFit, weightedFit } from "../linear/weighted-fit.ts";
import { singular, type Tau2Estimate } from "./tau2-estimator.ts";

/** An equation that tau2 solves: the score of a likelihood, or observed minus expected Q. Negative for large tau2. */
type Score = (fit: WeightedFit) => number;

/** Ratio of neighbouring points of the search for sign changes. */
const GRID_RATIO = 1.6;
const GRID_POINTS = 60;
/** Where the squares of tiny effects vanish, the search still has to leave 0. */
const LEAST = 1e-300;

/**
 * Every root of the score in tau2 >= 0, ascending; 0 is one if the score is not positive there. Of a score that only falls, the `first` is
 * all there is.
 */
export function scoreRoots(
  problem: LinearProblem,
  score: Score,
  wanted: "all" | "first" = "all",
): readonly number[] | undefined {
  const at = (tau2: number): number | undefined => {
    const fit = weightedFit(problem, inverseVarianceWeights(problem, tau2));
    return fit === undefined ? undefined : score(fit);
  };
  const first = at(0);
  if (first === undefined) return undefined;
  const roots: number[] = first <= 0 ? [0] : [];
  if (wanted === "first" && roots.length > 0) return roots;
  let low = 0;
  let atLow = first;
  const scale = spreadOf(problem);
  for (let i = 0, high = Math.max(scale * 1e-8, LEAST); i < GRID_POINTS || atLow > 0; i++, high *= GRID_RATIO) {
    const atHigh = at(high);
    if (atHigh === undefined || high > 1e300) return roots;
    if (atLow > 0 !== atHigh > 0) roots.push(rootIn((tau2) => at(tau2)!, low, high));
    if (wanted === "first" && roots.length > 0) return roots;
    low = high;
    atLow = atHigh;
  }
  return roots;
}

function rootIn(f: (tau2: number) => number, from: number, to: number): number {
  const root = brentRoot(f, { from, to });
  return root.kind === "converged" ? root.value : root.best;
}

/** A size to measure tau2 by: the crude variance of the effects, or failing that their sampling variance. */
function spreadOf({ y, v }: LinearProblem): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const crude = y.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / y.length;
  return crude > 0 ? crude : v.reduce((sum, value) => sum + value, 0) / v.length;
}

/** The root with the highest log-likelihood, with its standard error. */
export function bestRoot(
  problem: LinearProblem,
  { score, logLikelihood, standardError }: { score: Score; logLikelihood: Score; standardError: Score },
): Tau2Estimate {
  const roots = scoreRoots(problem, score);
  if (roots === undefined) return singular;
  let best: { tau2: number; value: number; fit: WeightedFit } | undefined;
  for (const tau2 of roots) {
    const fit = weightedFit(problem, inverseVarianceWeights(problem, tau2))!;
    const value = logLikelihood(fit);
    if (best === undefined || value > best.value) best = { tau2, value, fit };
  }
  if (best === undefined) return { kind: "notConverged", reason: "the likelihood has no maximum at any finite tau2" };
  return { kind: "estimated", tau2: best.tau2, standardError: standardError(best.fit) };
}
