import type { LibraryCount, LibraryStudy } from "../library/check-library.ts";
import { covers, genotypeEntry, overlap } from "../library/genotypes.ts";
import type { Counts, CountSelection } from "./counts.ts";
import { SIX_MONTHS_DAY } from "./timing.ts";

type Drop = (count: LibraryCount, reason: string) => void;

/** In a mixture, one count per set of patients: another reading first, then 6 months before best, evaluable before treated. */
export function onePerPatient(
  counts: readonly LibraryCount[],
  timing: CountSelection["timing"],
  denominator: CountSelection["denominator"],
): readonly LibraryCount[] {
  if (timing !== "mixed" && denominator !== "mixed") return counts;
  const order = ["evaluable", "treated", "enrolled", "randomised"];
  const rank = (count: LibraryCount): number =>
    (count.alternative === undefined ? 1000 : 0) +
    (count.timing.kind !== "atDay" ? 100 : count.timing.day === SIX_MONTHS_DAY ? 0 : 50) +
    order.indexOf(count.denominator);
  const sorted = counts.toSorted((a, b) => rank(a) - rank(b));
  return sorted.filter(
    (count, index) =>
      sorted.findIndex((other) => other.scope === count.scope && other.genotype === count.genotype) === index,
  );
}

/** The strata of a study, or its total where it has no split; of strata that share patients, the widest. */
export function strataOrTotal(counts: readonly LibraryCount[], drop: Drop): readonly LibraryCount[] {
  const strata = counts.filter((count) => count.scope === "stratum");
  if (strata.length === 0) return counts.filter((count) => count.scope === "study");
  const kept: LibraryCount[] = [];
  for (const count of strata.toSorted((a, b) => breadth(b, strata) - breadth(a, strata))) {
    const sharing = kept.find((before) => overlap(before.genotype, count.genotype));
    if (sharing === undefined) kept.push(count);
    else drop(count, `shares patients with ${genotypeEntry(sharing.genotype).label}`);
  }
  return strata.filter((count) => kept.includes(count));
}

/** How many strata a stratum covers, itself included. */
function breadth(count: LibraryCount, strata: readonly LibraryCount[]): number {
  return strata.filter((other) => covers(count.genotype, other.genotype)).length;
}

export function toCounts(study: LibraryStudy, count: LibraryCount): Counts {
  const { endpoint, events, n, genotype, denominator, timing, tier, verified, sources, note, alternative } = count;
  const entry = genotypeEntry(genotype);
  const isStratum = count.scope === "stratum";
  return {
    id: isStratum ? `${study.id}/${genotype}` : study.id,
    label: isStratum ? `${study.label}, ${entry.label}` : study.label,
    study: study.id,
    events,
    n,
    endpoint,
    genotype,
    group: entry.group,
    denominator,
    timing,
    tier,
    verified,
    sources,
    year: study.citation.year,
    ...(note === undefined ? {} : { note }),
    ...(alternative === undefined ? {} : { alternative }),
  };
}
