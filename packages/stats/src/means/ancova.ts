import { finite, holds, requireAll } from "../arguments.ts";
import { compensatedSum } from "../numerics/compensated-sum.ts";
import { checkLevel } from "../proportions/interval.ts";
import type { TestOutcome } from "../proportions/two-proportion-test.ts";
import { leastSquares } from "./least-squares.ts";
import { checkValues, type TResult, tResult } from "./two-means.ts";

/** Outcomes of patients in two arms with what was measured before: all columns of equal length. */
export interface AncovaSample {
  readonly outcomes: ArrayLike<number>;
  /** 1 experimental, 0 control. */
  readonly groups: ArrayLike<number>;
  /** Baseline values, stratification factors as 0 and 1, …; may be empty. */
  readonly covariates: readonly ArrayLike<number>[];
}

export interface AncovaResult extends TResult {
  /** Coefficient and standard error of each covariate. */
  readonly covariates: readonly { readonly coefficient: number; readonly standardError: number }[];
  /** Means of both arms at the means of the covariates. */
  readonly adjustedMeans: { readonly experimental: number; readonly control: number };
  readonly residualStandardDeviation: number;
}

/**
 * Analysis of covariance: the difference of arms in the linear model with covariates and a common slope each, by least squares.
 * Source: R. A. Fisher, "Statistical Methods for Research Workers" (4th ed. 1932), section 49.1.
 * @param options `difference` of the null hypothesis, default 0.
 * @returns `notEstimable` where all patients are in one arm, a covariate depends on arm and other covariates, or nothing varies.
 * @throws InvalidInput for columns of different lengths, values that are not finite, groups other than 0 and 1, fewer patients than
 * coefficients and one more, or a level outside (0, 1).
 * @example ancova({ outcomes, groups, covariates: [baseline] }, { level: 0.95 })
 */
export function ancova(
  sample: AncovaSample,
  options: { readonly level: number; readonly difference?: number },
): TestOutcome<AncovaResult> {
  const { outcomes, groups, covariates } = sample;
  const { level, difference = 0 } = options;
  const n = outcomes.length;
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
    holds(n > covariates.length + 2, "outcomes", `${n} outcomes`, `needs at least ${covariates.length + 3}`),
    checkLevel(level),
    finite("difference", difference),
  );
  const experimental = Array.from(groups).filter((group) => group === 1).length;
  if (experimental === 0 || experimental === n) return { kind: "notEstimable", reason: "all patients are in one arm" };
  // Centred columns make the intercept the mean and, in units of their largest value, spare the digits that a large offset costs.
  const centre = compensatedSum(outcomes) / n;
  const centres = covariates.map((column) => compensatedSum(column) / n);
  const units = covariates.map((column, i) => largestGap(column, centres[i]!));
  const centred = covariates.map((column, i) =>
    Float64Array.from(column, (value) => (units[i]! > 0 ? (value - centres[i]!) / units[i]! : 0)),
  );
  const share = experimental / n;
  const arm = Float64Array.from(groups, (group) => group - share);
  const fit = leastSquares(
    [new Float64Array(n).fill(1), ...centred, arm],
    Float64Array.from(outcomes, (value) => value - centre),
  );
  if (fit === undefined) {
    return { kind: "notEstimable", reason: "a covariate is constant or depends on the arm and the other covariates" };
  }
  const last = covariates.length + 1;
  const estimate = fit.coefficients[last]!;
  const result = tResult(estimate, Math.sqrt(fit.covariance[last]![last]!), fit.df, difference, level);
  if (result.kind !== "tested") return result;
  const mean = centre + fit.coefficients[0]!;
  return {
    ...result,
    covariates: covariates.map((_, i) => ({
      coefficient: fit.coefficients[i + 1]! / units[i]!,
      standardError: Math.sqrt(fit.covariance[i + 1]![i + 1]!) / units[i]!,
    })),
    adjustedMeans: { experimental: mean + (1 - share) * estimate, control: mean - share * estimate },
    residualStandardDeviation: Math.sqrt(fit.residualVariance),
  };
}

function largestGap(column: ArrayLike<number>, centre: number): number {
  let most = 0;
  for (let i = 0; i < column.length; i++) most = Math.max(most, Math.abs(column[i]! - centre));
  // What rounding leaves of a constant column is no covariate.
  return most > 1e-14 * Math.abs(centre) ? most : 0;
}
