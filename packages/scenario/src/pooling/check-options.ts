import type { Issue } from "@rekindle/stats";
import { InvalidInput } from "@rekindle/stats";
import type { StudyFamily } from "./column-families.ts";
import { measureNamed, usualMeasure } from "./measure-names.ts";
import { methodNamed, type SheetMethod } from "./method-names.ts";
import type { SheetPoolOptions } from "./sheet-pool.ts";

/** Options that only some methods use. */
type MethodOption =
  | "measure"
  | "interval"
  | "tau2Interval"
  | "prediction"
  | "correction"
  | "by"
  | "spread"
  | "moderators"
  | "explore"
  | "cumulate"
  | "cluster";

const TAKES: Readonly<Record<SheetMethod["kind"], readonly MethodOption[]>> = {
  inverseVariance: [
    "measure",
    "interval",
    "tau2Interval",
    "prediction",
    "correction",
    "by",
    "spread",
    "moderators",
    "explore",
    "cumulate",
    "cluster",
  ],
  binomialNormal: ["prediction", "by", "spread", "moderators", "explore", "cumulate"],
  betaBinomial: ["moderators", "explore", "cumulate"],
  twoArmBinomialNormal: ["prediction"],
  mantelHaenszel: ["measure", "by"],
};

const WORDS: Readonly<Record<SheetMethod["kind"], string>> = {
  inverseVariance: "inverse variance",
  binomialNormal: "the binomial-normal model",
  betaBinomial: "the beta-binomial model",
  twoArmBinomialNormal: "the binomial-normal model of two arms",
  mantelHaenszel: "Mantel and Haenszel's method",
};

/** Numbers that a continuity correction is made to. */
const CORRECTED: readonly StudyFamily[] = ["proportions", "comparisons", "rates", "rateComparisons"];

/**
 * The measure and method that options name for a family of numbers.
 * @throws InvalidInput with every option that the method does not use or that is not used without another.
 */
export function checkOptions(
  options: SheetPoolOptions,
  family: StudyFamily,
): { readonly measure: string; readonly method: SheetMethod } {
  const measure = options.measure === undefined ? usualMeasure(family) : measureNamed(options.measure);
  const method = methodNamed(options.method, family, options.measure !== undefined);
  const issues = [
    ...(Object.keys(WORDS_OF_OPTIONS) as MethodOption[])
      .filter((option) => options[option] !== undefined && !TAKES[method.kind].includes(option))
      .map((option) => unused(option, method)),
    ...correctionIssues(options, family),
    ...companionIssues(options),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
  return { measure: measure.kind, method };
}

const WORDS_OF_OPTIONS: Readonly<Record<MethodOption, string>> = {
  measure: "measure",
  interval: "choice of interval",
  tau2Interval: "choice of an interval of tau2",
  prediction: "prediction interval",
  correction: "continuity correction",
  by: "subgroups",
  spread: "choice of spread",
  moderators: "moderators",
  explore: "exploration of its studies",
  cumulate: "studies one by one",
  cluster: "rows within studies",
};

function unused(option: MethodOption, { kind }: SheetMethod): Issue {
  const hint = "leave it out, or choose a method of inverse variance such as REML";
  return { kind: "notAllowed", path: [option], message: `${WORDS[kind]} takes no ${WORDS_OF_OPTIONS[option]}`, hint };
}

function correctionIssues({ correction }: SheetPoolOptions, family: StudyFamily): readonly Issue[] {
  if (correction === undefined || CORRECTED.includes(family)) return [];
  const message = "only counts of events are corrected";
  return [{ kind: "notAllowed", path: ["correction"], message, hint: "leave it out" }];
}

function companionIssues({ spread, by, permutations, moderators }: SheetPoolOptions): readonly Issue[] {
  const alone = (path: string, message: string): Issue => ({ kind: "notAllowed", path: [path], message });
  return [
    ...(spread !== undefined && by === undefined ? [alone("spread", "is of subgroups, and none are asked for")] : []),
    ...(permutations !== undefined && (moderators ?? []).length === 0
      ? [alone("permutations", "are of moderators, and none are asked for")]
      : []),
  ];
}
