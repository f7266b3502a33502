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
  /** -log S, from whichever form of S does not cancel. */
  const cumulative = (x: number): number => {
    if (curedShare === 0) return uncured(x);
    const lost = open * expm1(-uncured(x));
    return lost > -0.5 ? -log1p(lost) : -log(curedShare + open * exp(-uncured(x)));
  };
  const hazardAt = (x: number): number => {
    const hazard = hazards[pieceAt(x)]!;
    if (curedShare === 0) return hazard;
    const s = exp(-uncured(x));
    return (hazard * open * s) / (curedShare + open * s);
  };
  return fromHazard({
    hazard: hazardAt,
    logHazard: (x) =>
      curedShare === 0 ? log(hazardAt(x)) : log(hazards[pieceAt(x)]!) + log(open) - uncured(x) + cumulative(x),
    cumulative,
    inverse: (h) => {
      if (h === 0) return 0;
      if (curedShare === 0) return inverseUncured(h);
      // 1 - e^-H0 = (1 - e^-h) / (1 - cured), or far out e^-H0 = (e^-h - cured) / (1 - cured).
      if (h < 0.5) {
        const share = -expm1(-h) / open;
        return share >= 1 ? Infinity : inverseUncured(-log1p(-share));
      }
      const rest = (exp(-h) - curedShare) / open;
      return rest > 0 ? inverseUncured(-log(rest)) : Infinity;
    },
    mean: () => (isLost ? Infinity : moments(starts, hazards, totals).mean),
    variance: () => (isLost ? Infinity : moments(starts, hazards, totals).variance),
  });
}

/** Mean and variance by pieces; the second moment about the mean, so that a long quiet start costs no digits. */
function moments(
  starts: Float64Array,
  hazards: Float64Array,
  totals: Float64Array,
): { mean: number; variance: number } {
  const widthOf = (i: number): number => (i + 1 < starts.length ? starts[i + 1]! - starts[i]! : Infinity);
  let mean = 0;
  for (let i = 0; i < starts.length; i++) {
    const h = hazards[i]!;
    mean += exp(-totals[i]!) * (h === 0 ? widthOf(i) : -expm1(-h * widthOf(i)) / h);
  }
  let variance = 0;
  for (let i = 0; i < starts.length; i++) {
    const h = hazards[i]!;
    if (h === 0) continue;
    const gap = (starts[i]! - mean) * h;
    const g = h * widthOf(i);
    variance += (exp(-totals[i]!) * (gap * (gap * unitMoment(0, g) + 2 * unitMoment(1, g)) + unitMoment(2, g))) / h / h;
  }
  return { mean, variance };
}

/** ∫ t^k e^-t dt from 0 to g. */
function unitMoment(k: 0 | 1 | 2, g: number): number {
  if (k === 0) return -expm1(-g);
  if (g > 1) return g > 745 ? k : k === 1 ? 1 - (1 + g) * exp(-g) : 2 - (2 + g * (2 + g)) * exp(-g);
  let term = k === 1 ? g * g : g * g * g;
  let sum = term / (k + 1);
  for (let n = 1; n < 25; n++) {
    term *= -g / n;
    sum += term / (n + k + 1);
  }
  return sum;
}
