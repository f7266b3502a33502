import type { Library } from "@rekindle/evidence";
import type { Checked, Issue } from "@rekindle/stats";
import { checkWith } from "@rekindle/stats";
import type { ScenarioParts } from "./parts.ts";
import { medicalIssues } from "./schema/medical-rules.ts";
import { recordOf } from "./schema/plain-record.ts";
import { modelIssues, priorIssues, selectionIssues } from "./schema/pool-rules.ts";
import type { Scenario } from "./schema/scenario-schema.ts";
import { scenarioSchemaWith } from "./schema/scenario-schema.ts";
import { trialIssues } from "./schema/trial-rules.ts";
import type { CheckedText } from "./text/placed-issue.ts";
import { inTextOrder } from "./text/placed-issue.ts";
import { withPercentHint } from "./text/percent-hint.ts";
import { readYaml } from "./text/read-yaml.ts";
import { varyIssues } from "./vary/check-vary.ts";

export interface ParseOptions {
  /** Put into the issues. */
  readonly fileName?: string;
  /** Parts from outside that the scenario may name. */
  readonly parts?: ScenarioParts;
  /** The evidence the scenario names: then its pools are checked against it too. */
  readonly library?: Library;
}

/**
 * Reads a scenario from YAML. Every problem is reported at once, each with its line and column, what was found and what is allowed.
 * @example
 * const scenario = orThrow(parseScenario(await readFile("scenarios/drug-plus-radioiodine.yaml", "utf8")));
 */
export function parseScenario(text: string, options: ParseOptions = {}): CheckedText<Scenario> {
  const yaml = readYaml(text, options);
  if (yaml.kind === "invalid") return yaml;
  const { value, place } = yaml.value;
  const checked = checkScenario(value, options);
  if (checked.kind === "valid") return checked;
  return { kind: "invalid", issues: inTextOrder(checked.issues.map(withPercentHint).map(place)) };
}

/**
 * Checks a scenario that is already a plain value, such as one made in code or read from JSON.
 * @example checkScenario({ schema: 2 }).kind // "invalid"
 */
export function checkScenario(raw: unknown, options: Omit<ParseOptions, "fileName"> = {}): Checked<Scenario> {
  const { parts = {}, library } = options;
  const schema = scenarioSchemaWith(parts);
  const shaped = checkWith(schema, raw);
  const issuesOf = (changed: unknown): readonly Issue[] => {
    const shape = checkWith(schema, changed);
    return [
      ...(shape.kind === "invalid" ? withoutUnionOfPriors(shape.issues, changed) : []),
      ...medicalIssues(changed, parts),
      ...priorIssues(changed),
      ...modelIssues(changed, parts),
      ...trialIssues(changed, { parts, schema }),
    ];
  };
  const issues = withoutRepeats([...issuesOf(raw), ...varyIssues(raw, issuesOf)]);
  if (shaped.kind === "invalid" || issues.length > 0) return { kind: "invalid", issues };
  const scenario = shaped.value as Scenario;
  const selection = library === undefined ? [] : selectionIssues(scenario, library);
  return selection.length > 0 ? { kind: "invalid", issues: selection } : { kind: "valid", value: scenario };
}

/**
 * Priors by genotype are checked one by one by the cohort room, which says more than a schema can that also allows for a pool.
 */
function withoutUnionOfPriors(issues: readonly Issue[], raw: unknown): readonly Issue[] {
  const { restoration } = recordOf(recordOf(raw)["population"]);
  const isByGenotype = Object.keys(recordOf(restoration)).length > 0 && !Object.hasOwn(recordOf(restoration), "from");
  if (!isByGenotype) return issues;
  return issues.filter(({ path }) => !(path[0] === "population" && path[1] === "restoration"));
}

/** Two rooms that look at the same value tell the same fault, perhaps with another hint; the first is kept. */
function withoutRepeats(issues: readonly Issue[]): readonly Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ kind, path, message }) => {
    const words = JSON.stringify([kind, path, message]);
    return seen.has(words) ? false : seen.add(words);
  });
}
