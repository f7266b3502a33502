import { log } from "../../elementary/log.ts";
import type { Likelihood } from "./partial-likelihood.ts";

/**
 * Adds -log of the sum over all sets of `d` patients of the product of their risks, with its derivatives, by the recursion
 * e(n, d) = e(n - 1, d) + r e(n - 1, d - 1). Source: M. H. Gail, J. H. Lubin, L. V. Rubinstein, Biometrika 68 (1981) 703, equation 2.2.
 */
export function addExactTie(
  total: Likelihood,
  atRisk: Uint32Array,
  d: number,
  risk: Float64Array,
  x: Float64Array,
  size: number,
): void {
  const e = new Float64Array(d + 1);
  const first = new Float64Array((d + 1) * size);
  const second = new Float64Array((d + 1) * size * size);
  e[0] = 1;
  let seen = 0;
  for (const i of atRisk) {
    const r = risk[i]!;
    seen++;
    for (let m = Math.min(d, seen); m >= 1; m--) {
      const below = e[m - 1]!;
      for (let j = 0; j < size; j++) {
        const xj = x[i * size + j]!;
        const firstJ = first[(m - 1) * size + j]!;
        for (let k = 0; k <= j; k++) {
          const xk = x[i * size + k]!;
          const at = j * size + k;
          const lower = second[(m - 1) * size * size + at]!;
          second[m * size * size + at]! +=
            r * (lower + xj * first[(m - 1) * size + k]! + xk * firstJ + xj * xk * below);
        }
        // Only this row's own entry changes, and second derivatives of row m read row m - 1.
        first[m * size + j]! += r * (firstJ + xj * below);
      }
      e[m]! += r * below;
    }
  }
  total.value -= log(e[d]!);
  for (let j = 0; j < size; j++) {
    const mean = first[d * size + j]! / e[d]!;
    total.score[j]! -= mean;
    for (let k = 0; k <= j; k++) {
      const piece = second[d * size * size + j * size + k]! / e[d]! - (mean * first[d * size + k]!) / e[d]!;
      total.information[j * size + k]! += piece;
      if (k < j) total.information[k * size + j]! += piece;
    }
  }
}
