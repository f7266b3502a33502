import { brentRoot, checkWith, exp, InvalidInput, log, orThrow, type Prior } from "@rekindle/stats";
import { componentsOf, type MixturePrior, mixtureLaw } from "./mixture-prior.ts";
import { type PriorData, priorDataSchema, updateMixture } from "./update-mixture.ts";

/** How surprising data are under a prior. */
export interface PriorDataConflict {
  /** Prior predictive probability of data no more probable than these: Box (1980). */
  readonly boxPValue: number;
  /** Twice the smaller prior predictive tail, with the data in both; at most 1. */
  readonly tailPValue: number;
  /** Log of the prior predictive probability (or density) of the data. */
  readonly logEvidence: number;
}

/** Counts whose probability differs by rounding alone are equally probable. */
const TIE = 1e-9;
const MOST_COUNTS = 1e5;

/**
 * Whether data contradict a prior: the place of the data in the prior predictive law. Box, Journal of the Royal Statistical Society A 143
 * (1980) 383–430.
 * @param prior conjugate to the data, as for `updateMixture`.
 * @throws InvalidInput as `updateMixture`.
 * @example
 * priorDataConflict({ kind: "beta", a: 11, b: 32 }, { kind: "binomial", events: 14, n: 23 }).boxPValue; // small: a conflict
 */
export function priorDataConflict(prior: MixturePrior | Prior, data: PriorData): PriorDataConflict {
  const seen = orThrow(checkWith(priorDataSchema, data));
  const { logEvidence } = updateMixture(prior, seen);
  return { ...(seen.kind === "normal" ? ofNormal(prior, seen) : ofCounts(prior, seen, logEvidence)), logEvidence };
}

type PValues = Omit<PriorDataConflict, "logEvidence">;

function ofCounts(
  prior: MixturePrior | Prior,
  data: Exclude<PriorData, { readonly kind: "normal" }>,
  logEvidence: number,
): PValues {
  if (data.kind === "binomial" && data.n > MOST_COUNTS) throw new InvalidInput([tooMany("n", data.n)]);
  const last = data.kind === "binomial" ? data.n : MOST_COUNTS;
  const farthest = data.kind === "binomial" ? last : data.exposure * largestMean(prior);
  let [box, below, above, sum] = [0, 0, 0, 0];
  for (let events = 0; events <= last; events++) {
    const logProbability = updateMixture(prior, { ...data, events }).logEvidence;
    const probability = exp(logProbability);
    if (logProbability <= logEvidence + TIE) box += probability;
    if (events <= data.events) below += probability;
    if (events >= data.events) above += probability;
    sum += probability;
    if (events > data.events && events > farthest && probability < 1e-18 * above) break;
  }
  if (sum < 1 - 1e-9) throw new InvalidInput([tooMany("events", data.events)]);
  return { boxPValue: Math.min(1, box), tailPValue: Math.min(1, 2 * Math.min(below, above)) };
}

function largestMean(prior: MixturePrior | Prior): number {
  return Math.max(
    ...componentsOf(prior).map(({ prior: each }) => (each.kind === "gamma" ? each.shape / each.rate : 0)),
  );
}

function tooMany(name: string, found: number) {
  const message = `the prior predictive law of ${name} = ${found} goes on beyond ${MOST_COUNTS}`;
  return { kind: "outOfRange", path: [name], message, hint: "smaller counts, or a normal approximation" };
}

/** The predictive law is a mixture of normal laws; Box's region is bounded where its density equals that at the data. */
function ofNormal(prior: MixturePrior | Prior, data: Extract<PriorData, { readonly kind: "normal" }>): PValues {
  const noise = data.standardError * data.standardError;
  const components = componentsOf(prior).flatMap(({ weight, prior: each }) =>
    each.kind === "normal"
      ? [{ weight, prior: { kind: "normal", mean: each.mean, sd: Math.sqrt(each.sd * each.sd + noise) } as const }]
      : [],
  );
  const law = mixtureLaw({ kind: "mixture", components });
  const level = log(law.density(data.mean));
  const excess = (y: number): number => log(law.density(y)) - level;
  const cuts = cutsOf(components).filter((y) => law.density(y) > 0);
  const edges = cuts.flatMap((left, i) => {
    const right = cuts[i + 1];
    if (right === undefined || excess(left) > 0 === excess(right) > 0) return [];
    const root = brentRoot(excess, { from: left, to: right });
    return [root.kind === "converged" ? root.value : root.best];
  });
  const below = law.cdf(data.mean);
  const all = [-Infinity, ...edges, Infinity];
  const inside = all.slice(1).map((right, i) => {
    const left = all[i]!;
    const middle = left === -Infinity || right === Infinity ? -1 : excess(0.5 * (left + right));
    return middle > 0 ? law.cdf(right) - law.cdf(left) : 0;
  });
  const box = Math.max(0, 1 - inside.reduce((sum, each) => sum + each, 0));
  return { boxPValue: box, tailPValue: Math.min(1, 2 * Math.min(below, 1 - below)) };
}

/** Places between which the density of the mixture turns at most once, in effect: eighths of each component's sd. */
function cutsOf(components: readonly { readonly prior: { readonly mean: number; readonly sd: number } }[]) {
  return components
    .flatMap(({ prior: { mean, sd } }) => Array.from({ length: 593 }, (_, i) => mean + ((i - 296) / 8) * sd))
    .toSorted((a, b) => a - b);
}
