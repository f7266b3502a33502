import type { Library } from "@rekindle/evidence";
import { pool, selectCounts } from "@rekindle/evidence";
import type { Checked, Issue } from "@rekindle/stats";
import { checkWith, nearestName } from "@rekindle/stats";
import { below, issuesThrown } from "../schema/medical-rules.ts";
import { entriesAt, recordOf } from "../schema/plain-record.ts";
import { easyCounts, poolModelIssues } from "../schema/pool-rules.ts";
import { selectionOf } from "../schema/scenario-schema.ts";
import { withPercentHint } from "../text/percent-hint.ts";
import type { CheckedText } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import { readYaml } from "../text/read-yaml.ts";
import { type Analysis, analysisSchema } from "./analysis-schema.ts";
import { recipeOf } from "./pool-recipe.ts";

interface AnalysisOptions {
  /** The evidence the analysis names: then its pools are checked against it too. */
  readonly library?: Library;
}

/**
 * Reads an analysis from YAML. Every problem is reported at once, each with its line and column, what was found and what is allowed.
 * @param options.fileName is put into the issues.
 * @example
 * const text = await readFile("scenarios/evidence/response.yaml", "utf8");
 * const analysis = orThrow(parseAnalysis(text, { library }));
 */
export function parseAnalysis(
  text: string,
  options: AnalysisOptions & { readonly fileName?: string } = {},
): CheckedText<Analysis> {
  const yaml = readYaml(text, options);
  if (yaml.kind === "invalid") return yaml;
  const { value, place } = yaml.value;
  const checked = checkAnalysis(value, options);
  if (checked.kind === "valid") return checked;
  return { kind: "invalid", issues: inTextOrder(checked.issues.map(withPercentHint).map(place)) };
}

/** Checks an analysis that is already a plain value. */
export function checkAnalysis(raw: unknown, options: AnalysisOptions = {}): Checked<Analysis> {
  const shaped = checkWith(analysisSchema, raw);
  const issues = [
    ...(shaped.kind === "invalid" ? shaped.issues : []),
    ...entriesAt(raw, "pools").flatMap(([id, written]) => poolModelIssues(written, ["pools", id], {})),
    ...entriesAt(raw, "methods").flatMap(([id, method]) => modelIssues(method, ["methods", id, "options"])),
    ...modelIssues(recordOf(raw)["reproduces"], ["reproduces", "options"]),
    ...besideIssues(raw),
  ];
  const told = withoutRepeats(issues);
  if (shaped.kind === "invalid" || told.length > 0) return { kind: "invalid", issues: told };
  const analysis = shaped.value as Analysis;
  const { library } = options;
  const selection = library === undefined ? [] : libraryIssues(analysis, library);
  return selection.length > 0 ? { kind: "invalid", issues: selection } : { kind: "valid", value: analysis };
}

/** What the evidence room has against the options of a method. */
function modelIssues(written: unknown, path: readonly string[]): readonly Issue[] {
  const { options } = recordOf(written);
  if (options === undefined || Object.keys(recordOf(options)).length === 0) return [];
  return below(
    path,
    issuesThrown(() => pool(easyCounts, recordOf(options))),
  );
}

function besideIssues(raw: unknown): readonly Issue[] {
  const pools = entriesAt(raw, "pools");
  const ids = pools.map(([id]) => id);
  return pools.flatMap(([id, written]): readonly Issue[] => {
    const { beside } = recordOf(written);
    if (typeof beside !== "string") return [];
    const path = ["pools", id, "beside"];
    if (beside === id)
      return [
        { kind: "unknownPool", path, message: "a pool cannot stand beside itself", hint: `pools: ${ids.join(", ")}` },
      ];
    if (ids.includes(beside)) return [];
    const near = nearestName(beside, ids);
    const hint = `${near === undefined ? "" : `did you mean ${near}? `}pools: ${ids.join(", ")}`;
    return [{ kind: "unknownPool", path, message: `there is no pool ${JSON.stringify(beside)}`, hint }];
  });
}

/** What the pools ask for and the evidence does not have. */
function libraryIssues({ pools, reproduces }: Analysis, library: Library): readonly Issue[] {
  const selected = Object.entries(pools).flatMap(([id, recipe]) =>
    below(
      ["pools", id],
      issuesThrown(() => selectCounts(library, selectionOf(recipeOf(recipe)))),
    ),
  );
  if (reproduces === undefined) return selected;
  const records = library.priorMetaAnalyses ?? [];
  const record = records.find(({ id }) => id === reproduces.record);
  const path = ["reproduces"];
  if (record?.groups === undefined) {
    const known = records.filter(({ groups }) => groups !== undefined).map(({ id }) => id);
    const near = nearestName(reproduces.record, known);
    const hint = `${near === undefined ? "" : `did you mean ${near}? `}recorded with numbers: ${known.join(", ")}`;
    const message = `the evidence has no record ${JSON.stringify(reproduces.record)} with numbers`;
    return [...selected, { kind: "unknownRecord", path: [...path, "record"], message, hint }];
  }
  const genotypes = record.groups.map(({ genotype }): string => genotype);
  const groups = Object.entries(reproduces.groups).flatMap(([group, selection]) => {
    const at = [...path, "groups", group];
    if (!genotypes.includes(group)) {
      const message = `the record has no group ${JSON.stringify(group)}`;
      return [{ kind: "unknownGroup", path: at, message, hint: `allowed: ${genotypes.join(", ")}` }];
    }
    return below(
      at,
      issuesThrown(() => selectCounts(library, selection)),
    );
  });
  return [...selected, ...groups];
}

/** A schema and the room that knows better tell the same fault, perhaps with another hint; the first is kept. */
function withoutRepeats(issues: readonly Issue[]): readonly Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ kind, path, message }) => {
    const words = JSON.stringify([kind, path, message]);
    return seen.has(words) ? false : seen.add(words);
  });
}
