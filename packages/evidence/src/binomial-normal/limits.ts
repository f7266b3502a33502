import { exp, standardNormalIsf } from "@rekindle/stats";
import type { BinomialTable } from "./binomial-table.ts";
import type { LikelihoodPoint } from "./likelihood.kernel.ts";
import {
  logMarginalMean,
  type Profile,
  type ProfileLimit,
  profileLimit,
  profileOfMarginal,
  profileOfMu,
  profileOfTau,
} from "./profile.ts";
import {
  newtonLimit,
  parallelToMarginal,
  type Stationarity,
  stationaryInMu,
  stationaryInTau,
} from "./profile-newton.ts";

/** A logit this far out is a rate of 0 or 1 to 26 digits. */
const FARTHEST_LOGIT = 60;
const LARGEST_TAU = 200;
/** How exactly the profile has to be at the cut. */
const CLOSE = 1e-8;

type Side = -1 | 1;

interface Task {
  readonly stationarity: Stationarity;
  readonly profile: () => Profile;
  /** The quantity whose limit is sought, at a point. */
  readonly quantity: (at: LikelihoodPoint) => number;
  readonly wall: (side: Side) => number;
}

/** Half the chi-squared quantile with one degree of freedom. */
function fallAt(level: number): number {
  const z = standardNormalIsf((1 - level) / 2);
  return 0.5 * z * z;
}

/** Profile limits of mu. */
export function limitsOfMu(table: BinomialTable, best: LikelihoodPoint, level: number) {
  const task: Task = {
    stationarity: stationaryInTau,
    profile: () => profileOfMu(table, best.tau),
    quantity: (at) => at.mu,
    wall: (side) => side * FARTHEST_LOGIT,
  };
  return [limit(table, best, level, -1, task), limit(table, best, level, 1, task)] as const;
}

/** Profile limits of the logit of the marginal mean rate. */
export function limitsOfMarginal(table: BinomialTable, best: LikelihoodPoint, level: number) {
  const task: Task = {
    stationarity: parallelToMarginal,
    profile: () => profileOfMarginal(table, best),
    quantity: ({ mu, tau }) => logitOfMarginal(mu, tau),
    wall: (side) => side * FARTHEST_LOGIT,
  };
  return [limit(table, best, level, -1, task), limit(table, best, level, 1, task)] as const;
}

/** Profile limits of tau; the lower one is 0 where the likelihood at 0 is high enough. */
export function limitsOfTau(table: BinomialTable, best: LikelihoodPoint, level: number) {
  const task: Task = {
    stationarity: stationaryInMu,
    profile: () => profileOfTau(table, best.mu),
    quantity: (at) => at.tau,
    wall: (side) => (side === 1 ? LARGEST_TAU : 0),
  };
  return [lowestTau(table, best, level, task), limit(table, best, level, 1, task)] as const;
}

function lowestTau(table: BinomialTable, best: LikelihoodPoint, level: number, task: Task): ProfileLimit {
  const atZero = best.tau === 0 ? best.value : profileOfTau(table, best.mu)(0);
  if (atZero === undefined) return { kind: "notConverged", reason: "the likelihood without spread did not converge" };
  return atZero >= best.value - fallAt(level) ? { kind: "limit", value: 0 } : limit(table, best, level, -1, task);
}

/** The logit of the marginal mean; a mean near 1 by its complement. */
export function logitOfMarginal(mu: number, tau: number): number {
  const logMean = logMarginalMean(mu, tau).value;
  const logRest = logMarginalMean(-mu, tau).value;
  return logMean - logRest;
}

/** The marginal mean rate itself. */
export function marginalMean(mu: number, tau: number): number {
  return exp(logMarginalMean(mu, tau).value);
}

function limit(table: BinomialTable, best: LikelihoodPoint, level: number, side: Side, task: Task): ProfileLimit {
  const fall = fallAt(level);
  const cut = best.value - fall;
  const start = guess(best, Math.sqrt(2 * fall), side, task.stationarity);
  const found = newtonLimit(table, { stationarity: task.stationarity, cut, start });
  const estimate = task.quantity(best);
  if (found !== undefined) {
    const value = task.quantity(found);
    const beyond = side === 1 ? value > estimate : value < estimate;
    const height = beyond && Math.abs(value) < FARTHEST_LOGIT ? task.profile()(value) : undefined;
    if (height !== undefined && Math.abs(height - cut) < CLOSE) return { kind: "limit", value };
  }
  const step = task.stationarity === stationaryInMu ? 0.5 + best.tau : 2 * standardErrorOfMu(best);
  const search = { profile: task.profile(), estimate, highest: best.value, fall, step };
  return profileLimit({ ...search, direction: side, wall: task.wall(side) });
}

/** Where a parabola through the maximum would have the limit. */
function guess(best: LikelihoodPoint, z: number, side: Side, stationarity: Stationarity) {
  const { mu, tau, dMuMu, dMuTau, dTauTau } = best;
  if (stationarity === stationaryInMu) {
    const spread = tau === 0 ? 0.7 : 1 / Math.sqrt(-(dTauTau - (dMuTau * dMuTau) / dMuMu));
    return { mu, tau: Math.max(tau * 0.3, tau + side * z * Math.min(spread, 0.5 + tau)) };
  }
  const move = side * z * standardErrorOfMu(best);
  return { mu: mu + move, tau: tau === 0 ? 0.3 : Math.max(0.3 * tau, tau - (dMuTau / dTauTau) * move) };
}

/** From the inverse of the observed information of (mu, tau); at tau = 0 from that of mu alone. */
export function standardErrorOfMu({ dMuMu, dMuTau, dTauTau, tau }: LikelihoodPoint): number {
  if (tau === 0) return 1 / Math.sqrt(-dMuMu);
  return Math.sqrt(dTauTau / (dMuTau * dMuTau - dMuMu * dTauTau));
}
