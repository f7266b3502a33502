import { checkWith, InvalidInput, orThrow } from "@rekindle/stats";
import { poolBetaBinomial } from "./beta-binomial/pool-beta-binomial.ts";
import { poolBinomialNormal } from "./binomial-normal/pool-binomial-normal.ts";
import { checkCounts } from "./check-counts.ts";
import { poolInverseVariance } from "./inverse-variance/pool-inverse-variance.ts";
import { measureEffects } from "./measure-effects.ts";
import { checkMixture } from "./mixture.ts";
import type { Effects } from "./measures/measure.ts";
import { type PoolOptions, poolSchema } from "./pool-options.ts";
import type { Pooled } from "./pooled.ts";
import type { BinomialCounts } from "./select/counts.ts";

/**
 * Pools single proportions.
 *
 * `binomialNormal` (default for counts): events are binomial and logits of rates are normal between studies; maximum likelihood with
 * quadrature converged to rounding, profile-likelihood intervals for the median rate, the marginal mean rate and tau2; no continuity
 * correction. Where that likelihood has no interior (one study, all at 0 % or at 100 %, one patient per study) the result is the
 * exact binomial of the patients together and says so. Stijnen, Hamza & Özdemir (2010), doi:10.1002/sim.4040.
 *
 * `betaBinomial`: rates of studies follow a beta law; maximum likelihood with profile-likelihood intervals for its mean and for the
 * correlation rho of patients of one study. The mean is the mean rate, not that of the median study.
 *
 * `inverseVariance` (default for effects): effects weighted by 1 / (variance + tau2); see the registries for `tau2`
 * (REML, DL, PM, ML, EB, SJ, HE, HS, commonEffect), `interval` (modifiedHartungKnapp, hartungKnapp, t, wald) and `prediction`.
 * @param input counts { id, label, events, n } in patients, or effects of `measureEffects`.
 * @throws InvalidInput on impossible counts, unknown options or kinds, an option that its model does not use, or a mixture of
 *   denominators or timings, unless `mixture` is `labelled`.
 * @example
 * const pooled = pool([{ id: "a", label: "A", events: 3, n: 10 }, { id: "b", label: "B", events: 8, n: 20 }]);
 * pooled.mean.kind; // "estimated"
 */
export function pool(input: readonly BinomialCounts[] | Effects, options: PoolOptions = {}): Pooled {
  const { parts = {}, ...recipe } = options;
  const measured = isEffects(input) ? input : undefined;
  const model = recipe.model ?? (measured === undefined ? "binomialNormal" : "inverseVariance");
  const checked = orThrow(checkWith(poolSchema, { ...recipe, model }));
  const counts = measured === undefined ? (input as readonly BinomialCounts[]) : measured.rows.map((row) => row.counts);
  checkCounts(counts);
  const warnings = checkMixture(counts, checked.mixture ?? "refused");
  if (checked.model !== "inverseVariance") {
    if (measured !== undefined) throw new InvalidInput([needsCounts(checked.model)]);
    if (checked.model === "betaBinomial") return poolBetaBinomial(counts, checked, warnings);
    return poolBinomialNormal(counts, checked, parts, warnings);
  }
  if (measured !== undefined && checked.measure !== undefined) throw new InvalidInput([measuredAlready()]);
  const effects = measured ?? measureEffects(counts, checked.measure ?? { kind: "logitProportion" }, parts);
  return poolInverseVariance(effects, checked, parts, warnings);
}

function isEffects(input: readonly BinomialCounts[] | Effects): input is Effects {
  return !Array.isArray(input) && typeof input === "object" && input !== null && "rows" in input && "measure" in input;
}

function needsCounts(model: string) {
  const hint = "pass the counts themselves, or model: inverseVariance";
  return { kind: "notAllowed", path: ["model"], message: `${model} needs counts and was given effects`, hint };
}

function measuredAlready() {
  const hint = "pass the counts, or leave measure out";
  return { kind: "notAllowed", path: ["measure"], message: "the effects have been measured already", hint };
}
