import { orThrow } from "@rekindle/stats";
import { type Catalogue, createCatalogue, pairKey, type Parts } from "./catalogue/catalogue.ts";
import { parameterNames, parameters, resolveParameters } from "./parameters/index.ts";
import type { Parameter, ParameterRow } from "./parameters/parameter.ts";

/**
 * Every number of the model, with its row in the evidence table, unit, sources and how it was seen; what is an assumption says so.
 * Numbers that a run replaced show the run's value and, in `tabulated`, the table's; a replaced number is an assumption.
 * @throws InvalidInput for unknown names, impossible values and contradictory parts.
 * @example parameterTable().filter((row) => row.verification === "assumption").length
 */
export function parameterTable(
  options: { readonly parameters?: Readonly<Record<string, number>>; readonly parts?: Parts } = {},
): readonly ParameterRow[] {
  const replaced = options.parameters ?? {};
  const values = orThrow(resolveParameters(replaced));
  const general = parameterNames.map((name): ParameterRow => {
    const parameter: Parameter = parameters[name];
    const row = { ...parameter, name, value: values[name] };
    if (values[name] === parameter.value) return row;
    const note = "Set by the run";
    return { ...row, verification: "assumption", sources: [], note, tabulated: parameter.value };
  });
  return [...general, ...catalogueRows(createCatalogue(options.parts))];
}

function catalogueRows(catalogue: Catalogue): readonly ParameterRow[] {
  const drugs = [...catalogue.drugs.values()].map((drug) => ({ ...drug.studiedMgPerDay, name: drug.id }));
  const genotypes = [...catalogue.genotypes.values()].map((each) => ({ ...each.untreatedUptake, name: each.id }));
  const effects = [...catalogue.effects.values()].flatMap((effect) =>
    [effect.logGain, effect.shrinkage, effect.growthBlock, effect.newLesionBlock].map((parameter) => ({
      ...parameter,
      name: pairKey(effect.targets, effect.pathway),
    })),
  );
  return [...drugs, ...genotypes, ...effects];
}
