import type { Checked, Issue } from "@rekindle/stats";
import { nearestName } from "@rekindle/stats";
import { diseaseParameters } from "./disease.ts";
import { doseResponseParameters } from "./dose-response.ts";
import { dosimetryParameters } from "./dosimetry.ts";
import { observationParameters } from "./observation.ts";
import type { Parameter } from "./parameter.ts";
import { uptakeParameters } from "./uptake.ts";

/** Every number of the model that belongs to no drug and no genotype. */
export const parameters = {
  ...uptakeParameters,
  ...dosimetryParameters,
  ...doseResponseParameters,
  ...diseaseParameters,
  ...observationParameters,
} satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

/** The numbers alone, as the model uses them. */
export type ParameterValues = Readonly<Record<ParameterName, number>>;

export const parameterNames = Object.keys(parameters) as readonly ParameterName[];

/** The table's values, with those that a run sets put in their place. Every unknown name and impossible value is an issue. */
export function resolveParameters(
  set: Readonly<Record<string, number>> = {},
  path: readonly (string | number)[] = ["parameters"],
): Checked<ParameterValues> {
  const issues: Issue[] = Object.entries(set).flatMap(([name, value]) => issuesOfSetting(name, value, [...path, name]));
  if (issues.length > 0) return { kind: "invalid", issues };
  const value = Object.fromEntries(parameterNames.map((name) => [name, set[name] ?? parameters[name].value]));
  return residualsInOrder(value as ParameterValues, path);
}

function issuesOfSetting(name: string, value: number, path: Issue["path"]): readonly Issue[] {
  if (!isParameterName(name)) {
    const near = nearestName(name, parameterNames);
    const hint = near === undefined ? `known: ${parameterNames.join(", ")}` : `did you mean ${near}?`;
    return [{ kind: "unknownParameter", path, message: `the model has no parameter ${JSON.stringify(name)}`, hint }];
  }
  const { least, most } = parameters[name].allowed;
  if (value >= least && value <= most) return [];
  const message = `${String(value)} is out of range for ${parameters[name].description.toLowerCase()}`;
  return [{ kind: "outOfRange", path, message, hint: `from ${least} to ${most} ${parameters[name].unit}` }];
}

function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

function residualsInOrder(value: ParameterValues, path: Issue["path"]): Checked<ParameterValues> {
  if (value.leastResidual <= value.largestResidual) return { kind: "valid", value };
  const message = `leastResidual ${value.leastResidual} is above largestResidual ${value.largestResidual}`;
  return { kind: "invalid", issues: [{ kind: "order", path: [...path, "leastResidual"], message }] };
}
