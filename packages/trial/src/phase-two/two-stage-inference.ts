import { InvalidInput } from "@rekindle/stats";
import { aboveAt, binomialTable } from "./binomial-tails.ts";
import { refuseTwoStage, type TwoStage } from "./simon-two-stage.ts";
import { searchRoot } from "../search-root.ts";

/** Estimates after a two-stage trial. */
export interface TwoStageInference {
  readonly stage: 1 | 2;
  /** Responses over patients; biased downwards, since trials that began badly are stopped. */
  readonly naive: number;
  /** Uniformly minimum-variance unbiased estimate. */
  readonly unbiased: number;
  /** One-sided p-value for the null rate in the ordering by the unbiased estimate. */
  readonly pValue: number;
  readonly interval: { readonly lower: number; readonly upper: number; readonly level: number };
}

/**
 * Unbiased estimate, p-value and interval after a two-stage trial, which a single-stage analysis gets wrong.
 * Source: Jung, Kim, Stat. Med. 23 (2004) 881-896, doi:10.1002/sim.1653: the unbiased estimate, and the ordering of outcomes by it
 * (any outcome of the second stage above any of the first, then by responses), inverted for p-value and interval.
 * @param responses in all; at most r1 means that the trial stopped after the first stage.
 * @param options.level two-sided level of the interval, such as 0.9.
 * @param options.limits `clopperPearson`, the paper's: both limits count the observed outcome, so the interval keeps its level.
 * `invertedPValue`: the rates at which the p-value is (1 - level)/2 and (1 + level)/2, which is shorter and may not; clinfun's
 * `twostage.inference` prints this one.
 * @example twoStageInference(8, { design: { r1: 2, n1: 16, r: 7, n: 33 }, nullRate: 0.1, level: 0.9 }).unbiased // 0.2620096
 */
export function twoStageInference(
  responses: number,
  options: {
    readonly design: TwoStage;
    readonly nullRate: number;
    readonly level: number;
    readonly limits?: "clopperPearson" | "invertedPValue";
  },
): TwoStageInference {
  const { design, nullRate, level, limits = "clopperPearson" } = options;
  refuseTwoStage(design);
  const { r1, n1, n } = design;
  if (!(Number.isInteger(responses) && responses >= 0 && responses <= n)) {
    throw new InvalidInput([
      { kind: "outOfRange", path: ["responses"], message: `${responses} responses of ${n}`, hint: "a whole number" },
    ]);
  }
  if (!(level > 0 && level < 1 && nullRate > 0 && nullRate < 1)) {
    const message = `null rate ${nullRate}, level ${level}`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["level"], message, hint: "both between 0 and 1" }]);
  }
  const stage = responses <= r1 ? 1 : 2;
  const tail = (1 - level) / 2;
  const atLeast = (rate: number) => upperProbability(responses, design, rate);
  const beyond = limits === "clopperPearson" ? responses + 1 : responses;
  const moreThan = (rate: number) => upperProbability(beyond, design, rate);
  const lower = responses === 0 ? 0 : rootOf((rate) => atLeast(rate) - tail);
  const upper = responses === n ? 1 : rootOf((rate) => moreThan(rate) - (1 - tail));
  return {
    stage,
    naive: responses / (stage === 1 ? n1 : n),
    unbiased: stage === 1 ? responses / n1 : unbiasedEstimate(responses, design),
    pValue: atLeast(nullRate),
    interval: { lower, upper, level },
  };
}

/** Probability of an outcome at or above `responses`; one more than r1 begins the second stage. */
function upperProbability(responses: number, { r1, n1, n }: TwoStage, rate: number): number {
  const { point, above } = binomialTable(n, rate);
  const first = point[n1]!;
  if (responses <= r1) return aboveAt(above[n1]!, responses - 1);
  let sum = 0;
  for (let x = r1 + 1; x <= n1; x++) sum += first[x]! * aboveAt(above[n - n1]!, responses - 1 - x);
  return sum;
}

function unbiasedEstimate(responses: number, { r1, n1, n }: TwoStage): number {
  const from = Math.max(r1 + 1, responses - (n - n1));
  const to = Math.min(responses, n1);
  // Ways to place the responses on the two stages, relative to the first term; the estimate weights each by x / n₁.
  let ways = 1;
  let total = 0;
  let weighted = 0;
  for (let x = from; x <= to; x++) {
    total += ways;
    weighted += ways * (x / n1);
    ways *= ((n1 - x) / (x + 1)) * ((responses - x) / (n - n1 - responses + x + 1));
  }
  return weighted / total;
}

function rootOf(excess: (rate: number) => number): number {
  return searchRoot(excess, { from: 0, to: 1, tolerance: 1e-14, sought: "a limit of the response rate" });
}
