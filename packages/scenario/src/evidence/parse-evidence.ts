import type { Library } from "@rekindle/evidence";
import { checkLibrary } from "@rekindle/evidence";
import type { CheckedText } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import { withPercentHint } from "../text/percent-hint.ts";
import { readYaml } from "../text/read-yaml.ts";

/**
 * Reads an evidence file: published counts with their denominators, timings, sources and tiers. Every problem is reported at
 * once, each with its line and column.
 * @param options.fileName is put into the issues.
 * @example
 * const library = orThrow(parseEvidence(await readFile("scenarios/evidence/studies.yaml", "utf8")));
 */
export function parseEvidence(text: string, options: { readonly fileName?: string } = {}): CheckedText<Library> {
  const yaml = readYaml(text, options);
  if (yaml.kind === "invalid") return yaml;
  const { value, place } = yaml.value;
  const checked = checkLibrary(value);
  if (checked.kind === "valid") return checked;
  return { kind: "invalid", issues: inTextOrder(checked.issues.map(withPercentHint).map(place)) };
}
