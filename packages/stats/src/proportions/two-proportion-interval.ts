import { holds, requireAll } from "../arguments.ts";
import { standardNormalIsf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { chanZhang } from "./chan-zhang.ts";
import { conditionalOddsRatioInterval } from "./conditional-odds-ratio.ts";
import { checkLevel, type Interval, ordered } from "./interval.ts";
import { proportionInterval, type ProportionMethod } from "./one-proportion.ts";
import { scoreDifference, scoreOddsRatio, scoreRatio } from "./score-limits.ts";
import { checkTable, requireTable, type TwoByTwo } from "./two-by-two.ts";

export type DifferenceMethod =
  | "newcombe"
  | "newcombeCc"
  | "miettinenNurminen"
  | "mee"
  | "agrestiCaffo"
  | "chanZhang"
  | "wald"
  | "waldCc";
export type RatioMethod = "miettinenNurminen" | "koopman" | "katz";
export type OddsRatioMethod = "miettinenNurminen" | "cornfield" | "woolf" | "conditionalExact" | "conditionalMidP";

/**
 * Confidence interval for the difference of two proportions, experimental minus control.
 *
 * - `newcombe`, `newcombeCc`: hybrid score; R. G. Newcombe, Stat. Med. 17 (1998) 873,
 *   doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, methods 10 and 11.
 * - `miettinenNurminen`: score with variance factor N / (N - 1); `mee`: without it, which inverts the Farrington–Manning test.
 * - `agrestiCaffo`: Am. Stat. 54 (2000) 280, doi:10.1080/00031305.2000.10474560: one event and one non-event added to each arm.
 * - `chanZhang`: exact, at least the level, by inverting two one-sided unconditional score tests; I. S. F. Chan, Z. Zhang, Biometrics 55
 *   (1999) 1202, doi:10.1111/j.0006-341X.1999.01202.x. For at most 1,000 patients.
 * - `wald`, `waldCc`: the textbook interval; with Yates's correction (1/n1 + 1/n2) / 2 (R's prop.test takes no more than |p̂1 - p̂2|).
 *
 * @throws InvalidInput for counts that are not whole or exceed n, and for a level outside (0, 1).
 * @example
 * const table = { experimental: { events: 56, n: 70 }, control: { events: 48, n: 80 } };
 * differenceInterval(table, { method: "newcombe", level: 0.95 }) // 0.05243 … 0.33387
 */
export function differenceInterval(
  table: TwoByTwo,
  options: { readonly method: DifferenceMethod; readonly level: number },
): Interval {
  requireTable(table, options);
  const { method, level } = options;
  const patients = table.experimental.n + table.control.n;
  requireAll(
    ...checkTable(table),
    checkLevel(level),
    checkMethod(method, differenceMethods),
    holds(
      method !== "chanZhang" || !(patients > 1000),
      "n",
      `${patients} patients`,
      "chanZhang is for at most 1000 in both arms together; use miettinenNurminen",
    ),
  );
  return ordered(differenceMethods[method](table, level));
}

/**
 * Confidence interval for the ratio of two proportions, experimental over control; Infinity where the data set no upper limit.
 *
 * - `miettinenNurminen`: score with variance factor N / (N - 1); `koopman`: without it (P. A. R. Koopman, Biometrics 40 (1984) 513,
 *   doi:10.2307/2531405).
 * - `katz`: log method (D. Katz et al., Biometrics 34 (1978) 469, doi:10.2307/2530610); 0 … Infinity where an arm has no events.
 *
 * @throws InvalidInput for counts that are not whole or exceed n, a level outside (0, 1) or an unknown method.
 * @example
 * const table = { experimental: { events: 56, n: 70 }, control: { events: 48, n: 80 } };
 * ratioInterval(table, { method: "koopman", level: 0.95 }) // 1.07982 … 1.67081
 */
export function ratioInterval(
  table: TwoByTwo,
  options: { readonly method: RatioMethod; readonly level: number },
): Interval {
  requireTable(table, options);
  const { method, level } = options;
  requireAll(...checkTable(table), checkLevel(level), checkMethod(method, ratioMethods));
  return ordered(ratioMethods[method](table, level));
}

/**
 * Confidence interval for the odds ratio, experimental over control; Infinity where the data set no upper limit.
 *
 * - `miettinenNurminen`: score with variance factor N / (N - 1); `cornfield`: without it.
 * - `woolf`: log method (B. Woolf, Ann. Hum. Genet. 19 (1955) 251, doi:10.1111/j.1469-1809.1955.tb01348.x); 0 … Infinity with an empty cell.
 * - `conditionalExact`, `conditionalMidP`: Fisher's conditional distribution given the margins; the estimate that goes with them is that
 *   of `conditionalOddsRatio`.
 *
 * @throws InvalidInput for counts that are not whole or exceed n, a level outside (0, 1) or an unknown method.
 * @example
 * const table = { experimental: { events: 56, n: 70 }, control: { events: 48, n: 80 } };
 * oddsRatioInterval(table, { method: "conditionalExact", level: 0.95 }) // 1.20912 … 6.03987
 */
export function oddsRatioInterval(
  table: TwoByTwo,
  options: { readonly method: OddsRatioMethod; readonly level: number },
): Interval {
  requireTable(table, options);
  const { method, level } = options;
  requireAll(...checkTable(table), checkLevel(level), checkMethod(method, oddsRatioMethods));
  return ordered(oddsRatioMethods[method](table, level));
}

type Method = (table: TwoByTwo, level: number) => Interval;

function checkMethod(method: string, methods: object): ReturnType<typeof holds> {
  const hint = `allowed: ${Object.keys(methods).join(", ")}`;
  return holds(Object.hasOwn(methods, method), "method", `${method} is no method`, hint);
}

const differenceMethods: Readonly<Record<DifferenceMethod, Method>> = {
  newcombe: (table, level) => hybridScore(table, level, "wilson"),
  newcombeCc: (table, level) => hybridScore(table, level, "wilsonCc"),
  miettinenNurminen: (table, level) => scoreDifference(table, level, varianceFactor(table)),
  mee: (table, level) => scoreDifference(table, level, 1),
  agrestiCaffo: ({ experimental, control }, level) =>
    waldDifference(experimental.events + 1, experimental.n + 2, control.events + 1, control.n + 2, level, 0),
  chanZhang,
  wald: ({ experimental, control }, level) =>
    waldDifference(experimental.events, experimental.n, control.events, control.n, level, 0),
  waldCc: ({ experimental, control }, level) =>
    waldDifference(
      experimental.events,
      experimental.n,
      control.events,
      control.n,
      level,
      (1 / experimental.n + 1 / control.n) / 2,
    ),
};

const ratioMethods: Readonly<Record<RatioMethod, Method>> = {
  miettinenNurminen: (table, level) => scoreRatio(table, level, varianceFactor(table)),
  koopman: (table, level) => scoreRatio(table, level, 1),
  katz: ({ experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } }, level) =>
    logInterval(x1 / n1 / (x2 / n2), 1 / x1 - 1 / n1 + 1 / x2 - 1 / n2, level),
};

const oddsRatioMethods: Readonly<Record<OddsRatioMethod, Method>> = {
  miettinenNurminen: (table, level) => scoreOddsRatio(table, level, varianceFactor(table)),
  cornfield: (table, level) => scoreOddsRatio(table, level, 1),
  woolf: ({ experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } }, level) =>
    logInterval(((x1 / (n1 - x1)) * (n2 - x2)) / x2, 1 / x1 + 1 / (n1 - x1) + 1 / x2 + 1 / (n2 - x2), level),
  conditionalExact: (table, level) => conditionalOddsRatioInterval(table, level, 1),
  conditionalMidP: (table, level) => conditionalOddsRatioInterval(table, level, 0.5),
};

function varianceFactor({ experimental, control }: TwoByTwo): number {
  const total = experimental.n + control.n;
  return total / (total - 1);
}

function hybridScore({ experimental, control }: TwoByTwo, level: number, method: ProportionMethod): Interval {
  const p1 = experimental.events / experimental.n;
  const p2 = control.events / control.n;
  const first = proportionInterval(experimental, { method, level });
  const second = proportionInterval(control, { method, level });
  const down = Math.sqrt((p1 - first.lower) * (p1 - first.lower) + (second.upper - p2) * (second.upper - p2));
  const up = Math.sqrt((first.upper - p1) * (first.upper - p1) + (p2 - second.lower) * (p2 - second.lower));
  return { lower: Math.max(-1, p1 - p2 - down), upper: Math.min(1, p1 - p2 + up) };
}

function waldDifference(x1: number, n1: number, x2: number, n2: number, level: number, correction: number): Interval {
  const p1 = x1 / n1;
  const p2 = x2 / n2;
  const z = standardNormalIsf((1 - level) / 2);
  const half = z * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2) + correction;
  return { lower: Math.max(-1, p1 - p2 - half), upper: Math.min(1, p1 - p2 + half) };
}

function logInterval(estimate: number, variance: number, level: number): Interval {
  if (!(variance < Infinity)) return { lower: 0, upper: Infinity };
  const half = standardNormalIsf((1 - level) / 2) * Math.sqrt(variance);
  return { lower: exp(log(estimate) - half), upper: exp(log(estimate) + half) };
}
