import { choosePart, type Parts, type Recipe } from "../parts.ts";
import type { AnalysisPlan, Decision } from "../design.ts";
import type { Better, EndpointTestPart, LookColumns } from "../endpoint-test.ts";
import { endpointTests } from "../endpoint-tests/index.ts";
import { planDesign } from "../plan-trial.ts";
import { refuse, unless } from "../refuse.ts";
import { conditionalPower, predictivePower } from "./conditional-power.ts";
import { type RepeatedPValue, repeatedInterval, repeatedPValue } from "./repeated-inference.ts";
import { replannedRecipe } from "./replan-design.ts";
import { type StagewiseInference, stagewiseInference } from "./stagewise-inference.ts";

/** A look that was taken before: events (of a time) or patients (of a response) it had, and its z. */
export interface EarlierLook {
  readonly count: number;
  readonly z: number;
}

export interface AnalysisRequest {
  readonly test: Recipe;
  readonly design: Recipe & { readonly alpha: number; readonly sided: 1 | 2 };
  readonly better?: Better;
  /** The patients as of now; arm 0 is control. */
  readonly data: LookColumns;
  readonly earlier?: readonly EarlierLook[];
  /** Events or patients planned for the last look. */
  readonly planned: number;
  /** `final`: no look follows, whatever was planned. By default the look planned as the last one is. */
  readonly stage?: "interim" | "final";
  /** Two-sided level of intervals after stopping; 0.95 when left out. */
  readonly level?: number;
}

/** What a running trial says at a look. Effects are those of the endpoint test: a log hazard ratio, or a difference of rates. */
export interface TrialAnalysis {
  readonly kind: "analysed";
  readonly look: number;
  /** Events or patients. */
  readonly count: number;
  readonly unit: "events" | "patients";
  readonly z: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly plan: AnalysisPlan;
  /** Whether the boundaries are those of the observed information, or as they were planned, for a design that spends no alpha. */
  readonly boundaries: "observedInformation" | "asPlanned";
  readonly decision: Decision;
  readonly repeated: { readonly lower: number; readonly upper: number; readonly pValue: RepeatedPValue };
  /** At an interim look that goes on. */
  readonly conditionalPower?: number;
  readonly predictivePower?: number;
  /** After the trial has stopped; in the direction of benefit. */
  readonly stopped?: StagewiseInference;
}

export type TrialAnalysisResult = TrialAnalysis | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * The analysis of a running trial on its data so far: z and estimate of its endpoint test, boundaries from the observed information,
 * the decision, repeated interval and p-value, conditional power (under the observed effect) and predictive power while it goes on,
 * and stage-wise p-value, median-unbiased estimate and interval once it has stopped.
 * Sources: see `replanDesign`, `repeatedInterval`, `repeatedPValue`, `conditionalPower`, `predictivePower`, `stagewiseInference`. The
 * information of earlier looks is in proportion to their events or patients.
 * @throws InvalidInput for a test or design that is unknown or does not fit, or looks out of order.
 * @example analyseTrial({ test: { kind: "logRank" }, design, data, planned: 140, stage: "interim" })
 */
export function analyseTrial(request: AnalysisRequest, options: { readonly parts?: Parts } = {}): TrialAnalysisResult {
  const { data, design, earlier = [], level = 0.95 } = request;
  requireRequest(request);
  const isLast = earlier.length + 1 >= planDesign(design, options).looks.length;
  const stage = request.stage ?? (isLast ? "final" : "interim");
  const { part, options: chosen } = choosePart<EndpointTestPart>(request.test, {
    builtIn: endpointTests,
    outside: options.parts?.endpointTests,
    path: "test",
  });
  const strata = data.stratum.reduce((most, stratum) => Math.max(most, stratum + 1), 1);
  const better = request.better ?? "higher";
  const result = part.ready(chosen, { strata, capacity: data.patients, better })(data);
  if (result.kind === "notEstimable") return result;
  const unit = part.reads === "timeDays" ? "events" : "patients";
  const count = unit === "events" ? data.event.reduce((sum, event) => sum + event, 0) : data.patients;
  const { z, estimate } = result;
  const standardError = 1 / Math.sqrt(result.information);
  const counts = [...earlier.map((look) => look.count), count];
  const { recipe, boundaries } = recipeNow({ ...request, stage }, counts, options);
  const plan = planDesign(recipe, options);
  const look = counts.length;
  const decision = plan.decide([
    ...earlier.map(asTested),
    { kind: "tested", z, estimate, information: result.information },
  ]);
  const repeats = repeatedInterval(plan, { look, estimate, standardError });
  const pValue = repeatedPValue(recipe as AnalysisRequest["design"], { look, z, ...options });
  const goesOn = stage === "interim" && decision.kind === "continue";
  const effect = { kind: "observed" } as const;
  return {
    kind: "analysed",
    look,
    count,
    unit,
    z,
    estimate,
    standardError,
    plan,
    boundaries,
    decision,
    repeated: { ...repeats, pValue },
    ...(goesOn
      ? {
          conditionalPower: conditionalPower(plan, { look, z, effect }),
          predictivePower: predictivePower(plan, { look, z }),
        }
      : {}),
    ...(goesOn || design.sided === 2
      ? {}
      : { stopped: afterStop(plan, { z, information: result.information, counts, level }) }),
  };
}

function asTested({ z }: EarlierLook) {
  return { kind: "tested", z, estimate: 0, information: 1 } as const;
}

function afterStop(
  plan: AnalysisPlan,
  stop: {
    readonly z: number;
    readonly information: number;
    readonly counts: readonly number[];
    readonly level: number;
  },
): StagewiseInference {
  const { z, information, counts, level } = stop;
  const now = counts.at(-1)!;
  const before = plan.looks.slice(0, counts.length - 1);
  return stagewiseInference(
    {
      information: counts.map((count) => (information * count) / now),
      z,
      upper: before.map(({ efficacyBoundary = Infinity }) => efficacyBoundary),
    },
    { level },
  );
}

/** The design at the information observed, where it spends alpha; futility boundaries do not move and stay advice. */
function recipeNow(
  request: AnalysisRequest & { readonly stage: "interim" | "final" },
  counts: readonly number[],
  options: { readonly parts?: Parts },
) {
  const { design, planned, stage } = request;
  const { futility, ...rest } = design as AnalysisRequest["design"] & {
    readonly futility?: { readonly binding?: boolean };
  };
  const spends = (design as { readonly spending?: unknown }).spending !== undefined;
  refuse(
    unless(
      futility?.binding !== true,
      ["design", "futility"],
      "binding futility boundaries",
      "non-binding ones: binding ones cannot be moved to the observed information",
    ),
  );
  if (!spends) return { recipe: design as Recipe, boundaries: "asPlanned" as const };
  return {
    recipe: replannedRecipe(rest, { observed: counts, planned, stage, ...options }),
    boundaries: "observedInformation" as const,
  };
}

function requireRequest({ data, earlier = [], planned, level = 0.95 }: AnalysisRequest): void {
  refuse([
    ...unless(data.patients > 0, ["data"], "no patients", "at least one on each arm"),
    ...unless(
      planned > 0 && planned < Infinity,
      ["planned"],
      `planned ${planned}`,
      "events or patients of the last look, above 0",
    ),
    ...unless(level > 0 && level < 1, ["level"], `level ${level}`, "above 0 and below 1"),
    ...earlier.flatMap(({ count, z }, k) => [
      ...unless(
        count > (earlier[k - 1]?.count ?? 0),
        ["earlier", k],
        `count ${count}`,
        "above 0, and above that of the look before",
      ),
      ...unless(Number.isFinite(z), ["earlier", k], `z ${z}`, "a finite number"),
    ]),
  ]);
}
