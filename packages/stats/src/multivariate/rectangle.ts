import { holds, positive, requireAll } from "../arguments.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { checkCorrelation, type Matrix } from "./correlation.ts";
import { productRoots, productRectangle } from "./product-correlation.ts";
import { bivariateRectangle } from "./bivariate-normal.ts";
import { intervalMass } from "./interval-mass.ts";
import { trivariateRectangle } from "./trivariate-normal.ts";
import { latticeRectangle } from "./lattice-rectangle.ts";
import { scaleMixture } from "./scale-mixture.ts";

/** Limits of each coordinate, possibly infinite; df, if given, makes it multivariate t. */
export interface Rectangle {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly correlation: Matrix;
  readonly df?: number;
}

export interface RectangleProbability {
  readonly value: number;
  /** Absolute error: a bound for the deterministic methods, 3.5 standard errors for the lattice. */
  readonly error: number;
  readonly method: "closedForm" | "oneDimensional" | "lattice";
}

/**
 * P(lower < X <= upper) for standard normals, or t with `df`, with this correlation matrix.
 *
 * One and two dimensions, three, and correlations of product form ρij = bi bj (Dunnett) are integrated deterministically; others by
 * a randomised lattice rule after A. Genz and F. Bretz, "Computation of Multivariate Normal and t Probabilities" (2009),
 * doi:10.1007/978-3-642-01689-9, chapter 4, with fixed shifts, so that the result never varies.
 * @param options `absolute`: the error to stop at in the lattice, by default 1e-5.
 * @throws InvalidInput for limits out of order or of another length, a matrix that is no correlation matrix, or df not above 0.
 * @example rectangleProbability({ lower: [-Infinity, -Infinity], upper: [0, 0], correlation: [[1, 0.5], [0.5, 1]] }, {}).value // 1/3
 */
export function rectangleProbability(
  rectangle: Rectangle,
  options: { readonly absolute?: number } = {},
): RectangleProbability {
  const { lower, upper, correlation, df } = rectangle;
  const { absolute = 1e-5 } = options;
  const size = correlation.length;
  requireAll(
    ...checkCorrelation(correlation),
    holds(lower.length === size, "lower", `${lower.length} limits for ${size} coordinates`),
    holds(upper.length === size, "upper", `${upper.length} limits for ${size} coordinates`),
    holds(
      lower.every((limit, i) => limit <= upper[i]!),
      "lower",
      "a lower limit is above its upper limit, or is no number",
    ),
    df === undefined ? undefined : positive("df", df),
    positive("absolute", absolute),
  );
  const inner = innerProbability(correlation);
  if (inner === undefined) return latticeRectangle({ lower, upper, correlation, df, absolute });
  if (df === undefined) {
    return {
      value: inner.probability(lower, upper, 1),
      error: inner.error,
      method: size < 3 ? "closedForm" : "oneDimensional",
    };
  }
  const value = scaleMixture(df, (s) => inner.probability(lower, upper, s));
  return { value, error: 1e-10, method: "oneDimensional" };
}

interface Inner {
  /** Of the rectangle with all limits multiplied by `scale`. */
  readonly probability: (lower: readonly number[], upper: readonly number[], scale: number) => number;
  readonly error: number;
}

function innerProbability(correlation: Matrix): Inner | undefined {
  const size = correlation.length;
  if (size === 1) return { probability: (a, b, s) => intervalMass(a[0]! * s, b[0]! * s), error: 1e-15 };
  if (size === 2) {
    const r = correlation[0]![1]!;
    return {
      probability: (a, b, s) => bivariateRectangle(a[0]! * s, b[0]! * s, a[1]! * s, b[1]! * s, r),
      error: 4e-15,
    };
  }
  const roots = productRoots(correlation);
  if (roots !== undefined) return { probability: (a, b, s) => productRectangle(a, b, s, roots), error: 1e-13 };
  if (size === 3)
    requireAll(holds(determinant(correlation) > -1e-12, "correlation", "the matrix is not positive semidefinite"));
  if (size === 3) return { probability: (a, b, s) => trivariateRectangle(a, b, s, correlation), error: 1e-12 };
  return undefined;
}

/** Of a 3 × 3 correlation matrix. */
function determinant(c: Matrix): number {
  const [a, b, d] = [c[0]![1]!, c[0]![2]!, c[1]![2]!];
  return 1 + 2 * a * b * d - a * a - b * b - d * d;
}

/**
 * The c with P(all Xi <= c) = level (tails "upper") or P(all |Xi| <= c) = level ("both"): Dunnett's critical values and their like.
 * @returns c, to about 1e-9 where the probability is deterministic, else to the lattice's error.
 * @throws InvalidInput as `rectangleProbability`, and for a level outside (0, 1).
 * @example equicoordinateQuantile({ correlation: [[1, 0.5], [0.5, 1]] }, { level: 0.975, tails: "upper" }) // 2.212168
 */
export function equicoordinateQuantile(
  law: { readonly correlation: Matrix; readonly df?: number },
  options: { readonly level: number; readonly tails: "upper" | "both"; readonly absolute?: number },
): number {
  const { level, tails, absolute = 1e-6 } = options;
  requireAll(
    holds(level > 0 && level < 1, "level", `${level} is out of range`, "must be strictly between 0 and 1"),
    holds(tails === "upper" || tails === "both", "tails", `${tails} is no choice`, "allowed: upper, both"),
    ...checkCorrelation(law.correlation),
  );
  const size = law.correlation.length;
  const probability = (c: number): number => {
    const upper = Array.from({ length: size }, () => c);
    const lower = upper.map(() => (tails === "both" ? -c : -Infinity));
    return rectangleProbability({ ...law, lower, upper }, { absolute }).value - level;
  };
  let to = 4;
  while (probability(to) < 0 && to < 1e8) to *= 2;
  let from = tails === "both" ? 0 : -4;
  while (probability(from) > 0) from *= 2;
  const root = brentRoot(probability, { from, to, tolerance: 1e-10 });
  return root.kind === "converged" ? root.value : root.best;
}
