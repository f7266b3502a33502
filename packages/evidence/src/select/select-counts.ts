import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import type { Library, LibraryCount, LibraryStudy } from "../library/check-library.ts";
import { genotypeGroups } from "../library/genotypes.ts";
import type { Counts, CountSelection, CountsGroup } from "./counts.ts";
import { readings, unknownReadings } from "./readings.ts";
import { onePerPatient, strataOrTotal, toCounts } from "./rows.ts";
import { type CountSelectionOptions, countSelectionSchema } from "./selection-options.ts";
import { notesOf, nothingLeft, unknownStudyNames } from "./selection-report.ts";
import { fitsTiming, resolveTiming } from "./timing.ts";

interface Resolved extends CountSelectionOptions {
  readonly chosenTiming: CountSelection["timing"];
  readonly chosenTiers: readonly ("A" | "B")[];
  readonly chosenBy: "study" | "genotype";
}

/**
 * Chooses the counts to pool from a library: one endpoint, one denominator, one timing, tiers A and B unless told otherwise.
 *
 * By study, a row is a study's total. By genotype, a row is a stratum; strata never share patients (of nested strata the widest is
 * kept), and a study without a split is its own group, `unselected`. Mixtures of denominators or timings are refused unless asked
 * for as `mixed`, and then said in the notes. Studies that have counts of the endpoint but none that fits are listed in `leftOut`.
 * @throws InvalidInput on unknown options, studies or alternatives, on tier X, on a mixture that was not asked for, and if nothing is left.
 * @example
 * const selection = selectCounts(library, { endpoint: { kind: "response" }, denominator: "evaluable", timing: "sixMonths" });
 * selection.rows[0].events; // an integer, with its source, tier and timing beside it
 */
export function selectCounts(library: Library, options: CountSelectionOptions): CountSelection {
  const asked = orThrow(checkWith(countSelectionSchema, options));
  const timing = resolveTiming(library, asked);
  const tiers = asked.tiers ?? ["A", "B"];
  const by = asked.by ?? (asked.stratum === undefined ? "study" : "genotype");
  const fits = (count: LibraryCount): boolean =>
    count.scope !== "arm" &&
    (asked.denominator === "mixed" || count.denominator === asked.denominator) &&
    fitsTiming(count.timing, timing);
  const issues = [...unknownStudyNames(library, asked), ...unknownReadings(library, asked, fits)];
  if (issues.length > 0) throw new InvalidInput(issues);

  const leftOut: CountSelection["leftOut"][number][] = [];
  const asWanted: Resolved = { ...asked, chosenTiming: timing, chosenTiers: tiers, chosenBy: by };
  const chosen = library.studies.flatMap((study) => selectFromStudy(study, asWanted, fits, leftOut));
  const rows = asked.stratum === undefined ? chosen : chosen.filter((row) => row.group === asked.stratum);
  if (rows.length === 0) throw new InvalidInput([nothingLeft(library, asked)]);
  const groups = by === "study" ? [] : groupRows(rows);
  const selection = {
    endpoint: asked.endpoint.kind,
    denominator: asked.denominator,
    timing,
    tiers,
    by,
    rows,
    groups,
    leftOut,
  };
  return { ...selection, notes: notesOf(selection, library) };
}

function selectFromStudy(
  study: LibraryStudy,
  asked: Resolved,
  fits: (count: LibraryCount) => boolean,
  leftOut: CountSelection["leftOut"][number][],
): readonly Counts[] {
  const counts = (study.counts ?? []).filter((count) => count.endpoint === asked.endpoint.kind);
  if (counts.length === 0) return [];
  const leave = (reason: string, label = study.label) => {
    leftOut.push({ study: study.id, label, reason });
    return [];
  };
  const barred = barredBecause(study, asked);
  if (barred !== undefined) return leave(barred);
  const usable = readings(study, counts.filter(fits), asked.alternatives ?? []);
  if (usable.length === 0) return leave("no count with this denominator and timing");
  const single = onePerPatient(usable, asked.chosenTiming, asked.denominator);
  const drop = (count: LibraryCount, reason: string) => leave(reason, toCounts(study, count).label);
  const rows = asked.chosenBy === "study" ? single.filter((count) => count.scope === "study") : single;
  if (rows.length === 0) return leave("counted by genotype only, without a total");
  const inTier = rows.filter((count) => (asked.chosenTiers as readonly string[]).includes(count.tier));
  for (const count of rows) {
    const shown = asked.chosenBy === "study" || count.scope === "stratum" || rows.every((row) => row.scope === "study");
    if (!inTier.includes(count) && shown) drop(count, `tier ${count.tier}`);
  }
  const kept = asked.chosenBy === "study" ? inTier : strataOrTotal(inTier, drop);
  return kept.map((count) => toCounts(study, count));
}

function barredBecause(study: LibraryStudy, asked: CountSelectionOptions): string | undefined {
  if (asked.onlyStudies !== undefined && !asked.onlyStudies.includes(study.id))
    return "not among the studies asked for";
  if (asked.withoutStudies?.includes(study.id)) return "left out on request";
  if (asked.designs !== undefined && !asked.designs.includes(study.design.kind)) return `design: ${study.design.kind}`;
  return undefined;
}

function groupRows(rows: readonly Counts[]): readonly CountsGroup[] {
  const labels = {
    BRAF_V600E: "BRAF V600E",
    RAS: "RAS",
    other: "Other genotypes",
    unselected: "Not split by genotype",
  };
  return genotypeGroups
    .map((group) => ({ group, label: labels[group], rows: rows.filter((row) => row.group === group) }))
    .filter((group) => group.rows.length > 0);
}
