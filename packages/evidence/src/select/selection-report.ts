import { type Issue, nearestName } from "@rekindle/stats";
import type { Library } from "../library/check-library.ts";
import { genotypeEntry } from "../library/genotypes.ts";
import type { CountSelection } from "./counts.ts";
import type { CountSelectionOptions } from "./selection-options.ts";

/** What a reader of the selection must know. */
export function notesOf(selection: Omit<CountSelection, "notes">, library: Library): readonly string[] {
  const { rows, timing, denominator } = selection;
  const cautions = rows.flatMap(({ label, genotype }) => {
    const { caution } = genotypeEntry(genotype);
    return caution === undefined || selection.by === "study" ? [] : [`${label}: ${caution}`];
  });
  const replaced = rows.flatMap(({ label, alternative }) =>
    alternative === undefined ? [] : [`${label}: other reading (${alternative.why})`],
  );
  const overlapping = library.studies.flatMap((study) =>
    (study.overlapsWith ?? [])
      .filter((other) => rows.some((row) => row.study === study.id) && rows.some((row) => row.study === other))
      .map((other) => `${study.id} may share patients with ${other}`),
  );
  return [
    ...(timing === "mixed" ? ["mixed timing: 6 months where a study has it, else best response"] : []),
    ...(denominator === "mixed"
      ? [`mixed denominators: ${[...new Set(rows.map((r) => r.denominator))].join(" and ")}`]
      : []),
    ...replaced,
    ...cautions,
    ...overlapping,
  ];
}

export function unknownStudyNames(library: Library, asked: CountSelectionOptions): readonly Issue[] {
  const known = library.studies.map((study) => study.id);
  return (["onlyStudies", "withoutStudies"] as const).flatMap((key) =>
    (asked[key] ?? []).flatMap((id, index): readonly Issue[] => {
      if (known.includes(id)) return [];
      const near = nearestName(id, known);
      const hint = near === undefined ? `allowed: ${known.join(", ")}` : `did you mean ${near}?`;
      return [{ kind: "unknownStudy", path: [key, index], message: `unknown study ${JSON.stringify(id)}`, hint }];
    }),
  );
}

export function nothingLeft(library: Library, asked: CountSelectionOptions): Issue {
  const existing = library.studies
    .flatMap((study) => study.counts ?? [])
    .filter((count) => count.endpoint === asked.endpoint.kind && count.tier !== "X")
    .map(({ denominator, timing }) => `${denominator}, ${timing.kind === "atDay" ? `day ${timing.day}` : timing.kind}`);
  const hint = existing.length === 0 ? "the library has none" : `the library has: ${[...new Set(existing)].join("; ")}`;
  return { kind: "nothingSelected", path: ["endpoint"], message: `no count of ${asked.endpoint.kind} fits`, hint };
}
