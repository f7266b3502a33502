import { requireMappings } from "../argument-shapes.ts";
import { holds, requireAll, whole } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import { asin } from "../elementary/asin.ts";
import { exp } from "../elementary/exp.ts";
import { sin } from "../elementary/sin-cos.ts";
import { inverseIncompleteBeta } from "../special/incomplete-beta.ts";
import { blaker } from "./blaker.ts";
import { checkLevel, type Interval, ordered } from "./interval.ts";
import { likelihoodInterval } from "./likelihood-interval.ts";
import { midP } from "./mid-p.ts";

/** Events among n, both whole. */
export interface EventCount {
  readonly events: number;
  readonly n: number;
}

export type ProportionMethod =
  | "clopperPearson"
  | "midP"
  | "wilson"
  | "wilsonCc"
  | "agrestiCoull"
  | "jeffreys"
  | "blaker"
  | "arcsine"
  | "logit"
  | "likelihoodRatio"
  | "wald";

/**
 * Confidence interval for one proportion.
 *
 * - `clopperPearson`: exact, at least the level; Biometrika 26 (1934) 404, doi:10.1093/biomet/26.4.404.
 * - `midP`: half the probability of the observed count in each tail; H. O. Lancaster, JASA 56 (1961) 223, doi:10.1080/01621459.1961.10482105.
 * - `wilson`, `wilsonCc`: score interval without and with continuity correction; R. G. Newcombe, Stat. Med. 17 (1998) 857,
 *   doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, methods 3 and 4.
 * - `agrestiCoull`: A. Agresti, B. A. Coull, Am. Stat. 52 (1998) 119, doi:10.1080/00031305.1998.10480550, with z²/2 added.
 * - `jeffreys`: equal tails of Beta(x + ½, n - x + ½), lower limit 0 at x = 0 and upper 1 at x = n; L. D. Brown, T. T. Cai,
 *   A. DasGupta, Stat. Sci. 16 (2001) 101, doi:10.1214/ss/1009213286, section 4.1.2.
 * - `blaker`: exact, nested, inside Clopper–Pearson; H. Blaker, Can. J. Stat. 28 (2000) 783, doi:10.2307/3315916.
 * - `arcsine`: Anscombe's variance-stabilised interval, Brown et al. section 4.2.1: sin² of asin √((x + 3/8) / (n + 3/4)) ± z / (2√n).
 * - `logit`: logit p̂ ± z / √(n p̂ (1 - p̂)) turned back, Brown et al. section 4.2.2; 0 … 1 at x = 0 and x = n, where it sets no limit.
 * - `likelihoodRatio`: all p whose likelihood-ratio statistic is at most z², Brown et al. section 4.2.3.
 * - `wald`: the textbook interval, cut at 0 and 1. For comparison only: its coverage is poor.
 *
 * @throws InvalidInput unless 0 <= events <= n and n >= 1, both whole, and 0 < level < 1.
 * @example proportionInterval({ events: 7, n: 20 }, { method: "wilson", level: 0.95 }) // 0.18119 … 0.56715
 */
export function proportionInterval(
  count: EventCount,
  options: { readonly method: ProportionMethod; readonly level: number },
): Interval {
  requireMappings({ count, options });
  const { events, n } = count;
  const { method, level } = options;
  requireAll(
    ...checkCount(count),
    checkLevel(level),
    holds(
      Object.hasOwn(methods, method),
      "method",
      `${method} is no method`,
      `allowed: ${Object.keys(methods).join(", ")}`,
    ),
  );
  return ordered(methods[method](events, n, 1 - level));
}

/** The requirements on a count, each naming its field. */
export function checkCount({ events, n }: EventCount, prefix = ""): ReturnType<typeof whole>[] {
  return [
    whole(`${prefix}n`, n, 1),
    whole(`${prefix}events`, events, 0),
    holds(!(events > n), `${prefix}events`, `${events} events among ${n}`, "events cannot exceed n"),
  ];
}

const methods: Readonly<Record<ProportionMethod, (x: number, n: number, alpha: number) => Interval>> = {
  clopperPearson,
  midP: (x, n, alpha) => midP(x, n, alpha, clopperPearson(x, n, alpha)),
  wilson,
  wilsonCc,
  agrestiCoull,
  jeffreys,
  blaker: (x, n, alpha) => blaker(x, n, alpha, clopperPearson(x, n, alpha)),
  arcsine,
  logit,
  likelihoodRatio: (x, n, alpha) => likelihoodInterval(x, n, standardNormalIsf(alpha / 2)),
  wald,
};

const beta = new Float64Array(2);

function betaQuantile(a: number, b: number, p: number, side: "lower" | "upper"): number {
  inverseIncompleteBeta(a, b, p, side, beta);
  return beta[0]!;
}

function clopperPearson(x: number, n: number, alpha: number): Interval {
  return {
    lower: x === 0 ? 0 : betaQuantile(x, n - x + 1, alpha / 2, "lower"),
    upper: x === n ? 1 : betaQuantile(x + 1, n - x, alpha / 2, "upper"),
  };
}

function jeffreys(x: number, n: number, alpha: number): Interval {
  return {
    lower: x === 0 ? 0 : betaQuantile(x + 0.5, n - x + 0.5, alpha / 2, "lower"),
    upper: x === n ? 1 : betaQuantile(x + 0.5, n - x + 0.5, alpha / 2, "upper"),
  };
}

function wilson(x: number, n: number, alpha: number): Interval {
  const z = standardNormalIsf(alpha / 2);
  const z2 = z * z;
  const centre = 2 * x + z2;
  const root = z * Math.sqrt(z2 + 4 * x * (1 - x / n));
  const scale = 2 * (n + z2);
  // The smaller root by the product of the roots, x² / (n (n + z²)): no cancellation for few events.
  return {
    lower: x === 0 ? 0 : (2 * x * (x / n)) / (centre + root),
    upper: x === n ? 1 : Math.min(1, (centre + root) / scale),
  };
}

function wilsonCc(x: number, n: number, alpha: number): Interval {
  const z = standardNormalIsf(alpha / 2);
  const z2 = z * z;
  const q = n - x;
  const scale = 2 * (n + z2);
  const low = z * Math.sqrt(Math.max(0, z2 - 2 - 1 / n + (4 * x * (q + 1)) / n));
  const high = z * Math.sqrt(Math.max(0, z2 + 2 - 1 / n + (4 * x * (q - 1)) / n));
  return {
    // By the product of the roots, (2x - 1)² / (n (4n + 4z²)) times n + z².
    lower: x === 0 ? 0 : ((2 * x - 1) * ((2 * x - 1) / n)) / (2 * (2 * x + z2 - 1 + low)),
    upper: x === n ? 1 : Math.min(1, (2 * x + z2 + 1 + high) / scale),
  };
}

function agrestiCoull(x: number, n: number, alpha: number): Interval {
  const z = standardNormalIsf(alpha / 2);
  const size = n + z * z;
  const centre = (x + (z * z) / 2) / size;
  const half = z * Math.sqrt((centre * (1 - centre)) / size);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

function arcsine(x: number, n: number, alpha: number): Interval {
  const half = standardNormalIsf(alpha / 2) / (2 * Math.sqrt(n));
  const angle = asin(Math.sqrt((x + 0.375) / (n + 0.75)));
  const lower = sin(Math.max(0, angle - half));
  const upper = sin(Math.min(Math.PI / 2, angle + half));
  return { lower: x === 0 ? 0 : lower * lower, upper: x === n ? 1 : upper * upper };
}

function logit(x: number, n: number, alpha: number): Interval {
  if (x === 0 || x === n) return { lower: 0, upper: 1 };
  const half = standardNormalIsf(alpha / 2) * Math.sqrt(1 / x + 1 / (n - x));
  // Odds times e^∓half, each limit as x / (x + …) so that it keeps its digits at either end.
  const factor = exp(half);
  return { lower: x / (x + (n - x) * factor), upper: x / (x + (n - x) / factor) };
}

function wald(x: number, n: number, alpha: number): Interval {
  const p = x / n;
  const half = standardNormalIsf(alpha / 2) * Math.sqrt((p * (1 - p)) / n);
  return { lower: Math.max(0, p - half), upper: Math.min(1, p + half) };
}
