import { proportion, requireAll, shapeParameter } from "../arguments.ts";
import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { standardNormalQuantile } from "../distributions/normal.ts";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import { addTwo, divideTwo, multiplyTwo, sumError } from "../numerics/two-term.ts";
import { deviance, minusLog1pExcess } from "./deviance.ts";
import { invertTail, setTailPoint, type TailPoint } from "./invert-tail.ts";
import { logGamma1p, logGammaDifference, stirlingError } from "./log-gamma.ts";

/*
 * One tail is computed with full relative precision as e^exponent · factor; the other is its complement.
 *
 * Power series and continued fraction: A. R. DiDonato and A. H. Morris, "Significant digit computation of the incomplete beta
 * function ratios", ACM TOMS 18 (1992) 360–373, doi:10.1145/131766.131776, equations 7 and 9. Large parameters near the mean:
 * Gauss–Legendre quadrature of the integrand relative to its value at x. The prefactor is C. Loader's saddle-point form with its
 * exponent in two doubles.
 */

let isLower = true;
let exponent = 0;
let exponentLow = 0;
let factor = 0;
let scale = 0;
/** λ = a y - b x. */
let balance = 0;
const mean = new Float64Array(2);
const first = new Float64Array(2);
const second = new Float64Array(2);

/**
 * I_x(a, b), the lower regularised incomplete beta function, for a and b from 1e-12 to 1e15 and 0 <= x <= 1.
 * @throws InvalidInput for NaN and outside of these.
 * @example incompleteBetaLower(2, 3, 0.5) // 0.6875
 */
export function incompleteBetaLower(a: number, b: number, x: number): number {
  requireBetaArguments(a, b, x);
  return betaLowerTwo(a, b, x, 0, 1 - x, sumError(1, -x, 1 - x));
}

/**
 * 1 - I_x(a, b) = I_{1-x}(b, a), with full relative precision in the upper tail.
 * @throws InvalidInput as `incompleteBetaLower`.
 * @example incompleteBetaUpper(2, 3, 0.5) // 0.3125
 */
export function incompleteBetaUpper(a: number, b: number, x: number): number {
  requireBetaArguments(a, b, x);
  return betaUpperTwo(a, b, x, 0, 1 - x, sumError(1, -x, 1 - x));
}

/**
 * log I_x(a, b), finite where I itself underflows; -Infinity at x = 0.
 * @throws InvalidInput as `incompleteBetaLower`.
 * @example logIncompleteBetaLower(1, 1, 0.5) // -0.6931471805599453
 */
export function logIncompleteBetaLower(a: number, b: number, x: number): number {
  requireBetaArguments(a, b, x);
  return logBetaLowerTwo(a, b, x, 0, 1 - x, sumError(1, -x, 1 - x));
}

/**
 * log(1 - I_x(a, b)), finite where 1 - I underflows; -Infinity at x = 1.
 * @throws InvalidInput as `incompleteBetaLower`.
 * @example logIncompleteBetaUpper(1, 1, 0.5) // -0.6931471805599453
 */
export function logIncompleteBetaUpper(a: number, b: number, x: number): number {
  requireBetaArguments(a, b, x);
  return logBetaUpperTwo(a, b, x, 0, 1 - x, sumError(1, -x, 1 - x));
}

/** The kernels below do not check; laws check once and call them. */
function requireBetaArguments(a: number, b: number, x: number): void {
  if (a >= 1e-12 && a <= 1e15 && b >= 1e-12 && b <= 1e15 && x >= 0 && x <= 1) return;
  requireAll(shapeParameter("a", a), shapeParameter("b", b), proportion("x", x));
}

/** I_x(a, b) for x = x + xLow and 1 - x = y + yLow, each given in two parts. */
export function betaLowerTwo(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  evaluate(a, b, x, xLow, y, yLow);
  const value = expOfSum(exponent, exponentLow) * factor;
  return isLower ? value : 1 - value;
}

export function betaUpperTwo(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  evaluate(a, b, x, xLow, y, yLow);
  const value = expOfSum(exponent, exponentLow) * factor;
  return isLower ? 1 - value : value;
}

export function logBetaLowerTwo(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  evaluate(a, b, x, xLow, y, yLow);
  return isLower ? logOfTail() : log1p(-expOfSum(exponent, exponentLow) * factor);
}

export function logBetaUpperTwo(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  evaluate(a, b, x, xLow, y, yLow);
  return isLower ? log1p(-expOfSum(exponent, exponentLow) * factor) : logOfTail();
}

/** x^a y^b / B(a, b), for x + y = 1 given in two parts each. */
export function betaPrefactor(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  setPrefactor(a, b, x, xLow, y, yLow);
  return expOfSum(exponent, exponentLow) * scale;
}

/** log of `betaPrefactor`. */
export function logBetaPrefactor(a: number, b: number, x: number, xLow: number, y: number, yLow: number): number {
  setPrefactor(a, b, x, xLow, y, yLow);
  return exponent + (exponentLow + log(scale));
}

function logOfTail(): number {
  if (exponent > -1) return log(expOfSum(exponent, exponentLow) * factor);
  return exponent + (exponentLow + log(factor));
}

/** Sets the exponent of x^a y^b / B(a, b) and the scale it is multiplied by. */
function setPrefactor(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  const n = a + b;
  const nLow = sumError(a, b, n);
  if (x < TINY) farDeviance(a, n, nLow, x, first);
  else {
    multiplyTwo(n, nLow, x, xLow, mean);
    deviance(a, mean[0]!, mean[1]!, first);
  }
  if (y < TINY) farDeviance(b, n, nLow, y, second);
  else {
    multiplyTwo(n, nLow, y, yLow, mean);
    deviance(b, mean[0]!, mean[1]!, second);
  }
  addTwo(-first[0]!, -first[1]!, -second[0]!, -second[1]!, first);
  if (a < b) setShapes(a, b);
  else setShapes(b, a);
  addTwo(first[0]!, first[1]!, shapeExponent, 0, first);
  exponent = first[0]!;
  exponentLow = first[1]!;
  scale = shapeScale;
}

let lastSmall = 0;
let lastLarge = 0;
let shapeExponent = 0;
let shapeScale = 0;

/** The parts of the prefactor that depend on the shapes alone: a search asks for the same again and again. */
function setShapes(small: number, large: number): void {
  if (small === lastSmall && large === lastLarge) return;
  lastSmall = small;
  lastLarge = large;
  shapeExponent = stirlingError(small + large) - stirlingError(large) - stirlingError(small);
  shapeScale = INVERSE_SQRT_2PI * Math.sqrt(small / (1 + small / large));
}

/** D(k; n x) for an x whose products would lose digits below the normal range, or be 0; n x itself no longer counts. */
function farDeviance(k: number, n: number, nLow: number, x: number, out: Float64Array): void {
  divideTwo(k, 0, n, nLow, mean);
  logTwo(mean[0]!, mean[1]!, mean);
  logTwo(x, 0, out);
  addTwo(mean[0]!, mean[1]!, -out[0]!, -out[1]!, out);
  addTwo(out[0]!, out[1]!, -1, 0, out);
  multiplyTwo(out[0]!, out[1]!, k, 0, out);
}

function evaluate(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  if (x <= 0 || y <= 0) {
    isLower = x <= 0;
    exponent = 0;
    exponentLow = 0;
    factor = 0;
    scale = 0;
    return;
  }
  multiplyTwo(a, 0, y, yLow, first);
  multiplyTwo(b, 0, x, xLow, second);
  addTwo(first[0]!, first[1]!, -second[0]!, -second[1]!, first);
  balance = first[0]!;
  isLower = balance >= 0;
  if (isLower) tail(a, b, x, xLow, y, yLow);
  else {
    balance = -balance;
    tail(b, a, y, yLow, x, xLow);
  }
}

/** I_x(a, b) for x below a / (a + b). */
function tail(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  if (b * x <= 1 && x <= 0.7) {
    bySeries(a, b, x, xLow, y, yLow);
    // A small shape puts nearly all the mass below its mean: then the other tail is the one to compute.
    if (a < 1 && expOfSum(exponent, exponentLow) * factor > 0.75) {
      isLower = !isLower;
      complementForSmallB(b, a, y, yLow, x, xLow);
    }
  } else if (b < 1 && y <= 0.3 && a * y < 1.5) complementForSmallB(a, b, x, xLow, y, yLow);
  else if (a > 20 && b > 20 && a * y < 3 * b * x) byQuadrature(a, b, x, xLow, y, yLow);
  else byFraction(a, b, x, xLow, y, yLow);
}

function bySeries(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  setPrefactor(a, b, x, xLow, y, yLow);
  // Without y^b: the series has it.
  logTwo(y, yLow, second);
  multiplyTwo(second[0]!, second[1]!, b, 0, second);
  const withoutY = scale;
  scale *= expOfSum(second[0]!, second[1]!);
  addTwo(exponent, exponentLow, -second[0]!, -second[1]!, first);
  exponent = first[0]!;
  exponentLow = first[1]!;
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 2000; n++) {
    term *= ((n - b) / n) * x;
    const change = term / (a + n);
    sum += change;
    if (change < 1e-18 && change > -1e-18) break;
  }
  factor = withoutY * (1 / a + sum);
}

function byFraction(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  setPrefactor(a, b, x, xLow, y, yLow);
  const lambda = balance + 1;
  let c = 1e300;
  let d = 1 / ((a / (a + 1)) * lambda);
  let h = d;
  for (let n = 1; n < 100000; n++) {
    const even = a + 2 * n - 1;
    const ratio = x / even;
    const numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * ratio * ratio;
    const denominator = n + (n * (b - n) * x) / even + ((a + n) / (a + 2 * n + 1)) * (lambda + n * (1 + y));
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const change = c * d;
    h *= change;
    if (change - 1 < 4e-16 && change - 1 > -4e-16) break;
  }
  factor = scale * h;
}

/** 1 - I_y(b, a) = (1 - u) - u · b Σ …, with u = y^b Γ(a + b) / (Γ(a) Γ(1 + b)), neither part losing digits. */
function complementForSmallB(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  setPrefactor(a, b, x, xLow, y, yLow);
  scale *= expOfSum(exponent, exponentLow);
  exponent = 0;
  exponentLow = 0;
  const logU = b * log(y) + logGammaDifference(a, b) - logGamma1p(b);
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 200; n++) {
    term *= ((n - a) / n) * y;
    const change = term / (b + n);
    sum += change;
    if (change < 1e-18 && change > -1e-18) break;
  }
  factor = -expm1(logU) - exp(logU) * b * sum;
}

/** I / prefactor = (1 / y) ∫ exp((a - 1) log(1 - s) + (b - 1) log(1 + s x / y)) ds from 0 to 1. */
function byQuadrature(a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  setPrefactor(a, b, x, xLow, y, yLow);
  const odds = x / y;
  const slope = balance / y - 1 + odds;
  const end = quadratureEnd(a - 1, b - 1, odds, slope);
  const { nodes, weights } = gaussLegendre(POINTS);
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const s = 0.5 * end * (1 + nodes[i]!);
    const bend = (a - 1) * minusLog1pExcess(-s) + (b - 1) * minusLog1pExcess(s * odds);
    sum += weights[i]! * exp(-slope * s - bend);
  }
  factor = (scale * 0.5 * end * sum) / y;
}

/** An s beyond which the exponent is below -40, from log(1 - s) <= -s - s²/2 and log(1 + v) <= v (6 + v) / (6 + 4 v). */
function quadratureEnd(a: number, b: number, odds: number, slope: number): number {
  let end = 1;
  for (let round = 0; round < 3; round++) {
    const bend = a / 2 + (b * odds * odds) / (2 + (4 / 3) * odds * end);
    end = Math.min(1, (Math.sqrt(slope * slope + 160 * bend) - slope) / (2 * bend));
  }
  return end;
}

let shapeA = 1;
let shapeB = 1;
let target = 0;
let wantLower = true;

/**
 * The x with I_x(a, b) = p (side "lower") or 1 - I_x(a, b) = p (side "upper"), as out[0], with 1 - x as out[1].
 * Halley's method for the logarithm of the tail in the logarithm of the smaller of x and 1 - x, inside a bracket.
 * @param near odds x / (1 - x) near the solution, where the caller has them.
 */
export function inverseIncompleteBeta(
  a: number,
  b: number,
  p: number,
  side: "lower" | "upper",
  out: Float64Array,
  near = 0,
): void {
  if (p <= 0 || p >= 1) {
    out[0] = p <= 0 === (side === "lower") ? 0 : 1;
    out[1] = 1 - out[0];
    return;
  }
  wantLower = (side === "lower") === p <= 0.5;
  target = p <= 0.5 ? p : 1 - p;
  const odds = near > 0 ? near : startingOdds(a, b);
  const isSmall = solveSmaller(a, b, odds, odds <= 1, out);
  // A start on the wrong side of one half would cost the digits of the smaller part.
  if (!isSmall) solveSmaller(a, b, 1, odds > 1, out);
}

/** Solves for x, or for 1 - x; whether that one came out as the smaller of the two, or nearly. */
function solveSmaller(a: number, b: number, odds: number, isX: boolean, out: Float64Array): boolean {
  const isWanted = wantLower;
  shapeA = isX ? a : b;
  shapeB = isX ? b : a;
  if (!isX) wantLower = !wantLower;
  const share = isX ? odds / (1 + odds) : 1 / (1 + odds);
  const found = invertTail(evaluateTail, Math.min(0.999, Math.max(1e-300, share)), 0, 1, wantLower);
  wantLower = isWanted;
  out[0] = isX ? found : 1 - found;
  out[1] = isX ? 1 - found : found;
  return found < 0.75;
}

function evaluateTail(x: number, point: TailPoint): void {
  const y = 1 - x;
  evaluate(shapeA, shapeB, x, 0, y, sumError(1, -x, y));
  setTailPoint(point, isLower === wantLower, exponent, exponentLow, factor, scale / y, target);
  point.bend = shapeA - (shapeB - 1) * (x / y);
}

/**
 * Odds near the solution: Carter's normal approximation to Fisher's z (Abramowitz and Stegun 26.5.22) for shapes
 * above 1, else the density as a power of x below the mean and as a power of 1 - x above it.
 */
function startingOdds(a: number, b: number): number {
  if (a > 1 && b > 1) {
    const z = wantLower ? standardNormalQuantile(target) : -standardNormalQuantile(target);
    const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
    const l = (z * z - 3) / 6;
    const w = (z * Math.sqrt(Math.max(0, h + l))) / h + (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (l + 5 / 6 - 2 / (3 * h));
    return (a / b) * exp(2 * w);
  }
  const lower = exp(-a * log1p(b / a)) / a;
  const upper = exp(-b * log1p(a / b)) / b;
  const whole = lower + upper;
  const below = wantLower ? target : 1 - target;
  if (below * whole < lower) return oddsOfPower((log(a * below) + log(whole)) / a);
  return 1 / oddsOfPower((log(b * (wantLower ? 1 - target : target)) + log(whole)) / b);
}

/** x / (1 - x) of x = e^logX. */
function oddsOfPower(logX: number): number {
  const x = exp(Math.min(-0.001, Math.max(-690, logX)));
  return x / (1 - x);
}

const TINY = 1e-280;
const POINTS = 32;
const INVERSE_SQRT_2PI = 0.3989422804014327;
