import { checkWith, InvalidInput, orThrow, type Prior } from "@rekindle/stats";
import { z } from "zod";
import { type ComponentPrior, componentsOf, type MixturePrior } from "./mixture-prior.ts";

const robustSchema = z.number().gt(0).lt(1);

/**
 * A prior with a vague component beside it, so that data which contradict it are believed. Schmidli et al. (2014),
 * doi:10.1111/biom.12242, section 3.
 * @param options `weight` of the vague component, above 0 and below 1; `vague`, of the same kind as the prior: Beta(1, 1), say.
 * @throws InvalidInput on a weight outside (0, 1) or an impossible prior.
 * @example
 * robustify({ kind: "beta", a: 11, b: 32 }, { weight: 0.2, vague: { kind: "beta", a: 1, b: 1 } });
 */
export function robustify(
  prior: MixturePrior | Prior,
  options: { readonly weight: number; readonly vague: ComponentPrior },
): Extract<MixturePrior, { readonly kind: "mixture" }> {
  const weight = orThrow(checkWith(z.strictObject({ weight: robustSchema, vague: z.unknown() }), options)).weight;
  const [vague] = componentsOf(options.vague);
  const kinds = new Set(componentsOf(prior).map((part) => part.prior.kind));
  if (!kinds.has(vague!.prior.kind)) {
    const message = `a ${vague!.prior.kind} law is not of the quantity of a ${[...kinds].join(" and ")} prior`;
    throw new InvalidInput([
      { kind: "notAllowed", path: ["vague", "kind"], message, hint: `one of: ${[...kinds].join(", ")}` },
    ]);
  }
  const informative = componentsOf(prior).map((part) => ({ ...part, weight: part.weight * (1 - weight) }));
  return { kind: "mixture", components: [...informative, { weight, prior: vague!.prior }] };
}
