import { checkWith, log, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { binomialTable, saturatedLogLikelihood } from "../binomial-normal/binomial-table.ts";
import { checkRows, countFaults } from "../check-counts.ts";
import { climbFromAll } from "../likelihood/climb.ts";
import { type IntegratedStudy, integratedLikelihood } from "../likelihood/integrated-likelihood.ts";
import { covarianceAt, type Likelihood, type LikelihoodAt } from "../likelihood/likelihood.ts";
import { profileLimits } from "../likelihood/profile-limits.ts";
import { binomialPredictor } from "../likelihood/predictors.ts";
import type { ArmCounts } from "../comparisons/comparison.ts";
import { expit } from "../measures/logit-proportion.ts";
import type { PooledEstimate } from "../pooled.ts";

/** Two outcomes of one study: restoration and response, say. An outcome that was not reported is left out. */
export interface BivariateCounts {
  readonly id: string;
  readonly label: string;
  readonly first?: ArmCounts;
  readonly second?: ArmCounts;
}

const bivariateSchema = z.strictObject({ level: z.exactOptional(z.number().gt(0).lt(1)) });

export interface BivariateOptions {
  /** 0.95 by default. */
  readonly level?: number;
}

/** One outcome of a bivariate pool. */
export interface BivariateOutcome {
  /** The rate of the median study, with a profile-likelihood interval. */
  readonly mean: PooledEstimate;
  readonly logit: { readonly mean: number; readonly standardError: number };
  /** Variance of the logits between studies. */
  readonly tau2: number;
  readonly studies: number;
}

/** Two rates pooled together, or why they are not. */
export type BivariatePool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      readonly first: BivariateOutcome;
      readonly second: BivariateOutcome;
      /** Correlation of the two logits between studies; not estimable where one of them has no spread. At ±1 it is said in `warnings`. */
      readonly correlation:
        | { readonly kind: "estimated"; readonly value: number; readonly covariance: number }
        | { readonly kind: "notEstimable"; readonly reason: string };
      /** How the expected logit of the second outcome rises with that of the first, between studies. */
      readonly slope?: number;
      readonly logLikelihood: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

const FARTHEST = 60;

/**
 * Pools two rates of the same studies together: events of each are binomial, and the two logits of a study are bivariate normal, by
 * maximum likelihood with quadrature over both random effects converged to rounding. Given its rates, the two outcomes of a study are
 * taken as independent, so that correlation within patients is not modelled. Chu & Cole, Journal of Clinical Epidemiology 59 (2006)
 * 1331–1332; van Houwelingen, Arends & Stijnen, Statistics in Medicine 21 (2002) 589–624.
 * @throws InvalidInput on impossible counts, or a study without either outcome.
 * @example
 * const pooled = poolBivariate([{ id: "a", label: "A", first: { events: 12, n: 20 }, second: { events: 5, n: 20 } }, …]);
 */
export function poolBivariate(rows: readonly BivariateCounts[], options: BivariateOptions = {}): BivariatePool {
  checkRows(rows, (row, index) => faultsOf(row, index));
  const { level = 0.95 } = orThrow(checkWith(bivariateSchema, options));
  const sorted = rows.toSorted((a, b) => compare(a.first, b.first) || compare(a.second, b.second));
  for (const outcome of ["first", "second"] as const) {
    const fault = withoutInterior(sorted.flatMap((row) => row[outcome] ?? []));
    if (fault !== undefined) return { kind: "notEstimable", reason: `${outcome} outcome: ${fault}` };
  }
  const both = sorted.filter((row) => row.first !== undefined && row.second !== undefined).length;
  if (both < 3)
    return { kind: "notEstimable", reason: `${both} studies with both outcomes say too little of their correlation` };
  const likelihood = integratedLikelihood(sorted.map(studyOf), [false, false, true, false, true]);
  const [m1, m2] = [
    pooledLogit(sorted.flatMap((row) => row.first ?? [])),
    pooledLogit(sorted.flatMap((row) => row.second ?? [])),
  ];
  const starts = [0.5, 1.2].flatMap((tau) => [-0.5, 0.5].map((lean) => [m1, m2, tau, lean * tau, tau]));
  const found = climbFromAll(likelihood, starts);
  if (found.kind === "notConverged") return { kind: "notEstimable", reason: found.reason };
  return describe(sorted, likelihood, found.at, level);
}

/** Parameters: the two means, and the lower Cholesky factor of the covariance between studies. */
function studyOf({ first, second }: BivariateCounts): IntegratedStudy {
  const rows = [
    {
      counts: first,
      map: [
        [1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    },
    {
      counts: second,
      map: [
        [0, 1, 0, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 0, 1],
      ],
    },
  ];
  const given = rows.flatMap(({ counts, map }) => (counts === undefined ? [] : [{ counts, map }]));
  return {
    outcomes: given.map(({ counts }) => binomialPredictor(counts.events, counts.n)),
    map: given.flatMap(({ map }) => map),
    offset: given.flatMap(() => [0, 0, 0]),
  };
}

function describe(
  rows: readonly BivariateCounts[],
  likelihood: Likelihood,
  best: LikelihoodAt,
  level: number,
): BivariatePool {
  const [, , s1, lean, s2] = best.theta as readonly [number, number, number, number, number];
  // without spread of the first outcome the lean has no meaning of its own: only its square counts, in the second variance
  const covariances = covarianceAt(best, likelihood) ?? covarianceAt(best, likelihood, [3]);
  if (covariances === undefined) return { kind: "notEstimable", reason: "the likelihood is flat at its maximum" };
  const outcome = (parameter: 0 | 1, tau2: number): BivariateOutcome => ({
    mean: meanEstimate(likelihood, best, parameter, level),
    logit: { mean: best.theta[parameter]!, standardError: Math.sqrt(covariances[parameter]![parameter]!) },
    tau2,
    studies: rows.filter((row) => (parameter === 0 ? row.first : row.second) !== undefined).length,
  });
  const tau2 = [s1 * s1, lean * lean + s2 * s2] as const;
  const pairs = rows.flatMap(({ first, second }) => [
    ...(first === undefined ? [] : [first]),
    ...(second === undefined ? [] : [second]),
  ]);
  const known = s1 > 0 && tau2[1] > 0;
  return {
    kind: "estimated",
    method:
      "bivariate binomial-normal model, maximum likelihood, quadrature converged to rounding; profile-likelihood intervals",
    first: outcome(0, tau2[0]),
    second: outcome(1, tau2[1]),
    correlation: known
      ? { kind: "estimated", value: lean / Math.sqrt(tau2[1]), covariance: s1 * lean }
      : { kind: "notEstimable", reason: "one of the outcomes does not vary between studies beyond chance" },
    ...(known ? { slope: lean / s1 } : {}),
    logLikelihood: best.value + saturatedLogLikelihood(binomialTable(pairs)),
    warnings:
      known && s2 === 0
        ? ["the correlation is at an end of its range: the studies are too few or too alike to tell"]
        : [],
  };
}

function meanEstimate(likelihood: Likelihood, best: LikelihoodAt, parameter: number, level: number): PooledEstimate {
  const [lower, upper] = profileLimits(likelihood, best, { parameter, level, walls: [-FARTHEST, FARTHEST] });
  if (lower.kind === "notConverged") return { kind: "notEstimable", reason: lower.reason };
  if (upper.kind === "notConverged") return { kind: "notEstimable", reason: upper.reason };
  const limits = {
    lower: lower.kind === "limit" ? expit(lower.value) : 0,
    upper: upper.kind === "limit" ? expit(upper.value) : 1,
  };
  return {
    kind: "estimated",
    value: expit(best.theta[parameter]!),
    interval: { ...limits, level, method: "profile likelihood" },
  };
}

function withoutInterior(counts: readonly ArmCounts[]): string | undefined {
  if (counts.length < 3) return `${counts.length} studies are too few`;
  if (counts.every(({ events, n }) => events === 0 || events === n)) return "every study is at 0 % or 100 %";
  return undefined;
}

function pooledLogit(counts: readonly ArmCounts[]): number {
  const events = counts.reduce((sum, row) => sum + row.events, 0);
  const n = counts.reduce((sum, row) => sum + row.n, 0);
  return log(events / (n - events));
}

function compare(a: ArmCounts | undefined, b: ArmCounts | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a.n - b.n || a.events - b.events;
}

function faultsOf({ first, second }: BivariateCounts, index: number) {
  if (first === undefined && second === undefined) {
    return [{ kind: "missing", path: [index], message: "has neither outcome", hint: "give first, second or both" }];
  }
  return [
    ...(first === undefined ? [] : countFaults(first, [index, "first"])),
    ...(second === undefined ? [] : countFaults(second, [index, "second"])),
  ];
}
