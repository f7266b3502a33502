import { checkWith, InvalidInput, type Issue, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { chooseParts } from "../inverse-variance/choices.ts";
import { randomEffectsFit } from "../inverse-variance/random-effects.ts";
import { canonicalOrder } from "../linear/weighted-fit.ts";
import type { Effect } from "../measures/measure.ts";
import { checkedRows } from "../pool-effects.ts";
import type { PoolParts } from "../pool-options.ts";
import { effectPoolSchema } from "../pool-options.ts";
import { type AsymmetryTest, testLine } from "./asymmetry-test.ts";
import { fewStudies } from "./few-studies.ts";
import { predictorNames, predictors } from "./predictors.ts";
import { weightedLine } from "./weighted-line.ts";

const asymmetrySchema = z.strictObject({
  /**
   * `weightedRegression` (default; Egger): weights 1 / variance and a dispersion, t with k − 2. `metaRegression`: tau2 between studies, by
   * default with Knapp and Hartung's t.
   */
  model: z.exactOptional(z.enum(["weightedRegression", "metaRegression"])),
  /** `standardError` by default. */
  predictor: z.exactOptional(z.enum(predictorNames)),
  /** Patients of each study, for a predictor of size; those of the counts where there are any. */
  sampleSizes: z.exactOptional(z.array(z.number())),
  tau2: effectPoolSchema.shape.tau2,
  interval: effectPoolSchema.shape.interval,
  level: effectPoolSchema.shape.level,
});

type Loose = z.output<typeof asymmetrySchema>;
export type AsymmetryOptions = { readonly [Key in keyof Loose]: Readonly<Loose[Key]> } & {
  readonly parts?: Pick<PoolParts, "tau2" | "intervals">;
};

/**
 * Egger's regression test of a dependence of effects on the size of studies: a slope on their standard error (or variance, or number of
 * patients), weighted, or as a meta-regression; with it the effect expected where the predictor is 0.
 *
 * Egger et al. (1997), doi:10.1136/bmj.315.7109.629; Sterne & Egger (2005); Moreno et al. (2009), doi:10.1186/1471-2288-9-2. A proportion
 * and its standard error depend on one another, and so do an odds ratio and its own; the result warns of it. Then use a predictor of
 * sample size, the arcsine difference (Rücker et al. 2008, doi:10.1002/sim.2971), or `testCountAsymmetry`.
 * @param effects of `measureEffects`, `measureComparisons` or `givenEffects`.
 * @returns `notEstimable` with fewer than three studies and where the predictor is the same in all; a warning with fewer than ten.
 * @throws InvalidInput on variances that are not above 0, sample sizes that are missing or not above 0, and unknown options.
 * @example
 * testAsymmetry(effects, { model: "metaRegression", predictor: "inverseSampleSize", sampleSizes });
 */
export function testAsymmetry(
  effects: { readonly rows: readonly Effect[]; readonly measure?: { readonly kind: string } },
  options: AsymmetryOptions = {},
): AsymmetryTest {
  const { parts = {}, ...recipe } = options;
  const asked = orThrow(checkWith(asymmetrySchema, recipe));
  const { model = "weightedRegression", predictor: name = "standardError", level = 0.95 } = asked;
  const listed = checkedRows(effects);
  const chosen = predictors[name];
  const x = chosen.of(listed, chosen.needs === "patients" ? patientsOf(listed, asked.sampleSizes) : []);
  if (chosen.needs !== "patients" && asked.sampleSizes !== undefined) throw unused("sampleSizes", name);
  const order = canonicalOrder(listed, [x]);
  const rows = order.map((index) => listed[index]!);
  const along = Float64Array.from(order, (index) => x[index]!);
  const warnings = [...fewStudies(rows.length), ...dependence(effects.measure?.kind, chosen.needs)];
  if (rows.length < 3) return { kind: "notEstimable", reason: "a slope needs at least three studies", warnings };
  const shown = { level, limit: chosen.atZero === "infiniteStudy" ? "shown" : "none" } as const;
  const value = Float64Array.from(rows, (row) => row.value);
  const variance = Float64Array.from(rows, (row) => row.variance);
  const constant: AsymmetryTest = {
    kind: "notEstimable",
    reason: `every study has the same ${chosen.label}`,
    warnings,
  };
  if (model === "weightedRegression") {
    if (asked.tau2 !== undefined) throw unused("tau2", model);
    if (asked.interval !== undefined) throw unused("interval", model);
    const line = weightedLine(
      along,
      value,
      variance.map((v) => 1 / v),
    );
    if (line === undefined) return constant;
    const dispersion = line.Q / line.df;
    if (!(dispersion > 0)) return { kind: "notEstimable", reason: "the effects lie on a line exactly", warnings };
    const rule = { kind: "applies", varianceFactor: dispersion, quantile: { df: line.df } } as const;
    const method = `weighted regression on the ${chosen.label} (Egger), t(${line.df})`;
    return { ...testLine({ ...line, rule }, { method, ...shown }), dispersion, studies: rows.length, warnings };
  }
  const interval = asked.interval ?? { kind: "hartungKnapp" };
  const { estimator, around } = chooseParts({ interval, ...(asked.tau2 && { tau2: asked.tau2 }) }, parts);
  const unweighted = weightedLine(
    along,
    value,
    variance.map((v) => 1 / v),
  );
  if (unweighted === undefined) return constant;
  const columns = [new Float64Array(rows.length).fill(1), unweighted.standardised];
  const problem = { y: value, v: variance, columns };
  const estimated = estimator.estimate(problem);
  if (estimated.kind === "notConverged") return { kind: "notEstimable", reason: estimated.reason, warnings };
  const { tau2 } = estimated;
  const rule = around.rule(randomEffectsFit(problem, tau2)!);
  if (rule.kind === "notEstimable") return { ...rule, warnings };
  const line = weightedLine(
    along,
    value,
    variance.map((v) => 1 / (v + tau2)),
  )!;
  if (!(rule.varianceFactor > 0))
    return { kind: "notEstimable", reason: "the effects lie on a line exactly", warnings };
  const method = `meta-regression on the ${chosen.label}, ${estimator.label}, ${around.label}`;
  return { ...testLine({ ...line, rule }, { method, ...shown }), tau2, studies: rows.length, warnings };
}

function patientsOf(rows: readonly Effect[], given: readonly number[] | undefined): readonly number[] {
  const counted = rows.map((row) => ("counts" in row ? (row.counts as { readonly n: number }).n : undefined));
  const sizes = given ?? counted;
  if (sizes.length !== rows.length) {
    const message = `sampleSizes has ${sizes.length} entries for ${rows.length} studies`;
    const hint = "one per study, in the same order";
    throw new InvalidInput([{ kind: "wrongLength", path: ["sampleSizes"], message, hint }]);
  }
  const issues = sizes.flatMap((size, index): readonly Issue[] => {
    if (size !== undefined && Number.isFinite(size) && size > 0) return [];
    const path = ["sampleSizes", index];
    return size === undefined
      ? [{ kind: "missing", path, message: "sampleSizes are missing", hint: "give the patients of each study" }]
      : [{ kind: "outOfRange", path, message: `sampleSizes[${index}] is ${size}`, hint: "must be finite and above 0" }];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  return sizes as readonly number[];
}

/** Measures whose standard error depends on the effect itself; those of arcsines do not. */
const dependent: Readonly<Record<string, string>> = {
  rawProportion: proportionWords("a proportion"),
  logProportion: proportionWords("a log proportion"),
  logitProportion: proportionWords("a logit"),
  logOddsRatio: ratioWords("a log odds ratio"),
  logRiskRatio: ratioWords("a log risk ratio"),
};

function proportionWords(effect: string): string {
  return `the standard error of ${effect} depends on the proportion itself, so this test finds asymmetry where there is none; take a predictor of sample size`;
}

function ratioWords(effect: string): string {
  return `the standard error of ${effect} depends on the ratio itself, so this test can find asymmetry where there is none; testCountAsymmetry does not`;
}

function dependence(measure: string | undefined, needs: "variance" | "patients"): readonly string[] {
  const words = measure === undefined || needs === "patients" ? undefined : dependent[measure];
  return words === undefined ? [] : [words];
}

function unused(option: string, by: string): InvalidInput {
  const hint = "leave it out";
  return new InvalidInput([{ kind: "notAllowed", path: [option], message: `${by} does not use ${option}`, hint }]);
}
