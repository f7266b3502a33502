import { exp, InvalidInput, log } from "@rekindle/stats";
import type { AnalysisPlan } from "../design.ts";
import type { Parts, Recipe } from "../parts.ts";
import { planDesign } from "../plan-trial.ts";
import { searchRoot } from "../search-root.ts";

/**
 * Repeated confidence interval at a look: estimate ± boundary × standard error. All intervals of a trial together cover the effect
 * with probability 1 - alpha (two-sided designs) or, each side by itself, 1 - alpha (one-sided), whether the trial stops or not.
 * Source: Jennison, Turnbull, J. R. Stat. Soc. B 51 (1989) 305-361, doi:10.1111/j.2517-6161.1989.tb01433.x.
 * @param options.look from 1.
 * @throws InvalidInput if the look does not test efficacy.
 */
export function repeatedInterval(
  plan: AnalysisPlan,
  options: { readonly look: number; readonly estimate: number; readonly standardError: number },
): { readonly lower: number; readonly upper: number } {
  const { look, estimate, standardError } = options;
  const boundary = plan.looks[look - 1]?.efficacyBoundary;
  if (boundary === undefined) throw noBoundary(look);
  return { lower: estimate - boundary * standardError, upper: estimate + boundary * standardError };
}

/** A p-value, or why it can only be bounded. */
export type RepeatedPValue =
  | { readonly kind: "found"; readonly value: number }
  | { readonly kind: "above"; readonly bound: number }
  | { readonly kind: "below"; readonly bound: number };

const LARGEST = 0.5;
const SMALLEST = 1e-12;

/**
 * Repeated p-value at a look: the smallest overall level at which the design would have stopped there. One-sided, for an effect above
 * zero, in a one-sided design; two-sided in a two-sided one (for |z|).
 * Source: Jennison, Turnbull (2000), section 9.3.
 * @throws InvalidInput if the design makes no sense or the look does not test efficacy.
 * @example repeatedPValue(recipe, { look: 1, z: 2.5 })
 */
export function repeatedPValue(
  recipe: Recipe & { readonly alpha: number; readonly sided: 1 | 2 },
  options: { readonly look: number; readonly z: number; readonly parts?: Parts },
): RepeatedPValue {
  const { look, parts } = options;
  const z = recipe.sided === 2 ? Math.abs(options.z) : options.z;
  const planAt = (alpha: number) => planDesign({ ...recipe, alpha } as Recipe, parts === undefined ? {} : { parts });
  if (planDesign(recipe, parts === undefined ? {} : { parts }).looks[look - 1]?.efficacyBoundary === undefined)
    throw noBoundary(look);
  const excess = (logAlpha: number) => z - (planAt(exp(logAlpha)).looks[look - 1]!.efficacyBoundary ?? Infinity);
  const [from, to] = [log(SMALLEST), log(LARGEST)];
  if (excess(to) < 0) return { kind: "above", bound: LARGEST };
  if (excess(from) > 0) return { kind: "below", bound: SMALLEST };
  const found = searchRoot(excess, { from, to, tolerance: 1e-13, sought: "the repeated p-value" });
  return { kind: "found", value: exp(found) };
}

function noBoundary(look: number): InvalidInput {
  const message = `look ${look} has no efficacy boundary`;
  return new InvalidInput([
    { kind: "outOfRange", path: ["look"], message, hint: "a look, from 1, that tests efficacy" },
  ]);
}
