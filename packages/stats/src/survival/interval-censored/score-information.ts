import { dot, factorise, solveWith } from "../symmetric-solve.ts";
import type { InnermostIntervals } from "./innermost-intervals.ts";
import type { ScoreCurve } from "./interval-scores.ts";

/** With more masses than this the observed information is too large to hold. */
export const LARGEST_INFORMATION = 1500;

/** A group whose information falls to this share when the common distribution is estimated tells nothing: the rest is rounding. */
const NOTHING_LEFT = 1e-11;

/**
 * Adds the covariance of the groups' scores from the observed information: that of the group effects less what the hazards of the
 * common distribution, estimated with them, take away. With log S_j = -Σ q(θ_k + β) over k <= j, a patient covering intervals a + 1 … b
 * has second derivatives -q''_k at k <= a, q''_k S_b / D at a < k <= b, and -S_a S_b / D² q'_k q'_l for both in a + 1 … b, where
 * D = S_a - S_b. False where the information of the hazards is singular.
 */
export function addScoreInformation(
  { from, to }: InnermostIntervals,
  curve: ScoreCurve,
  groups: ArrayLike<number>,
  count: number,
  covariance: Float64Array,
): boolean {
  const { survival, hazard, curvature } = curve;
  const kept: number[] = [];
  const before = new Int32Array(curve.size + 1);
  for (let j = 0; j < curve.size - 1; j++) {
    before[j] = kept.length;
    if (hazard[j]! > 0) kept.push(j);
  }
  before[curve.size - 1] = kept.length;
  before[curve.size] = kept.length;
  const size = kept.length;
  const placeOf = (j: number): number => before[Math.min(j, curve.size)]!;
  const hazards = kept.map((j) => hazard[j]!);
  const cumulative = [0];
  for (const h of hazards) cumulative.push(cumulative[cumulative.length - 1]! + h);
  const diagonal = new Float64Array(size + 1);
  // Differences of the weight of q'_k q'_l, summed up below.
  const squares = new Float64Array((size + 1) * (size + 1));
  const diagonalOf = Array.from({ length: count }, () => new Float64Array(size + 1));
  const productOf = Array.from({ length: count }, () => new Float64Array(size + 1));
  const own = new Float64Array(count);
  for (let i = 0; i < from.length; i++) {
    const a = placeOf(from[i]!);
    const b = placeOf(to[i]! + 1);
    const high = survival[from[i]!]!;
    const low = survival[Math.min(to[i]! + 1, curve.size)]!;
    const width = high - low;
    const fall = low / width;
    const weight = (high / width) * fall;
    const inside = cumulative[b]! - cumulative[a]!;
    const g = groups[i]!;
    for (const line of [diagonal, diagonalOf[g]!]) {
      line[0]! += 1;
      line[a]! -= 1 + fall;
      line[b]! += fall;
    }
    productOf[g]![a]! += weight * inside;
    productOf[g]![b]! -= weight * inside;
    own[g]! += weight * inside * inside;
    squares[a * (size + 1) + a]! += weight;
    squares[a * (size + 1) + b]! -= weight;
    squares[b * (size + 1) + a]! -= weight;
    squares[b * (size + 1) + b]! += weight;
  }
  const curvatures = kept.map((j) => curvature[j]!);
  const information = nuisanceInformation({ diagonal, squares, curvatures, hazards });
  const factor = factorise(information, size, (row) => 1e-12 * information[row * size + row]!);
  if (factor.kind === "singular") return false;
  const mixed = diagonalOf.map((line, g) => mixedInformation(line, productOf[g]!, curvatures, hazards));
  const gross = mixed.map((_, g) => {
    let line = 0;
    let sum = own[g]!;
    for (let k = 0; k < size; k++) {
      line += diagonalOf[g]![k]!;
      sum += line * curvatures[k]!;
    }
    return sum;
  });
  const shares = mixed.map((row) => solveWith(factor, row));
  const isKnown = gross.map((whole, g) => whole - dot(mixed[g]!, shares[g]!) > NOTHING_LEFT * whole);
  for (let g = 0; g < count; g++) {
    for (let h = 0; h < count; h++) {
      if (!(isKnown[g]! && isKnown[h]!)) continue;
      covariance[g * count + h]! += (g === h ? gross[g]! : 0) - dot(mixed[h]!, shares[g]!);
    }
  }
  return true;
}

function nuisanceInformation(sums: {
  readonly diagonal: Float64Array;
  readonly squares: Float64Array;
  readonly curvatures: readonly number[];
  readonly hazards: readonly number[];
}): Float64Array {
  const { diagonal, squares, curvatures, hazards } = sums;
  const size = hazards.length;
  const stride = size + 1;
  const information = new Float64Array(size * size);
  let line = 0;
  for (let k = 0; k < size; k++) {
    line += diagonal[k]!;
    let along = 0;
    for (let l = 0; l < size; l++) {
      along += squares[k * stride + l]!;
      const above = k > 0 ? squares[(k - 1) * stride + l]! : 0;
      // The row above holds sums already.
      squares[k * stride + l] = along + above;
      information[k * size + l] = (along + above) * hazards[k]! * hazards[l]!;
    }
    information[k * size + k]! += line * curvatures[k]!;
  }
  return information;
}

function mixedInformation(
  diagonal: Float64Array,
  products: Float64Array,
  curvatures: readonly number[],
  hazards: readonly number[],
): Float64Array {
  const mixed = new Float64Array(hazards.length);
  let line = 0;
  let product = 0;
  for (let k = 0; k < mixed.length; k++) {
    line += diagonal[k]!;
    product += products[k]!;
    mixed[k] = line * curvatures[k]! + product * hazards[k]!;
  }
  return mixed;
}
