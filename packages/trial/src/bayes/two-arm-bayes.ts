import { beta, binomial, exp, InvalidInput, integrate, type Issue, log, logGamma } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { rateIssues } from "../sample-size/request.ts";

/** Beta(a, b), or a mixture of such. */
export type BetaPrior =
  | { readonly kind: "beta"; readonly a: number; readonly b: number }
  | {
      readonly kind: "mixture";
      readonly components: readonly {
        readonly weight: number;
        readonly prior: { readonly kind: "beta"; readonly a: number; readonly b: number };
      }[];
    };

export interface TwoArmBayes {
  readonly control: { readonly prior: BetaPrior; readonly n: number };
  readonly experimental: { readonly prior: BetaPrior; readonly n: number };
  /** Success if P(experimental rate > control rate + margin | data) is above this. */
  readonly threshold: number;
  /** 0 when left out; below 0 for non-inferiority. */
  readonly margin?: number;
}

/** Weighted beta components, after data: weights by the marginal likelihood of each. */
interface Component {
  readonly weight: number;
  readonly a: number;
  readonly b: number;
}

/**
 * P(experimental rate > control rate + margin) when both rates have independent beta (or beta mixture) laws.
 * One integral over the quantiles of the control's law; error below 1e-9.
 * @throws InvalidInput for shapes not above 0 or a margin outside (-1, 1).
 * @example probabilityGreater({ kind: "beta", a: 14.5, b: 10 }, { kind: "beta", a: 12, b: 37 }) // P(first > second)
 */
export function probabilityGreater(
  experimental: BetaPrior,
  control: BetaPrior,
  options: { readonly margin?: number } = {},
): number {
  const { margin = 0 } = options;
  refuse([...priorIssues("experimental", experimental), ...priorIssues("control", control), ...marginIssues(margin)]);
  return greater(componentsOf(experimental), componentsOf(control), margin);
}

/** Decisions and exact operating characteristics of a Bayesian two-arm trial with a binary endpoint. */
export interface TwoArmBayesRule {
  /** Fewest experimental responses that are a success, for each number of control responses; undefined where none is. */
  readonly fewest: readonly (number | undefined)[];
  /** Probability of success at true rates: every table is enumerated. */
  readonly success: (rates: { readonly control: number; readonly experimental: number }) => number;
  /** Posterior probability that the experimental rate is greater (by the margin) for these responses. */
  readonly posterior: (responses: { readonly control: number; readonly experimental: number }) => number;
}

/**
 * The rule "success if P(experimental > control + margin | data) > threshold" with (robust MAP) beta mixture priors, and what it does:
 * type I error and power by enumeration, exact but for rounding.
 * Source: H. Schmidli, S. Gsteiger, S. Roychoudhury et al., Biometrics 70 (2014) 1023-1032, doi:10.1111/biom.12242.
 * @throws InvalidInput for arms of no patients, priors, a threshold or a margin that make no sense.
 * @example
 * twoArmBayes({
 *   control: { prior: { kind: "beta", a: 11, b: 32 }, n: 6 },
 *   experimental: { prior: { kind: "beta", a: 0.5, b: 1 }, n: 24 },
 *   threshold: 0.95,
 * }).success({ control: 0.25, experimental: 0.6 }) // 0.9201…
 */
export function twoArmBayes(request: TwoArmBayes): TwoArmBayesRule {
  refuse(requestIssues(request));
  const { control, experimental, threshold, margin = 0 } = request;
  const controlAfter = Array.from({ length: control.n + 1 }, (_, x) => updated(control.prior, x, control.n));
  const experimentalAfter = Array.from({ length: experimental.n + 1 }, (_, x) =>
    updated(experimental.prior, x, experimental.n),
  );
  const posterior = (x0: number, x1: number): number => greater(experimentalAfter[x1]!, controlAfter[x0]!, margin);
  const fewest = controlAfter.map((_, x0) => fewestOf((x1) => posterior(x0, x1) > threshold, experimental.n));
  return {
    fewest,
    success: (rates) => {
      refuse(rateIssues(rates));
      const law0 = binomial({ n: control.n, p: rates.control });
      const law1 = binomial({ n: experimental.n, p: rates.experimental });
      return fewest.reduce<number>((sum, x1, x0) => sum + (x1 === undefined ? 0 : law0.pdf(x0) * law1.sf(x1 - 1)), 0);
    },
    posterior: (responses) => {
      refuse([
        ...countIssues("control", responses.control, control.n),
        ...countIssues("experimental", responses.experimental, experimental.n),
      ]);
      return posterior(responses.control, responses.experimental);
    },
  };
}

/** Under any prior the posterior rises with the responses (monotone likelihood ratio), so halving finds the fewest. */
function fewestOf(isSuccess: (x: number) => boolean, n: number): number | undefined {
  if (!isSuccess(n)) return undefined;
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isSuccess(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function componentsOf(prior: BetaPrior): Component[] {
  const parts = prior.kind === "beta" ? [{ weight: 1, prior }] : prior.components;
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.map(({ weight, prior: { a, b } }) => ({ weight: weight / total, a, b }));
}

/** The components after x responses of n, each weighted by how likely it made them. */
function updated(prior: BetaPrior, x: number, n: number): Component[] {
  const before = componentsOf(prior);
  const logs = before.map(({ weight, a, b }) => log(weight) + logBeta(a + x, b + n - x) - logBeta(a, b));
  const most = Math.max(...logs);
  const masses = logs.map((value) => exp(value - most));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return before.map(({ a, b }, i) => ({ weight: masses[i]! / total, a: a + x, b: b + n - x }));
}

function greater(first: readonly Component[], second: readonly Component[], margin: number): number {
  let sum = 0;
  for (const one of first) {
    const upper = beta({ a: one.a, b: one.b });
    for (const other of second) {
      const lower = beta({ a: other.a, b: other.b });
      // The quantile is steep at both ends of its range: s² (3 - 2 s) goes through them slowly.
      const f = (s: number): number => upper.sf(lower.quantile(s * s * (3 - 2 * s)) + margin) * 6 * s * (1 - s);
      const found = integrate(f, { from: 0, to: 1, relative: 1e-10, absolute: 1e-11 });
      if (found.kind === "notConverged") throw notIntegrated(found.reason);
      sum += one.weight * other.weight * found.value.value;
    }
  }
  return Math.min(1, sum);
}

function notIntegrated(reason: string): InvalidInput {
  const message = `the probability was not found to 1e-10: ${reason}`;
  return new InvalidInput([{ kind: "notConverged", path: [], message, hint: "shapes less extreme" }]);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function priorIssues(path: string, prior: BetaPrior): Issue[] {
  if (prior.kind !== "beta" && prior.kind !== "mixture")
    return unless(
      false,
      [path, "kind"],
      `prior ${String((prior as { kind: unknown }).kind)}`,
      "beta, or a mixture of beta",
    );
  const parts = prior.kind === "beta" ? [{ weight: 1, prior }] : prior.components;
  return [
    ...unless(parts.length > 0, [path, "components"], "no components", "at least one"),
    ...parts.flatMap(({ weight, prior: { a, b } }, i) => [
      ...unless(weight > 0 && weight < Infinity, [path, "components", i, "weight"], `weight ${weight}`, "above 0"),
      ...unless(
        a > 0 && b > 0 && a < 1e9 && b < 1e9,
        [path, "components", i],
        `shapes ${a} and ${b}`,
        "above 0, below 1e9",
      ),
    ]),
  ];
}

function marginIssues(margin: number): Issue[] {
  return unless(margin > -1 && margin < 1, ["margin"], `margin ${margin}`, "above -1 and below 1");
}

function requestIssues({ control, experimental, threshold, margin = 0 }: TwoArmBayes): Issue[] {
  const size = (path: string, n: number): Issue[] =>
    unless(Number.isInteger(n) && n >= 1 && n <= 2000, [path, "n"], `${n} patients`, "a whole number from 1 to 2000");
  return [
    ...priorIssues("control", control.prior),
    ...priorIssues("experimental", experimental.prior),
    ...size("control", control.n),
    ...size("experimental", experimental.n),
    ...unless(threshold > 0 && threshold < 1, ["threshold"], `threshold ${threshold}`, "above 0 and below 1"),
    ...marginIssues(margin),
  ];
}

function countIssues(path: string, x: number, n: number): Issue[] {
  return unless(Number.isInteger(x) && x >= 0 && x <= n, [path], `${x} responses`, `a whole number from 0 to ${n}`);
}
