import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { logGammaPrefactor } from "./incomplete-gamma.ts";

/**
 * Σ_j W_j · T(a + j), what the noncentral laws are made of: Poisson weights W_j = m^(j + c) e^-m / Γ(j + c + 1) times a tail of a gamma or
 * beta law. Neighbouring tails differ by a step, and both weights and steps follow recurrences; after D. Benton and K. Krishnamoorthy,
 * "Computing discrete mixtures of continuous distributions", Comput. Stat. Data Anal. 43 (2003) 249–267, doi:10.1016/S0167-9473(02)00283-9,
 * but each tail is summed in the direction in which it grows, from where nothing is left of it, so that nothing cancels.
 */
export interface PoissonMixture {
  /** Above 0. */
  readonly m: number;
  /** 0, or ½ for the odd terms of noncentral t. */
  readonly c: number;
  /** The shape at j = 0. */
  readonly a: number;
  /** Step(j + 1) / step(j) is (gain + gainPerShape · (a + j)) / (a + j + 1), of the density without the last 1. */
  readonly gain: number;
  readonly gainPerShape: number;
  readonly logLower: (j: number) => number;
  readonly logUpper: (j: number) => number;
  /** log (T_lower(a + j) - T_lower(a + j + 1)). */
  readonly logStep: (j: number) => number;
  readonly logDensity: (j: number) => number;
}

/** Terms below this part of the largest are left out. */
const NOTHING = 1e-18;
/** More terms than this mean has are summed by strides; below this gain the recurrences would leave the normal range. */
const MOST_BY_TERMS = 2e5;
const LEAST_GAIN = 1e-280;
const BIG = 1e100;
const LOG_BIG = 230.25850929940458;

/** log Σ W_j · lower tail, so that a tail below 1e-308 is still a number. */
export function logLowerMixture(law: PoissonMixture): number {
  if (!isByTerms(law)) return logByStrides(law, law.logLower);
  const { m, c, a, gain, gainPerShape } = law;
  let last = Math.max(0, Math.ceil(Math.min(m - c - 1, balance(law))));
  // A bound of the terms relative to that at the start: T(a + 1) / T(a) = E(X | X < x) gain / (a x).
  for (let left = 1; ; last++) {
    left *= (m / (last + c + 1)) * Math.min(1, (gain + gainPerShape * (a + last)) / (a + last));
    if (left < NOTHING) break;
  }
  return logSum(law, law.logLower(last), last, -1);
}

/** log Σ W_j · upper tail. */
export function logUpperMixture(law: PoissonMixture): number {
  if (!isByTerms(law)) return logByStrides(law, law.logUpper);
  const { m, c, a, gain, gainPerShape } = law;
  let first = Math.max(0, Math.floor(Math.max(m - c, balance(law) + 1)));
  // Downwards, T(a - 1) / T(a) = (a - 1) x / (gain E(X | X > x)).
  for (let left = 1; first > 0; first--) {
    const shape = a + first - 1;
    left *= ((first + c) / m) * Math.min(1, shape / (gain + gainPerShape * shape));
    if (left < NOTHING) break;
  }
  return logSum(law, law.logUpper(first), first, 1);
}

/** All terms from `start` in the direction in which the tail grows, in units of the first, made smaller when they leave the range of doubles. */
function logSum(law: PoissonMixture, logTail: number, start: number, direction: 1 | -1): number {
  const { m, c, a, gain, gainPerShape } = law;
  const isUp = direction > 0;
  let logUnit = logWeight(law, start) + logTail;
  let step = isUp || start > 0 ? exp(law.logStep(isUp ? start : start - 1) - logTail) : 0;
  let weight = 1;
  let tail = 1;
  let sum = 1;
  let before = 1;
  for (let j = start + direction; j >= 0; j += direction) {
    weight *= isUp ? m / (j + c) : (j + c + 1) / m;
    tail += step;
    const term = weight * tail;
    sum += term;
    // What follows is below a geometric series.
    if (term * term < NOTHING * sum * (before - term) || term === 0) break;
    before = term;
    step *= isUp ? (gain + gainPerShape * (a + j - 1)) / (a + j) : (a + j) / (gain + gainPerShape * (a + j - 1));
    // A weight that falls while the tail rises would vanish before their product does.
    if (tail > BIG && weight < 1) {
      tail /= BIG;
      step /= BIG;
      weight *= BIG;
    } else if (weight > BIG || tail > BIG) {
      const [byWeight, byTail] = [weight > BIG ? 1 / BIG : 1, tail > BIG ? 1 / BIG : 1];
      logUnit += (weight > BIG ? LOG_BIG : 0) + (tail > BIG ? LOG_BIG : 0);
      weight *= byWeight;
      tail *= byTail;
      step *= byTail;
      sum *= byWeight * byTail;
      before *= byWeight * byTail;
    }
  }
  return logUnit + log(sum);
}

/** log Σ W_j · density, from the largest term outwards. */
export function logDensityMixture(law: PoissonMixture): number {
  if (!isByTerms(law)) return logByStrides(law, law.logDensity);
  const { m, c, a, gain, gainPerShape } = law;
  const peak = Math.max(0, Math.round(balance(law)));
  let sum = 1;
  let term = 1;
  for (let j = peak; ; j++) {
    const ratio = (m / (j + c + 1)) * ((gain + gainPerShape * (a + j)) / (a + j));
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < NOTHING * sum * (1 - ratio)) break;
  }
  term = 1;
  for (let j = peak - 1; j >= 0; j--) {
    const ratio = ((j + c + 1) / m) * ((a + j) / (gain + gainPerShape * (a + j)));
    term *= ratio;
    sum += term;
    if (ratio < 1 && term * ratio < NOTHING * sum * (1 - ratio)) break;
  }
  return logWeight(law, peak) + law.logDensity(peak) + log(sum);
}

function isByTerms(law: PoissonMixture): boolean {
  const { m, gain } = law;
  return m < MOST_BY_TERMS && m > LEAST_GAIN && gain > LEAST_GAIN && balance(law) < MOST_BY_TERMS;
}

/** The j where m (gain + gainPerShape (a + j)) = (j + c + 1) (a + j), the larger root. */
function balance({ m, c, a, gain, gainPerShape }: PoissonMixture): number {
  const pull = m * gainPerShape;
  const half = a + c + 1 - pull;
  const gap = a - c - 1 + pull;
  const root = Math.sqrt(gap * gap + 4 * m * gain);
  return half > 0 ? (2 * (m * (gain + gainPerShape * a) - (c + 1) * a)) / (half + root) : 0.5 * (root - half);
}

function logWeight({ m, c }: PoissonMixture, j: number): number {
  return j + c === 0 ? -m : logGammaPrefactor(j + c, m);
}

/**
 * Term by term from their logarithms, and where they are many, by strides: the sum of a smooth bell of standard deviation σ over every hth term
 * misses 2 e^(-2 (π σ / h)²), here below 1e-100.
 */
function logByStrides(law: PoissonMixture, logTail: (j: number) => number): number {
  const logTerm = (j: number): number => logWeight(law, j) + logTail(j);
  const peak = largest(logTerm, law.m);
  const top = logTerm(peak);
  if (top === -Infinity) return -Infinity;
  const first = reach(logTerm, peak, top, -1);
  const last = reach(logTerm, peak, top, 1);
  const stride = Math.max(1, Math.floor((last - first) / STRIDES));
  let sum = 0;
  for (let j = first; j <= last; j += stride) sum += exp(logTerm(j) - top);
  return top + log(sum * stride);
}

const STRIDES = 160;

/** A whole j >= 0 with a term about as large as any, by doubling and then halving on a concave sequence. */
function largest(logTerm: (j: number) => number, m: number): number {
  let low = 0;
  let high = Math.max(1, Math.ceil(m));
  while (high < 1e18 && rises(logTerm, high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rises(logTerm, middle)) low = middle;
    else high = middle;
  }
  return logTerm(low) >= logTerm(high) ? low : high;
}

/** Over a fifth of a Poisson standard deviation: from one term to the next, the rounding of logarithms of 1e13 would decide. */
function rises(logTerm: (j: number) => number, j: number): boolean {
  const here = logTerm(j);
  return logTerm(j + Math.max(1, Math.floor(0.2 * Math.sqrt(j)))) > here || here === -Infinity;
}

/** The last j in one direction whose term is not yet e^-42 of the largest. */
function reach(logTerm: (j: number) => number, peak: number, top: number, direction: 1 | -1): number {
  let width = 1;
  let end = peak;
  while (end >= 0 && logTerm(end) > top - 42) {
    end += direction * width;
    width = Math.ceil(width * 1.3);
  }
  return Math.max(0, end);
}
