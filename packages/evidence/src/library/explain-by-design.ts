import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { z } from "zod";
import { measureEffects } from "../measure-effects.ts";
import type { Moderator } from "../regression/moderators.ts";
import { regressEffects } from "../regression/regress-effects.ts";
import type { Regression } from "../regression/regression.ts";
import type { Counts } from "../select/counts.ts";
import type { Library } from "./check-library.ts";
import { type DesignModerator, designModerators, designProperty } from "./design-moderators.ts";

/** How properties of designs are asked about: a recipe, the same in YAML and in code. */
export const designRegressionSchema = z.strictObject({
  /** All of them unless given. */
  moderators: z.exactOptional(z.array(z.enum(designModerators as [DesignModerator, ...DesignModerator[]])).min(1)),
  /** Of the effects; `logitProportion` by default. */
  measure: z.exactOptional(z.strictObject({ kind: z.string() })),
  tau2: z.exactOptional(z.strictObject({ kind: z.string() })),
  level: z.exactOptional(z.number().gt(0).lt(1)),
  /** Permutation p-values beside Knapp and Hartung's. */
  permutations: z.exactOptional(
    z.strictObject({ count: z.int().min(99).max(1_000_000), seed: z.union([z.string(), z.int()]) }),
  ),
});

type Loose = z.output<typeof designRegressionSchema>;
export type DesignRegressionOptions = { readonly [Key in keyof Loose]: Readonly<Loose[Key]> };

/** What one property of designs explains, alone. */
export interface DesignRegression {
  readonly moderator: DesignModerator;
  readonly label: string;
  /** Studies (or strata) by the value of the property, in the order of the rows; one entry per distinct value. */
  readonly values: readonly { readonly value: string; readonly studies: number }[];
  /** Rows in which the property is not known. */
  readonly unknown: readonly string[];
  readonly regression: Regression;
  /** What a reader must know before believing it. */
  readonly warnings: readonly string[];
}

/** Studies per coefficient below which a regression hardly tells an effect from chance. */
const ENOUGH_PER_COEFFICIENT = 10;

/**
 * Asks of each property of designs, alone, whether it explains why rates differ: meta-regression with Knapp and Hartung's tests and, if
 * asked for, permutation p-values. Rows in which a property is not known are left out of its regression and listed. With as few studies
 * as there are, every answer comes with the plain warning that it can hardly be one.
 * @param rows of `selectCounts`; one row per study, or per genotype stratum.
 * @throws InvalidInput on rows of studies that the library has not, on unknown options, and as `regressEffects` does.
 * @example
 * const { rows } = selectCounts(library, { endpoint: { kind: "restoration" }, denominator: "evaluable", by: "genotype" });
 * explainByDesign(library, rows, { moderators: ["genotype", "gate"] })[0].regression;
 */
export function explainByDesign(
  library: Library,
  rows: readonly Counts[],
  options: DesignRegressionOptions = {},
): readonly DesignRegression[] {
  const { moderators = designModerators, ...recipe } = orThrow(checkWith(designRegressionSchema, options));
  const studyOf = studiesOf(library, rows);
  return moderators.map((moderator) => {
    const { valueOf, label } = designProperty(moderator);
    const valued = rows.map((row) => ({ row, value: valueOf(studyOf.get(row.study)!, row) }));
    const known = valued.filter((each): each is Valued => each.value !== undefined);
    const unknown = valued.filter(({ value }) => value === undefined).map(({ row }) => row.label);
    const values = countValues(known);
    const regression = regress(moderator, known, recipe);
    const warnings = cautions({ label, values, known, unknown, tried: moderators.length, regression });
    return { moderator, label, values, unknown, regression, warnings };
  });
}

interface Valued {
  readonly row: Counts;
  readonly value: number | string;
}

function countValues(known: readonly Valued[]): DesignRegression["values"] {
  const times = new Map<string, number>();
  for (const { value } of known) times.set(String(value), (times.get(String(value)) ?? 0) + 1);
  return [...times].map(([value, studies]) => ({ value, studies }));
}

function regress(
  name: DesignModerator,
  known: readonly Valued[],
  { measure = { kind: "logitProportion" }, ...recipe }: Omit<DesignRegressionOptions, "moderators">,
): Regression {
  if (known.length === 0) return { kind: "notEstimable", reason: "it is not known of any study" };
  if (new Set(known.map(({ value }) => value)).size < 2)
    return { kind: "notEstimable", reason: `it is ${known[0]!.value} in every study` };
  const effects = measureEffects(
    known.map(({ row }) => row),
    measure,
  );
  const values = known.map(({ value }) => value);
  const moderator: Moderator = values.every((value) => typeof value === "number")
    ? { name, values }
    : { name, levels: values.map(String) };
  return regressEffects(effects, { ...recipe, moderators: [moderator] });
}

/** What stands between a p-value and a belief. */
function cautions(found: {
  readonly label: string;
  readonly values: DesignRegression["values"];
  readonly known: readonly Valued[];
  readonly unknown: readonly string[];
  readonly tried: number;
  readonly regression: Regression;
}): readonly string[] {
  const { label, values, known, unknown, tried, regression } = found;
  if (regression.kind === "notEstimable") return [];
  const studies = known.length;
  const coefficients = regression.coefficients.length - 1;
  const per = (studies / coefficients).toFixed(1);
  const own = new Set(known.map(({ row }) => row.study)).size;
  const what = own === studies ? "studies" : "rows";
  const few = `${studies} ${what} for ${coefficients} ${coefficients === 1 ? "coefficient" : "coefficients"} (${per} each): too few to learn whether ${label} matters; a difference may as well be one between studies in any other respect`;
  const shared = `${studies} rows of ${own} studies: rows of one study are taken as independent, which makes p-values too small`;
  const lone = values.filter((value) => value.studies === 1 && typeof known[0]!.value === "string");
  const isPermuted = regression.coefficients.some(({ permutationP }) => permutationP !== undefined);
  const deals = distinctDeals(values.map((value) => value.studies));
  return [
    ...(studies < ENOUGH_PER_COEFFICIENT * coefficients ? [few] : []),
    ...(own < studies ? [shared] : []),
    ...lone.map(({ value }) => `only one row has ${value}: this level and that row cannot be told apart`),
    ...(isPermuted && deals < 40
      ? [
          `there are only ${deals} ways to deal the values to the studies: no permutation p-value can be below ${(1 / deals).toFixed(3)}`,
        ]
      : []),
    ...(unknown.length > 0
      ? [`not known of ${unknown.length} of ${studies + unknown.length}: ${unknown.join(", ")}`]
      : []),
    ...(tried > 1 ? [`one of ${tried} properties that were tried: by chance alone one in 20 has p below 0.05`] : []),
  ];
}

/** Ways to deal values to studies: k! / (n1! n2! …). */
function distinctDeals(counts: readonly number[]): number {
  let ways = 1;
  let dealt = 0;
  for (const count of counts)
    for (let i = 1; i <= count; i++) {
      dealt++;
      ways = (ways * dealt) / i;
    }
  return Math.round(ways);
}

function unknownStudy(study: string, index: number) {
  const message = `the library has no study ${JSON.stringify(study)}`;
  return {
    kind: "unknownStudy",
    path: [index, "study"],
    message,
    hint: "pass rows that were selected from this library",
  };
}

/**
 * The properties of designs of some rows, by name: a number or a category per row, undefined where it is not known.
 * @throws InvalidInput on rows of studies that the library has not.
 * @example designValues(library, rows)[0].gate // "lesionDose"
 */
export function designValues(
  library: Library,
  rows: readonly Counts[],
): readonly Readonly<Record<DesignModerator, number | string | undefined>>[] {
  const studyOf = studiesOf(library, rows);
  return rows.map((row) => {
    const study = studyOf.get(row.study)!;
    const entries = designModerators.map((name) => [name, designProperty(name).valueOf(study, row)] as const);
    return Object.fromEntries(entries) as Record<DesignModerator, number | string | undefined>;
  });
}

/** The studies of a library by id. @throws InvalidInput if a row is of none of them. */
function studiesOf(library: Library, rows: readonly Counts[]) {
  const studyOf = new Map(library.studies.map((study) => [study.id, study]));
  const strange = rows.flatMap(({ study }, index) => (studyOf.has(study) ? [] : [unknownStudy(study, index)]));
  if (strange.length > 0) throw new InvalidInput(strange);
  return studyOf;
}
