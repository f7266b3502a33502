/**
 * Threefry-4x32 with 20 rounds: a counter-based block cipher used as a random-number generator.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, doi:10.1145/2063384.2063405, section 4.
 * Rotation constants for four 32-bit words and the parity constant as published there; see the known-answer tests.
 *
 * Writes four 32-bit words (signed) into `out` for the counter (c0 … c3) under the key (k0 … k3). Allocates nothing.
 */
export function threefry4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  k2: number,
  k3: number,
  out: Int32Array,
): void {
  const k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  let x2 = (c2 + k2) | 0;
  let x3 = (c3 + k3) | 0;
  // Twenty rounds are five groups of four; after each group the next rotation of the key is injected.
  for (let group = 0; group < 5; group++) {
    if ((group & 1) === 0) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2;

      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2;

      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2;

      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2;
    } else {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2;

      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2;

      x0 = (x0 + x1) | 0;
      x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0;
      x2 = (x2 + x3) | 0;
      x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2;

      x0 = (x0 + x3) | 0;
      x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0;
      x2 = (x2 + x1) | 0;
      x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2;
    }
    if (group === 0) {
      x0 = (x0 + k1) | 0;
      x1 = (x1 + k2) | 0;
      x2 = (x2 + k3) | 0;
      x3 = (x3 + k4 + 1) | 0;
    } else if (group === 1) {
      x0 = (x0 + k2) | 0;
      x1 = (x1 + k3) | 0;
      x2 = (x2 + k4) | 0;
      x3 = (x3 + k0 + 2) | 0;
    } else if (group === 2) {
      x0 = (x0 + k3) | 0;
      x1 = (x1 + k4) | 0;
      x2 = (x2 + k0) | 0;
      x3 = (x3 + k1 + 3) | 0;
    } else if (group === 3) {
      x0 = (x0 + k4) | 0;
      x1 = (x1 + k0) | 0;
      x2 = (x2 + k1) | 0;
      x3 = (x3 + k2 + 4) | 0;
    } else {
      x0 = (x0 + k0) | 0;
      x1 = (x1 + k1) | 0;
      x2 = (x2 + k2) | 0;
      x3 = (x3 + k3 + 5) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}

/** Skein's key-schedule parity constant for 32-bit words. */
const PARITY = 0x1bd11bda;
