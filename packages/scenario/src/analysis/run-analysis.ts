import type { CountSelection, Counts, Library, PoolOptions } from "@rekindle/evidence";
import { explainByDesign, multiverse, poolSubgroups, selectCounts, sensitivity } from "@rekindle/evidence";
import { orThrow } from "@rekindle/stats";
import { runPool } from "../evidence/run-pools.ts";
import { canonicalJson } from "../provenance/canonical-json.ts";
import { numericFingerprint } from "../provenance/numeric-fingerprint.ts";
import { sha256 } from "../provenance/sha256.ts";
import { selectionOf } from "../schema/scenario-schema.ts";
import { PACKAGE_VERSION } from "../version.ts";
import type { AnalysisPool, AnalysisResult, BesidePool, SpecificationRow } from "./analysis-result.ts";
import type { Analysis, AnalysisPoolRecipe } from "./analysis-schema.ts";
import { checkAnalysis } from "./parse-analysis.ts";
import { discrepancyEffects } from "./discrepancy-effects.ts";
import { recipeOf } from "./pool-recipe.ts";
import { rangeOrigins } from "./range-origins.ts";
import { reproduce } from "./reproduce.ts";

/**
 * Runs an analysis of published counts: every pool by both models, with and without tier B; whether genotypes differ; the pool in every
 * other defensible way, by every method; which properties of designs go with it; other counts of the same studies beside it; where the
 * ends of printed ranges come from; and poolings of others done again. The result depends on analysis and evidence alone.
 * @throws InvalidInput if the analysis is not sound, or asks for what the evidence has not.
 * @example
 * runAnalysis(analysis, library).pools[0].groups[0].models.binomialNormal.mean;
 */
export function runAnalysis(analysis: Analysis, library: Library): AnalysisResult {
  orThrow(checkAnalysis(analysis, { library }));
  const pools = Object.entries(analysis.pools).map(([id, recipe]) => analysePool(id, recipe, analysis, library));
  return {
    title: analysis.title,
    question: analysis.question,
    pools,
    ranges: rangeOrigins(library, pools),
    reproductions: analysis.reproduces === undefined ? [] : reproduce(library, analysis.reproduces),
    changes: changesInWords(library, pools),
    incomplete: pools.flatMap(missingOf),
    provenance: {
      analysisHash: sha256(canonicalJson(analysis)),
      evidenceHash: sha256(canonicalJson(library)),
      packageVersion: PACKAGE_VERSION,
      numericFingerprint: numericFingerprint(),
    },
  };
}

function analysePool(id: string, recipe: AnalysisPoolRecipe, analysis: Analysis, library: Library): AnalysisPool {
  const own = recipeOf(recipe);
  const selection = selectCounts(library, selectionOf(own));
  const pooled = runPool(id, own, library);
  return {
    ...pooled,
    ...interactionOf(selection, recipe),
    ...(recipe.sensitivity === undefined ? {} : sensitivityOf(recipe, analysis, library)),
    ...(recipe.moderators === undefined
      ? {}
      : { explanations: explainByDesign(library, selection.rows, unreadonly(recipe.moderators)) }),
    ...(recipe.beside === undefined ? {} : { beside: besideOf(selection, recipe.beside, analysis, library) }),
  };
}

/** A checked value is the same whoever may change it. */
function unreadonly(options: NonNullable<AnalysisPoolRecipe["moderators"]>) {
  return options as Parameters<typeof explainByDesign>[2];
}

function interactionOf(
  { groups, denominator, timing }: CountSelection,
  recipe: AnalysisPoolRecipe,
): Pick<AnalysisPool, "interaction"> {
  if (groups.length < 2) return {};
  const mixture = denominator === "mixed" || timing === "mixed" ? { mixture: "labelled" as const } : {};
  const test = (pool: PoolOptions) => poolSubgroups(groups, { spread: "shared", pool }).interaction;
  return {
    interaction: {
      binomialNormal: test({ ...recipe.binomialNormal, model: "binomialNormal", ...mixture }),
      inverseVariance: test({ ...recipe.inverseVariance, model: "inverseVariance", ...mixture }),
    },
  };
}

const USUAL_METHODS: NonNullable<Analysis["methods"]> = {
  binomialNormal: { title: "Binomial-normal model", options: { model: "binomialNormal" } },
};

/** Every specification, and every discrepancy by itself. */
function sensitivityOf(
  recipe: AnalysisPoolRecipe,
  analysis: Analysis,
  library: Library,
): Pick<AnalysisPool, "specifications" | "discrepancies"> {
  const asked = selectionOf(recipeOf(recipe)) as Parameters<typeof sensitivity>[1];
  const isMixed = recipe.denominator === "mixed" || recipe.timing === "mixed";
  const [first] = Object.values(analysis.methods ?? USUAL_METHODS);
  const options = { ...first?.options, ...(isMixed ? { mixture: "labelled" } : {}) } as PoolOptions;
  return {
    specifications: specify(recipe, analysis, library),
    discrepancies: discrepancyEffects(library, asked, options),
  };
}

/** Every specification by every method, in the order of their rates; those without an estimate come last. */
function specify(recipe: AnalysisPoolRecipe, { methods = USUAL_METHODS }: Analysis, library: Library) {
  const asked = selectionOf(recipeOf(recipe)) as Parameters<typeof sensitivity>[1];
  const isMixed = recipe.denominator === "mixed" || recipe.timing === "mixed";
  const vary = recipe.sensitivity === "multiverse" ? multiverse : sensitivity;
  const rows = Object.entries(methods).flatMap(([method, { title, options }]) =>
    vary(library, asked, { ...options, ...(isMixed ? { mixture: "labelled" } : {}) }).map(
      ({ changes, pooled }): SpecificationRow => ({
        changes,
        method,
        methodTitle: title,
        isAsAsked: changes.length === 0 && method === Object.keys(methods)[0],
        studies: pooled.studies.length,
        events: pooled.events,
        n: pooled.n,
        mean: pooled.mean,
        ...(pooled.tau2 === undefined ? {} : { tau2: pooled.tau2.value }),
      }),
    ),
  );
  const valueOf = ({ mean }: SpecificationRow): number => (mean.kind === "estimated" ? mean.value : Infinity);
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    return x === y ? 0 : x - y;
  });
}

/** Readings by the study and why it has another; other changes are words already. */
function changesInWords(library: Library, pools: readonly AnalysisPool[]): AnalysisResult["changes"] {
  const met = pools.flatMap(({ specifications = [] }) => specifications.flatMap(({ changes }) => changes));
  const words = [...new Set(met)].toSorted().map((change): readonly [string, string] => {
    const [id, reading] = change.split("/");
    const study = library.studies.find((each) => each.id === id);
    const why = study?.counts?.find(({ alternative }) => alternative?.id === reading)?.alternative?.why;
    return [change, study === undefined || why === undefined ? change : `${study.label}: ${why}`];
  });
  return Object.fromEntries(words);
}

function besideOf(here: CountSelection, other: string, { pools }: Analysis, library: Library): BesidePool {
  const recipe = pools[other]!;
  const there = selectCounts(library, selectionOf(recipeOf(recipe)));
  const tally = ({ events, n, denominator, timing }: Counts) => ({ events, n, denominator, timing });
  const rows = here.rows.flatMap((row) => {
    const found = there.rows.find(({ id }) => id === row.id);
    if (found === undefined) return [];
    return [{ study: row.study, label: row.label, here: tally(row), there: tally(found) }];
  });
  return { pool: other, title: recipe.title, rows };
}

function missingOf({ title, groups, specifications, explanations }: AnalysisPool): readonly string[] {
  const models = groups.flatMap(({ label, models: { binomialNormal, inverseVariance } }) =>
    [binomialNormal, inverseVariance].flatMap(({ mean, model }) =>
      mean.kind === "notEstimable" ? [`${title}, ${label}, ${model}: ${mean.reason}`] : [],
    ),
  );
  const without = (specifications ?? []).filter(({ mean }) => mean.kind === "notEstimable").length;
  const unexplained = (explanations ?? []).flatMap(({ label, regression }) =>
    regression.kind === "notEstimable" ? [`${title}, ${label}: ${regression.reason}`] : [],
  );
  return [
    ...models,
    ...(without === 0 ? [] : [`${title}: ${without} of ${specifications!.length} specifications have no estimate`]),
    ...unexplained,
  ];
}
