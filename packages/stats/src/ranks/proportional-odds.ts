import { requireColumns, requireLists, requireMappings } from "../argument-shapes.ts";
import { holds, requireAll } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { checkValues } from "../means/two-means.ts";
import { incompleteGammaUpper } from "../special/incomplete-gamma.ts";
import type { Derivatives, Problem } from "./ordinal-likelihood.ts";
import { derivatives, valueAt } from "./ordinal-likelihood.ts";
import { solvePositive, type Solved } from "./solve-positive.ts";

/** Ordered outcomes with covariates, all columns of equal length. */
export interface OrdinalSample {
  /** Any numbers; larger is a higher category. Categories without patients do not matter. */
  readonly categories: ArrayLike<number>;
  readonly covariates: readonly ArrayLike<number>[];
  /** How many patients each entry stands for; 1 if left out. */
  readonly counts?: ArrayLike<number>;
}

export interface ProportionalOddsFit {
  readonly kind: "fitted";
  /** Log odds ratios of a higher category for each unit of the covariate. */
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  /** Of coefficients, then thresholds: the inverse of the observed information. */
  readonly covariance: readonly (readonly number[])[];
  /** ζ_k in logit P(Y <= level k) = ζ_k - Σ β x, for all levels but the highest. */
  readonly thresholds: readonly number[];
  readonly levels: readonly number[];
  readonly logLikelihood: number;
  /** Against the model without covariates. */
  readonly likelihoodRatio: { readonly statistic: number; readonly df: number; readonly pValue: number };
}

/** A fit, or why the likelihood has no maximum. */
export type ProportionalOdds = ProportionalOddsFit | { readonly kind: "notConverged"; readonly reason: string };

/**
 * Proportional odds model logit P(Y <= k) = ζ_k - β'x, by maximum likelihood.
 * Sources: P. McCullagh, J. R. Stat. Soc. B 42 (1980) 109–142, doi:10.1111/j.2517-6161.1980.tb01109.x, section 2; the log-likelihood is
 * concave (J. W. Pratt, JASA 76 (1981) 103, doi:10.1080/01621459.1981.10477613), so Newton's steps with halving find its maximum.
 * @returns `notConverged` where the covariates separate the categories, so that an odds ratio is infinite, or depend on each other.
 * @throws InvalidInput for columns of different lengths, values that are not finite, counts that are negative, fewer than two categories or more than 400.
 * @example proportionalOdds({ categories: [0, 1, 2, 1, 2, 2], covariates: [[0, 0, 0, 1, 1, 1]] })
 */
export function proportionalOdds(sample: OrdinalSample): ProportionalOdds {
  const problem = prepare(sample);
  const constant = problem.scales.indexOf(0);
  if (constant >= 0) return { kind: "notConverged", reason: `covariate ${constant} is constant` };
  let parameters = startOf(problem);
  const nullValue = valueAt(problem, parameters);
  for (let round = 0; round < 100; round++) {
    const now = derivatives(problem, parameters);
    const solved = solvePositive(now.information, now.gradient);
    if (solved === undefined) {
      return { kind: "notConverged", reason: round === 0 ? "the covariates depend on each other" : SEPARATED };
    }
    const next = better(problem, parameters, now, solved);
    const isStill = next.every((value, i) => Math.abs(value - parameters[i]!) <= 1e-10 * (1 + Math.abs(value)));
    parameters = next;
    if (isStill) return finish(problem, parameters, nullValue);
  }
  return { kind: "notConverged", reason: SEPARATED };
}

const SEPARATED = "the covariates separate the categories: an odds ratio is infinite";

/** A whole Newton step, halved until the likelihood does not fall. */
function better(problem: Problem, from: Float64Array, now: Derivatives, { solution }: Solved): Float64Array {
  // Near the maximum the likelihood changes by less than it is rounded.
  const least = now.value - 1e-13 * Math.abs(now.value);
  for (let step = 1; step > 1e-9; step /= 2) {
    const next = from.map((value, i) => value + step * solution[i]!);
    if (valueAt(problem, next) >= least) return next;
  }
  return from;
}

/** Undoes centring and scaling. */
function finish(problem: Problem, parameters: Float64Array, nullValue: number): ProportionalOdds {
  const { levels, columns, centres, scales } = problem;
  const slopes = columns.length;
  const size = parameters.length;
  const { value, information, gradient } = derivatives(problem, parameters);
  const solved = solvePositive(information, gradient);
  if (solved === undefined) return { kind: "notConverged", reason: SEPARATED };
  // Row of the derivative of each reported parameter by the working ones.
  const change = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (__, j) => {
      if (j >= slopes) return i === j ? 1 : 0;
      if (i >= slopes) return centres[j]! / scales[j]!;
      return i === j ? 1 / scales[j]! : 0;
    }),
  );
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
    return sum;
  };
  const reported = change.map((row) => dot(row, parameters));
  const half = change.map((row) => solved.inverse.map((column) => dot(row, column)));
  const covariance = half.map((row) => change.map((other) => dot(row, other)));
  const statistic = Math.max(0, 2 * (value - nullValue));
  return {
    kind: "fitted",
    coefficients: reported.slice(0, slopes),
    standardErrors: covariance.slice(0, slopes).map((row, i) => Math.sqrt(row[i]!)),
    covariance,
    thresholds: reported.slice(slopes),
    levels,
    logLikelihood: value,
    likelihoodRatio: {
      statistic,
      df: slopes,
      pValue: slopes === 0 ? 1 : incompleteGammaUpper(slopes / 2, statistic / 2),
    },
  };
}

/** Newton's equations are solved in full: time grows with the cube of the levels. */
const MOST_LEVELS = 400;

function prepare(sample: OrdinalSample): Problem {
  requireMappings({ sample });
  const { categories, covariates, counts } = sample;
  requireLists({ covariates });
  requireColumns({ categories, ...(counts === undefined ? {} : { counts }) });
  requireColumns(Object.fromEntries(Array.from(covariates, (column, i) => [`covariates.${i}`, column])));
  const n = categories.length;
  requireAll(
    ...checkValues("categories", categories),
    ...covariates.flatMap((column, i) => [
      holds(column.length === n, `covariates.${i}`, `${column.length} entries for ${n} categories`),
      ...checkValues(`covariates.${i}`, column),
    ]),
    holds(counts === undefined || counts.length === n, "counts", `${counts?.length} entries for ${n} categories`),
    holds(
      counts === undefined || Array.from(counts).every((count) => Number.isFinite(count) && count >= 0),
      "counts",
      "a count is negative or not finite",
    ),
  );
  const weights = counts === undefined ? new Float64Array(n).fill(1) : Float64Array.from(counts);
  const present = Array.from(categories).filter((_, i) => weights[i]! > 0);
  const levels = [...new Set(present)].toSorted((a, b) => a - b);
  requireAll(
    holds(levels.length >= 2, "categories", `${levels.length} categories`, "needs at least two with patients"),
    holds(
      !(levels.length > MOST_LEVELS),
      "categories",
      `${levels.length} categories`,
      `at most ${MOST_LEVELS}; group them, or use rankSumTest`,
    ),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  // Centred and scaled, so that the units of a covariate do not matter.
  const centres = covariates.map((column) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i]! * column[i]!;
    return sum / total;
  });
  const scales = covariates.map((column, k) => {
    let most = 0;
    for (let i = 0; i < n; i++) if (weights[i]! > 0) most = Math.max(most, Math.abs(column[i]! - centres[k]!));
    return most > 1e-12 * Math.abs(centres[k]!) ? most : 0;
  });
  const columns = covariates.map((column, k) =>
    Float64Array.from(column, (value) => (scales[k] === 0 ? 0 : (value - centres[k]!) / scales[k]!)),
  );
  const places = new Map(levels.map((level, place) => [level, place]));
  // Entries that stand for no patient are passed over.
  const category = Int32Array.from(categories, (value) => places.get(value) ?? -1);
  return { levels, category, columns, centres, scales, counts: weights, total };
}

/** The maximum without covariates: thresholds at the logits of the cumulative shares. */
function startOf({ levels, category, columns, counts, total }: Problem): Float64Array {
  const start = new Float64Array(columns.length + levels.length - 1);
  const at = new Float64Array(levels.length);
  for (let i = 0; i < category.length; i++) if (counts[i]! > 0) at[category[i]!]! += counts[i]!;
  let below = 0;
  for (let k = 0; k + 1 < levels.length; k++) {
    below += at[k]!;
    start[columns.length + k] = log(below / (total - below));
  }
  return start;
}
