import { holds, oneOf, requireAll, type Requirement, whole } from "../arguments.ts";

/** Hypotheses with shares of alpha, and where each passes its share once it is rejected. */
export interface HypothesisGraph {
  /** Share of alpha of each hypothesis; not negative, together at most 1. */
  readonly weights: readonly number[];
  /** transitions[i][j]: part of the share of i that goes to j; 0 on the diagonal, each row together at most 1. */
  readonly transitions: readonly (readonly number[])[];
}

/** `holm` and `fallback` by their weights, `fixedSequence` by how many hypotheses follow each other. */
export type StandardGraph =
  | { readonly kind: "bonferroni" | "holm" | "fallback"; readonly weights: readonly number[] }
  | { readonly kind: "fixedSequence"; readonly count: number };

/**
 * The graph of a well-known procedure; F. Bretz, W. Maurer, W. Brannath, M. Posch, Stat. Med. 28 (2009) 586–604, doi:10.1002/sim.3495.
 *
 * - `bonferroni`: nothing is passed on.
 * - `holm`: a share goes to the others in proportion to their weights (S. Holm, Scand. J. Stat. 6 (1979) 65, also with unequal weights);
 *   equally where the others have none.
 * - `fallback`: each passes all to the next in the order given (B. L. Wiens, Pharm. Stat. 2 (2003) 211–215).
 * - `fixedSequence`: the fallback whose first hypothesis has all.
 *
 * @throws InvalidInput for weights that are negative or sum to more than 1, no hypotheses or more than 1000, or another kind.
 * @example standardGraph({ kind: "fallback", weights: [0.8, 0.2] }) // transitions [[0, 1], [0, 0]]
 */
export function standardGraph(recipe: StandardGraph): HypothesisGraph {
  requireAll(oneOf("kind", recipe.kind, ["bonferroni", "holm", "fallback", "fixedSequence"]));
  if (recipe.kind === "fixedSequence") requireAll(whole("count", recipe.count, 1, 1000));
  else requireAll(...checkWeights(recipe.weights));
  const weights =
    recipe.kind === "fixedSequence"
      ? Array.from({ length: recipe.count }, (_, i) => (i === 0 ? 1 : 0))
      : Array.from(recipe.weights);
  const passes = (i: number, j: number): number => {
    if (recipe.kind === "bonferroni" || i === j) return 0;
    if (recipe.kind !== "holm") return j === i + 1 ? 1 : 0;
    const others = weights.reduce((sum, weight, k) => (k === i ? sum : sum + weight), 0);
    return others > 0 ? weights[j]! / others : 1 / (weights.length - 1);
  };
  return { weights, transitions: weights.map((_, i) => weights.map((__, j) => passes(i, j))) };
}

/** Sums of shares such as 1/3 may round above 1. */
const ROUNDING = 1e-9;

// Unlike `every` of the array itself, that of its copy sees holes.
const areShares = (row: readonly number[]): boolean =>
  Array.from(row).every((share) => typeof share === "number" && share >= 0 && share <= 1 + ROUNDING);
const total = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);

function checkWeights(weights: readonly number[]): Requirement[] {
  return [
    holds(weights.length > 0, "weights", "there are no hypotheses"),
    holds(weights.length <= 1000, "weights", `${weights.length} hypotheses`, "at most 1000"),
    holds(areShares(weights), "weights", "a weight is outside 0 … 1"),
    holds(!(total(weights) > 1 + ROUNDING), "weights", `the weights sum to ${total(weights)}`, "at most 1"),
  ];
}

export function checkGraph({ weights, transitions }: HypothesisGraph): Requirement[] {
  const count = weights.length;
  return [
    ...checkWeights(weights),
    holds(transitions.length === count, "transitions", `${transitions.length} rows for ${count} hypotheses`),
    ...Array.from(transitions).flatMap((row, i) =>
      Array.isArray(row)
        ? checkRow(row, i, count)
        : [holds(false, `transitions.${i}`, "there is no row", `must have ${count} entries`)],
    ),
  ];
}

function checkRow(row: readonly number[], i: number, count: number): Requirement[] {
  return [
    holds(row.length === count, `transitions.${i}`, `${row.length} entries for ${count} hypotheses`),
    holds(areShares(row), `transitions.${i}`, "an entry is outside 0 … 1"),
    holds(row[i] === undefined || row[i] === 0, `transitions.${i}`, "a hypothesis cannot pass to itself"),
    holds(!(total(row) > 1 + ROUNDING), `transitions.${i}`, `the row sums to ${total(row)}`, "at most 1"),
  ];
}

/** A graph from which hypotheses are taken out. */
export interface Working {
  readonly weights: Float64Array;
  readonly transitions: readonly Float64Array[];
  readonly isIn: boolean[];
}

export function workingCopy({ weights, transitions }: HypothesisGraph): Working {
  return {
    weights: Float64Array.from(weights),
    transitions: transitions.map((row) => Float64Array.from(row)),
    isIn: weights.map(() => true),
  };
}

/** Takes hypothesis j out and hands its share on: steps 1 and 2 of algorithm 1 of Bretz et al. (2009). */
export function takeOut({ weights, transitions: g, isIn }: Working, j: number): void {
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

/** The hypotheses and weights of every intersection: those whose bits are set, from 1 to 2^count - 1. */
export function* intersections(graph: HypothesisGraph): Generator<Working> {
  const count = graph.weights.length;
  for (let set = 1; set < 1 << count; set++) {
    const working = workingCopy(graph);
    for (let i = 0; i < count; i++) if (((set >> i) & 1) === 0) takeOut(working, i);
    yield working;
  }
}
