import { InvalidInput } from "@rekindle/stats";
import type { Library } from "../library/check-library.ts";
import { pool } from "../pool.ts";
import type { PoolOptions } from "../pool-options.ts";
import type { Pooled } from "../pooled.ts";
import type { CountSelection } from "../select/counts.ts";
import { selectCounts } from "../select/select-counts.ts";
import type { CountSelectionOptions } from "../select/selection-options.ts";

/** One way to have done the analysis. */
export interface Specification {
  /** What differs from the analysis as asked: `["only tier A", "ho2013/twentyGyRule"]`; empty for that analysis itself. */
  readonly changes: readonly string[];
  readonly selection: CountSelection;
  readonly pooled: Pooled;
}

/** More specifications than anyone can look at, or wait for. */
const MOST_SPECIFICATIONS = 20_000;

/**
 * The analysis as asked, then with one thing changed at a time: tier B left out, only prospective studies, each other reading that the
 * library records for its endpoint, denominator and timing (alone, and where several studies share one, in all of them), and each study
 * left out. Changes that select the same counts as the analysis itself are not repeated.
 * @throws InvalidInput as `selectCounts` and `pool` do.
 * @example
 * const rows = sensitivity(library, { endpoint: { kind: "restoration" }, denominator: "evaluable" });
 * rows.map(({ changes, pooled }) => [changes.join(", "), pooled.mean]);
 */
export function sensitivity(
  library: Library,
  asked: CountSelectionOptions,
  options: PoolOptions = {},
): readonly Specification[] {
  const base = specify(library, asked, options, []);
  const readings = readingsOf(library, asked);
  const shared = [...new Set(readings.map(({ id }) => id))].filter(
    (id) => readings.filter((reading) => reading.id === id).length > 1,
  );
  const changed: readonly (readonly [string, CountSelectionOptions])[] = [
    ...(asked.tiers?.length === 1 ? [] : [["only tier A", { ...asked, tiers: ["A"] as const }] as const]),
    ...(asked.designs === undefined
      ? [["only prospective studies", { ...asked, designs: ["prospective"] as const }] as const]
      : []),
    ...readings.map(({ name }) => [name, withReadings(asked, [name])] as const),
    ...shared.map((id) => [id, withReadings(asked, [id])] as const),
    ...[...new Set(base.selection.rows.map((row) => row.study))].map(
      (study) => [`without ${study}`, { ...asked, withoutStudies: [...(asked.withoutStudies ?? []), study] }] as const,
    ),
  ];
  return distinct([base, ...changed.flatMap(([change, recipe]) => attempt(library, recipe, options, [change]))]);
}

/**
 * Every combination of readings (for each study its first or any other that the library records), tiers and designs: the multiverse of
 * defensible analyses. Combinations that select the same counts are shown once.
 * @throws InvalidInput if there are more than 20,000 combinations.
 */
export function multiverse(
  library: Library,
  asked: CountSelectionOptions,
  options: PoolOptions = {},
): readonly Specification[] {
  const readings = readingsOf(library, asked);
  const byStudy = [...new Set(readings.map(({ study }) => study))].map((study) => [
    undefined,
    ...readings.filter((reading) => reading.study === study).map(({ name }) => name),
  ]);
  const tiers = asked.tiers === undefined ? [undefined, ["A"] as const] : [undefined];
  const designs = asked.designs === undefined ? [undefined, ["prospective"] as const] : [undefined];
  const size = byStudy.reduce((product, choices) => product * choices.length, tiers.length * designs.length);
  if (size > MOST_SPECIFICATIONS) throw new InvalidInput([tooMany(size)]);
  const combinations = byStudy.reduce<readonly (readonly string[])[]>(
    (sofar, choices) =>
      sofar.flatMap((chosen) => choices.map((name) => (name === undefined ? chosen : [...chosen, name]))),
    [[]],
  );
  return distinct(
    tiers.flatMap((tier) =>
      designs.flatMap((design) =>
        combinations.flatMap((names) => {
          const recipe = {
            ...withReadings(asked, names),
            ...(tier === undefined ? {} : { tiers: tier }),
            ...(design === undefined ? {} : { designs: design }),
          };
          const changes = [
            ...(tier === undefined ? [] : ["only tier A"]),
            ...(design === undefined ? [] : ["only prospective studies"]),
            ...names,
          ];
          return attempt(library, recipe, options, changes);
        }),
      ),
    ),
  );
}

function withReadings(asked: CountSelectionOptions, names: readonly string[]): CountSelectionOptions {
  if (names.length === 0) return asked;
  return { ...asked, alternatives: [...(asked.alternatives ?? []), ...names] };
}

/** The other readings that could enter this selection. */
function readingsOf(library: Library, asked: CountSelectionOptions) {
  const seen = new Set<string>();
  return library.studies.flatMap((study) =>
    (study.counts ?? []).flatMap(({ alternative, endpoint, denominator, tier }) => {
      if (alternative === undefined || endpoint !== asked.endpoint.kind || tier === "X") return [];
      if (asked.denominator !== "mixed" && denominator !== asked.denominator) return [];
      const name = `${study.id}/${alternative.id}`;
      if (seen.has(name) || asked.alternatives?.includes(name) === true) return [];
      seen.add(name);
      return [{ study: study.id, id: alternative.id, name }];
    }),
  );
}

function specify(
  library: Library,
  recipe: CountSelectionOptions,
  options: PoolOptions,
  changes: readonly string[],
): Specification {
  const selection = selectCounts(library, recipe);
  return { changes, selection, pooled: pool(selection.rows, options) };
}

/** A change that leaves nothing to pool, or that does not fit the timing asked for, is no specification. */
function attempt(
  library: Library,
  recipe: CountSelectionOptions,
  options: PoolOptions,
  changes: readonly string[],
): readonly Specification[] {
  try {
    return [specify(library, recipe, options, changes)];
  } catch (error) {
    const harmless = ["nothingSelected", "mixture"];
    if (error instanceof InvalidInput && error.issues.every((issue) => harmless.includes(issue.kind))) return [];
    throw error;
  }
}

/** The first specification of each set of counts. */
function distinct(specifications: readonly Specification[]): readonly Specification[] {
  const seen = new Set<string>();
  return specifications.filter(({ selection }) => {
    const signature = selection.rows.map(({ id, events, n }) => `${id} ${events}/${n}`).join(";");
    if (seen.has(signature)) return false;
    seen.add(signature);
    return true;
  });
}

function tooMany(size: number) {
  const message = `${size} combinations are more than ${MOST_SPECIFICATIONS}`;
  return { kind: "tooMany", path: [], message, hint: "fix some readings, tiers or designs" };
}
