import { notNegative, requireAll, shapeParameter } from "../arguments.ts";
import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { standardNormalQuantile } from "../distributions/normal.ts";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import { multiplyTwo, addTwo } from "../numerics/two-term.ts";
import { deviance, minusLog1pExcess } from "./deviance.ts";
import { invertTail, setTailPoint, type TailPoint } from "./invert-tail.ts";
import { logGamma1p, reciprocalGamma1p, stirlingError } from "./log-gamma.ts";

/*
 * One tail is computed with full relative precision as e^exponent · factor; the other is its complement.
 *
 * Series and continued fraction: DLMF 8.11.4 and 8.9.2. Small shapes: A. Gil, J. Segura, N. M. Temme, "Efficient and accurate
 * algorithms for the computation and inversion of the incomplete gamma function ratios", SIAM J. Sci. Comput. 34 (2012),
 * doi:10.1137/120872553, section 2.3. Large shapes near the mean: Gauss–Legendre quadrature of DLMF 8.6.4 relative to its value at x,
 * whose exponent is carried in two doubles, so that tails of 1e-300 keep their digits.
 */

let isLower = true;
let exponent = 0;
let exponentLow = 0;
let factor = 0;
let scale = 0;
const scratch = new Float64Array(2);
const product = new Float64Array(2);

/**
 * P(a, x) = γ(a, x) / Γ(a), the lower regularised incomplete gamma function, for a from 1e-12 to 1e15 and 0 <= x <= Infinity.
 * @throws InvalidInput for NaN and outside of these.
 * @example incompleteGammaLower(1, 2) // 0.8646647167633873
 */
export function incompleteGammaLower(a: number, x: number): number {
  requireGammaArguments(a, x);
  return gammaLowerTwo(a, x, 0);
}

/**
 * Q(a, x) = Γ(a, x) / Γ(a) = 1 - P(a, x), with full relative precision in the upper tail.
 * @throws InvalidInput as `incompleteGammaLower`.
 * @example incompleteGammaUpper(1, 2) // 0.1353352832366127
 */
export function incompleteGammaUpper(a: number, x: number): number {
  requireGammaArguments(a, x);
  return gammaUpperTwo(a, x, 0);
}

/**
 * log P(a, x), finite where P itself underflows; -Infinity at x = 0.
 * @throws InvalidInput as `incompleteGammaLower`.
 * @example logIncompleteGammaLower(1, 1e-320) // -736.8272977…
 */
export function logIncompleteGammaLower(a: number, x: number): number {
  requireGammaArguments(a, x);
  return logGammaLowerTwo(a, x, 0);
}

/**
 * log Q(a, x), finite where Q itself underflows; -Infinity at x = Infinity.
 * @throws InvalidInput as `incompleteGammaLower`.
 * @example logIncompleteGammaUpper(1, 2000) // -2000
 */
export function logIncompleteGammaUpper(a: number, x: number): number {
  requireGammaArguments(a, x);
  return logGammaUpperTwo(a, x, 0);
}

/** The kernels below do not check; laws check once and call them. */
function requireGammaArguments(a: number, x: number): void {
  if (a >= 1e-12 && a <= 1e15 && x >= 0) return;
  requireAll(shapeParameter("a", a), x === Infinity ? undefined : notNegative("x", x));
}

/** P(a, x + xLow) for x in two parts: a rounded x would cost the far tails their last digits. */
export function gammaLowerTwo(a: number, x: number, xLow: number): number {
  evaluate(a, x, xLow);
  const value = expOfSum(exponent, exponentLow) * factor;
  return isLower ? value : 1 - value;
}

export function gammaUpperTwo(a: number, x: number, xLow: number): number {
  evaluate(a, x, xLow);
  const value = expOfSum(exponent, exponentLow) * factor;
  return isLower ? 1 - value : value;
}

export function logGammaLowerTwo(a: number, x: number, xLow: number): number {
  evaluate(a, x, xLow);
  return isLower ? logOfTail() : log1p(-expOfSum(exponent, exponentLow) * factor);
}

export function logGammaUpperTwo(a: number, x: number, xLow: number): number {
  evaluate(a, x, xLow);
  return isLower ? log1p(-expOfSum(exponent, exponentLow) * factor) : logOfTail();
}

/** x^a e^-x / Γ(a + 1), the Poisson probability of a when a is whole. */
export function gammaPrefactor(a: number, x: number, xLow = 0): number {
  setPrefactor(a, x, xLow);
  return expOfSum(exponent, exponentLow) * scale;
}

/** log of `gammaPrefactor`. */
export function logGammaPrefactor(a: number, x: number, xLow = 0): number {
  setPrefactor(a, x, xLow);
  return exponent + (exponentLow + log(scale));
}

function logOfTail(): number {
  // Near 1 the tail itself loses nothing and its logarithm is the more precise.
  if (exponent > -1) return log(expOfSum(exponent, exponentLow) * factor);
  return exponent + (exponentLow + log(factor));
}

/** Sets the exponent of x^a e^-x / Γ(a + 1) and the scale it is multiplied by. */
function setPrefactor(a: number, x: number, xLow: number): void {
  if (x > HUGE || a > HUGE) {
    exponent = x > HUGE ? -x : -Infinity;
    exponentLow = 0;
    scale = 1;
    return;
  }
  if (a < 1) {
    logTwo(x, xLow, scratch);
    multiplyTwo(scratch[0]!, scratch[1]!, a, 0, product);
    addTwo(product[0]!, product[1]!, -x, -xLow, scratch);
    exponent = scratch[0]!;
    exponentLow = scratch[1]!;
    scale = reciprocalGamma1p(a);
    return;
  }
  deviance(a, x, xLow, scratch);
  addTwo(-scratch[0]!, -scratch[1]!, -stirlingError(a), 0, scratch);
  exponent = scratch[0]!;
  exponentLow = scratch[1]!;
  scale = INVERSE_SQRT_2PI / Math.sqrt(a);
}

function evaluate(a: number, x: number, xLow: number): void {
  if (x <= 0 || x > HUGE || a > HUGE) {
    // At an end, or so far out that products of two parts would overflow; there e^-x is all that matters.
    isLower = x <= HUGE;
    exponent = x > HUGE ? -x : -Infinity;
    exponentLow = 0;
    factor = 1;
    scale = 0;
    return;
  }
  if (a < 1 && x < 1.5) {
    if (x < 0.1 ? a * log(x) < -1 : x < a) lowerBySeries(a, x, xLow);
    else upperForSmallShape(a, x, xLow);
  } else if (a < 20) {
    if (x < a + 0.5) lowerBySeries(a, x, xLow);
    else upperByFraction(a, x, xLow);
  } else if (x < a) {
    if (x < 0.5 * a) lowerBySeries(a, x, xLow);
    else lowerByQuadrature(a, x, xLow);
  } else if (x > 2 * a) upperByFraction(a, x, xLow);
  else upperByQuadrature(a, x, xLow);
}

function lowerBySeries(a: number, x: number, xLow: number): void {
  isLower = true;
  setPrefactor(a, x, xLow);
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  factor = scale * sum;
}

/** Legendre's continued fraction by Lentz's method. */
function upperByFraction(a: number, x: number, xLow: number): void {
  isLower = false;
  setPrefactor(a, x, xLow);
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10000; i++) {
    const numerator = i * (a - i);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const change = c * d;
    h *= change;
    if (change - 1 < 4e-16 && change - 1 > -4e-16) break;
  }
  factor = scale * a * h;
}

/** Q = (1 - u) - u · a Σ (-x)^n / ((a + n) n!) with u = x^a / Γ(1 + a), neither part losing digits. */
function upperForSmallShape(a: number, x: number, xLow: number): void {
  isLower = false;
  setPrefactor(a, x, xLow);
  const logU = a * log(x) - logGamma1p(a);
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    term *= -x / n;
    const change = term / (a + n);
    sum += change;
    if (change < 1e-18 && change > -1e-18) break;
  }
  scale *= expOfSum(exponent, exponentLow);
  exponent = 0;
  exponentLow = 0;
  factor = -expm1(logU) - exp(logU) * a * sum;
}

/** Q / prefactor = ∫ exp(-x s + (a - 1) log(1 + s)) ds from 0 to ∞. */
function upperByQuadrature(a: number, x: number, xLow: number): void {
  isLower = false;
  setPrefactor(a, x, xLow);
  const power = a - 1;
  const slope = x - a + 1;
  // Beyond `end` the exponent is below -40, since log(1 + s) <= s (6 + s) / (6 + 4 s).
  const quadratic = (4 * slope) / 3 + power;
  const linear = slope - 80 / 3;
  const end = (Math.sqrt(linear * linear + 80 * quadratic) - linear) / quadratic;
  const { nodes, weights } = gaussLegendre(POINTS);
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const s = 0.5 * end * (1 + nodes[i]!);
    sum += weights[i]! * exp(-slope * s - power * minusLog1pExcess(s));
  }
  factor = scale * a * 0.5 * end * sum;
}

/** P / prefactor = ∫ exp(x s + (a - 1) log(1 - s)) ds from 0 to 1. */
function lowerByQuadrature(a: number, x: number, xLow: number): void {
  isLower = true;
  setPrefactor(a, x, xLow);
  const power = a - 1;
  const slope = a - x - 1;
  const end = Math.min(1, (Math.sqrt(slope * slope + 80 * power) - slope) / power);
  const { nodes, weights } = gaussLegendre(POINTS);
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const s = 0.5 * end * (1 + nodes[i]!);
    sum += weights[i]! * exp(-slope * s - power * minusLog1pExcess(-s));
  }
  factor = scale * a * 0.5 * end * sum;
}

let shape = 1;
let target = 0;
let wantLower = true;

/**
 * The x with P(a, x) = p (side "lower") or Q(a, x) = p (side "upper"); 0 or Infinity at the ends.
 * Halley's method for the logarithm of the tail in log x, inside a bracket; backward error a few ulps.
 */
export function inverseIncompleteGamma(a: number, p: number, side: "lower" | "upper"): number {
  if (p <= 0 || p >= 1) return p <= 0 === (side === "lower") ? 0 : Infinity;
  shape = a;
  wantLower = (side === "lower") === p <= 0.5;
  target = p <= 0.5 ? p : 1 - p;
  return invertTail(evaluateTail, inverseStart(a), 0, Infinity, wantLower);
}

function evaluateTail(x: number, point: TailPoint): void {
  evaluate(shape, x, 0);
  setTailPoint(point, isLower === wantLower, exponent, exponentLow, factor, shape * scale, target);
  point.bend = shape - x;
}

/** Wilson–Hilferty where it holds, else the first term of the series. */
function inverseStart(a: number): number {
  const z = wantLower ? standardNormalQuantile(target) : -standardNormalQuantile(target);
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  if (root > 0.3) return a * root * root * root;
  // Newton comes down to the root from its right.
  if (!wantLower) return 1;
  const small = exp((log(target) + logGamma1p(a)) / a);
  return small > 1e-300 ? small : 1e-300;
}

const HUGE = 1e250;
const POINTS = 32;
const INVERSE_SQRT_2PI = 0.3989422804014327;
