import type { Issue } from "@rekindle/stats";
import { describeIssue, nearestName } from "@rekindle/stats";
import type { Variation } from "./conditions.ts";
import { conditionsOf, underCondition } from "./conditions.ts";
import type { Path, Written } from "./written-path.ts";
import { followPath, withValueAt } from "./written-path.ts";

/** Each condition costs a whole simulation, twice. */
export const MOST_CONDITIONS = 500;

/**
 * What a schema cannot say about `vary`: each path leads to a single value that is written in the file and that the trial
 * depends on, and the file would still be sound with each of the values in its place.
 * @param raw the file as plain values; parts of it may be wrong.
 * @param issuesOf what is wrong with a whole file.
 */
export function varyIssues(raw: unknown, issuesOf: (raw: unknown) => readonly Issue[]): readonly Issue[] {
  const known = new Set(issuesOf(raw).map(describeIssue));
  const isNew = (issue: Issue): boolean => !known.has(describeIssue(issue));
  return entriesOf(raw).flatMap(({ trial, entries }): readonly Issue[] => {
    const here: Path = ["trials", trial, "vary"];
    const conditions = entries.reduce((product, { values }) => product * Math.max(1, values.length), 1);
    const repeated = entries.flatMap(({ path }, i) =>
      path !== "" && entries.findIndex((other) => other.path === path) < i
        ? [repeatedPath([...here, i, "path"], path)]
        : [],
    );
    if (conditions > MOST_CONDITIONS) return [...repeated, tooMany(here, conditions)];
    const each = entries.flatMap(({ path, values }, i) =>
      entryIssues({ raw, trial, path, values, here: [...here, i] }, (changed) => issuesOf(changed).filter(isNew)),
    );
    const apart = [...repeated, ...each];
    return apart.length > 0 || entries.length < 2
      ? apart
      : combinationIssues(raw, here, entries, (changed) => issuesOf(changed).filter(isNew));
  });
}

interface Entry {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** The `vary` entries that can be read at all; what else is wrong with them, the schema tells. */
function entriesOf(raw: unknown): readonly { readonly trial: string; readonly entries: readonly Entry[] }[] {
  const trials = Object.entries((raw as { readonly trials?: object } | null)?.trials ?? {});
  return trials.map(([trial, recipe]) => {
    const vary: unknown = (recipe as { vary?: unknown } | null)?.vary;
    const entries = Array.isArray(vary) ? (vary as (Partial<Entry> | null)[]) : [];
    return {
      trial,
      entries: entries.map((entry) => ({
        path: typeof entry?.path === "string" ? entry.path : "",
        values: Array.isArray(entry?.values) ? (entry.values as unknown[]) : [],
      })),
    };
  });
}

interface EntryPlace extends Entry {
  readonly raw: unknown;
  readonly trial: string;
  readonly here: Path;
}

function entryIssues(entry: EntryPlace, newIssues: (changed: unknown) => readonly Issue[]): readonly Issue[] {
  if (entry.path === "") return [];
  const pathOf: Path = [...entry.here, "path"];
  const target = followPath(entry.raw, entry.path);
  if (target.kind === "nowhere") return [leadsNowhere(pathOf, entry.path, target)];
  const refused = refusedTarget(pathOf, entry, target);
  if (refused !== undefined) return [refused];
  return entry.values.flatMap((value, j): readonly Issue[] => {
    const at = [...entry.here, "values", j];
    if (!isVaried(value)) return [];
    if (entry.values.indexOf(value) < j)
      return [{ kind: "repeated", path: at, message: `${String(value)} is there twice` }];
    return newIssues(withValueAt(entry.raw, target.path, value)).map((issue) => ({
      kind: issue.kind,
      path: at,
      message: `${JSON.stringify(value)} is not allowed at ${issue.path.join(".")}: ${issue.message}`,
      ...(issue.hint === undefined ? {} : { hint: issue.hint }),
    }));
  });
}

/** Values that are sound one by one may not be so together, such as more events than patients. */
function combinationIssues(
  raw: unknown,
  here: Path,
  entries: readonly Entry[],
  newIssues: (changed: unknown) => readonly Issue[],
): readonly Issue[] {
  const isReadable = entries.every(({ path, values }) => path !== "" && values.every(isVaried));
  if (!isReadable) return [];
  for (const condition of conditionsOf(entries as readonly Variation[])) {
    const [issue] = newIssues(underCondition(raw, condition));
    if (issue === undefined) continue;
    const setting = Object.entries(condition).map(([path, value]) => `${path} = ${value}`);
    const message = `${setting.join(" and ")} are not allowed together: ${describeIssue(issue)}`;
    return [{ kind: issue.kind, path: here, message }];
  }
  return [];
}

function isVaried(value: unknown): value is number | string {
  return typeof value === "number" || typeof value === "string";
}

function leadsNowhere(path: Path, written: string, target: Extract<Written, { kind: "nowhere" }>): Issue {
  const place = target.reached.length === 0 ? "at the top" : `in ${target.reached.join(".")}`;
  const first = target.rest.split(".")[0] ?? "";
  const near = nearestName(first, target.keys);
  const better = near === undefined ? "" : `did you mean ${near}? `;
  const keys = target.keys.length === 0 ? "nothing further" : target.keys.join(", ");
  return {
    kind: "unknownPath",
    path,
    message: `${JSON.stringify(written)} leads to nothing that is written in this file`,
    hint: `${better}${place} there is ${keys}`,
  };
}

/** What may not be varied: what is no single value, what the trial does not depend on, and what would unpair the conditions. */
function refusedTarget(
  path: Path,
  entry: EntryPlace,
  target: Extract<Written, { kind: "written" }>,
): Issue | undefined {
  const refuse = (message: string, hint: string): Issue => ({ kind: "notVariable", path, message, hint });
  const written = JSON.stringify(entry.path);
  if (typeof target.value !== "number" && typeof target.value !== "string")
    return refuse(`${written} is not a single number or name`, "let the path end at one");
  const [root, second, third] = target.path;
  if (target.path.at(-1) === "kind")
    return refuse(`${written} cannot vary: each kind has options of its own`, "write a trial for each kind");
  if (target.path.join(".") === "population.namespace")
    return refuse(
      `${written} cannot vary`,
      "all conditions share their people, so that differences between them are paired",
    );
  const isOwn = root === "trials" && second === entry.trial && third !== "vary" && third !== "title";
  if (isOwn || root === "arms" || root === "population") return undefined;
  return refuse(`${written} is not part of this trial`, `a path begins with trials.${entry.trial}, arms or population`);
}

function repeatedPath(path: Path, written: string): Issue {
  return {
    kind: "repeated",
    path,
    message: `${JSON.stringify(written)} is varied twice`,
    hint: "put all values into one list",
  };
}

function tooMany(path: Path, conditions: number): Issue {
  return {
    kind: "outOfRange",
    path,
    message: `makes ${conditions} conditions`,
    hint: `at most ${MOST_CONDITIONS} in one trial`,
  };
}
