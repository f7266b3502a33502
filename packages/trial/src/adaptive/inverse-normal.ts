import { standardNormalIsf, studentT } from "@rekindle/stats";
import type { AnalysisPlan } from "../design.ts";
import { refuse, unless } from "../refuse.ts";
import { searchRoot } from "../search-root.ts";

/** What one stage alone says of the effect. */
export interface StageEstimate {
  /** Of the effect that is positive where the experimental arm does better. */
  readonly estimate: number;
  readonly standardError: number;
  /** Degrees of freedom, for a t test; a normal one when left out. */
  readonly df?: number;
}

/**
 * Inverse normal combination of stage-wise p-values: z after each stage, with the planned weights √(t_k - t_(k-1)), whatever the stages
 * became. It has the joint law of a group-sequential z, so the plan's boundaries hold and `repeatedPValue` applies to it.
 * Source: W. Lehmacher, G. Wassmer, Biometrics 55 (1999) 1286-1290, doi:10.1111/j.0006-341X.1999.01286.x.
 * @param pValues one-sided, of the patients of each stage alone, in (0, 1).
 * @throws InvalidInput for p-values outside (0, 1), none, or more than the plan has looks.
 * @example inverseNormalZ(plan, [0.1, 0.01])
 */
export function inverseNormalZ(plan: AnalysisPlan, pValues: readonly number[]): readonly number[] {
  const { length } = plan.looks;
  refuse([
    ...unless(
      pValues.length > 0 && pValues.length <= length,
      ["pValues"],
      `${pValues.length} p-values`,
      `1 to ${length}`,
    ),
    ...pValues.flatMap((p, k) => unless(p > 0 && p < 1, ["pValues", k], `p-value ${p}`, "above 0 and below 1")),
  ]);
  return combine(
    plan,
    pValues.map((p) => standardNormalIsf(p)),
  );
}

/**
 * Repeated confidence interval of an effect by the inverse normal combination: the effects whose test would not have been rejected
 * at this look. Source: Lehmacher and Wassmer (1999).
 * @throws InvalidInput if the last stage given has no efficacy boundary, or a standard error or df is not above 0.
 */
export function inverseNormalInterval(
  plan: AnalysisPlan,
  stages: readonly StageEstimate[],
): { readonly lower: number; readonly upper: number } {
  const boundary = plan.looks[stages.length - 1]?.efficacyBoundary;
  refuse([
    ...unless(
      boundary !== undefined && boundary < Infinity,
      ["stages"],
      `${stages.length} stages`,
      "as many as a look that tests efficacy",
    ),
    ...stages.flatMap(({ estimate, standardError, df = 1 }, k) => [
      ...unless(Number.isFinite(estimate), ["stages", k, "estimate"], `estimate ${estimate}`, "a finite number"),
      ...unless(
        standardError > 0 && standardError < Infinity,
        ["stages", k, "standardError"],
        `standard error ${standardError}`,
        "above 0",
      ),
      ...unless(df > 0, ["stages", k, "df"], `df ${df}`, "above 0"),
    ]),
  ]);
  const widest = Math.max(...stages.map(({ standardError }) => standardError));
  const middle = stages.reduce((sum, { estimate }) => sum + estimate, 0) / stages.length;
  const end = (side: 1 | -1): number => {
    const excess = (effect: number): number => side * zAgainst(plan, stages, effect) + boundary!;
    let reach = widest;
    while (excess(middle + side * reach) > 0 && reach < 1e12 * widest) reach *= 2;
    return searchRoot(excess, {
      from: middle,
      to: middle + side * reach,
      tolerance: 1e-12 * widest,
      sought: "a limit of the interval",
    });
  };
  return { lower: end(-1), upper: end(1) };
}

/** The combined z of the test that the effect is this one. */
function zAgainst(plan: AnalysisPlan, stages: readonly StageEstimate[], effect: number): number {
  const scores = stages.map(({ estimate, standardError, df }) => {
    const t = (estimate - effect) / standardError;
    if (df === undefined) return t;
    const p = studentT({ df }).sf(Math.abs(t));
    return t < 0 ? -standardNormalIsf(p) : standardNormalIsf(p);
  });
  return combine(plan, scores).at(-1)!;
}

function combine(plan: AnalysisPlan, scores: readonly number[]): number[] {
  let sum = 0;
  return scores.map((score, k) => {
    const rate = plan.looks[k]!.informationRate;
    sum += Math.sqrt(rate - (plan.looks[k - 1]?.informationRate ?? 0)) * score;
    return sum / Math.sqrt(rate);
  });
}
