import { InvalidInput } from "@rekindle/stats";
import { binomialProbabilities } from "../analytic/binomial.ts";
import { aboveAt, binomialTable, tailsOf } from "./binomial-tails.ts";
import { refuseSingleArm, type SingleArmRequest } from "./single-arm-request.ts";

/** One stage: reject the null rate if more than `r` of `n` patients respond. */
export interface SingleStage {
  readonly n: number;
  readonly r: number;
  /** Attained type I error at the null rate and power at the alternative. */
  readonly alpha: number;
  readonly power: number;
}

/** Exact power is a saw-tooth in n. */
export interface SingleStageDesigns {
  /** The smallest n that will do; a larger one may not. */
  readonly smallest: SingleStage;
  /** The smallest n from which on every n tried will do. */
  readonly lasting: SingleStage;
  readonly triedUpTo: number;
}

const MOST = 1000;

/**
 * The exact single-stage test of a given number of patients, and its power.
 * @throws InvalidInput for rates or a level that make no sense, or sizes beyond 1 to 2,000.
 * @example singleStageOf(33, { nullRate: 0.05, alternativeRate: 0.2, alpha: 0.025 }).power // 0.81787426
 */
export function singleStageOf(n: number, request: Omit<SingleArmRequest, "power">): SingleStage {
  refuseSingleArm({ ...request, power: 0.5 * (1 + request.alpha) });
  if (!(Number.isInteger(n) && n >= 1 && n <= 2000)) {
    throw new InvalidInput([
      { kind: "outOfRange", path: ["n"], message: `${n} patients`, hint: "a whole number, 1 to 2,000" },
    ]);
  }
  const above = (rate: number) => tailsOf(binomialProbabilities(n, rate));
  const none = above(request.nullRate);
  let r = 0;
  while (aboveAt(none, r) > request.alpha) r++;
  return { n, r, alpha: aboveAt(none, r), power: aboveAt(above(request.alternativeRate), r) };
}

/**
 * Exact single-stage design for one response rate. Sources: Fleming, Biometrics 38 (1982) 143-151, doi:10.2307/2530297; A'Hern,
 * Stat. Med. 20 (2001) 859-866, doi:10.1002/sim.721, with exact binomial probabilities.
 * @throws InvalidInput for rates, level or power that make no sense, or a need of more than 1,000 patients.
 * @example singleStage({ nullRate: 0.2, alternativeRate: 0.4, alpha: 0.05, power: 0.8 }).smallest // { n: 35, r: 11, … }
 */
export function singleStage(request: SingleArmRequest): SingleStageDesigns {
  refuseSingleArm(request);
  const { alpha, power } = request;
  const tried: SingleStage[] = [];
  let first = -1;
  let lastShort = -1;
  // Twice the first n that will do and 40 more are past every tooth that could still fall short.
  for (let most = 64; ; most = Math.min(2 * most, MOST)) {
    const [none, some] = [binomialTable(most, request.nullRate), binomialTable(most, request.alternativeRate)];
    for (let n = tried.length + 1; n <= most; n++) {
      let r = 0;
      while (aboveAt(none.above[n]!, r) > alpha) r++;
      tried.push({ n, r, alpha: aboveAt(none.above[n]!, r), power: aboveAt(some.above[n]!, r) });
      if (tried[n - 1]!.power < power) lastShort = n;
      else if (first < 0) first = n;
    }
    if (first > 0 && most >= 2 * first + 40)
      return { smallest: tried[first - 1]!, lasting: tried[lastShort]!, triedUpTo: most };
    if (most === MOST && first > 0 && lastShort < MOST) {
      return { smallest: tried[first - 1]!, lasting: tried[lastShort]!, triedUpTo: most };
    }
    if (most === MOST) throw tooMany(request);
  }
}

function tooMany({ nullRate, alternativeRate }: SingleArmRequest): InvalidInput {
  const message = `telling ${alternativeRate} from ${nullRate} takes more than ${MOST} patients`;
  return new InvalidInput([{ kind: "notReachable", path: ["alternativeRate"], message, hint: "rates further apart" }]);
}
