import { holds, oneOf, requireAll } from "../../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { checkLevel, type Interval } from "../../proportions/interval.ts";
import { incompleteGammaUpper } from "../../special/incomplete-gamma.ts";
import { firstBad, sameLength } from "../sample.ts";
import { quadraticForm } from "../quadratic-form.ts";
import { dot, factorise, invertWith, solveWith } from "../symmetric-solve.ts";
import { type CoxColumns, coxColumns, type CoxSample } from "./cox-columns.ts";
import { type CoxMaximum, maximiseCox } from "./maximise.ts";
import type { CoxTies, Likelihood } from "./partial-likelihood.ts";
import { scoreResiduals } from "./score-residuals.ts";

export interface ChiSquaredTest {
  readonly chiSquared: number;
  readonly df: number;
  readonly pValue: number;
}

export interface CoxCoefficient {
  readonly covariate: string;
  /** Log hazard ratio per unit of the covariate. */
  readonly estimate: number;
  /** By the chosen variance. */
  readonly standardError: number;
  readonly z: number;
  readonly pValue: number;
  readonly hazardRatio: number;
  /** Wald interval of the hazard ratio. */
  readonly interval: Interval;
}

export interface CoxFit {
  readonly kind: "converged";
  readonly coefficients: readonly CoxCoefficient[];
  /** Inverse of the information, row by row. */
  readonly covariance: readonly (readonly number[])[];
  /** The sandwich of Lin and Wei, where chosen. */
  readonly robustCovariance?: readonly (readonly number[])[];
  readonly logLikelihood: { readonly null: number; readonly fitted: number };
  readonly likelihoodRatio: ChiSquaredTest;
  /** By the chosen variance. */
  readonly wald: ChiSquaredTest;
  readonly score: ChiSquaredTest;
  /** The score test with the sandwich variance, where chosen. */
  readonly robustScore?: ChiSquaredTest;
  readonly patients: number;
  readonly events: number;
  readonly iterations: number;
}

export type CoxResult =
  | CoxFit
  | {
      /** The likelihood rises for ever along a direction: no finite estimate exists, but both tests do. */
      readonly kind: "monotone";
      readonly reason: string;
      /** The covariates that are driven to infinity, and whether the log hazard ratio goes up or down. */
      readonly towards: readonly { readonly covariate: string; readonly limit: "infinity" | "minusInfinity" }[];
      readonly logLikelihood: { readonly null: number; readonly supremum: number };
      readonly likelihoodRatio: ChiSquaredTest;
      readonly score: ChiSquaredTest;
    }
  | { readonly kind: "notEstimable"; readonly reason: string }
  | { readonly kind: "notConverged"; readonly reason: string };

/** `model`: inverse information. `robust`: sandwich from score residuals, summed within clusters where these are given. */
export type CoxVariance =
  | { readonly kind: "model" }
  | { readonly kind: "robust"; readonly clusters?: ArrayLike<number> };

/**
 * Proportional hazards regression by Cox's partial likelihood (D. R. Cox, J. R. Stat. Soc. B 34 (1972) 187,
 * doi:10.1111/j.2517-6161.1972.tb00899.x), with strata, three treatments of ties (see `CoxTies`), and model or sandwich variance
 * (D. Y. Lin, L. J. Wei, JASA 84 (1989) 1074, doi:10.1080/01621459.1989.10478874). Times are tied only if equal to the last bit.
 * @returns the fit; or `monotone` where a covariate separates events, so that no finite maximum exists; `notEstimable` without
 * events or with covariates that depend on each other; `notConverged` with its reason.
 * @throws InvalidInput for bad columns, covariates that are not finite, bad level or ties, or robust variance with exact ties.
 * @example coxRegression({ times, events, covariates: { age, arm } }, { ties: "efron", variance: { kind: "model" }, level: 0.95 })
 */
export function coxRegression(
  sample: CoxSample,
  options: { readonly ties: CoxTies; readonly variance: CoxVariance; readonly level: number },
): CoxResult {
  const { ties, variance, level } = options;
  const clusters = variance.kind === "robust" ? variance.clusters : undefined;
  requireAll(
    checkLevel(level),
    oneOf("ties", ties, ["efron", "breslow", "exact"]),
    oneOf("variance", variance.kind, ["model", "robust"]),
    holds(variance.kind === "model" || ties !== "exact", "variance", "no robust variance is known for exact ties"),
    ...(clusters === undefined
      ? []
      : [
          sameLength("clusters", clusters, sample.times.length),
          firstBad(clusters, Number.isSafeInteger, "clusters", "must be a whole number"),
        ]),
  );
  const columns = coxColumns(sample);
  const blocked = whyNotEstimable(columns);
  if (blocked !== undefined) return { kind: "notEstimable", reason: blocked };
  const maximum = maximiseCox(columns, ties);
  switch (maximum.kind) {
    case "converged":
      return describeFit(columns, maximum, { ties, level, clusters, isRobust: variance.kind === "robust" });
    case "monotone":
      return describeMonotone(columns, maximum);
    case "singular":
      return {
        kind: "notEstimable",
        reason: `${columns.names[maximum.row]!} carries no information at the events, or depends on the covariates before it`,
      };
    default:
      return maximum;
  }
}

function whyNotEstimable({ names, scale, events }: CoxColumns): string | undefined {
  const constant = names.find((_, j) => scale[j] === 0);
  if (constant !== undefined) return `${constant} is the same for all patients`;
  for (let i = 0; i < events.length; i++) if (events[i] === 1) return undefined;
  return "there are no events";
}

function chiSquaredTest(chiSquared: number, df: number): ChiSquaredTest {
  return { chiSquared, df, pValue: incompleteGammaUpper(df / 2, Math.max(0, chiSquared) / 2) };
}

function scoreTest(start: Likelihood): ChiSquaredTest {
  const size = start.score.length;
  const factor = factorise(start.information, size, () => 0);
  const value = factor.kind === "factored" ? dot(start.score, solveWith(factor, start.score)) : 0;
  return chiSquaredTest(value, size);
}

function describeMonotone(columns: CoxColumns, maximum: CoxMaximum & { kind: "monotone" }): CoxResult {
  const { names, scale } = columns;
  const { start, end, direction } = maximum;
  const most = Math.max(...direction.map(Math.abs));
  const towards = names.flatMap((covariate, j) => {
    if (Math.abs(direction[j]!) < 1e-4 * most || scale[j] === 0) return [];
    return [{ covariate, limit: direction[j]! > 0 ? ("infinity" as const) : ("minusInfinity" as const) }];
  });
  return {
    kind: "monotone",
    reason: `at every event the patients with it have the most extreme ${towards.map(({ covariate }) => covariate).join(", ")} at risk`,
    towards,
    logLikelihood: { null: start.value, supremum: end.value },
    likelihoodRatio: chiSquaredTest(2 * (end.value - start.value), names.length),
    score: scoreTest(start),
  };
}

/** A robust variance below this share of the other is rounding. */
const NO_VARIANCE = 1e-24;

function describeFit(
  columns: CoxColumns,
  maximum: CoxMaximum & { kind: "converged" },
  options: {
    readonly ties: CoxTies;
    readonly level: number;
    readonly clusters: ArrayLike<number> | undefined;
    readonly isRobust: boolean;
  },
): CoxResult {
  const { names, scale, times, events } = columns;
  const { beta, start, end, factor, iterations } = maximum;
  const size = names.length;
  const inverse = invertWith(factor);
  const unscale = (flat: Float64Array): readonly (readonly number[])[] =>
    names.map((_, j) => names.map((_other, k) => flat[j * size + k]! / scale[j]! / scale[k]!));
  const { ties, clusters } = options;
  const isRobust = options.isRobust && ties !== "exact";
  const robust = isRobust ? sandwich(scoreResiduals(columns, beta, ties), inverse, size, clusters) : undefined;
  const used = robust ?? inverse;
  const still = names.findIndex((_, j) => !(used[j * size + j]! > NO_VARIANCE * inverse[j * size + j]!));
  if (still >= 0) {
    return {
      kind: "notEstimable",
      reason: `the residuals of ${names[still]!} cancel within clusters, so it has no robust variance`,
    };
  }
  const z = standardNormalIsf((1 - options.level) / 2);
  const estimates = Array.from(beta, (value, j) => value / scale[j]!);
  const covariance = unscale(used);
  let count = 0;
  for (let i = 0; i < events.length; i++) count += events[i]!;
  return {
    kind: "converged",
    coefficients: names.map((covariate, j) => {
      const estimate = estimates[j]!;
      const standardError = Math.sqrt(covariance[j]![j]!);
      return {
        covariate,
        estimate,
        standardError,
        z: estimate / standardError,
        pValue: 2 * standardNormalSf(Math.abs(estimate / standardError)),
        hazardRatio: exp(estimate),
        interval: { lower: exp(estimate - z * standardError), upper: exp(estimate + z * standardError) },
      };
    }),
    covariance: unscale(inverse),
    ...(robust === undefined ? {} : { robustCovariance: covariance, ...robustScoreOf(columns, ties, clusters) }),
    logLikelihood: { null: start.value, fitted: end.value },
    likelihoodRatio: chiSquaredTest(2 * (end.value - start.value), size),
    wald: waldTest(used, beta),
    score: scoreTest(start),
    patients: times.length,
    events: count,
    iterations,
  };
}

function waldTest(covariance: Float64Array, beta: Float64Array): ChiSquaredTest {
  const size = beta.length;
  const rows = Array.from(beta, (_, j) => Array.from(covariance.subarray(j * size, (j + 1) * size)));
  const form = quadraticForm(rows, Array.from(beta));
  return chiSquaredTest(form?.value ?? 0, form?.rank ?? size);
}

/** V M V with M the sum of outer products of residuals, summed within clusters first. */
function sandwich(
  residuals: Float64Array,
  inverse: Float64Array,
  size: number,
  clusters: ArrayLike<number> | undefined,
): Float64Array {
  const moved = clusterRows(residuals, size, clusters).map((row) =>
    Float64Array.from(row, (_, j) => dot(row, inverse.subarray(j * size, (j + 1) * size))),
  );
  return outerProducts(moved, size);
}

function robustScoreOf(
  columns: CoxColumns,
  ties: CoxTies,
  clusters: ArrayLike<number> | undefined,
): { readonly robustScore: ChiSquaredTest } | Record<string, never> {
  if (ties === "exact") return {};
  const size = columns.names.length;
  const rows = clusterRows(scoreResiduals(columns, new Float64Array(size), ties), size, clusters);
  const total = Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0));
  const middle = outerProducts(rows, size);
  const form = quadraticForm(
    total.map((_, j) => Array.from(middle.subarray(j * size, (j + 1) * size))),
    total,
  );
  return form === undefined ? {} : { robustScore: chiSquaredTest(form.value, form.rank) };
}

function clusterRows(residuals: Float64Array, size: number, clusters: ArrayLike<number> | undefined): Float64Array[] {
  const count = residuals.length / size;
  const rows = new Map<number, Float64Array>();
  for (let i = 0; i < count; i++) {
    const key = clusters === undefined ? i : clusters[i]!;
    const row = rows.get(key) ?? new Float64Array(size);
    for (let j = 0; j < size; j++) row[j]! += residuals[i * size + j]!;
    rows.set(key, row);
  }
  return [...rows.values()];
}

function outerProducts(rows: readonly Float64Array[], size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (const row of rows) {
    for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) product[j * size + k]! += row[j]! * row[k]!;
  }
  return product;
}
