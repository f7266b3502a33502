import { holds, positive, requireAll } from "../arguments.ts";
import { studentT } from "../distributions/student-t.ts";
import type { Integral } from "../numerics/integrate.ts";
import { checkCorrelation, type Matrix, requireSemidefinite } from "./correlation.ts";
import { productRectangle, productRoots, rootsError } from "./product-correlation.ts";
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
  /** Whether `error` came down to the `absolute` that was asked for; if not, the value is still right to its error. */
  readonly kind: "converged" | "notConverged";
  readonly value: number;
  /** Absolute error: what the quadrature states of itself, or 5 standard errors of the lattice. */
  readonly error: number;
  readonly method: "closedForm" | "oneDimensional" | "lattice";
}

/**
 * P(lower < X <= upper) for standard normals, or t with `df`, with this correlation matrix.
 *
 * One and two dimensions, three, and correlations of product form ρij = bi bj (Dunnett) are integrated deterministically; others by
 * a randomised lattice rule after A. Genz and F. Bretz, "Computation of Multivariate Normal and t Probabilities" (2009),
 * doi:10.1007/978-3-642-01689-9, chapter 4, with fixed shifts, so that the result never varies.
 * @param options `absolute`: the error to reach, by default 1e-5; the lattice stops there, or at 1.5 million points with `notConverged`.
 * @throws InvalidInput for limits out of order or of another length, a matrix that is no correlation matrix (singular ones are), more than
 * 100 coordinates for the lattice, or df not above 0.
 * @example rectangleProbability({ lower: [-Infinity, -Infinity], upper: [0, 0], correlation: [[1, 0.5], [0.5, 1]] }).value // 1/3
 */
export function rectangleProbability(
  rectangle: Rectangle,
  options: { readonly absolute?: number } = {},
): RectangleProbability {
  const { absolute = 1e-5 } = options;
  const found = integrate(rectangle, absolute);
  return { kind: found.error <= absolute ? "converged" : "notConverged", ...found };
}

/** A probability by one of the methods, before it is judged. */
export type RectangleIntegral = Omit<RectangleProbability, "kind">;

function integrate(rectangle: Rectangle, absolute: number): RectangleIntegral {
  const { lower, upper, correlation, df } = rectangle;
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
  requireSemidefinite(correlation);
  if (lower.some((limit, i) => limit === upper[i])) return { value: 0, error: 0, method: "closedForm" };
  // Coordinates without limits are integrated out.
  const kept = lower.map((_, i) => i).filter((i) => lower[i] !== -Infinity || upper[i] !== Infinity);
  if (kept.length === 0) return { value: 1, error: 0, method: "closedForm" };
  const bounded = {
    lower: kept.map((i) => lower[i]!),
    upper: kept.map((i) => upper[i]!),
    correlation: kept.map((i) => kept.map((j) => correlation[i]![j]!)),
  };
  if (kept.length === 1 && df !== undefined && df >= 1e-12 && df <= 1e15)
    return { value: studentMass(df, bounded.lower[0]!, bounded.upper[0]!), error: 1e-15, method: "closedForm" };
  const inner = innerProbability(bounded.correlation);
  if (inner === undefined) return latticeRectangle({ ...bounded, df, absolute });
  if (df === undefined)
    return { ...inner(bounded.lower, bounded.upper, 1), method: kept.length < 3 ? "closedForm" : "oneDimensional" };
  return { ...scaleMixture(df, (s) => inner(bounded.lower, bounded.upper, s)), method: "oneDimensional" };
}

/** P(a < T <= b), from the tail side. */
function studentMass(df: number, a: number, b: number): number {
  const { cdf, sf } = studentT({ df });
  return a > 0 ? sf(a) - sf(b) : cdf(b) - cdf(a);
}

/** Of the rectangle with all limits multiplied by `scale`. */
type Inner = (lower: readonly number[], upper: readonly number[], scale: number) => Integral;

function innerProbability(correlation: Matrix): Inner | undefined {
  const size = correlation.length;
  if (size === 1) return (a, b, s) => ({ value: intervalMass(a[0]! * s, b[0]! * s), error: 1e-15 });
  if (size === 2) {
    const r = correlation[0]![1]!;
    return (a, b, s) => ({ value: bivariateRectangle(a[0]! * s, b[0]! * s, a[1]! * s, b[1]! * s, r), error: 4e-15 });
  }
  const roots = productRoots(correlation);
  if (roots !== undefined) {
    const rounding = rootsError(correlation, roots);
    return (a, b, s) => {
      const { value, error } = productRectangle(a, b, s, roots);
      return { value, error: error + rounding };
    };
  }
  return size === 3 ? (a, b, s) => trivariateRectangle(a, b, s, correlation) : undefined;
}
