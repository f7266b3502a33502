import { type Issue, standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { requestIssues, type SampleSize, type SizeRequest, sizesOf } from "./request.ts";
import { searchRoot } from "../search-root.ts";

/** An effect that is to be shown to lie between two margins. */
export interface EquivalenceTruth {
  readonly kind: "means" | "rates";
  /** Lower and upper margin of the difference, experimental minus control. */
  readonly margins: readonly [number, number];
  /** Means: the true difference; 0 when left out. */
  readonly difference?: number;
  readonly standardDeviation?: number;
  /** Rates: the true ones. */
  readonly control?: number;
  readonly experimental?: number;
}

/**
 * Patients to show equivalence by two one-sided z tests, each at `alpha`; variances are those of the true rates or the known standard
 * deviation. Source: S.-C. Chow, J. Shao, H. Wang, "Sample Size Calculations in Clinical Research" (2008), section 3.2; the power is
 * the exact one of both tests together, not its half-approximation.
 * @throws InvalidInput for a truth outside of the margins, two sides, or a level or power that makes no sense.
 * @example equivalenceSampleSize({ kind: "means", margins: [-5, 5], standardDeviation: 10 }, { alpha: 0.05, sided: 1, power: 0.8 }).total // 137.0
 */
export function equivalenceSampleSize(truth: EquivalenceTruth, request: SizeRequest): SampleSize {
  refuse([
    ...requestIssues(request),
    ...unless(request.sided === 1, ["sided"], `sided ${request.sided}`, "1: each of the two tests is one-sided"),
    ...truthIssues(truth),
  ]);
  const { allocationRatio: r = 1, power } = request;
  const excess = (n: number): number => powerOf(truth, request, n) - power;
  let to = 2;
  while (excess(to) < 0 && to < 1e12) to *= 2;
  const root = searchRoot(excess, { from: to / 2 < 2 ? 1e-9 : to / 2, to, tolerance: 1e-10, sought: "the size" });
  return sizesOf(root, r);
}

/** P(both tests reject) with n control patients. */
function powerOf(truth: EquivalenceTruth, { alpha, allocationRatio: r = 1 }: SizeRequest, n: number): number {
  const [low, high] = truth.margins;
  const { difference, variance } = effectOf(truth, r);
  const error = Math.sqrt(variance / n);
  const critical = standardNormalIsf(alpha);
  const upper = (high - difference) / error - critical;
  const lower = (low - difference) / error + critical;
  return upper > lower ? standardNormalCdf(upper) - standardNormalCdf(lower) : 0;
}

/** The true difference, and its estimate's variance times the control patients. */
function effectOf(truth: EquivalenceTruth, r: number): { readonly difference: number; readonly variance: number } {
  if (truth.kind === "means") {
    const sd = truth.standardDeviation!;
    return { difference: truth.difference ?? 0, variance: sd * sd * (1 + 1 / r) };
  }
  const { control: p0 = 0, experimental: p1 = 0 } = truth;
  return { difference: p1 - p0, variance: p0 * (1 - p0) + (p1 * (1 - p1)) / r };
}

function truthIssues(truth: EquivalenceTruth): Issue[] {
  const { kind, margins, difference = 0, standardDeviation: sd = 0, control = -1, experimental = -1 } = truth;
  const [low, high] = margins;
  const isRate = (p: number): boolean => p > 0 && p < 1;
  const own =
    kind === "means"
      ? unless(sd > 0 && sd < Infinity, ["standardDeviation"], `standard deviation ${sd}`, "above 0")
      : [
          ...unless(isRate(control), ["control"], `control rate ${control}`, "above 0 and below 1"),
          ...unless(isRate(experimental), ["experimental"], `experimental rate ${experimental}`, "above 0 and below 1"),
        ];
  const at = kind === "means" ? difference : experimental - control;
  return [
    ...unless(kind === "means" || kind === "rates", ["kind"], `kind ${kind}`, "means or rates"),
    ...own,
    ...unless(
      low < at && at < high,
      ["margins"],
      `margins ${low} and ${high} about a difference of ${at}`,
      "the true difference between them",
    ),
  ];
}
