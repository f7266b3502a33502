import {
  createStream,
  drawOpenUniform,
  drawStandardNormal,
  drawUniform,
  openStream,
  parseSeed,
  streamFamily,
  studentT,
} from "@rekindle/stats";
import { inverseVarianceWeights, type LinearProblem, weightedFit } from "../linear/weighted-fit.ts";
import { qLaw } from "../tau2-intervals/generalised-q-law.ts";
import { definePredictionInterval, type PredictionLimits, type PredictionRequest } from "./prediction-interval.ts";

/** Points at which the law of tau2 is tabulated; between them it is interpolated. */
const POINTS = 400;

/**
 * Draws tau2 from its confidence distribution (the exact law of DerSimonian and Laird's Q), and given it the mean by Hartung and Knapp's
 * t with k − 1 degrees of freedom and a new study's deviation: the interval holds the middle of the draws. Nagashima, Noma & Furukawa,
 * Statistical Methods in Medical Research 28 (2019) 1689–1702, doi:10.1177/0962280218773520.
 */
export const parametricBootstrap = definePredictionInterval({
  kind: "parametricBootstrap",
  label: "parametric bootstrap",
  rule: () => ({
    kind: "notEstimable",
    reason: "the parametric bootstrap needs effects with known variances: pool by inverse variance",
  }),
  limits: bootstrapLimits,
});

function bootstrapLimits(problem: LinearProblem, { level, replicates, seed }: PredictionRequest): PredictionLimits {
  const k = problem.y.length;
  if (k < 3) return { kind: "notEstimable", reason: "a prediction interval needs at least three studies" };
  const tau2At = confidenceQuantile(problem);
  const law = studentT({ df: k - 1 });
  const family = streamFamily(parseSeed(seed), "meta-analysis", "prediction");
  const stream = createStream();
  const draws = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    openStream(stream, family, replicate);
    const tau2 = tau2At(drawUniform(stream));
    const z = drawStandardNormal(stream);
    const { mean, error } = meanAt(problem, tau2);
    draws[replicate] = mean + z * Math.sqrt(tau2) - error * law.quantile(drawOpenUniform(stream));
  }
  draws.sort();
  const tail = (1 - level) / 2;
  const spread = Math.sqrt((tail * (1 - tail)) / replicates);
  const at = (p: number) => draws[Math.min(replicates - 1, Math.max(0, Math.floor(p * replicates)))]!;
  const errorAt = (p: number) => ((at(p + spread) - at(p - spread)) / 2).toPrecision(2);
  const errors = `Monte-Carlo standard errors ${errorAt(tail)} and ${errorAt(1 - tail)}`;
  const method = `parametric bootstrap (Nagashima), t(${k - 1}), ${replicates} draws, ${errors}`;
  return { kind: "limits", lower: at(tail), upper: at(1 - tail), method };
}

function meanAt({ y, v }: LinearProblem, tau2: number): { readonly mean: number; readonly error: number } {
  let [total, first] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    total += 1 / (v[i]! + tau2);
    first += y[i]! / (v[i]! + tau2);
  }
  const mean = first / total;
  let squares = 0;
  for (let i = 0; i < y.length; i++) squares += ((y[i]! - mean) * (y[i]! - mean)) / (v[i]! + tau2);
  return { mean, error: Math.sqrt(squares / ((y.length - 1) * total)) };
}

/** tau2 as a function of its confidence probability P(Q > q): 0 below that of 0. */
function confidenceQuantile(problem: LinearProblem): (u: number) => number {
  const weights = inverseVarianceWeights(problem, 0);
  const { Q } = weightedFit(problem, weights)!;
  if (!(Q > 0)) return () => 0;
  const law = qLaw(problem, weights, Q);
  const scale = problem.v.reduce((sum, v) => sum + v, 0) / problem.v.length;
  let far = scale;
  while (law(far) > 1e-7 && far < 1e100) far *= 2;
  const least = scale * 1e-4;
  const ratio = Math.sqrt(far / least);
  // equal steps of tau near 0 and equal ratios beyond, both in one variable
  const tau2Of = (i: number) => {
    const x = i / (POINTS - 1);
    const tau = x * Math.sqrt(far) * (x + (1 - x) / Math.sqrt(ratio));
    return tau * tau;
  };
  const table = Array.from({ length: POINTS }, (_, i) => ({ tau2: tau2Of(i), below: 1 - law(tau2Of(i)) }));
  return (u) => {
    if (u <= table[0]!.below) return 0;
    let [low, high] = [0, POINTS - 1];
    if (u >= table[high]!.below) return table[high]!.tau2;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (table[middle]!.below <= u) low = middle;
      else high = middle;
    }
    const [a, b] = [table[low]!, table[high]!];
    const share = b.below > a.below ? (u - a.below) / (b.below - a.below) : 0;
    return a.tau2 + share * (b.tau2 - a.tau2);
  };
}
