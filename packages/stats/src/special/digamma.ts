import { holds, requireAll, requireNumber } from "../arguments.ts";
import { log } from "../elementary/log.ts";
import { cos, sin } from "../elementary/sin-cos.ts";

/**
 * ψ(x), the derivative of log Γ(x), relative error about 1e-15 for x > 0, absolute near its zeros at negative x.
 * Recurrence to x >= 10, then DLMF 5.11.2; reflection 5.5.4 below 0. Infinity at Infinity.
 * @throws InvalidInput for NaN, -Infinity and the poles 0, -1, -2, …, where the two sides differ.
 * @example digamma(1) // -0.5772156649015329
 */
export function digamma(x: number): number {
  if (!(x > 0)) return digammaReflected(x);
  if (x > 1 && x < 2) return digammaNearZero(x);
  let sum = 0;
  let shifted = x;
  while (shifted < 10) {
    sum += 1 / shifted;
    shifted += 1;
  }
  const z = 1 / (shifted * shifted);
  const tail =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))));
  return log(shifted) - 0.5 / shifted - tail - sum;
}

/** ψ(1 - x) - π cot(π x), the angle from the distance to the nearest whole number, which is exact. */
function digammaReflected(x: number): number {
  requireNumber(x);
  requireAll(holds(x !== Math.floor(x), "x", `${x} is a pole of the digamma function`, "not 0, -1, -2, …"));
  const angle = Math.PI * (x - Math.round(x));
  return digamma(1 - x) - Math.PI * (cos(angle) / sin(angle));
}

/** ψ(x) - ψ(x0) = (x - x0) Σ 1 / ((x + k) (x0 + k)): no cancellation at the zero x0, held in two parts. */
function digammaNearZero(x: number): number {
  const gap = x - ZERO - ZERO_LOW;
  let sum = 0;
  const last = 20;
  for (let k = last - 1; k >= 0; k--) sum += 1 / ((x + k) * (ZERO + k));
  // The rest of the sum is (ψ(x + n) - ψ(x0 + n)) / (x - x0), by the same series from n on.
  return gap * (sum + trigammaLikeTail(x + last, ZERO + last));
}

/** Σ_{k >= 0} 1 / ((a + k) (b + k)) for large a and b close to each other, by Euler–Maclaurin. */
function trigammaLikeTail(a: number, b: number): number {
  const middle = (a + b) / 2;
  const d = (a - b) / 2;
  // 1 / ((m + k)² - d²) = Σ d^(2j) / (m + k)^(2j + 2); each sum is a Hurwitz zeta.
  const e = d * d;
  return zetaTail(2, middle) + e * (zetaTail(4, middle) + e * (zetaTail(6, middle) + e * zetaTail(8, middle)));
}

/** ζ(s, m) for m >= 20 (DLMF 25.11.43). */
function zetaTail(s: number, m: number): number {
  const z = 1 / (m * m);
  let power = 1;
  for (let i = 0; i < s - 1; i++) power /= m;
  const b2 = s / 12;
  const b4 = (s * (s + 1) * (s + 2)) / 720;
  const b6 = (s * (s + 1) * (s + 2) * (s + 3) * (s + 4)) / 30240;
  const b8 = (s * (s + 1) * (s + 2) * (s + 3) * (s + 4) * (s + 5) * (s + 6)) / 1209600;
  const b10 = (b8 * (s + 7) * (s + 8)) / 39.6;
  return power * (1 / (s - 1) + 0.5 / m + z * (b2 - z * (b4 - z * (b6 - z * (b8 - z * b10)))));
}

/**
 * ψ'(x), the trigamma function; below 0 by reflection (DLMF 5.15.6). Infinity at the poles 0, -1, -2, …, 0 at Infinity.
 * @throws InvalidInput for NaN and -Infinity.
 * @example trigamma(1) // 1.6449340668482264, π²/6
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return trigammaReflected(x);
  let sum = 0;
  let shifted = x;
  while (shifted < 20) {
    sum += 1 / (shifted * shifted);
    shifted += 1;
  }
  return sum + zetaTail(2, shifted);
}

function trigammaReflected(x: number): number {
  requireNumber(x);
  requireAll(holds(x > -Infinity, "x", "-Infinity is out of range", "must be above -Infinity"));
  if (x === Math.floor(x)) return Infinity;
  const ratio = Math.PI / sin(Math.PI * (x - Math.round(x)));
  return ratio * ratio - trigamma(1 - x);
}

const ZERO = 1.4616321449683622;
const ZERO_LOW = 9.549995429965697e-17;
