import { finite, holds, notNegative, proportion, requireAll } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import type { Distribution } from "./distribution.ts";
import { fromHazard } from "./hazard-law.ts";

export interface HazardPiece {
  /** Start of the piece; the first is 0. It ends where the next starts, the last never. */
  readonly from: number;
  /** Hazard within it, at least 0, in 1 / unit of `from`. */
  readonly hazard: number;
}

/**
 * Piecewise exponential times, of which a share may be cured: S(x) = cured + (1 - cured) exp(-H(x)).
 * @param parameters pieces with increasing starts from 0, and the cured share in [0, 1], by default 0.
 * @throws InvalidInput for no pieces, starts that do not increase from 0, negative hazards, or a share outside [0, 1].
 * @example piecewiseExponential({ pieces: [{ from: 0, hazard: 0.1 }, { from: 6, hazard: 0.05 }], curedShare: 0.2 }).sf(12)
 */
export function piecewiseExponential(parameters: {
  readonly pieces: readonly HazardPiece[];
  readonly curedShare?: number;
}): Distribution {
  const { pieces, curedShare = 0 } = parameters;
  requireAll(
    holds(pieces.length > 0, "pieces", "there are no pieces"),
    holds(pieces.length === 0 || pieces[0]!.from === 0, "pieces", "the first piece must start at 0"),
    ...pieces.flatMap(({ from, hazard }, i) => [
      finite("from", from),
      notNegative("hazard", hazard),
      holds(
        i === 0 || !(from <= pieces[i - 1]!.from),
        "pieces",
        `piece ${i} starts at ${from}, not after the one before`,
      ),
    ]),
    proportion("curedShare", curedShare),
  );
  const starts = Float64Array.from(pieces, (piece) => piece.from);
  const hazards = Float64Array.from(pieces, (piece) => piece.hazard);
  const totals = new Float64Array(pieces.length);
  for (let i = 1; i < pieces.length; i++) totals[i] = totals[i - 1]! + hazards[i - 1]! * (starts[i]! - starts[i - 1]!);
  const pieceAt = (x: number): number => {
    let i = 0;
    while (i + 1 < starts.length && x >= starts[i + 1]!) i++;
    return i;
  };
  const uncured = (x: number): number => {
    const i = pieceAt(x);
    return hazards[i] === 0 ? totals[i]! : totals[i]! + hazards[i]! * (x - starts[i]!);
  };
  const inverseUncured = (h: number): number => {
    let i = 0;
    while (i + 1 < totals.length && h >= totals[i + 1]!) i++;
    if (h <= totals[i]!) return starts[i]!;
    return hazards[i] === 0 ? Infinity : starts[i]! + (h - totals[i]!) / hazards[i]!;
  };
  const open = 1 - curedShare;
  const isLost = curedShare > 0 || hazards.at(-1) === 0;
  const hazardAt = (x: number): number => {
    const hazard = hazards[pieceAt(x)]!;
    if (curedShare === 0) return hazard;
    const s = exp(-uncured(x));
    return (hazard * open * s) / (curedShare + open * s);
  };
  return fromHazard({
    hazard: hazardAt,
    logHazard: (x) => log(hazardAt(x)),
    // -log S = -log(1 - (1 - cured) (1 - e^-H)).
    cumulative: (x) => (curedShare === 0 ? uncured(x) : -log1p(open * expm1(-uncured(x)))),
    inverse: (h) => {
      if (h === 0) return 0;
      if (curedShare === 0) return inverseUncured(h);
      // 1 - e^-H0 = (1 - e^-h) / (1 - cured).
      const share = -expm1(-h) / open;
      return share >= 1 ? Infinity : inverseUncured(-log1p(-share));
    },
    mean: () => (isLost ? Infinity : moments(starts, hazards, totals).mean),
    variance: () => (isLost ? Infinity : moments(starts, hazards, totals).variance),
  });
}

/** By pieces: ∫ S and ∫ 2 x S over each, with S = e^-total e^-hazard (x - start). */
function moments(
  starts: Float64Array,
  hazards: Float64Array,
  totals: Float64Array,
): { mean: number; variance: number } {
  let mean = 0;
  let square = 0;
  for (let i = 0; i < starts.length; i++) {
    const s = exp(-totals[i]!);
    const h = hazards[i]!;
    const width = i + 1 < starts.length ? starts[i + 1]! - starts[i]! : Infinity;
    const area = h === 0 ? width : -expm1(-h * width) / h;
    // ∫ (x - start) e^-h(x - start) over the piece.
    const tilt = width === Infinity ? 1 / (h * h) : firstMoment(h, width);
    mean += s * area;
    square += 2 * s * (starts[i]! * area + tilt);
  }
  return { mean, variance: square - mean * mean };
}

/** ∫ t e^-ht dt from 0 to w. */
function firstMoment(h: number, w: number): number {
  const g = h * w;
  if (g < 0.1) {
    let term = (w * w) / 2;
    let sum = term;
    for (let n = 1; n < 20; n++) {
      term *= (-g / n) * ((n + 1) / (n + 2));
      sum += term;
    }
    return sum;
  }
  return (-expm1(-g) - g * exp(-g)) / (h * h);
}
