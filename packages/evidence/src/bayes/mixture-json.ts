import { checkWith, InvalidInput, orThrow, type Prior } from "@rekindle/stats";
import { z } from "zod";
import { type ComponentPrior, componentsOf, type MixturePrior } from "./mixture-prior.ts";

const fields = {
  beta: { rows: ["w", "a", "b"], classes: ["betaMix", "mix"], likelihood: "binomial" },
  normal: { rows: ["w", "m", "s"], classes: ["normMix", "mix"], likelihood: "normal" },
  gamma: { rows: ["w", "a", "b"], classes: ["gammaMix", "mix"], likelihood: "poisson" },
} as const;

type JsonFamily = keyof typeof fields;

/**
 * A mixture of beta, of normal or of gamma laws as text with the fields of RBesT's `write_mix_json`: `meta` (dim, dimnames, class, link,
 * likelihood) and `comp`, a row of weights and two rows of parameters. Numbers are written in full, so that reading gives them back.
 * @throws InvalidInput for a mixture of several families, or of a family without RBesT's counterpart.
 * @example writeMixtureJson({ kind: "beta", a: 11, b: 32 });
 */
export function writeMixtureJson(prior: MixturePrior | Prior): string {
  componentsOf(prior);
  // the weights as given: dividing by their sum would change their last digits
  const components = prior.kind === "mixture" ? prior.components : [{ weight: 1, prior }];
  const kinds = [...new Set(components.map(({ prior: each }) => each.kind))];
  const [family] = kinds;
  if (kinds.length !== 1 || !isFamily(family)) throw new InvalidInput([mixed(kinds)]);
  const parameters = components.map(({ prior: each }) => parametersOf(each as ComponentPrior));
  const names = components.map((_, i) => `comp${i + 1}`);
  const { rows, classes, likelihood } = fields[family];
  const meta = {
    dim: [3, components.length],
    dimnames: [rows, names],
    class: classes,
    link: ["identity"],
    likelihood: [likelihood],
  };
  const comp = [
    components.map(({ weight }) => weight),
    parameters.map(([first]) => first),
    parameters.map(([, second]) => second),
  ];
  return JSON.stringify({ meta, comp });
}

const fileSchema = z.object({
  meta: z.object({ class: z.union([z.string(), z.array(z.string())]), link: z.exactOptional(z.unknown()) }),
  comp: z.tuple([z.array(z.number().min(0)).min(1), z.array(z.number()), z.array(z.number())]),
});

/**
 * Reads what `writeMixtureJson` or RBesT's `write_mix_json` wrote. Components without weight are left out.
 * @throws InvalidInput on text that is no JSON, a class that is not betaMix, normMix or gammaMix, rows of different lengths, a link that
 * is not the identity, and impossible parameters.
 * @example readMixtureJson(writeMixtureJson({ kind: "beta", a: 11, b: 32 })); // { kind: "beta", a: 11, b: 32 }
 */
export function readMixtureJson(text: string): MixturePrior {
  const { meta, comp } = orThrow(checkWith(fileSchema, parsed(text)));
  const classes = typeof meta.class === "string" ? [meta.class] : meta.class;
  const family = (Object.keys(fields) as JsonFamily[]).find((each) => classes.includes(fields[each].classes[0]));
  const [weights, first, second] = comp;
  const link = Array.isArray(meta.link) ? (meta.link as readonly unknown[])[0] : meta.link;
  if (family === undefined)
    throw new InvalidInput([
      fault(["meta", "class"], `${classes.join(", ")} is not known`, "betaMix, normMix or gammaMix"),
    ]);
  if (link !== undefined && link !== "identity") {
    throw new InvalidInput([
      fault(["meta", "link"], `${JSON.stringify(link)} is not allowed`, "identity: parameters on the natural scale"),
    ]);
  }
  if (first.length !== weights.length || second.length !== weights.length) {
    throw new InvalidInput([
      fault(
        ["comp"],
        `rows of ${weights.length}, ${first.length} and ${second.length} numbers`,
        "three rows of one length",
      ),
    ]);
  }
  const components = weights
    .map((weight, i) => ({ weight, prior: componentFrom(family, first[i]!, second[i]!) }))
    .filter(({ weight }) => weight > 0);
  if (components.length === 0)
    throw new InvalidInput([fault(["comp", 0], "all weights are 0", "at least one above 0")]);
  const prior: MixturePrior = components.length === 1 ? components[0]!.prior : { kind: "mixture", components };
  componentsOf(prior);
  return prior;
}

function isFamily(kind: string | undefined): kind is JsonFamily {
  return kind !== undefined && kind in fields;
}

function parametersOf(prior: ComponentPrior): readonly [number, number] {
  if (prior.kind === "beta") return [prior.a, prior.b];
  return prior.kind === "gamma" ? [prior.shape, prior.rate] : [prior.mean, prior.sd];
}

function componentFrom(family: JsonFamily, first: number, second: number): ComponentPrior {
  if (family === "beta") return { kind: "beta", a: first, b: second };
  return family === "gamma"
    ? { kind: "gamma", shape: first, rate: second }
    : { kind: "normal", mean: first, sd: second };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInput([
      fault([], `not JSON: ${(error as Error).message}`, "what writeMixtureJson or RBesT wrote"),
    ]);
  }
}

function mixed(kinds: readonly string[]) {
  return fault(
    [],
    `a mixture of ${kinds.join(" and ")} laws has no fields in RBesT`,
    "all beta, all normal or all gamma",
  );
}

function fault(path: readonly (string | number)[], message: string, hint: string) {
  return { kind: "notAllowed", path, message, hint };
}
