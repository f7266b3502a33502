import { holds, oneOf, requireAll } from "../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../distributions/normal.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { checkLevel, type Interval, ordered } from "./interval.ts";
import { restrictedShares, restrictToDifference } from "./restricted-shares.ts";
import { checkStrata, requireStrata, type TwoByTwo } from "./two-by-two.ts";
import type { TestOutcome, ZResult } from "./two-proportion-test.ts";

export type StratumWeights = "mantelHaenszel" | "equal";

export interface StratifiedScoreResult extends ZResult {
  /** The difference, experimental minus control, at which z is 0. */
  readonly estimate: number;
  readonly interval: Interval;
}

/**
 * Miettinen and Nurminen's score test and interval for a difference common to all strata:
 * z(δ) = Σ w_h (d_h - δ) / √(Σ w_h² V_h(δ)), V_h the variance restricted to δ, with factor N_h / (N_h - 1).
 *
 * Weights `mantelHaenszel`: n1 n2 / (n1 + n2); `equal`: every stratum the same. With one stratum both are the interval
 * `miettinenNurminen` of `differenceInterval`. Weights of 1 / V_h(δ) are not offered: a stratum without events makes them infinite at no
 * difference, and the score vanishes there whatever the other strata say.
 *
 * Source: O. S. Miettinen, M. Nurminen, Stat. Med. 4 (1985) 213–226, doi:10.1002/sim.4780040211, section on stratified data.
 * @param options `difference` under the null hypothesis of the test; default 0.
 * @returns `notEstimable` where no stratum has events, or all patients have them: every variance at no difference is then 0.
 * @throws InvalidInput for no strata, bad counts, a level outside (0, 1) or a difference outside (-1, 1).
 * @example stratifiedScore(strata, { weights: "mantelHaenszel", level: 0.95 })
 */
export function stratifiedScore(
  strata: readonly TwoByTwo[],
  options: { readonly weights: StratumWeights; readonly level: number; readonly difference?: number },
): TestOutcome<StratifiedScoreResult> {
  requireStrata(strata, options);
  const { weights, level, difference = 0 } = options;
  requireAll(
    ...checkStrata(strata),
    checkLevel(level),
    oneOf("weights", weights, ["mantelHaenszel", "equal"]),
    holds(
      Number.isFinite(difference) && difference > -1 && difference < 1,
      "difference",
      `${difference} is out of range`,
      "must be between -1 and 1",
    ),
  );
  const usable = strata.some(({ experimental: e, control: c }) => {
    const events = e.events + c.events;
    return events > 0 && events < e.n + c.n;
  });
  if (!usable) return { kind: "notEstimable", reason: "no stratum has patients with and without the event" };
  const score = (delta: number): number => scoreAt(strata, weights, delta);
  const limit = standardNormalIsf((1 - level) / 2);
  const z = score(difference);
  return {
    kind: "tested",
    estimate: weightedMean(strata, weights),
    interval: ordered({ lower: crossing(score, limit), upper: crossing(score, -limit) }),
    z,
    pUpper: standardNormalSf(z),
    pTwoSided: 2 * standardNormalSf(Math.abs(z)),
  };
}

const shares = restrictedShares();

function scoreAt(strata: readonly TwoByTwo[], weights: StratumWeights, delta: number): number {
  let gap = 0;
  let spread = 0;
  for (const { experimental, control } of strata) {
    const { events: x1, n: n1 } = experimental;
    const { events: x2, n: n2 } = control;
    restrictToDifference(x1, n1, x2, n2, delta, shares);
    const n = n1 + n2;
    const variance = ((shares.p1 * shares.q1) / n1 + (shares.p2 * shares.q2) / n2) * (n / (n - 1));
    const weight = weights === "mantelHaenszel" ? (n1 / n) * n2 : 1;
    gap += weight * (x1 / n1 - x2 / n2 - delta);
    spread += weight * weight * variance;
  }
  return gap === 0 ? 0 : gap / Math.sqrt(spread);
}

function weightedMean(strata: readonly TwoByTwo[], weights: StratumWeights): number {
  let total = 0;
  let sum = 0;
  for (const { experimental: e, control: c } of strata) {
    const weight = weights === "mantelHaenszel" ? (e.n / (e.n + c.n)) * c.n : 1;
    total += weight;
    sum += weight * (e.events / e.n - c.events / c.n);
  }
  return sum / total;
}

/** Where the falling score takes this value; the end of [-1, 1] where it does not. */
function crossing(score: (delta: number) => number, value: number): number {
  const f = (delta: number): number => Math.max(-1e9, Math.min(1e9, score(delta) - value));
  if (f(-1) <= 0) return -1;
  if (f(1) >= 0) return 1;
  const root = brentRoot(f, { from: -1, to: 1 });
  return root.kind === "converged" ? root.value : root.best;
}
