import { InvalidInput, type Prior } from "@rekindle/stats";
import type { Pooled } from "./pooled.ts";

/**
 * A pooled rate as a prior: for the rate of a new study (`newStudy`: mean and spread between studies) or for the mean itself.
 *
 * The fitted beta law for a new study of a beta-binomial pool with rho above 0; else normal on the logit scale with sd sqrt(tau2 + standard error²), or the standard error alone. Where the pool has no logit (one
 * study, every study at 0 % or 100 %), the mean is the Jeffreys posterior Beta(events + 1/2, n − events + 1/2) of the patients
 * together, and a new study cannot be predicted.
 * @throws InvalidInput where the pool says nothing about what is asked.
 * @example
 * poolToPrior(pool(counts), { for: "newStudy" }); // { kind: "logitNormal", mean: 0.64, sd: 0.93 }
 */
export function poolToPrior(pooled: Pooled, options: { readonly for: "newStudy" | "mean" }): Prior {
  const { logit, tau2, mean, prediction, events, n } = pooled;
  if (options.for !== "newStudy" && options.for !== "mean") {
    const message = `${JSON.stringify((options as { for: unknown }).for)} is not allowed`;
    throw new InvalidInput([{ kind: "notAllowed", path: ["for"], message, hint: "allowed: newStudy, mean" }]);
  }
  if (logit === undefined && tau2 !== undefined) throw new InvalidInput([notOnLogit()]);
  if (mean.kind === "notEstimable") throw new InvalidInput([nothingKnown(mean.reason)]);
  if (options.for === "mean") {
    if (logit === undefined) return { kind: "beta", a: events + 0.5, b: n - events + 0.5 };
    return { kind: "logitNormal", mean: logit.mean, sd: logit.standardError };
  }
  if (logit === undefined || tau2 === undefined) {
    const reason = prediction.kind === "notEstimable" ? prediction.reason : "a new study cannot be predicted";
    throw new InvalidInput([nothingKnown(reason)]);
  }
  const rho = pooled.intraclassCorrelation?.value ?? 0;
  if (rho > 0) return { kind: "beta", a: mean.value * (1 / rho - 1), b: (1 - mean.value) * (1 / rho - 1) };
  const variance = tau2.value + logit.standardError * logit.standardError;
  return { kind: "logitNormal", mean: logit.mean, sd: Math.sqrt(variance) };
}

function nothingKnown(reason: string) {
  return {
    kind: "notEstimable",
    path: [],
    message: `no prior: ${reason}`,
    hint: "ask for the mean, or pool more studies",
  };
}

function notOnLogit() {
  const hint = "pool by the binomial-normal model, or measure logitProportion";
  return { kind: "notAllowed", path: [], message: "no prior: the pool is not on the logit scale", hint };
}
