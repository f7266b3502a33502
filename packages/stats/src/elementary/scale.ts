/**
 * 2^k for k = -1074 … 1023, exact. A table, because reading or writing the halves of a double through an Int32Array stalls the
 * processor for tens of nanoseconds.
 */
const powersOfTwo = new Float64Array(2098);
for (let k = 0, up = 1; k <= 1023; k++, up *= 2) powersOfTwo[k + 1074] = up;
for (let k = -1, down = 0.5; k >= -1074; k--, down *= 0.5) powersOfTwo[k + 1074] = down;

/** 2^k for a whole k between -1074 and 1023. */
export function powerOfTwo(k: number): number {
  return powersOfTwo[(k + 1074) | 0]!;
}

/** y · 2^k for a y between 1/4 and 4 and any whole |k| < 2000, rounded once. */
export function scaleByPowerOfTwo(y: number, k: number): number {
  if (k > 1023) return y * 2 * powersOfTwo[Math.min(k + 1073, 2097) | 0]!;
  if (k < -1200) return 0;
  if (k < -1020) return y * powersOfTwo[(k + 1274) | 0]! * 6.223015277861142e-61;
  return y * powersOfTwo[(k + 1074) | 0]!;
}

const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);

/**
 * The bits of x rounded to single precision: exponent and 23 leading bits of the fraction in one read of equal width.
 * For 2^-126 <= x < 2^127.
 */
export function leadingBits(x: number): number {
  single[0] = x;
  return singleBits[0]!;
}
