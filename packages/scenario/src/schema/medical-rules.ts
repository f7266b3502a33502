import { checkPopulation, checkProtocol, createCatalogue, parameterTable } from "@rekindle/cohort";
import type { Catalogue } from "@rekindle/cohort";
import type { Issue } from "@rekindle/stats";
import { InvalidInput } from "@rekindle/stats";
import type { ScenarioParts } from "../parts.ts";
import { entriesAt, recordOf } from "./plain-record.ts";

/** What is wrong with population, arms and model in the eyes of the cohort room: unknown drugs and genotypes, shares, doses, … */
export function medicalIssues(raw: unknown, parts: ScenarioParts): readonly Issue[] {
  const catalogue = createCatalogue(catalogueParts(parts));
  return [...populationIssues(raw, catalogue), ...armIssues(raw, catalogue), ...parameterIssues(raw)];
}

/** The parts that the cohort room knows: plain data, which can be sent to a worker. */
export function catalogueParts({ drugs, genotypes }: ScenarioParts): Pick<ScenarioParts, "drugs" | "genotypes"> {
  return { ...(drugs === undefined ? {} : { drugs }), ...(genotypes === undefined ? {} : { genotypes }) };
}

function populationIssues(raw: unknown, catalogue: Catalogue): readonly Issue[] {
  const written = recordOf(raw)["population"];
  if (written === undefined) return [];
  const isFromPool = Object.hasOwn(recordOf(recordOf(written)["restoration"]), "from");
  const checked = checkPopulation(isFromPool ? withKnownRestoration(written) : written, catalogue);
  if (checked.kind === "valid") return [];
  // What stands in for the pool is nothing anyone wrote.
  const own = checked.issues.filter((issue) => !(isFromPool && issue.path[0] === "restoration"));
  return below(["population"], own);
}

/** A population whose restoration comes from a pool is checked as if the pool had said one half. */
function withKnownRestoration(written: unknown): unknown {
  const half = { kind: "point", value: 0.5 };
  const genotypes = entriesAt(written, "genotypes").map(([genotype]) => [genotype, half] as const);
  return { ...recordOf(written), restoration: Object.fromEntries(genotypes) };
}

function armIssues(raw: unknown, catalogue: Catalogue): readonly Issue[] {
  const population = entriesAt(recordOf(raw)["population"], "genotypes").map(([genotype]) => genotype);
  const known = population.filter((genotype) => catalogue.genotypes.has(genotype));
  const context = known.length === 0 ? { catalogue } : { catalogue, genotypes: known };
  return entriesAt(raw, "arms").flatMap(([name, arm]) => {
    const { title: _title, ...protocol } = recordOf(arm);
    const checked = checkProtocol(protocol, context);
    return checked.kind === "valid" ? [] : below(["arms", name], checked.issues);
  });
}

function parameterIssues(raw: unknown): readonly Issue[] {
  const written = entriesAt(recordOf(raw)["model"], "parameters");
  const numbers = written.filter((entry): entry is readonly [string, number] => typeof entry[1] === "number");
  return below(
    ["model"],
    issuesThrown(() => parameterTable({ parameters: Object.fromEntries(numbers) })),
  );
}

export function below(path: Issue["path"], issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

/** The issues that a library call throws on bad input; none if it does not. */
export function issuesThrown(call: () => unknown): readonly Issue[] {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
}
