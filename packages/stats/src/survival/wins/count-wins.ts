import { compareOn } from "./compare-patients.ts";
import type { WinSample } from "./win-statistics.ts";

/** Pairs of one stratum, and the covariance of its win and loss proportions. */
export interface StratumWins {
  readonly experimental: number;
  readonly control: number;
  /** Pairs decided at each endpoint. */
  readonly wins: Float64Array;
  readonly losses: Float64Array;
  readonly win: number;
  readonly loss: number;
  /** Meaningful where both arms have at least two patients. */
  readonly variance: { readonly win: number; readonly loss: number; readonly both: number };
}

/** Strata with patients of both arms, in order of their numbers. */
export function countWins(sample: WinSample): readonly StratumWins[] {
  const { groups, strata } = sample;
  const members = new Map<number, readonly [control: number[], experimental: number[]]>();
  for (let i = 0; i < groups.length; i++) {
    const key = strata === undefined ? 0 : strata[i]!;
    const pair = members.get(key) ?? ([[], []] as const);
    pair[groups[i] === 1 ? 1 : 0].push(i);
    members.set(key, pair);
  }
  return [...members.entries()]
    .toSorted((a, b) => a[0] - b[0])
    .filter(([, [control, experimental]]) => control.length > 0 && experimental.length > 0)
    .map(([, [control, experimental]]) => countStratum(sample, control, experimental));
}

function countStratum(
  { endpoints }: WinSample,
  control: readonly number[],
  experimental: readonly number[],
): StratumWins {
  const m = experimental.length;
  const n = control.length;
  const wins = new Float64Array(endpoints.length);
  const losses = new Float64Array(endpoints.length);
  const won = [new Float64Array(n), new Float64Array(m)] as const;
  const lost = [new Float64Array(n), new Float64Array(m)] as const;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let e = 0; e < endpoints.length; e++) {
        const outcome = compareOn(endpoints[e]!, experimental[i]!, control[j]!);
        if (outcome === 0) continue;
        (outcome === 1 ? wins : losses)[e]!++;
        const [ofControl, ofExperimental] = outcome === 1 ? won : lost;
        ofControl[j]!++;
        ofExperimental[i]!++;
        break;
      }
    }
  }
  const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);
  // Sums of whole numbers, so the means are exact up to one division.
  const spread = (a: readonly [Float64Array, Float64Array], b: readonly [Float64Array, Float64Array]): number =>
    covariance(a[1], b[1]) / (n * n * m) + covariance(a[0], b[0]) / (m * m * n);
  return {
    experimental: m,
    control: n,
    wins,
    losses,
    win: total(wins) / (m * n),
    loss: total(losses) / (m * n),
    variance: { win: spread(won, won), loss: spread(lost, lost), both: spread(won, lost) },
  };
}

function covariance(a: Float64Array, b: Float64Array): number {
  const count = a.length;
  if (count < 2) return 0;
  const meanA = a.reduce((sum, value) => sum + value, 0) / count;
  const meanB = b.reduce((sum, value) => sum + value, 0) / count;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (a[i]! - meanA) * (b[i]! - meanB);
  return sum / (count - 1);
}
