import { checkWith, exp, InvalidInput, log, logGamma, orThrow, type Prior } from "@rekindle/stats";
import { z } from "zod";
import { type ComponentPrior, componentsOf, type MixturePrior, type WeightedPrior } from "./mixture-prior.ts";

const whole = z.int().min(0);

export const priorDataSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("binomial"), events: whole, n: whole }),
    z.strictObject({ kind: z.literal("normal"), mean: z.number(), standardError: z.number().positive() }),
    z.strictObject({ kind: z.literal("poisson"), events: whole, exposure: z.number().positive() }),
  ])
  .refine((data) => data.kind !== "binomial" || data.events <= data.n, {
    path: ["events"],
    message: "there are more events than patients",
  });

/** What was seen: events among patients, a mean with its standard error, or events over a time at risk. */
export type PriorData = Readonly<z.output<typeof priorDataSchema>>;

/** A prior after data, with the log of the probability (or density) that the prior gave to the data. */
export interface UpdatedMixture {
  readonly posterior: MixturePrior;
  readonly logEvidence: number;
}

/**
 * Bayes' theorem for a mixture of conjugate laws: each component is updated, and its weight grows with how well it foretold the data.
 * Beta with binomial, normal with normal, gamma with Poisson data.
 * @throws InvalidInput for a component that is not conjugate to the data, and impossible data.
 * @example
 * updateMixture({ kind: "beta", a: 11, b: 32 }, { kind: "binomial", events: 14, n: 23 }).posterior; // beta(25, 41)
 */
export function updateMixture(prior: MixturePrior | Prior, data: PriorData): UpdatedMixture {
  const seen = orThrow(checkWith(priorDataSchema, data));
  const updated = componentsOf(prior).map((component) => updateComponent(component, seen));
  const top = Math.max(...updated.map(({ logWeight }) => logWeight));
  if (!Number.isFinite(top)) throw new InvalidInput([outOfReach()]);
  const total = updated.reduce((sum, { logWeight }) => sum + exp(logWeight - top), 0);
  const components = updated.map(({ logWeight, posterior }) => ({
    weight: exp(logWeight - top) / total,
    prior: posterior,
  }));
  const kept = components.filter(({ weight }) => weight > 0);
  return {
    posterior: kept.length === 1 ? kept[0]!.prior : { kind: "mixture", components: kept },
    logEvidence: top + log(total),
  };
}

function updateComponent(
  { weight, prior }: WeightedPrior,
  data: PriorData,
): { readonly logWeight: number; readonly posterior: ComponentPrior } {
  const logWeight = log(weight);
  if (prior.kind === "beta" && data.kind === "binomial") {
    const { events, n } = data;
    const posterior = { kind: "beta", a: prior.a + events, b: prior.b + (n - events) } as const;
    const chosen = logGamma(n + 1) - logGamma(events + 1) - logGamma(n - events + 1);
    return { logWeight: logWeight + chosen + logBeta(posterior.a, posterior.b) - logBeta(prior.a, prior.b), posterior };
  }
  if (prior.kind === "normal" && data.kind === "normal") {
    const [ofPrior, ofData] = [prior.sd * prior.sd, data.standardError * data.standardError];
    const total = ofPrior + ofData;
    const d = data.mean - prior.mean;
    const mean = prior.mean + (d * ofPrior) / total;
    const posterior = { kind: "normal", mean, sd: Math.sqrt((ofPrior / total) * ofData) } as const;
    return { logWeight: logWeight - 0.5 * (log(2 * Math.PI * total) + (d * d) / total), posterior };
  }
  if (prior.kind === "gamma" && data.kind === "poisson") {
    const { events, exposure } = data;
    const posterior = { kind: "gamma", shape: prior.shape + events, rate: prior.rate + exposure } as const;
    const before = prior.shape * log(prior.rate) - logGamma(prior.shape);
    const after = posterior.shape * log(posterior.rate) - logGamma(posterior.shape);
    const ofCounts = events === 0 ? 0 : events * log(exposure) - logGamma(events + 1);
    return { logWeight: logWeight + before - after + ofCounts, posterior };
  }
  const message = `a ${prior.kind} prior is not conjugate to ${data.kind} data`;
  const hint = "beta with binomial, normal with normal, gamma with poisson";
  throw new InvalidInput([{ kind: "notAllowed", path: ["kind"], message, hint }]);
}

function outOfReach() {
  const message = "the data are so far from every component that their probability is 0";
  return { kind: "outOfRange", path: ["data"], message, hint: "data within 1e100 standard deviations of a component" };
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
