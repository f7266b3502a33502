import type { Issue } from "@rekindle/stats";
import type { Library, LibraryCount, LibraryStudy } from "../library/check-library.ts";
import type { CountSelectionOptions } from "./selection-options.ts";

/** Counts of a study that may be used: its first readings, with those replaced for which another reading was asked. */
export function readings(
  study: LibraryStudy,
  candidates: readonly LibraryCount[],
  alternatives: readonly string[],
): readonly LibraryCount[] {
  const wanted = alternatives.flatMap((name) => idFor(study.id, name));
  let chosen = candidates.filter((count) => count.alternative === undefined);
  for (const id of wanted) {
    const others = candidates.filter((count) => count.alternative?.id === id);
    if (others.length === 0) continue;
    chosen = [...chosen.filter((count) => !others.some((other) => replaces(other, count))), ...others];
  }
  return chosen;
}

function idFor(study: string, name: string): readonly string[] {
  const slash = name.indexOf("/");
  if (slash < 0) return [name];
  return name.slice(0, slash) === study ? [name.slice(slash + 1)] : [];
}

/** Another reading of a study's total replaces the total; another reading by genotype is a whole split and replaces every stratum. */
function replaces(other: LibraryCount, count: LibraryCount): boolean {
  return other.scope === count.scope;
}

/** Names among `alternatives` that no study has for this endpoint, or that are counted in another way than asked. */
export function unknownReadings(
  library: Library,
  options: CountSelectionOptions,
  fits: (count: LibraryCount) => boolean,
): readonly Issue[] {
  const all = library.studies.flatMap((study) =>
    (study.counts ?? []).flatMap((count) => {
      if (count.alternative === undefined || count.endpoint !== options.endpoint.kind) return [];
      return [{ study: study.id, id: count.alternative.id, count }];
    }),
  );
  return (options.alternatives ?? []).flatMap((name, index): readonly Issue[] => {
    const named = all.filter(({ study, id }) => idFor(study, name).includes(id));
    const path = ["alternatives", index];
    if (named.length === 0) {
      const allowed = [...new Set(all.map(({ study, id }) => `${study}/${id}`))].join(", ") || "none";
      const message = `${JSON.stringify(name)} is no alternative of ${options.endpoint.kind}`;
      return [{ kind: "unknownAlternative", path, message, hint: `allowed: ${allowed}` }];
    }
    if (named.some(({ count }) => fits(count))) return [];
    const { denominator, timing } = named[0]!.count;
    const message = `${JSON.stringify(name)} is counted over ${denominator} patients, timing ${timing.kind}: not as asked`;
    return [
      { kind: "mixture", path, message, hint: "ask for denominator: mixed or timing: mixed, and it is labelled so" },
    ];
  });
}
