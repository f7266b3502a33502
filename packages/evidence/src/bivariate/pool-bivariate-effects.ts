import { checkWith, type Issue, log, minimise, orThrow, standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { checkRows } from "../check-counts.ts";
import type { PooledEstimate } from "../pooled.ts";
import { type EffectPair, pairLikelihood, type PairFit, type Spread } from "./pair-likelihood.ts";

/** Two effects of one study, with their sampling variances. An effect that was not reported is left out. */
export interface BivariateEffects {
  readonly id: string;
  readonly label: string;
  readonly first?: { readonly value: number; readonly variance: number };
  readonly second?: { readonly value: number; readonly variance: number };
  /** Sampling covariance of the two; 0 by default, as for effects of different patients. */
  readonly covariance?: number;
}

const optionsSchema = z.strictObject({
  method: z.exactOptional(z.enum(["REML", "ML"])),
  level: z.exactOptional(z.number().gt(0).lt(1)),
});

export interface BivariateEffectOptions {
  /** `REML` by default. */
  readonly method?: "REML" | "ML";
  /** 0.95 by default. */
  readonly level?: number;
}

/** One effect of a bivariate pool. */
export interface BivariateEffect {
  /** Wald. */
  readonly mean: PooledEstimate;
  readonly standardError: number;
  /** Variance between studies. */
  readonly tau2: number;
  readonly studies: number;
}

/** Two effects pooled together, or why they are not. */
export type BivariateEffectPool =
  | {
      readonly kind: "estimated";
      readonly method: string;
      readonly first: BivariateEffect;
      readonly second: BivariateEffect;
      /** Covariance of the two means. */
      readonly covarianceOfMeans: number;
      /** Correlation between studies; not estimable where one of the effects has no spread. */
      readonly correlation:
        | { readonly kind: "estimated"; readonly value: number; readonly covariance: number }
        | { readonly kind: "notEstimable"; readonly reason: string };
      readonly logLikelihood: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "notEstimable"; readonly reason: string };

/**
 * Pools two effects of the same studies together: within a study they are bivariate normal with known variances and covariance, and so
 * are the studies' own effects. Van Houwelingen, Arends & Stijnen, Statistics in Medicine 21 (2002) 589–624; as metafor's `rma.mv` with
 * `struct = "UN"`. Means are on the scale of the effects.
 * @throws InvalidInput on values that are not finite, variances not above 0, covariances beyond the variances, a study with neither effect.
 * @example
 * poolBivariateEffects([{ id: "a", label: "A", first: { value: 0.47, variance: 0.0075 }, second: { value: -0.32, variance: 0.0077 }, covariance: 0.003 }, …]);
 */
export function poolBivariateEffects(
  rows: readonly BivariateEffects[],
  options: BivariateEffectOptions = {},
): BivariateEffectPool {
  checkRows(rows, faultsOf);
  const { method = "REML", level = 0.95 } = orThrow(checkWith(optionsSchema, options));
  const both = rows.filter(({ first, second }) => first !== undefined && second !== undefined).length;
  if (both < 3) return refuse(`${both} studies with both effects say too little of their correlation`);
  const pairs = rows.map((row): EffectPair => row).toSorted(compare);
  const fitAt = (spread: Spread) => pairLikelihood(pairs, spread, method);
  const scale = typicalSd(pairs);
  const fits = [0.3, 1, 3].flatMap((tau) => [-0.5, 0.5].map((lean) => search(fitAt, scale, [tau, lean * tau, tau])));
  const reached = fits.filter((fit) => fit.kind === "converged");
  if (reached.length === 0) return refuse("the likelihood did not converge");
  const best = reached.reduce((a, b) => (b.value.value < a.value.value ? b : a));
  const [s1, lean, s2] = best.value.at.map((each) => each * scale) as [number, number, number];
  return describe(pairs, fitAt({ s1, lean, s2 }), { s1, lean, s2 }, { method, level });
}

function refuse(reason: string): BivariateEffectPool {
  return { kind: "notEstimable", reason };
}

/** Both standard deviations are bounded at 0; everything in units of a typical sampling error. */
function search(fitAt: (spread: Spread) => PairFit, scale: number, start: readonly [number, number, number]) {
  const value = ([s1 = 0, lean = 0, s2 = 0]: readonly number[]): number =>
    -fitAt({ s1: s1 * scale, lean: lean * scale, s2: s2 * scale }).logLikelihood;
  const bounds = { lower: [0, -Infinity, 0], upper: [Infinity, Infinity, Infinity] };
  const first = minimise(value, { start, ...bounds, tolerance: 1e-7 });
  const at = first.kind === "converged" ? first.value.at : first.best.at;
  // once more from there, with a fresh metric
  const second = minimise(value, { start: at, ...bounds, tolerance: 1e-8 });
  return second.kind === "converged" ? second : first;
}

function describe(
  pairs: readonly EffectPair[],
  fit: PairFit,
  { s1, lean, s2 }: Spread,
  { method, level }: { readonly method: "REML" | "ML"; readonly level: number },
): BivariateEffectPool {
  const tau2 = [s1 * s1, lean * lean + s2 * s2] as const;
  const known = s1 > 0 && tau2[1] > 0;
  const half = standardNormalIsf((1 - level) / 2);
  const outcome = (which: 0 | 1): BivariateEffect => {
    const value = fit.means[which];
    const standardError = Math.sqrt(which === 0 ? fit.covariance[0] : fit.covariance[2]);
    const interval = {
      lower: value - half * standardError,
      upper: value + half * standardError,
      level,
      method: "Wald, z",
    };
    const studies = pairs.filter((pair) => (which === 0 ? pair.first : pair.second) !== undefined).length;
    return { mean: { kind: "estimated", value, interval }, standardError, tau2: tau2[which], studies };
  };
  return {
    kind: "estimated",
    method: `bivariate normal-normal model, ${method}`,
    first: outcome(0),
    second: outcome(1),
    covarianceOfMeans: fit.covariance[1],
    correlation: known
      ? { kind: "estimated", value: lean / Math.sqrt(tau2[1]), covariance: s1 * lean }
      : { kind: "notEstimable", reason: "one of the effects does not vary between studies beyond chance" },
    logLikelihood: fit.logLikelihood,
    warnings:
      known && s2 < 1e-6 * Math.abs(lean)
        ? ["the correlation is at an end of its range: the studies are too few or too alike to tell"]
        : [],
  };
}

function typicalSd(pairs: readonly EffectPair[]): number {
  const logs = pairs.flatMap(({ first, second }) =>
    [first, second].flatMap((one) => (one === undefined ? [] : [one.variance])),
  );
  const sorted = logs.toSorted((a, b) => log(a) - log(b));
  return Math.sqrt(sorted[Math.floor(sorted.length / 2)]!);
}

function compare(a: EffectPair, b: EffectPair): number {
  return (a.first?.value ?? 0) - (b.first?.value ?? 0) || (a.second?.value ?? 0) - (b.second?.value ?? 0);
}

function faultsOf({ first, second, covariance = 0 }: BivariateEffects, index: number): readonly Issue[] {
  if (first === undefined && second === undefined) {
    return [{ kind: "missing", path: [index], message: "has neither effect", hint: "give first, second or both" }];
  }
  const named = { first, second };
  const faults = (["first", "second"] as const).flatMap((name): readonly Issue[] => {
    const one: unknown = named[name];
    if (one !== undefined && (typeof one !== "object" || one === null)) {
      return [{ kind: "wrongType", path: [index, name], message: "is no effect", hint: "{ value, variance }" }];
    }
    return valueFaults(named[name], [index, name]);
  });
  if (faults.length > 0) return faults;
  const limit = first === undefined || second === undefined ? 0 : Math.sqrt(first.variance * second.variance);
  if (Number.isFinite(covariance) && (covariance === 0 || Math.abs(covariance) < limit)) return [];
  const hint = "below the root of the product of the variances, and 0 where one effect is missing";
  return [{ kind: "outOfRange", path: [index, "covariance"], message: `covariance is ${String(covariance)}`, hint }];
}

function valueFaults(
  one: { readonly value: number; readonly variance: number } | undefined,
  path: readonly (string | number)[],
): readonly Issue[] {
  if (one === undefined || (Number.isFinite(one.value) && Number.isFinite(one.variance) && one.variance > 0)) return [];
  const message = `value is ${String(one.value)}, variance is ${String(one.variance)}`;
  return [{ kind: "outOfRange", path, message, hint: "both finite, the variance above 0" }];
}
