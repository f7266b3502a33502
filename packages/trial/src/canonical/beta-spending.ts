import { brentRoot, standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { advanceContinuation, type Continuation, lowerExit, startContinuation } from "./continuation.kernel.ts";
import { boundaryThatSpends, boundaryThatStops } from "./spending-boundaries.ts";

/** What is to be spent on both sides of a one-sided design. */
export interface BetaSpendingPlan {
  readonly information: readonly number[];
  /** Per look, under the null hypothesis; or the boundaries themselves, which futility then does not move. */
  readonly upper:
    | { readonly kind: "increments"; readonly alpha: readonly number[] }
    | { readonly kind: "boundaries"; readonly z: readonly number[] };
  /** Type II error to be spent at each look; the last takes what is left of 1 - power. */
  readonly beta: readonly number[];
  readonly power: number;
  /** If binding, the upper boundaries count on stopping for futility. */
  readonly binding: boolean;
}

export interface BetaSpendingBoundaries {
  readonly upper: readonly number[];
  /** -Infinity where nothing is spent; the last is the upper boundary. */
  readonly lower: readonly number[];
  /** Mean of z at the end at which the design has its power. */
  readonly drift: number;
}

interface Pass extends BetaSpendingBoundaries {
  /** Type II error at this drift, if every interim look spends what it should. */
  readonly typeTwoError: number;
}

/**
 * Boundaries that spend alpha above under the null hypothesis and beta below under the drift at which they meet at the last look.
 * Source: Pampallona, Tsiatis, Kim, Drug Inf. J. 35 (2001) 1113-1121, doi:10.1177/009286150103500408; with `binding: false` the upper
 * boundaries ignore the lower ones, as in gsDesign's test.type 4.
 * Undefined if no drift up to three times the fixed design's reaches the power.
 */
export function betaSpendingBoundaries(plan: BetaSpendingPlan, alpha: number): BetaSpendingBoundaries | undefined {
  const beta = 1 - plan.power;
  const fixedDrift = standardNormalIsf(alpha) + standardNormalIsf(beta);
  const excess = (drift: number) => onePass(plan, drift).typeTwoError - beta;
  const [from, to] = [0.8 * fixedDrift, 3 * fixedDrift];
  if (!(excess(from) > 0 && excess(to) < 0)) return undefined;
  const found = brentRoot(excess, { from, to, tolerance: 1e-13 });
  return found.kind === "converged" ? onePass(plan, found.value) : undefined;
}

function onePass(plan: BetaSpendingPlan, drift: number): Pass {
  const { information, beta } = plan;
  const last = information.length - 1;
  const upper: number[] = [];
  const lower: number[] = [];
  let underNull: Continuation | undefined;
  let underDrift: Continuation | undefined;
  let typeTwoError = 0;
  for (let k = 0; k <= last; k++) {
    const now = information[k]!;
    const top =
      plan.upper.kind === "boundaries" ? plan.upper.z[k]! : boundaryThatSpends(underNull, now, plan.upper.alpha[k]!);
    upper.push(top);
    if (k === last) {
      typeTwoError += below(underDrift, now, top, drift);
      lower.push(top);
      break;
    }
    // A boundary above the upper one would stop everything: more is asked for than can be spent.
    const bottom = Math.min(boundaryThatStops(underDrift, now, beta[k]!, drift), top);
    lower.push(bottom);
    typeTwoError += below(underDrift, now, bottom, drift);
    const after = information[k + 1]!;
    underDrift = step(underDrift, now, { lower: bottom, upper: top }, drift, after);
    underNull = step(underNull, now, { lower: plan.binding ? bottom : -Infinity, upper: top }, 0, after);
  }
  return { upper, lower, drift, typeTwoError };
}

function below(law: Continuation | undefined, information: number, boundary: number, drift: number): number {
  if (boundary === -Infinity) return 0;
  if (law !== undefined) return lowerExit(law, information, boundary, drift);
  return standardNormalCdf(boundary - drift * Math.sqrt(information));
}

function step(
  law: Continuation | undefined,
  information: number,
  region: { readonly lower: number; readonly upper: number },
  drift: number,
  after: number,
): Continuation {
  if (law === undefined) return startContinuation(information, region, drift, after);
  return advanceContinuation(law, information, region, drift, after);
}
