import { beta, binomial, type Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";

export interface ToxicityRequest {
  /** Patients at most. */
  readonly patients: number;
  /** Highest rate that can be accepted. */
  readonly rate: number;
  /**
   * `pocock`: stop if as many toxicities have a binomial tail probability at or below one constant, the largest with which a trial at `rate`
   * stops with probability `alpha` at most. `bayesian`: stop if P(rate is exceeded | data) is above `threshold`, with a beta prior.
   */
  readonly rule:
    | { readonly kind: "pocock"; readonly alpha: number }
    | { readonly kind: "bayesian"; readonly a: number; readonly b: number; readonly threshold: number };
  /** Patients after which the first look is taken; every patient from there on when left out, or each so many. */
  readonly firstLook?: number;
  readonly every?: number;
}

export interface ToxicityBoundary {
  /** After so many patients stop with at least so many toxicities; looks at which no count stops are left out. */
  readonly looks: readonly { readonly patients: number; readonly stopAt: number }[];
  /** Largest tail probability that stops, of `pocock`. */
  readonly nominalLevel?: number;
  /** What the rule does at a true rate; exact. */
  readonly at: (rate: number) => { readonly stops: number; readonly expectedPatients: number };
}

/**
 * Stopping a trial for toxicity, patient by patient or in cohorts, with exact operating characteristics.
 * Sources: A. Ivanova, B. F. Qaqish, M. J. Schell, Biometrics 61 (2005) 540-545, doi:10.1111/j.1541-0420.2005.00311.x (Pocock-type);
 * P. F. Thall, R. Simon, Biometrics 50 (1994) 337-349, doi:10.2307/2533377 (Bayesian).
 * @throws InvalidInput for patients not from 1 to 1,000, a rate outside (0, 1), or a rule that makes no sense.
 * @example toxicityBoundary({ patients: 30, rate: 0.2, rule: { kind: "pocock", alpha: 0.05 } }).at(0.2).stops // at most 0.05
 */
export function toxicityBoundary(request: ToxicityRequest): ToxicityBoundary {
  refuse(requestIssues(request));
  const { rule } = request;
  const looks = looksOf(request);
  if (rule.kind === "bayesian") {
    const stops = (x: number, n: number): boolean =>
      beta({ a: rule.a + x, b: rule.b + n - x }).sf(request.rate) > rule.threshold;
    return boundaryOf(request, limitsOf(looks, stops));
  }
  const tails = looks.map((n) => {
    const law = binomial({ n, p: request.rate });
    return Array.from({ length: n + 1 }, (_, x) => law.sf(x - 1));
  });
  const limitsAt = (level: number) => limitsOf(looks, (x, n) => tails[looks.indexOf(n)]![x]! <= level);
  // Only the tail probabilities themselves can matter as levels.
  const levels = [...new Set(tails.flat().filter((p) => p <= rule.alpha))].toSorted((a, b) => a - b);
  let low = -1;
  let high = levels.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (characteristics(request, limitsAt(levels[middle]!), request.rate).stops <= rule.alpha) low = middle;
    else high = middle;
  }
  const level = low < 0 ? 0 : levels[low]!;
  return { ...boundaryOf(request, low < 0 ? new Map() : limitsAt(level)), nominalLevel: level };
}

/** Fewest toxicities that stop, by the number of patients. */
type Limits = ReadonlyMap<number, number>;

function limitsOf(looks: readonly number[], stops: (x: number, n: number) => boolean): Limits {
  const limits = new Map<number, number>();
  for (const n of looks) {
    for (let x = 0; x <= n; x++) {
      if (!stops(x, n)) continue;
      limits.set(n, x);
      break;
    }
  }
  return limits;
}

function boundaryOf(request: ToxicityRequest, limits: Limits): ToxicityBoundary {
  return {
    looks: [...limits].map(([patients, stopAt]) => ({ patients, stopAt })),
    at: (rate) => {
      refuse(unless(rate >= 0 && rate <= 1, ["rate"], `rate ${rate}`, "0 to 1"));
      return characteristics(request, limits, rate);
    },
  };
}

/** The law of the toxicities while the trial goes on, patient by patient. */
function characteristics({ patients }: ToxicityRequest, limits: Limits, rate: number) {
  let law = new Float64Array(patients + 2);
  law[0] = 1;
  let stops = 0;
  let expectedPatients = 0;
  for (let n = 1; n <= patients; n++) {
    const next = new Float64Array(patients + 2);
    for (let x = 0; x < n; x++) {
      next[x] = next[x]! + law[x]! * (1 - rate);
      next[x + 1] = next[x + 1]! + law[x]! * rate;
    }
    expectedPatients += 1 - stops;
    const limit = limits.get(n) ?? n + 1;
    for (let x = limit; x <= n; x++) {
      stops += next[x]!;
      next[x] = 0;
    }
    law = next;
  }
  return { stops, expectedPatients };
}

function looksOf({ patients, firstLook = 1, every = 1 }: ToxicityRequest): number[] {
  const looks: number[] = [];
  for (let n = firstLook; n <= patients; n += every) looks.push(n);
  return looks;
}

function requestIssues({ patients, rate, rule, firstLook = 1, every = 1 }: ToxicityRequest): Issue[] {
  const isWhole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
  return [
    ...unless(isWhole(patients, 1000), ["patients"], `${patients} patients`, "a whole number from 1 to 1000"),
    ...unless(rate > 0 && rate < 1, ["rate"], `rate ${rate}`, "above 0 and below 1"),
    ...unless(
      isWhole(firstLook, Math.max(1, patients)),
      ["firstLook"],
      `first look after ${firstLook}`,
      `1 to ${patients}`,
    ),
    ...unless(isWhole(every, Math.max(1, patients)), ["every"], `a look each ${every} patients`, `1 to ${patients}`),
    ...ruleIssues(rule),
  ];
}

function ruleIssues(rule: ToxicityRequest["rule"]): Issue[] {
  if (rule.kind === "pocock")
    return unless(rule.alpha > 0 && rule.alpha < 1, ["rule", "alpha"], `alpha ${rule.alpha}`, "above 0 and below 1");
  if (rule.kind !== "bayesian")
    return unless(false, ["rule", "kind"], `rule ${String((rule as { kind: unknown }).kind)}`, "pocock or bayesian");
  return [
    ...unless(rule.a > 0 && rule.b > 0, ["rule", "a"], `prior beta(${rule.a}, ${rule.b})`, "shapes above 0"),
    ...unless(
      rule.threshold > 0 && rule.threshold < 1,
      ["rule", "threshold"],
      `threshold ${rule.threshold}`,
      "above 0 and below 1",
    ),
  ];
}
