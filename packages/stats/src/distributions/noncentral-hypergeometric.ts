import { holds, positive, requireAll, whole } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import type { Distribution } from "./distribution.ts";
import { fromTable } from "./finite-law.ts";
import { hypergeometric } from "./hypergeometric.ts";

const MOST = 10_000_000;

/**
 * Fisher's noncentral hypergeometric distribution: events in the first group given both margins, when the odds ratio is not 1.
 * Tabulated once from the mode outwards.
 * @param parameters group sizes `successes` and `failures`, `draws` events in all, and the odds ratio above 0.
 * @throws InvalidInput for counts that are not whole or leave no table, more than ten million possible values, or a bad odds ratio.
 * @example noncentralHypergeometric({ successes: 20, failures: 20, draws: 9, oddsRatio: 3 }).sf(5)
 */
export function noncentralHypergeometric(parameters: {
  readonly successes: number;
  readonly failures: number;
  readonly draws: number;
  readonly oddsRatio: number;
}): Distribution {
  const { successes, failures, draws, oddsRatio } = parameters;
  const least = Math.max(0, draws - failures);
  const most = Math.min(draws, successes);
  requireAll(
    whole("successes", successes, 0),
    whole("failures", failures, 0),
    whole("draws", draws, 0),
    positive("oddsRatio", oddsRatio),
    holds(!(draws > successes + failures), "draws", `${draws} draws from ${successes + failures}`),
    holds(!(most - least > MOST), "draws", `${most - least + 1} possible values`, `at most ${MOST}`),
  );
  const weights = new Float64Array(most - least + 1);
  const mode = Math.min(most, Math.max(least, modeOf(successes, failures, draws, oddsRatio)));
  weights[mode - least] = 1;
  for (let k = mode; k < most; k++) {
    const ratio = ((successes - k) / (k + 1)) * ((draws - k) / (failures - draws + k + 1)) * oddsRatio;
    weights[k + 1 - least] = weights[k - least]! * ratio;
  }
  for (let k = mode; k > least; k--) {
    const ratio = ((k / (successes - k + 1)) * (failures - draws + k)) / (draws - k + 1) / oddsRatio;
    weights[k - 1 - least] = weights[k - least]! * ratio;
  }
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let offset = 0;
  for (let i = 0; i < weights.length; i++) offset += (i + least - mode) * (weights[i]! / total);
  let variance = 0;
  for (let i = 0; i < weights.length; i++) {
    weights[i] = weights[i]! / total;
    const gap = i + least - mode - offset;
    variance += gap * gap * weights[i]!;
  }
  const central = hypergeometric({ successes, failures, draws });
  const logShift = central.logPdf(mode) - log(weights[mode - least]!);
  const logOdds = log(oddsRatio);
  return fromTable({
    least,
    probabilities: weights,
    logProbability: (k) => {
      const p = weights[k - least]!;
      return p > 1e-290 ? log(p) : central.logPdf(k) + (k - mode) * logOdds - logShift;
    },
    mean: mode + offset,
    variance,
  });
}

/** The largest k whose ratio to k - 1 is at least 1: a root of a quadratic (Liao and Rosen, Am. Stat. 55 (2001), doi:10.1198/000313001753272547). */
function modeOf(successes: number, failures: number, draws: number, oddsRatio: number): number {
  const a = oddsRatio - 1;
  const b = -((successes + draws + 2) * oddsRatio + failures - draws);
  const c = (successes + 1) * (draws + 1) * oddsRatio;
  if (a === 0) return Math.floor(-c / b);
  const q = -0.5 * (b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  return Math.floor(c / q);
}
