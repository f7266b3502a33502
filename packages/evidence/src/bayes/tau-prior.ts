import { log, log1p, logGamma } from "@rekindle/stats";
import { z } from "zod";

const scale = z.number().positive();

/** Prior of the between-study standard deviation tau, on [0, ∞). */
export const tauPriorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("halfNormal"), scale }),
  z.strictObject({ kind: z.literal("halfCauchy"), scale }),
  z.strictObject({ kind: z.literal("halfT"), df: z.number().positive(), scale }),
]);

export type TauPrior = Readonly<z.output<typeof tauPriorSchema>>;

const HALF_LOG_HALF_PI = 0.22579135264472744;

/** Log density of tau. */
export function logTauDensity(prior: TauPrior, tau: number): number {
  const r = tau / prior.scale;
  const base = -log(prior.scale);
  if (prior.kind === "halfNormal") return base - HALF_LOG_HALF_PI - 0.5 * r * r;
  if (prior.kind === "halfCauchy") return base - 2 * HALF_LOG_HALF_PI - log1p(r * r);
  const { df } = prior;
  const constant = Math.LN2 + logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * log(df * Math.PI);
  return base + constant - ((df + 1) / 2) * log1p((r * r) / df);
}
