import { type Checked, checkWith, type Issue } from "@rekindle/stats";
import { z } from "zod";
import { type Catalogue, checkParts, createCatalogue, type Parts } from "./catalogue/catalogue.ts";
import type { ModelSetting } from "./model/model.ts";
import { resolveParameters } from "./parameters/index.ts";
import { checkPopulation, type Population, type PopulationInput } from "./population.ts";
import type { Protocol, ProtocolInput } from "./protocol.ts";
import { checkProtocol } from "./protocol-check.ts";
import { scheduleIssues } from "./schedule.ts";

/** What every simulation of virtual patients is told, besides the protocols. */
export interface SimulationOptions {
  readonly population: PopulationInput;
  /** Days between visits; 56 if left out. */
  readonly visitEveryDays?: number;
  /**
   * `fixed`: restoration at the median of its prior. `drawn`: one draw of each prior per replicate of a trial, which makes power an
   * assurance; in a cohort one per patient, so that shares are averages over the prior.
   */
  readonly parameterUncertainty?: "fixed" | "drawn";
  /** Numbers of the parameter table to be replaced, by name: `{ radiosensitivityPerGy: 0 }`. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Drugs and genotypes from outside the package. */
  readonly parts?: Parts;
}

/** A simulation recipe of unknown shape, with its protocols in a list or by name. */
interface WrittenRecipe extends SimulationOptions {
  readonly protocols: readonly ProtocolInput[] | Readonly<Record<string, ProtocolInput>>;
  readonly followUpDays?: number;
  readonly responseAtDay?: number;
}

const settings = z.strictObject({
  population: z.unknown(),
  protocols: z.union([
    z.array(z.unknown()).min(1).max(255),
    z
      .record(z.string(), z.unknown())
      .refine((named) => Object.keys(named).length > 0, {
        message: "no protocol is given",
        params: { kind: "missing", hint: "name at least one protocol, control first" },
      })
      .refine((named) => Object.keys(named).every((name) => !/^\d+$/.test(name)), {
        message: "a protocol has a number for a name",
        params: { kind: "notAllowed", hint: "JavaScript would sort it before the others, and the first is control" },
      }),
  ]),
  visitEveryDays: z.number().positive().max(3650).default(56),
  followUpDays: z.number().positive().max(36_525).optional(),
  responseAtDay: z.number().positive().max(36_525).optional(),
  parameterUncertainty: z.enum(["fixed", "drawn"]).default("fixed"),
  parameters: z.record(z.string(), z.number()).default({}),
  parts: z.unknown().optional(),
});

/** Checks everything a simulation is told and reports every problem at once, with its path in the recipe. */
export function checkRecipe(recipe: WrittenRecipe): Checked<ModelSetting> {
  const shaped = checkWith(settings, recipe);
  const issues: Issue[] = shaped.kind === "invalid" ? [...shaped.issues] : [];
  const take = <T>(checked: Checked<T>, ...path: (string | number)[]): T | undefined => {
    if (checked.kind === "valid") return checked.value;
    issues.push(...checked.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    return undefined;
  };
  const { parts, population: written } = recipe;
  const catalogue = parts === undefined ? createCatalogue() : take(checkParts(parts), "parts");
  const known = catalogue ?? createCatalogue();
  const population = take(checkPopulation(written, known), "population");
  const protocols = checkProtocols(recipe.protocols, known, population, take);
  const values = take(resolveParameters(asNumbers(recipe.parameters)));
  if (shaped.kind === "invalid") return { kind: "invalid", issues };
  issues.push(...scheduleIssues(shaped.value));
  if (issues.length > 0 || population === undefined || values === undefined) return { kind: "invalid", issues };
  const { parameterUncertainty } = shaped.value;
  return {
    kind: "valid",
    value: { population, protocols, catalogue: known, values, schedule: shaped.value, parameterUncertainty },
  };
}

/** What of the parameters has the right shape; the rest is reported by the schema. */
function asNumbers(written: unknown): Readonly<Record<string, number>> {
  if (typeof written !== "object" || written === null) return {};
  return Object.fromEntries(
    Object.entries(written).filter(([, value]) => typeof value === "number" && value === value),
  );
}

function checkProtocols(
  written: unknown,
  catalogue: Catalogue,
  population: Population | undefined,
  take: <T>(checked: Checked<T>, ...path: (string | number)[]) => T | undefined,
): readonly Protocol[] {
  if (typeof written !== "object" || written === null) return [];
  const entries = Array.isArray(written)
    ? written.map((each, index) => [index, each] as const)
    : Object.entries(written);
  const context =
    population === undefined ? { catalogue } : { catalogue, genotypes: Object.keys(population.genotypes) };
  return entries
    .map(([name, protocol]) => take(checkProtocol(protocol, context), "protocols", name))
    .filter((protocol) => protocol !== undefined);
}
