import { requireColumns, requireLists, requireMappings } from "../argument-shapes.ts";
import { holds, oneOf, requireAll } from "../arguments.ts";
import { compensatedSum } from "../numerics/compensated-sum.ts";
import { checkLevel } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { leastSquares } from "./least-squares.ts";
import { type RobustKind, robustCovariance } from "./robust-covariance.ts";
import { BEYOND, checkValues, measured, type TResult, tResult } from "./two-means.ts";

/** Outcomes of patients in two arms with what was measured before: all columns of equal length. */
export interface AncovaSample {
  readonly outcomes: ArrayLike<number>;
  /** 1 experimental, 0 control. */
  readonly groups: ArrayLike<number>;
  /** Baseline values, stratification factors as 0 and 1, …; may be empty. */
  readonly covariates: readonly ArrayLike<number>[];
}

export interface Coefficient {
  readonly coefficient: number;
  readonly standardError: number;
}

export interface AncovaResult extends TResult {
  /** Slope of each covariate; with `perArm` that of the control arm, and how much higher it is in the experimental arm. */
  readonly covariates: readonly (Coefficient & { readonly interaction?: Coefficient })[];
  /** Means of both arms at the means of the covariates. */
  readonly adjustedMeans: { readonly experimental: number; readonly control: number };
  readonly residualStandardDeviation: number;
}

export interface AncovaOptions {
  readonly level: number;
  /** Experimental minus control under the null hypothesis; default 0. */
  readonly difference?: number;
  /** `ordinary` (default): one variance for all patients; `HC0` to `HC3`: each patient's own. */
  readonly standardErrors?: "ordinary" | RobustKind;
  /** `common` (default): one slope of each covariate; `perArm`: one for each arm. */
  readonly slopes?: "common" | "perArm";
}

/**
 * Analysis of covariance: the difference of arms in the linear model with covariates, by least squares.
 *
 * With `slopes: "perArm"` the difference is taken at the means of the covariates over both arms: W. Lin, Ann. Appl. Stat. 7 (2013) 295,
 * doi:10.1214/12-AOAS583, who pairs it with robust standard errors; all take the covariates' means as known. Robust standard errors go
 * with t of n - k degrees of freedom, k the number of coefficients.
 * Sources: R. A. Fisher, "Statistical Methods for Research Workers" (4th ed. 1932), section 49.1; J. G. MacKinnon, H. White, J. Econom.
 * 29 (1985) 305, doi:10.1016/0304-4076(85)90158-7.
 * @returns `notEstimable` where all patients are in one arm, a covariate depends on arm and other covariates, nothing varies, or one
 * patient alone determines a coefficient under `HC2` or `HC3`.
 * @throws InvalidInput for columns of different lengths, values that are not finite or beyond ±1e304, groups other than 0 and 1, fewer patients than
 * coefficients and one more, a level outside (0, 1) or an unknown choice.
 * @example ancova({ outcomes, groups, covariates: [baseline] }, { level: 0.95, standardErrors: "HC3" })
 */
export function ancova(sample: AncovaSample, options: AncovaOptions): TestOutcome<AncovaResult> {
  requireMappings({ sample, options });
  const { outcomes, groups, covariates } = sample;
  requireLists({ covariates });
  requireColumns({ outcomes, groups });
  requireColumns(Object.fromEntries(Array.from(covariates, (column, i) => [`covariates.${i}`, column])));
  const { level, difference = 0, standardErrors = "ordinary", slopes = "common" } = options;
  check(sample, options);
  const n = outcomes.length;
  const experimental = Array.from(groups).filter((group) => group === 1).length;
  if (experimental === 0 || experimental === n) return { kind: "notEstimable", reason: "all patients are in one arm" };
  // Centred columns make the intercept the mean and, in units of their largest value, spare the digits that a large offset costs.
  const outcome = standardised(outcomes);
  const centred = covariates.map(standardised);
  const share = experimental / n;
  const arm = Float64Array.from(groups, (group) => group - share);
  const columns = centred.map(({ values }) => values);
  // In both designs the arm's coefficient is the difference at the means of the covariates.
  const interactions = slopes === "perArm" ? columns.map((column) => column.map((value, i) => value * groups[i]!)) : [];
  const fit = leastSquares([new Float64Array(n).fill(1), ...columns, ...interactions, arm], outcome.values);
  if (fit === undefined) {
    return { kind: "notEstimable", reason: "a covariate is constant or depends on the arm and the other covariates" };
  }
  const covariance = standardErrors === "ordinary" ? fit.covariance : robustCovariance(fit, standardErrors);
  if (covariance === undefined) {
    return {
      kind: "notEstimable",
      reason: `a patient alone determines a coefficient, which ${standardErrors} cannot take`,
    };
  }
  const last = columns.length + interactions.length + 1;
  const estimate = fit.coefficients[last]! * outcome.unit;
  const standardError = Math.sqrt(covariance[last]![last]!) * outcome.unit;
  const result = tResult(estimate, standardError, fit.df, difference, level);
  if (result.kind !== "tested") return result;
  const mean = outcome.centre + fit.coefficients[0]! * outcome.unit;
  const coefficientAt = (at: number, unit: number): Coefficient => ({
    coefficient: fit.coefficients[at]! * (outcome.unit / unit),
    standardError: Math.sqrt(covariance[at]![at]!) * (outcome.unit / unit),
  });
  const slopesOf = centred.map(({ unit }, i) => ({
    ...coefficientAt(i + 1, unit),
    ...(slopes === "perArm" ? { interaction: coefficientAt(i + 1 + columns.length, unit) } : {}),
  }));
  const isBeyond = slopesOf.some(({ coefficient, standardError: error }) => !Number.isFinite(coefficient + error));
  if (isBeyond) return { kind: "notEstimable", reason: BEYOND };
  return {
    ...result,
    covariates: slopesOf,
    adjustedMeans: { experimental: mean + (1 - share) * estimate, control: mean - share * estimate },
    residualStandardDeviation: Math.sqrt(fit.residualVariance) * outcome.unit,
  };
}

interface Standardised {
  readonly values: Float64Array;
  readonly centre: number;
  /** 1 unit of the values in that of the column. */
  readonly unit: number;
}

function standardised(column: ArrayLike<number>): Standardised {
  const centre = compensatedSum(column) / column.length;
  const unit = largestGap(column, centre);
  return { values: Float64Array.from(column, (value) => (unit > 0 ? (value - centre) / unit : 0)), centre, unit };
}

function largestGap(column: ArrayLike<number>, centre: number): number {
  let most = 0;
  for (let i = 0; i < column.length; i++) most = Math.max(most, Math.abs(column[i]! - centre));
  // What rounding leaves of a constant column is no covariate.
  return most > 1e-14 * Math.abs(centre) ? most : 0;
}

function check({ outcomes, groups, covariates }: AncovaSample, options: AncovaOptions): void {
  const { level, difference = 0, standardErrors = "ordinary", slopes = "common" } = options;
  const n = outcomes.length;
  const coefficients = 2 + covariates.length * (slopes === "perArm" ? 2 : 1);
  requireAll(
    ...checkValues("outcomes", outcomes),
    holds(groups.length === n, "groups", `${groups.length} entries for ${n} outcomes`),
    holds(
      Array.from(groups).every((group) => group === 0 || group === 1),
      "groups",
      "a group is neither 0 nor 1",
    ),
    ...covariates.flatMap((column, i) => [
      holds(column.length === n, `covariates.${i}`, `${column.length} entries for ${n} outcomes`),
      ...checkValues(`covariates.${i}`, column),
    ]),
    holds(n > coefficients, "outcomes", `${n} outcomes`, `needs at least ${coefficients + 1}`),
    checkLevel(level),
    measured("difference", difference),
    oneOf("standardErrors", standardErrors, ["ordinary", "HC0", "HC1", "HC2", "HC3"]),
    oneOf("slopes", slopes, ["common", "perArm"]),
  );
}
