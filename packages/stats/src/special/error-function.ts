import { requireNumber } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { millsRatio, standardNormalCentral } from "../distributions/normal.ts";

/**
 * The error function 2/√π ∫ exp(-t²) dt from 0 to x; -1 and 1 at the infinite ends.
 * @throws InvalidInput for NaN.
 * @example erf(0.5) // 0.5204998778130465
 */
export function erf(x: number): number {
  if (x >= -0.46 && x <= 0.46) return 2 * standardNormalCentral(x * Math.SQRT2);
  return x < 0 ? erfc(-x) - 1 : 1 - erfc(x);
}

/**
 * 1 - erf(x), with full relative precision for large x; 0 at Infinity, 2 at -Infinity.
 * @throws InvalidInput for NaN.
 * @example erfc(3) // 2.209049699858544e-5
 */
export function erfc(x: number): number {
  if (x < 0.46875) return x < -0.46 ? 2 - erfc(-x) : 1 - erf(x);
  if (!(x < 27.3)) {
    requireNumber(x);
    return 0;
  }
  // exp(-x²) from x = h + r with a short h, whose square is exact.
  const h = Math.floor(x * 16) * 0.0625;
  return exp(-h * h) * exp(-(x - h) * (x + h)) * millsRatio(x * Math.SQRT2) * TWICE_DENSITY;
}

/** 2 / √(2π). */
const TWICE_DENSITY = 0.7978845608028654;
