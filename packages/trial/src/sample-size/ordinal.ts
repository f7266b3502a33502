import { type Issue, log } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { noEffect, quantilesOf, requestIssues, type SampleSize, type SizeRequest, sizesOf } from "./request.ts";

/** An ordered outcome: probabilities of the control arm's categories, and the common odds ratio of the experimental arm. */
export interface OrdinalTruth {
  /** From the worst category to the best, adding up to 1. */
  readonly control: readonly number[];
  /** Odds of being at or above any category, experimental over control. */
  readonly oddsRatio: number;
}

/**
 * Patients to compare an ordered outcome, such as response by RECIST, by the proportional-odds (Wilcoxon) test:
 * N = 3 (1 + r)² (z_α + z_power)² / (r log² OR (1 - Σ p̄ᵢ³)), p̄ the mean probabilities of the categories.
 * Source: J. Whitehead, Stat. Med. 12 (1993) 2257-2271, doi:10.1002/sim.4780122404, equation 8.
 * @throws InvalidInput for probabilities that do not add up, an odds ratio of 1, or a level or power that makes no sense.
 * @example ordinalSampleSize({ control: [0.1, 0.2, 0.5, 0.2], oddsRatio: Math.exp(0.887) }, { alpha: 0.05, sided: 2, power: 0.9 }).total // 186.99
 */
export function ordinalSampleSize(truth: OrdinalTruth, request: SizeRequest): SampleSize {
  refuse([...requestIssues(request), ...truthIssues(truth)]);
  const { allocationRatio: r = 1 } = request;
  const experimental = shiftedOdds(truth);
  const mean = truth.control.map((p, i) => (p + r * experimental[i]!) / (1 + r));
  const ties = mean.reduce((sum, p) => sum + p * p * p, 0);
  const { zAlpha, zPower } = quantilesOf(request);
  const root = ((zAlpha + zPower) * (1 + r)) / log(truth.oddsRatio);
  return sizesOf((3 * root * root) / (r * (1 - ties) * (1 + r)), r);
}

/** Category probabilities whose cumulative odds are all moved by the odds ratio. */
function shiftedOdds({ control, oddsRatio }: OrdinalTruth): number[] {
  let above = 1;
  let before = 1;
  return control.map((p, i) => {
    above -= p;
    const share = i === control.length - 1 ? 0 : Math.max(0, above);
    const moved = (oddsRatio * share) / (1 - share + oddsRatio * share);
    const mass = before - moved;
    before = moved;
    return mass;
  });
}

function truthIssues({ control, oddsRatio }: OrdinalTruth): Issue[] {
  const sum = control.reduce((total, p) => total + p, 0);
  const isSound = control.length > 1 && control.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) < 1e-9;
  return [
    ...unless(
      isSound,
      ["control"],
      `category probabilities ${control.join(", ")}`,
      "two or more, each from 0 to 1, adding up to 1",
    ),
    ...unless(oddsRatio > 0 && oddsRatio < Infinity, ["oddsRatio"], `odds ratio ${oddsRatio}`, "above 0"),
    ...(oddsRatio === 1 ? [noEffect("oddsRatio", "the odds ratio is 1")] : []),
  ];
}

/** Probability of being the better one of two patients, ties counted half. */
export interface WinTruth {
  /** P(experimental better) + P(tie) / 2. */
  readonly winProbability: number;
  /** Shares of all patients with the same value, where values tie: each value's share. */
  readonly tiedShares?: readonly number[];
}

/**
 * Patients for the Wilcoxon-Mann-Whitney test: N = (z_α + z_power)² (1 - Σ tᵢ³) / (12 c (1 - c) (p - ½)²), c the share of the
 * experimental arm. Also of a win-odds comparison, whose odds are p / (1 - p).
 * Source: G. E. Noether, J. Am. Stat. Assoc. 82 (1987) 645-647, doi:10.1080/01621459.1987.10478478, equation 4; without its tied
 * shares, as if no values tied.
 * @throws InvalidInput for a probability of one half or outside (0, 1), or a level or power that makes no sense.
 * @example wilcoxonSampleSize({ winProbability: 1.25 / 2.25 }, { alpha: 0.05, sided: 2, power: 0.9 }).total // 1134.8
 */
export function wilcoxonSampleSize(truth: WinTruth, request: SizeRequest): SampleSize {
  const { winProbability: p, tiedShares = [] } = truth;
  const isShare = tiedShares.every((share) => share >= 0 && share < 1);
  refuse([
    ...requestIssues(request),
    ...unless(p > 0 && p < 1, ["winProbability"], `win probability ${p}`, "above 0 and below 1"),
    ...(p === 0.5 ? [noEffect("winProbability", "the win probability is one half")] : []),
    ...unless(
      isShare && tiedShares.reduce((sum, share) => sum + share, 0) < 1 + 1e-9,
      ["tiedShares"],
      `tied shares ${tiedShares.join(", ")}`,
      "each from 0 to below 1, at most 1 together",
    ),
  ]);
  const { allocationRatio: r = 1 } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const kept = 1 - tiedShares.reduce((sum, share) => sum + share * share * share, 0);
  const root = (zAlpha + zPower) / (p - 0.5);
  return sizesOf((root * root * kept * (1 + r)) / (12 * r), r);
}

/**
 * Patients for a win ratio: N = 4 (1 + p_tie) (z_α + z_power)² / (3 c (1 - c) (1 - p_tie) log² WR).
 * Source: R. X. Yu, J. Ganju, Stat. Med. 41 (2022) 950-963, doi:10.1002/sim.9297.
 * @throws InvalidInput for a win ratio of 1, a share of ties outside [0, 1), or a level or power that makes no sense.
 * @example winRatioSampleSize({ winRatio: 1.35, tieProbability: 0.125 }, { alpha: 0.05, sided: 2, power: 0.8 }).total // 597.6
 */
export function winRatioSampleSize(
  truth: { readonly winRatio: number; readonly tieProbability: number },
  request: SizeRequest,
): SampleSize {
  const { winRatio, tieProbability: ties } = truth;
  refuse([
    ...requestIssues(request),
    ...unless(winRatio > 0 && winRatio < Infinity, ["winRatio"], `win ratio ${winRatio}`, "above 0"),
    ...(winRatio === 1 ? [noEffect("winRatio", "the win ratio is 1")] : []),
    ...unless(ties >= 0 && ties < 1, ["tieProbability"], `tie probability ${ties}`, "from 0 to below 1"),
  ]);
  const { allocationRatio: r = 1 } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const root = (zAlpha + zPower) / log(winRatio);
  return sizesOf((4 * (1 + ties) * root * root * (1 + r)) / (3 * r * (1 - ties)), r);
}
