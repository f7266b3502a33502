import { holds, openProportion, requireAll } from "../arguments.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { checkGraph, type HypothesisGraph, intersections, type Working } from "./graph.ts";
import { checkTest, type IntersectionTest, partsOf, spentBy, weightOf } from "./intersection-test.ts";

/** One intersection of hypotheses: rejected if the p-value of one of them is at most its level. */
export interface IntersectionLevels {
  /** Indices from 0, ascending. */
  readonly hypotheses: readonly number[];
  /** Shares of alpha that the graph gives them. */
  readonly weights: readonly number[];
  /** Weight times alpha, times the factor that a known correlation allows. */
  readonly levels: readonly number[];
}

/** Whether no hypothesis loses level when others leave its intersection; if one does, where. */
export type Consonance =
  | { readonly kind: "consonant" }
  | {
      readonly kind: "notConsonant";
      readonly hypothesis: number;
      /** The level here is above … */
      readonly within: readonly number[];
      /** … the level here, although these are fewer. */
      readonly butNotIn: readonly number[];
    };

export interface GraphicalLevels {
  readonly intersections: readonly IntersectionLevels[];
  readonly consonance: Consonance;
}

/**
 * The local levels of every intersection of a graphical test, and whether the test is consonant: c_J w_j(J) <= c_J' w_j(J') for all j in J' ⊂ J
 * (F. Bretz et al., Biom. J. 53 (2011) 894–913, doi:10.1002/bimj.201000239, section 3.1). Then the closed test may be done as a sequence
 * of single rejections; otherwise an intersection may be rejected without any of its hypotheses, and only `graphicalTest`, which
 * goes through all intersections, is right.
 * @throws InvalidInput as `graphicalTest`, for a Simes test or group, which has no fixed levels, or more than 12 hypotheses.
 * @example
 * const test = { kind: "grouped", groups: [{ kind: "parametric", hypotheses: [0, 1], correlation: [[1, 0.5], [0.5, 1]] }] } as const;
 * graphicalLevels(standardGraph({ kind: "holm", weights: [0.5, 0.5] }), { alpha: 0.025, test }).intersections[2].levels // 0.01348, 0.01348
 */
export function graphicalLevels(
  graph: HypothesisGraph,
  options: { readonly alpha: number; readonly test: IntersectionTest },
): GraphicalLevels {
  const { alpha, test } = options;
  const count = graph.weights.length;
  const isSimes =
    test === "simes" || (typeof test === "object" && test.groups.some((group) => group?.kind === "simes"));
  requireAll(
    ...checkGraph(graph),
    openProportion("alpha", alpha),
    ...checkTest(test, count),
    holds(!isSimes, "test", "Simes's test has no fixed levels", "bonferroni or parametric"),
    holds(count <= 12, "weights", `${count} hypotheses`, "at most 12"),
  );
  const all: Float64Array[] = [];
  const described: IntersectionLevels[] = [];
  for (const working of intersections(graph)) {
    const levels = localLevels(working, alpha, test);
    const hypotheses = Array.from(levels.keys()).filter((i) => working.isIn[i]);
    all.push(levels);
    described.push({
      hypotheses,
      weights: hypotheses.map((i) => working.weights[i]!),
      levels: hypotheses.map((i) => levels[i]!),
    });
  }
  return { intersections: described, consonance: consonanceOf(all, described) };
}

function localLevels(working: Working, alpha: number, test: IntersectionTest): Float64Array {
  const { weights } = working;
  const levels = Float64Array.from(weights, (weight) => weight * alpha);
  const parts = partsOf(working, test);
  const isCommon = typeof test !== "string" && test.scaling === "common";
  for (const together of isCommon ? [parts] : parts.map((part) => [part])) {
    if (!together.some(({ tests }) => tests !== undefined)) continue;
    const members = together.flatMap((part) => part.members);
    const share = weightOf(members, weights);
    const excess = (c: number): number =>
      together.reduce((sum, part) => sum + spentBy(part, c * alpha, weights).value, 0) - alpha * share;
    // Between Bonferroni's factor and that which the largest weight alone would allow.
    const most = share / Math.max(...members.map((i) => weights[i]!));
    const c = rootOr(excess, most);
    for (const i of members) levels[i] = c * weights[i]! * alpha;
  }
  return levels;
}

/** The factor where nothing more is spent than allowed; 1 or the most where roundings leave no change of sign. */
function rootOr(excess: (c: number) => number, most: number): number {
  if (excess(1) >= 0) return 1;
  if (excess(most) <= 0) return most;
  const root = brentRoot(excess, { from: 1, to: most, tolerance: 1e-11 });
  return root.kind === "converged" ? root.value : root.best;
}

/** Enough to compare each intersection with those of one hypothesis less: levels then rise along every chain. */
function consonanceOf(all: readonly Float64Array[], described: readonly IntersectionLevels[]): Consonance {
  for (const [at, { hypotheses }] of described.entries()) {
    for (const out of hypotheses) {
      // The set of bits `at + 1` without that of `out`.
      const fewer = (at + 1) & ~(1 << out);
      if (fewer === 0) continue;
      const { hypotheses: rest } = described[fewer - 1]!;
      const loser = rest.find((j) => all[at]![j]! > all[fewer - 1]![j]! * (1 + SLACK));
      if (loser !== undefined) return { kind: "notConsonant", hypothesis: loser, within: hypotheses, butNotIn: rest };
    }
  }
  return { kind: "consonant" };
}

/** Levels from the lattice are good to a few millionths of themselves. */
const SLACK = 1e-5;
