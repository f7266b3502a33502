import { type Issue, nearestName } from "@rekindle/stats";

type Path = readonly (string | number)[];
type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
}

/**
 * What a schema cannot say: ids are unique, and every source and study that is named exists. Reads only what is there, so that it
 * speaks even when the schema has found faults elsewhere.
 */
export function crossCheck(value: unknown): readonly Issue[] {
  return [
    ...duplicateIds(value, "studies"),
    ...duplicateIds(value, "comparators"),
    ...unknownSources(value),
    ...unknownStudies(value),
    ...unknownReadings(value),
    ...listAt(value, "studies").flatMap((study, index) => ambiguousCounts(study, ["studies", index, "counts"])),
  ];
}

function duplicateIds(value: unknown, list: string): readonly Issue[] {
  const first = new Map<unknown, number>();
  return listAt(value, list).flatMap((entry, index): readonly Issue[] => {
    const id = at(entry, "id");
    if (typeof id !== "string") return [];
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, index);
      return [];
    }
    const path = [list, index, "id"];
    const hint = `ids must be unique; ${list}.${before} has it already`;
    return [{ kind: "duplicateId", path, message: `${JSON.stringify(id)} is used twice`, hint }];
  });
}

function unknownSources(value: unknown): readonly Issue[] {
  const sources = at(value, "sources");
  if (!isMapping(sources)) return [];
  const known = Object.keys(sources);
  const cited = collect(value, [], "sources").flatMap(({ path, found }) =>
    Array.isArray(found) ? found.map((id, index) => ({ path: [...path, index], id: id as unknown })) : [],
  );
  const anchor = { path: ["anchor"], id: at(value, "anchor") };
  return [anchor, ...cited].flatMap(({ path, id }) => unknownName(id, known, path, "source", "sources"));
}

function unknownStudies(value: unknown): readonly Issue[] {
  const known = listAt(value, "studies").flatMap((study) => {
    const id = at(study, "id");
    return typeof id === "string" ? [id] : [];
  });
  const named = ["study", "replaced"].flatMap((key) => collect(value, [], key));
  const overlapping = collect(value, [], "overlapsWith").flatMap(({ path, found }) =>
    Array.isArray(found) ? found.map((id, index) => ({ path: [...path, index], found: id as unknown })) : [],
  );
  return [...named, ...overlapping].flatMap(({ path, found }) => unknownName(found, known, path, "study", "studies"));
}

/** Readings that a discrepancy names and no study has. */
function unknownReadings(value: unknown): readonly Issue[] {
  const known = listAt(value, "studies").flatMap((study) =>
    listAt(study, "counts").flatMap((count) => {
      const id = at(at(count, "alternative"), "id");
      return typeof id === "string" ? [`${String(at(study, "id"))}/${id}`] : [];
    }),
  );
  return listAt(value, "discrepancies").flatMap((discrepancy, index) =>
    listAt(discrepancy, "alternatives").flatMap((name, i): readonly Issue[] => {
      if (typeof name !== "string" || known.includes(name)) return [];
      const near = nearestName(name, known);
      const hint = near === undefined ? "must be study/id of a count with an alternative" : `did you mean ${near}?`;
      const path = ["discrepancies", index, "alternatives", i];
      return [{ kind: "unknownAlternative", path, message: `unknown reading ${JSON.stringify(name)}`, hint }];
    }),
  );
}

function unknownName(id: unknown, known: readonly string[], path: Path, what: string, list: string): readonly Issue[] {
  if (typeof id !== "string" || known.includes(id)) return [];
  const near = nearestName(id, known);
  const hint = near === undefined ? `must be an id listed under ${list}` : `did you mean ${near}?`;
  return [
    {
      kind: `unknown${what === "source" ? "Source" : "Study"}`,
      path,
      message: `unknown ${what} ${JSON.stringify(id)}`,
      hint,
    },
  ];
}

/** Deeper than any library, so that hostile nesting cannot exhaust the stack. */
const DEEPEST = 32;

/** Every value under `key`, wherever it is, with its path. */
function collect(value: unknown, path: Path, key: string): readonly { path: (string | number)[]; found: unknown }[] {
  if (path.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => collect(entry, [...path, index], key));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name === key ? [{ path: [...path, name], found: inner }] : []),
    ...collect(inner, [...path, name], key),
  ]);
}

/** Two counts of a study that no selection could tell apart. */
function ambiguousCounts(study: unknown, path: Path): readonly Issue[] {
  const first = new Map<string, number>();
  return listAt(study, "counts").flatMap((count, index): readonly Issue[] => {
    const signature = signatureOf(count);
    if (signature === undefined) return [];
    const before = first.get(signature);
    if (before === undefined) {
      first.set(signature, index);
      return [];
    }
    const message = `is a second count of the same thing as counts.${before}`;
    const hint = "give one of them another timing or denominator, or mark it as an alternative with an id";
    return [{ kind: "duplicateCount", path: [...path, index], message, hint }];
  });
}

function signatureOf(count: unknown): string | undefined {
  const timing = at(count, "timing");
  if (!isMapping(count) || !isMapping(timing)) return undefined;
  const { endpoint, scope, genotype, arm, denominator, alternative } = count;
  return JSON.stringify([
    endpoint,
    scope,
    genotype,
    arm,
    denominator,
    timing["kind"],
    timing["day"],
    at(alternative, "id"),
  ]);
}
