import { type BinomialTable, saturatedLogLikelihood } from "../binomial-normal/binomial-table.ts";
import type { Likelihood, LikelihoodAt } from "../likelihood/likelihood.ts";
import { expit } from "../measures/logit-proportion.ts";
import { addLogProducts, countLadder } from "./log-products.kernel.ts";
import { logBinomialCoefficients } from "./log-binomial-coefficients.ts";

/**
 * Log-likelihood of beta-binomial counts, relative to a rate per study, in the logit of the mean rate p and t = sqrt(rho / (1 − rho)).
 *
 * With theta = t² = 1 / (a + b) each study has Π_{j<x}(p + j theta) Π_{j<n−x}(1 − p + j theta) / Π_{j<n}(1 + j theta), which is smooth
 * down to the binomial at theta = 0: Griffiths, Biometrics 29 (1973) 637–648.
 */
export function betaBinomialLikelihood(table: BinomialTable): Likelihood {
  const { events, n, times } = table;
  const ladders = {
    events: countLadder(events, times),
    rest: countLadder(
      events.map((x, i) => n[i]! - x),
      times,
    ),
    all: countLadder(n, times),
  };
  const saturated = saturatedLogLikelihood(table) - logBinomialCoefficients(table);
  const at = ([m, t]: readonly number[]): LikelihoodAt => {
    const [p, q] = [expit(m!), expit(-m!)];
    const theta = t! * t!;
    const [forP, forQ, both] = [new Float64Array(6), new Float64Array(6), new Float64Array(6)];
    addLogProducts(ladders.events, p, theta, 1, forP);
    addLogProducts(ladders.rest, q, theta, 1, forQ);
    addLogProducts(ladders.all, 1, theta, -1, both);
    const w = p * q;
    const byTheta = forP[2]! + forQ[2]! + both[2]!;
    const byThetaTwice = forP[5]! + forQ[5]! + both[5]!;
    const byP = forP[1]! - forQ[1]!;
    const byMTheta = w * (forP[4]! - forQ[4]!);
    const byMTwice = w * w * (forP[3]! + forQ[3]!) + w * (q - p) * byP;
    return {
      theta: [m!, t!],
      value: forP[0]! + forQ[0]! + both[0]! - saturated,
      gradient: [w * byP, 2 * t! * byTheta],
      hessian: [
        [byMTwice, 2 * t! * byMTheta],
        [2 * t! * byMTheta, 2 * byTheta + 4 * theta * byThetaTwice],
      ],
    };
  };
  return { at, spreads: [false, true], farthest: 1e4 };
}
