import { holds, openProportion, requireAll } from "../arguments.ts";
import type { Integral } from "../numerics/integrate.ts";
import { checkPValues } from "./adjusted-p-values.ts";
import { checkGraph, type HypothesisGraph, intersections, takeOut, workingCopy } from "./graph.ts";
import { checkTest, type IntersectionTest, intersectionP } from "./intersection-test.ts";

export interface GraphicalResult {
  readonly adjusted: readonly number[];
  readonly rejected: readonly boolean[];
  /** Of each adjusted p-value, absolute: 0 but for parametric groups, whose probabilities are integrated. */
  readonly errors: readonly number[];
}

/**
 * Multiple tests by a graph: the closed test whose intersections have the weights that the graph gives them.
 *
 * - `bonferroni`: the sequentially rejective procedure; F. Bretz, W. Maurer, W. Brannath, M. Posch, Stat. Med. 28 (2009) 586–604,
 *   doi:10.1002/sim.3495, algorithm 1 and the adjusted p-values of section 2.3. It is exact for any dependence.
 * - `simes`: each intersection by the weighted Simes test, F. Bretz et al., Biom. J. 53 (2011) 894–913, doi:10.1002/bimj.201000239,
 *   section 3.2; needs Simes's inequality; at most 12 hypotheses.
 * - `grouped`: weighted min-p tests of groups whose correlation is known (Bretz et al. 2011), Simes's or Bonferroni's of other groups, and
 *   Bonferroni's between groups; at most 12 hypotheses. A parametric group is rejected if some p_j <= c w_j alpha, where c makes the
 *   group's error alpha times its weights (D. Xi, E. Glimm, W. Maurer, F. Bretz, Biom. J. 59 (2017) 918–931,
 *   doi:10.1002/bimj.201600233), or, with `scaling` `common` as in 2011, the sum over all groups. Weights that sum to less than 1 leave
 *   the rest unspent. `graphicalLevels` shows c and whether the closed test is consonant.
 *
 * @throws InvalidInput for a graph that breaks the rules of `HypothesisGraph`, columns of different lengths, p-values outside [0, 1], alpha
 * outside (0, 1), groups that overlap or name what is not there, or a matrix that is no correlation matrix, naming each.
 * @example
 * const graph = { weights: [0.5, 0.5, 0, 0], transitions: [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]] };
 * graphicalTest(graph, { pValues: [0.018, 0.01, 0.105, 0.006], alpha: 0.025, test: "bonferroni" }).adjusted // 0.02, 0.02, 0.105, 0.02
 */
export function graphicalTest(
  graph: HypothesisGraph,
  options: { readonly pValues: readonly number[]; readonly alpha: number; readonly test: IntersectionTest },
): GraphicalResult {
  const { pValues, alpha, test } = options;
  const count = graph.weights.length;
  requireAll(
    ...checkGraph(graph),
    ...checkPValues(pValues),
    holds(pValues.length === count, "pValues", `${pValues.length} p-values for ${count} hypotheses`),
    openProportion("alpha", alpha),
    ...checkTest(test, count),
  );
  const areas =
    test === "bonferroni"
      ? sequentially(graph, pValues).map((value) => ({ value, error: 0 }))
      : byClosure(graph, pValues, test);
  const adjusted = areas.map(({ value }) => value);
  return { adjusted, rejected: adjusted.map((p) => p <= alpha), errors: areas.map(({ error }) => error) };
}

function sequentially(graph: HypothesisGraph, pValues: readonly number[]): number[] {
  const working = workingCopy(graph);
  const adjusted: number[] = pValues.map(() => 1);
  let most = 0;
  for (let step = 0; step < pValues.length; step++) {
    let next = -1;
    let least = Infinity;
    for (let i = 0; i < pValues.length; i++) {
      if (!working.isIn[i] || !(working.weights[i]! > 0)) continue;
      const ratio = pValues[i]! / working.weights[i]!;
      if (ratio < least) {
        least = ratio;
        next = i;
      }
    }
    if (next < 0) break;
    most = Math.max(most, Math.min(1, least));
    adjusted[next] = most;
    takeOut(working, next);
  }
  return adjusted;
}

function byClosure(graph: HypothesisGraph, pValues: readonly number[], test: IntersectionTest): Integral[] {
  const areas: Integral[] = pValues.map(() => ({ value: 0, error: 0 }));
  for (const working of intersections(graph)) {
    const p = intersectionP(working, pValues, test);
    for (const [i, is] of working.isIn.entries()) if (is && p.value > areas[i]!.value) areas[i] = p;
  }
  return areas;
}
