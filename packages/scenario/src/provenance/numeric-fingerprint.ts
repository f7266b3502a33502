import {
  asin,
  atan,
  cbrt,
  cos,
  exp,
  expm1,
  log,
  log1p,
  pow,
  sin,
  standardNormalCdf,
  standardNormalQuantile,
} from "@rekindle/stats";
import { sha256 } from "./sha256.ts";

/** Each function with the range on which it is called; the grid ends a little inside, so that no value is infinite. */
const FUNCTIONS: readonly (readonly [(x: number) => number, number, number])[] = [
  [exp, -700, 700],
  [expm1, -40, 40],
  [log, 1e-300, 1e6],
  [log1p, -0.999, 1e3],
  [(x) => pow(x, 1.7), 0.001, 1e3],
  [cbrt, -1e3, 1e3],
  [sin, -1e3, 1e3],
  [cos, -1e3, 1e3],
  [asin, -0.999, 0.999],
  [atan, -1e3, 1e3],
  [Math.sqrt, 0, 1e6],
  [standardNormalCdf, -30, 9],
  [standardNormalQuantile, 1e-12, 0.999999],
];

const POINTS = 500;

/**
 * Hash of the bits that our elementary functions give on a fixed grid. Two runs with different fingerprints cannot be expected
 * to agree to the last bit; with the same fingerprint, scenario and seed they must.
 */
export function numericFingerprint(): string {
  const values = new DataView(new ArrayBuffer(8 * POINTS * FUNCTIONS.length));
  let offset = 0;
  for (const [evaluate, lower, upper] of FUNCTIONS) {
    for (let i = 0; i < POINTS; i++, offset += 8)
      values.setFloat64(offset, evaluate(lower + ((upper - lower) * (i + 0.5)) / POINTS), true);
  }
  return sha256(new Uint8Array(values.buffer));
}
