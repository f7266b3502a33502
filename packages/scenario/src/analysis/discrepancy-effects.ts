import type { CountSelectionOptions, Library, PoolOptions } from "@rekindle/evidence";
import { pool, selectCounts } from "@rekindle/evidence";
import { issuesThrown } from "../schema/medical-rules.ts";
import type { DiscrepancyEffect } from "./analysis-result.ts";

/**
 * What each discrepancy of the library would change: the pool with the other readings that follow from it, all at once where they are of
 * different studies, else one by one. Discrepancies without a count that the pool could take are left out.
 */
export function discrepancyEffects(
  library: Library,
  asked: CountSelectionOptions,
  options: PoolOptions,
): readonly DiscrepancyEffect[] {
  const base = signatureOf(library, asked);
  return (library.discrepancies ?? []).flatMap(({ issue, study, alternatives = [] }): readonly DiscrepancyEffect[] => {
    const usable = alternatives.filter((name) => changes(library, asked, name, base));
    const studies = new Set(usable.map((name) => name.split("/")[0]));
    const sets = studies.size === usable.length ? [usable] : usable.map((name) => [name]);
    return sets
      .filter((readings) => readings.length > 0)
      .map((readings) => {
        const { rows } = selectCounts(library, withReadings(asked, readings));
        const { mean, events, n } = pool(rows, options);
        return { issue, ...(study === undefined ? {} : { study }), readings, events, n, mean };
      });
  });
}

function withReadings(asked: CountSelectionOptions, readings: readonly string[]): CountSelectionOptions {
  return { ...asked, alternatives: [...(asked.alternatives ?? []), ...readings] };
}

/** Whether the pool could take a reading, and would be of other counts then. */
function changes(library: Library, asked: CountSelectionOptions, name: string, base: string): boolean {
  const recipe = withReadings(asked, [name]);
  return issuesThrown(() => selectCounts(library, recipe)).length === 0 && signatureOf(library, recipe) !== base;
}

function signatureOf(library: Library, recipe: CountSelectionOptions): string {
  return JSON.stringify(selectCounts(library, recipe).rows.map(({ id, events, n }) => [id, events, n]));
}
