import { holds, oneOf, openProportion, requireAll, type Requirement } from "../arguments.ts";
import { checkPValues } from "./adjusted-p-values.ts";

/** Hypotheses with shares of alpha, and where each passes its share once it is rejected. */
export interface HypothesisGraph {
  /** Share of alpha of each hypothesis; not negative, together at most 1. */
  readonly weights: readonly number[];
  /** transitions[i][j]: part of the share of i that goes to j; 0 on the diagonal, each row together at most 1. */
  readonly transitions: readonly (readonly number[])[];
}

export interface GraphicalResult {
  readonly adjusted: readonly number[];
  readonly rejected: readonly boolean[];
}

/**
 * Multiple tests by a graph: the closed test whose intersections have the weights that the graph gives them.
 *
 * - `bonferroni`: the sequentially rejective procedure; F. Bretz, W. Maurer, W. Brannath, M. Posch, Stat. Med. 28 (2009) 586–604,
 *   doi:10.1002/sim.3495, algorithm 1 and the adjusted p-values of section 2.3. It is exact for any dependence.
 * - `simes`: each intersection by the weighted Simes test, F. Bretz et al., Biom. J. 53 (2011) 894–913, doi:10.1002/bimj.201000239,
 *   section 3.2; needs Simes's inequality; at most 12 hypotheses.
 *
 * @throws InvalidInput for a graph that breaks the rules of `HypothesisGraph`, columns of different lengths, p-values outside [0, 1] or
 * alpha outside (0, 1), naming each.
 * @example
 * const graph = { weights: [0.5, 0.5, 0, 0], transitions: [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]] };
 * graphicalTest(graph, { pValues: [0.018, 0.01, 0.105, 0.006], alpha: 0.025, test: "bonferroni" }).adjusted // 0.02, 0.02, 0.105, 0.02
 */
export function graphicalTest(
  graph: HypothesisGraph,
  options: { readonly pValues: readonly number[]; readonly alpha: number; readonly test: "bonferroni" | "simes" },
): GraphicalResult {
  const { pValues, alpha, test } = options;
  const count = graph.weights.length;
  requireAll(
    ...checkGraph(graph),
    ...checkPValues(pValues),
    holds(pValues.length === count, "pValues", `${pValues.length} p-values for ${count} hypotheses`),
    openProportion("alpha", alpha),
    oneOf("test", test, ["bonferroni", "simes"]),
    holds(test !== "simes" || count <= 12, "test", `simes for ${count} hypotheses`, "at most 12"),
  );
  const adjusted = test === "bonferroni" ? sequentially(graph, pValues) : byClosure(graph, pValues);
  return { adjusted, rejected: adjusted.map((p) => p <= alpha) };
}

/** Sums of shares such as 1/3 may round above 1. */
const ROUNDING = 1e-9;

function checkGraph({ weights, transitions }: HypothesisGraph): Requirement[] {
  const count = weights.length;
  // Unlike `every` of the array itself, that of its copy sees holes.
  const areShares = (row: readonly number[]): boolean =>
    Array.from(row).every((share) => share >= 0 && share <= 1 + ROUNDING);
  const total = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
  return [
    holds(count > 0, "weights", "there are no hypotheses"),
    holds(areShares(weights), "weights", "a weight is outside 0 … 1"),
    holds(!(total(weights) > 1 + ROUNDING), "weights", `the weights sum to ${total(weights)}`, "at most 1"),
    holds(transitions.length === count, "transitions", `${transitions.length} rows for ${count} hypotheses`),
    ...transitions.flatMap((row, i) => [
      holds(row.length === count, `transitions.${i}`, `${row.length} entries for ${count} hypotheses`),
      holds(areShares(row), `transitions.${i}`, "an entry is outside 0 … 1"),
      holds(row[i] === undefined || row[i] === 0, `transitions.${i}`, "a hypothesis cannot pass to itself"),
      holds(!(total(row) > 1 + ROUNDING), `transitions.${i}`, `the row sums to ${total(row)}`, "at most 1"),
    ]),
  ];
}

interface Working {
  readonly weights: Float64Array;
  readonly transitions: readonly Float64Array[];
  readonly isIn: boolean[];
}

function workingCopy({ weights, transitions }: HypothesisGraph): Working {
  return {
    weights: Float64Array.from(weights),
    transitions: transitions.map((row) => Float64Array.from(row)),
    isIn: weights.map(() => true),
  };
}

/** Takes hypothesis j out and hands its share on: steps 1 and 2 of algorithm 1. */
function takeOut({ weights, transitions: g, isIn }: Working, j: number): void {
  isIn[j] = false;
  const rest = isIn.flatMap((is, i) => (is ? [i] : []));
  const changed = rest.map((l) =>
    rest.map((k) => {
      const loop = g[l]![j]! * g[j]![l]!;
      return k === l || loop >= 1 - 1e-12 ? 0 : (g[l]![k]! + g[l]![j]! * g[j]![k]!) / (1 - loop);
    }),
  );
  for (const [a, l] of rest.entries()) {
    weights[l]! += weights[j]! * g[j]![l]!;
    for (const [b, k] of rest.entries()) g[l]![k] = changed[a]![b]!;
  }
  weights[j] = 0;
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

function byClosure(graph: HypothesisGraph, pValues: readonly number[]): number[] {
  const count = pValues.length;
  const adjusted: number[] = pValues.map(() => 0);
  for (let set = 1; set < 1 << count; set++) {
    const working = workingCopy(graph);
    for (let i = 0; i < count; i++) if (((set >> i) & 1) === 0) takeOut(working, i);
    const p = weightedSimes(working, pValues);
    for (let i = 0; i < count; i++) if (((set >> i) & 1) === 1) adjusted[i] = Math.max(adjusted[i]!, p);
  }
  return adjusted;
}

/** min over j of p_j / (sum of the weights of those with p at most p_j). */
function weightedSimes({ weights, isIn }: Working, pValues: readonly number[]): number {
  let least = 1;
  for (let j = 0; j < pValues.length; j++) {
    if (!isIn[j]) continue;
    let share = 0;
    for (let i = 0; i < pValues.length; i++) if (isIn[i] && pValues[i]! <= pValues[j]!) share += weights[i]!;
    if (share > 0) least = Math.min(least, pValues[j]! / share);
  }
  return least;
}
