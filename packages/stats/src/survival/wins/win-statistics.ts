import { holds, oneOf, requireAll } from "../../arguments.ts";
import { standardNormalIsf, standardNormalSf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { log } from "../../elementary/log.ts";
import { checkLevel, type Interval } from "../../proportions/interval.ts";
import type { TestOutcome } from "../../proportions/two-proportion-test.ts";
import { checkGroups, countGroups } from "../sample.ts";
import { checkEndpoint, type WinEndpoint } from "./compare-patients.ts";
import { countWins, type StratumWins } from "./count-wins.ts";

export interface WinSample {
  /** 0 for control, 1 for experimental. */
  readonly groups: ArrayLike<number>;
  /** Any whole numbers; patients are compared only within their stratum. */
  readonly strata?: ArrayLike<number>;
  /** By priority: a later endpoint is looked at only where the earlier ones leave a tie. */
  readonly endpoints: readonly WinEndpoint[];
}

/** Weight of a stratum's proportions: n0 n1 / (n0 + n1), n0 + n1, or the same for all. */
export type WinWeights = "mantelHaenszel" | "size" | "equal";

export interface WinEstimate {
  readonly estimate: number;
  /** Of the estimate, or for the ratio and the odds of its logarithm. */
  readonly standardError: number;
  readonly interval: Interval;
  /** Positive when the experimental arm wins more. */
  readonly z: number;
  readonly pValue: number;
}

export interface WinStatistics {
  /** Pairs won and lost by the experimental arm, and tied, decided at each endpoint; all strata together. */
  readonly pairs: readonly { readonly wins: number; readonly losses: number }[];
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Weighted over strata. */
  readonly winProportion: number;
  readonly lossProportion: number;
  readonly winRatio: TestOutcome<WinEstimate>;
  /** Win less loss proportion. */
  readonly netBenefit: TestOutcome<WinEstimate>;
  /** (wins + ties / 2) over (losses + ties / 2). */
  readonly winOdds: TestOutcome<WinEstimate>;
}

/**
 * Generalised pairwise comparison of two arms: win ratio (S. J. Pocock et al., Eur. Heart J. 33 (2012) 176,
 * doi:10.1093/eurheartj/ehr352), net benefit (M. Buyse, Stat. Med. 29 (2010) 3245, doi:10.1002/sim.3923) and win odds (E. Brunner,
 * M. Vandemeulebroecke, T. Mütze, Stat. Med. 40 (2021) 3367, doi:10.1002/sim.8967). Wins and losses are two U-statistics; their
 * covariance is that of I. Bebu, J. M. Lachin, Biostatistics 17 (2016) 178, doi:10.1093/biostatistics/kxv032, by the means over the
 * other arm (equation 3 there; sample covariances with divisor n - 1), and the delta method gives the rest, the ratio and the odds on
 * the log scale. Strata are combined as by G. Dong et al., J. Biopharm. Stat. 28 (2018) 778, doi:10.1080/10543406.2017.1397007.
 * @returns each measure, or `notEstimable` with the reason where it or its variance does not exist.
 * @throws InvalidInput for bad columns, more than two groups, no endpoints, bad level or weights.
 * @example winStatistics({ groups, endpoints: [{ kind: "time", times, events, better: "later" }] }, { level: 0.95, strataWeights: "mantelHaenszel" })
 */
export function winStatistics(
  sample: WinSample,
  options: { readonly level: number; readonly strataWeights: WinWeights },
): TestOutcome<WinStatistics> {
  const { groups, strata, endpoints } = sample;
  const { level, strataWeights } = options;
  const count = groups.length;
  requireAll(
    checkLevel(level),
    oneOf("strataWeights", strataWeights, ["mantelHaenszel", "size", "equal"]),
    holds(count > 0, "groups", "there are no patients"),
    ...checkGroups({ times: groups, events: groups }, strata === undefined ? { groups } : { groups, strata }),
    holds(endpoints.length > 0, "endpoints", "there are no endpoints"),
    ...endpoints.flatMap((endpoint, i) => checkEndpoint(endpoint, i, count)),
  );
  requireAll(
    holds(countGroups(groups) <= 2, "groups", `there are ${countGroups(groups)} groups`, "only two can be compared"),
  );
  const parts = countWins(sample);
  if (parts.length === 0) return { kind: "notEstimable", reason: "no stratum has patients of both groups" };
  const pooled = poolStrata(parts, strataWeights);
  const pairs = endpoints.map((_, e) => ({
    wins: sum(parts, (part) => part.wins[e]!),
    losses: sum(parts, (part) => part.losses[e]!),
  }));
  const wins = sum(pairs, (pair) => pair.wins);
  const losses = sum(pairs, (pair) => pair.losses);
  const ties = sum(parts, ({ experimental, control }) => experimental * control) - wins - losses;
  return {
    kind: "tested",
    pairs,
    wins,
    losses,
    ties,
    winProportion: pooled.win,
    lossProportion: pooled.loss,
    ...measure(pooled, level),
  };
}

interface PooledWins {
  readonly win: number;
  readonly loss: number;
  /** Undefined where an arm of a stratum has one patient. */
  readonly variance: { readonly win: number; readonly loss: number; readonly both: number } | undefined;
}

function poolStrata(parts: readonly StratumWins[], kind: WinWeights): PooledWins {
  const raw = parts.map(({ experimental: m, control: n }) => {
    if (kind === "equal") return 1;
    return kind === "size" ? m + n : (m * n) / (m + n);
  });
  const total = sum(raw, (weight) => weight);
  const mean = (of: (part: StratumWins) => number, power: 1 | 2): number =>
    parts.reduce((all, part, s) => {
      const weight = raw[s]! / total;
      return all + (power === 1 ? weight : weight * weight) * of(part);
    }, 0);
  const hasVariance = parts.every(({ experimental, control }) => experimental > 1 && control > 1);
  return {
    win: mean((part) => part.win, 1),
    loss: mean((part) => part.loss, 1),
    variance: hasVariance
      ? {
          win: mean((part) => part.variance.win, 2),
          loss: mean((part) => part.variance.loss, 2),
          both: mean((part) => part.variance.both, 2),
        }
      : undefined,
  };
}

function measure(
  { win, loss, variance }: PooledWins,
  level: number,
): Pick<WinStatistics, "winRatio" | "netBenefit" | "winOdds"> {
  const none = (reason: string) => ({ kind: "notEstimable" as const, reason });
  if (variance === undefined) {
    const single = none("an arm of a stratum has one patient, so its variance is not estimable");
    return { winRatio: single, netBenefit: single, winOdds: single };
  }
  const difference = variance.win + variance.loss - 2 * variance.both;
  // Rounding of sums near 1 is no variance.
  if (!(difference > 1e-15)) {
    const flat = none("all pairs are decided alike, so there is no variance");
    return { winRatio: flat, netBenefit: flat, winOdds: flat };
  }
  const netBenefit = { kind: "tested" as const, ...onScale(win - loss, Math.sqrt(difference), level) };
  // θ = win + ties / 2 has half the standard error of the net benefit; that of logit θ is by the delta method.
  const theta = (1 + win - loss) / 2;
  const odds = Math.sqrt(difference) / 2 / (theta * (1 - theta));
  const winOdds = { kind: "tested" as const, ...onLogScale(theta / (1 - theta), odds, level) };
  if (win === 0 || loss === 0) {
    return { winRatio: none(win === 0 ? "no pair is won" : "no pair is lost"), netBenefit, winOdds };
  }
  const relative = variance.win / (win * win) + variance.loss / (loss * loss) - (2 * variance.both) / (win * loss);
  if (!(relative > 1e-15)) return { winRatio: none("the ratio has no variance"), netBenefit, winOdds };
  return { winRatio: { kind: "tested", ...onLogScale(win / loss, Math.sqrt(relative), level) }, netBenefit, winOdds };
}

function onScale(estimate: number, standardError: number, level: number): WinEstimate {
  const half = standardNormalIsf((1 - level) / 2) * standardError;
  const z = estimate / standardError;
  const interval = { lower: estimate - half, upper: estimate + half };
  return { estimate, standardError, interval, z, pValue: 2 * standardNormalSf(Math.abs(z)) };
}

function onLogScale(estimate: number, standardError: number, level: number): WinEstimate {
  const { interval, ...rest } = onScale(log(estimate), standardError, level);
  return { ...rest, estimate, interval: { lower: exp(interval.lower), upper: exp(interval.upper) } };
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
