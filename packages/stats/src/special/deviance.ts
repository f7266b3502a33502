import { logTwo } from "../elementary/exp-log-two.ts";
import { log1p } from "../elementary/log1p.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";

const difference = new Float64Array(2);
const ratio = new Float64Array(2);
const scratch = new Float64Array(2);

/**
 * D(k; m) = k log(k / m) + m - k as out[0] + out[1], relative error about 2^-58, for k >= 0 and m = high + low > 0.
 * In two parts because it becomes an exponent: 1e-13 of e^-690 needs 1e-16 of the 690.
 */
export function deviance(k: number, high: number, low: number, out: Float64Array): void {
  if (k === 0) {
    out[0] = high;
    out[1] = low;
    return;
  }
  if (!(high > 0)) {
    out[0] = Infinity;
    out[1] = 0;
    return;
  }
  addTwo(k, 0, -high, -low, difference);
  if (Math.abs(difference[0]!) < 0.015625 * high) {
    divideTwo(difference[0]!, difference[1]!, high, low, ratio);
    const u = ratio[0]!;
    // m ((1 + u) log(1 + u) - u) = m (u²/2 - u³/6 + u⁴/12 - …): only the first term needs both parts.
    multiplyTwo(u, ratio[1]!, difference[0]!, difference[1]!, out);
    const rest =
      u *
      (-1 / 6 + u * (1 / 12 + u * (-1 / 20 + u * (1 / 30 + u * (-1 / 42 + u * (1 / 56 + u * (-1 / 72 + u / 90)))))));
    addTwo(0.5 * out[0]!, 0.5 * out[1]!, out[0]! * rest, 0, out);
    return;
  }
  if (high < 1e-200 * k) {
    logTwo(k, 0, ratio);
    logTwo(high, low, scratch);
    addTwo(ratio[0]!, ratio[1]!, -scratch[0]!, -scratch[1]!, scratch);
  } else {
    divideTwo(k, 0, high, low, ratio);
    logTwo(ratio[0]!, ratio[1]!, scratch);
  }
  multiplyTwo(scratch[0]!, scratch[1]!, k, 0, scratch);
  addTwo(scratch[0]!, scratch[1]!, -difference[0]!, -difference[1]!, out);
}

/** u - log(1 + u) for u > -1, without cancellation; the coefficients are those of fdlibm's logarithm. */
export function minusLog1pExcess(u: number): number {
  if (u > 0.4142 || u < -0.2928) return u - log1p(u);
  const s = u / (2 + u);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  return s * (u - (even + odd));
}
