/*
 * Numbers as unevaluated sums high + low of two doubles, about 106 bits. Results go to `out[0]` and `out[1]`, so that nothing is
 * allocated.
 *
 * Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971) 224–242,
 * doi:10.1007/BF01397083. Finite arguments below 1e290.
 */

/** a · b - product, exact, where product = fl(a · b). */
export function productError(a: number, b: number, product: number): number {
  const aBig = a * 134217729;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = b * 134217729;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** a + b - sum, exact, where sum = fl(a + b). */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

export function addTwo(ah: number, al: number, bh: number, bl: number, out: Float64Array): void {
  const sum = ah + bh;
  if (sum - sum !== 0) {
    out[0] = sum;
    out[1] = 0;
    return;
  }
  const low = sumError(ah, bh, sum) + al + bl;
  const high = sum + low;
  out[0] = high;
  out[1] = sum - high + low;
}

export function multiplyTwo(ah: number, al: number, bh: number, bl: number, out: Float64Array): void {
  const product = ah * bh;
  if (product - product !== 0) {
    out[0] = product;
    out[1] = 0;
    return;
  }
  const low = productError(ah, bh, product) + (ah * bl + al * bh);
  const high = product + low;
  out[0] = high;
  out[1] = product - high + low;
}

export function divideTwo(ah: number, al: number, bh: number, bl: number, out: Float64Array): void {
  const quotient = ah / bh;
  if (quotient - quotient !== 0) {
    out[0] = quotient;
    out[1] = 0;
    return;
  }
  const product = quotient * bh;
  const rest = ah - product - productError(quotient, bh, product) + al - quotient * bl;
  const low = rest / bh;
  const high = quotient + low;
  out[0] = high;
  out[1] = quotient - high + low;
}
