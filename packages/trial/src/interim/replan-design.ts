import { InvalidInput, type Issue } from "@rekindle/stats";
import type { AnalysisPlan } from "../design.ts";
import type { Parts, Recipe } from "../parts.ts";
import { planDesign } from "../plan-trial.ts";

/** Information seen so far, in the unit of the planned maximum: events, patients, or 1 / variance. */
export interface ObservedInformation {
  /** At each look taken, the present one last. */
  readonly observed: readonly number[];
  /** Maximum the design was planned with. */
  readonly planned: number;
  /** `interim`: more looks are to come, as planned. `final`: this is the last, whatever was planned; the rest of alpha is spent. */
  readonly stage: "interim" | "final";
}

/**
 * The boundaries of a group-sequential design that spends alpha, from the information observed. Alpha is spent by observed over
 * planned information; a final look spends what is left, whether it has less information than planned or more. Boundaries of looks
 * already taken do not change by later ones.
 * Source: Lan, DeMets (1983), doi:10.1093/biomet/70.3.659; under- and over-running, Jennison, Turnbull (2000), section 7.2.
 * @param recipe a `groupSequential` recipe with `spending`.
 * @throws InvalidInput if the recipe is none, or the observed information does not fit it.
 * @example replanDesign(recipe, { observed: [82], planned: 140, stage: "interim" }).looks[0].efficacyBoundary
 */
export function replanDesign(recipe: Recipe, options: ObservedInformation & { readonly parts?: Parts }): AnalysisPlan {
  return planDesign(replannedRecipe(recipe, options), options.parts === undefined ? {} : { parts: options.parts });
}

/** The recipe of `replanDesign`: the same design with the looks as they were taken. */
export function replannedRecipe(recipe: Recipe, options: ObservedInformation & { readonly parts?: Parts }): Recipe {
  const { observed, planned, stage, parts } = options;
  const withParts = parts === undefined ? {} : { parts };
  const original = planDesign(recipe, withParts);
  refuse(recipe, original, options);
  const taken = observed.map((each) => each / planned);
  const future = stage === "final" ? [] : original.looks.slice(observed.length).map((look) => look.informationRate);
  const rates = [...taken, ...future];
  const most = rates.at(-1)!;
  return {
    ...recipe,
    looks: rates.map((_, k) => lookAt(recipe, k, rates.length)),
    informationRates: rates.map((rate) => rate / most),
    spendingTimes: rates.map((rate, k) => (k === rates.length - 1 ? 1 : Math.min(rate, 1))),
  } as Recipe;
}

interface WrittenLooks {
  readonly looks: readonly unknown[];
  readonly spending?: unknown;
  readonly futility?: unknown;
}

/** The written look at a place; the last one for a final look that comes early. */
function lookAt(recipe: Recipe, k: number, count: number): unknown {
  const { looks } = recipe as unknown as WrittenLooks;
  return k === count - 1 ? looks.at(-1) : looks[k];
}

function refuse(recipe: Recipe, original: AnalysisPlan, { observed, planned, stage }: ObservedInformation): void {
  const issues: Issue[] = [];
  const add = (path: string, message: string, hint: string) =>
    issues.push({ kind: "doesNotFit", path: [path], message, hint });
  const { spending, futility } = recipe as unknown as WrittenLooks;
  if (recipe.kind !== "groupSequential" || spending === undefined) {
    add(
      "spending",
      "the design does not spend alpha, so it cannot be replanned",
      "a groupSequential design with spending",
    );
  }
  if (futility !== undefined)
    add(
      "futility",
      "futility boundaries are not replanned",
      "a recipe without futility, which non-binding boundaries do not need",
    );
  const looks = original.looks.length;
  const most = stage === "final" ? looks : looks - 1;
  if (observed.length < 1 || observed.length > most) {
    add("observed", `${observed.length} looks taken of ${looks} planned`, `1 to ${most} for stage ${stage}`);
  }
  observed.forEach((each, k) => {
    if (!(each > (observed[k - 1] ?? 0)))
      add("observed", `information ${each} at look ${k + 1}`, "above 0, and above that of the look before");
  });
  const next = original.looks[observed.length]?.informationRate;
  if (stage === "interim" && next !== undefined && !(observed.at(-1)! < next * planned)) {
    add(
      "observed",
      `information ${observed.at(-1)} reaches the next planned look, ${next * planned}`,
      "stage: final, or looks left out of the recipe",
    );
  }
  if (!(planned > 0 && planned < Infinity)) add("planned", `planned maximum ${planned}`, "above 0");
  if (issues.length > 0) throw new InvalidInput(issues);
}
