import { brentRoot, exp, log1p } from "@rekindle/stats";
import { type BinomialTable, binomialTable } from "./binomial-table.ts";
import { maximiseMu } from "./fit.ts";
import { binomialNormalLikelihood, type LikelihoodPoint } from "./likelihood.kernel.ts";

/** A curve through the parameter plane: mu as a function of tau, with its first and second derivative. */
type Curve = (tau: number) => { readonly mu: number; readonly slope: number; readonly bend: number };

const MOST_STEPS = 1000;

/** Log-likelihood maximised over everything but one quantity; undefined where that maximisation did not converge. */
export type Profile = (value: number) => number | undefined;

const oneOfOne = binomialTable([{ events: 1, n: 1 }]);

/** log of the marginal mean rate E[expit(mu + tau Z)], with derivatives: the probability of one event in a study of one patient. */
export function logMarginalMean(mu: number, tau: number): LikelihoodPoint {
  return binomialNormalLikelihood(oneOfOne, mu, tau);
}

/** Profile of mu, the logit of the median study's rate. Each call starts from the tau that the last one ended with. */
export function profileOfMu(table: BinomialTable, startTau: number): Profile {
  let tau = startTau;
  return (mu) => {
    const best = maximiseAlong(table, () => ({ mu, slope: 0, bend: 0 }), tau);
    if (best !== undefined) tau = best.tau;
    return best?.value;
  };
}

/** Profile of the logit of the marginal mean rate. */
export function profileOfMarginal(table: BinomialTable, start: LikelihoodPoint): Profile {
  let { mu, tau } = start;
  return (logitMean) => {
    const best = maximiseAlong(
      table,
      curveOfMarginal(logitMean, () => mu),
      tau,
    );
    if (best === undefined) return undefined;
    tau = best.tau;
    mu = best.mu;
    return best.value;
  };
}

/** Profile of tau. */
export function profileOfTau(table: BinomialTable, startMu: number): Profile {
  let mu = startMu;
  return (tau) => {
    const best = maximiseMu(table, tau, mu);
    if (best.kind === "notConverged") return undefined;
    mu = best.at.mu;
    return best.at.value;
  };
}

/** The (mu, tau) that share one marginal mean. A mean above one half is solved as its complement, which keeps its digits. */
function curveOfMarginal(logitMean: number, startMu: () => number): Curve {
  const sign = logitMean > 0 ? -1 : 1;
  const target = -log1pExp(-sign * logitMean);
  return (tau) => {
    const here = solveLogMean(target, tau, sign * startMu());
    const slope = -here.dTau / here.dMu;
    const bend = -(here.dMuMu * slope * slope + 2 * here.dMuTau * slope + here.dTauTau) / here.dMu;
    return { mu: sign * here.mu, slope: sign * slope, bend: sign * bend };
  };
}

/** The mu with log marginal mean `target` at this tau, by Newton steps: the log mean is concave and rising in mu. */
function solveLogMean(target: number, tau: number, start: number): LikelihoodPoint {
  let here = logMarginalMean(start, tau);
  for (let step = 0; step < 100; step++) {
    const move = (target - here.value) / here.dMu;
    here = logMarginalMean(here.mu + Math.max(-3 - tau, Math.min(3 + tau, move)), tau);
    if (!(Math.abs(move) >= 1e-10 * (1 + Math.abs(here.mu)))) break;
  }
  return here;
}

function log1pExp(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/**
 * Maximum of the log-likelihood along a curve, in tau >= 0, by safeguarded Newton steps. The likelihood is even in tau, so that 0 is
 * always stationary: it is compared at the end, and never stepped onto.
 */
function maximiseAlong(table: BinomialTable, curve: Curve, start: number): LikelihoodPoint | undefined {
  const origin = at(table, curve, 0);
  let here = at(table, curve, Math.max(start, 0.1));
  for (let step = 0; ; step++) {
    if (step === MOST_STEPS) return undefined;
    const { tau } = here.point;
    let move = here.second < 0 ? -here.first / here.second : Math.sign(here.first) * (0.1 + 0.5 * tau);
    move = Math.max(-0.8 * tau, Math.min(2 + tau, move));
    let next = at(table, curve, tau + move);
    while (next.point.value < here.point.value && Math.abs(move) > 1e-9) {
      move *= 0.4;
      next = at(table, curve, tau + move);
    }
    if (next.point.value >= here.point.value) here = next;
    if (Math.abs(move) < 1e-9 * (1 + tau) || here.point.tau < 1e-5) break;
  }
  return here.point.value > origin.point.value ? here.point : origin.point;
}

function at(table: BinomialTable, curve: Curve, tau: number) {
  const { mu, slope, bend } = curve(tau);
  const point = binomialNormalLikelihood(table, mu, tau);
  const first = point.dTau + point.dMu * slope;
  const second = point.dTauTau + 2 * point.dMuTau * slope + point.dMuMu * slope * slope + point.dMu * bend;
  return { point, first, second };
}

interface LimitSearch {
  readonly profile: Profile;
  readonly estimate: number;
  /** Log-likelihood at the estimate. */
  readonly highest: number;
  /** How far the log-likelihood may fall: half a chi-squared quantile with one degree of freedom. */
  readonly fall: number;
  /** A first guess of the distance from the estimate to the limit. */
  readonly step: number;
  readonly direction: 1 | -1;
  /** Where the search gives up. */
  readonly wall: number;
}

/** A limit of a profile-likelihood interval, that there is none (the profile has not fallen far enough by the wall), or why it was not found. */
export type ProfileLimit =
  | { readonly kind: "limit"; readonly value: number }
  | { readonly kind: "unbounded" }
  | { readonly kind: "notConverged"; readonly reason: string };

/** Rounding of a log-likelihood; a profile higher than the maximum by more than this shows that one of the two is wrong. */
const TOO_HIGH = 1e-6;

/** Where the profile has fallen by `fall`. Found on the signed root scale, on which it is almost a straight line. */
export function profileLimit(search: LimitSearch): ProfileLimit {
  const { profile, estimate, highest, fall, direction, wall } = search;
  const target = Math.sqrt(fall);
  let failure: string | undefined;
  const depth = (x: number): number => {
    const value = profile(x);
    if (value === undefined) failure = "the profile likelihood did not converge";
    else if (value > highest + TOO_HIGH) failure = "the profile likelihood rises above its maximum";
    // a root, so that the search ends
    return value === undefined ? 0 : Math.sqrt(Math.max(0, highest - value)) - target;
  };
  const beyond = (x: number) => (direction === 1 ? x >= wall : x <= wall);
  let near = estimate;
  let step = search.step;
  for (let i = 0; i < 80 && failure === undefined; i++) {
    const far = beyond(near + direction * step) ? wall : near + direction * step;
    const depthFar = depth(far);
    if (failure !== undefined) break;
    if (depthFar >= 0) {
      const root = brentRoot(depth, { from: near, to: far, tolerance: 1e-12 });
      if (root.kind === "converged" && failure === undefined) return { kind: "limit", value: root.value };
      failure ??= "the search for its limit did not converge";
      break;
    }
    if (far === wall) return { kind: "unbounded" };
    near = far;
    step *= 1.7;
  }
  return { kind: "notConverged", reason: `no profile-likelihood limit: ${failure ?? "its search did not end"}` };
}
