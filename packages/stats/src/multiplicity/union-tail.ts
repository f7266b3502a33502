import { standardNormalSf } from "../distributions/normal.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { integratePieces, stepMarks } from "../multivariate/integrate-pieces.ts";
import { scaleConstant, scaleExponent } from "../special/log-chi-scale.ts";
import type { Integral } from "../numerics/integrate.ts";

/** `count` coordinates X = loading · Z + rest · E with one limit; Z is shared by all coordinates, loading² + rest² = 1, rest above 0. */
export interface SharedCoordinates {
  readonly limit: number;
  readonly loading: number;
  readonly rest: number;
  readonly count: number;
}

export interface UnionLaw {
  /** The event is that some X is above its limit, or some |X|. */
  readonly tails: "upper" | "both";
  /** Of t; normal without. From 1. */
  readonly df?: number;
}

/**
 * P(some coordinate is beyond its limit) = ∫ φ(z) (1 - Π P(X within its limit | z)) dz, after C. W. Dunnett and M. Sobel (1955), as the
 * integral of the complement, so that small probabilities keep their digits. For t also over the common scale, likewise by the
 * trapezoidal rule, around where the tail has its mass.
 * @returns the error as what the rule has left plus rounding, both of which shrink with the probability.
 */
export function unionTail(coordinates: readonly SharedCoordinates[], { tails, df }: UnionLaw): Integral {
  // A limit that is no double is never passed.
  const reached = coordinates.filter(({ limit }) => limit < Infinity);
  if (reached.length === 0) return { value: 0, error: 5e-324 };
  return df === undefined ? normalUnion(reached, 1, tails, CHECKED) : tUnion(reached, df, tails);
}

/** Beyond it a normal tail is no double. */
const FAR = 39;

/** A step of w standard deviations of the narrowest feature leaves exp(-2π² / w²): e^-24, squared twice by one halving, or e^-46. */
const CHECKED = { width: 0.9, rounds: 5 };
const TRUSTED = { width: 0.65, rounds: 0 };

function normalUnion(
  all: readonly SharedCoordinates[],
  scale: number,
  tails: UnionLaw["tails"],
  rule: typeof CHECKED,
): Integral {
  const parts = all.filter(({ limit }) => limit * scale < FAR);
  if (parts.length === 0) return { value: 0, error: 0 };
  if (parts.some(({ limit }) => limit * scale < (tails === "both" ? 0 : -FAR))) return { value: 1, error: 0 };
  const isBoth = tails === "both";
  let from = Infinity;
  let to = -Infinity;
  let precision = 1;
  for (const { limit, loading, rest, count } of parts) {
    const centre = (isBoth ? Math.abs(loading) : loading) * Math.max(0, limit * scale);
    from = Math.min(from, centre - 9.5);
    to = Math.max(to, centre + 9.5);
    precision += (count * loading * loading) / (rest * rest);
  }
  // The integrand of both tails is even: half of it, with half a weight at 0, is as good as all.
  if (isBoth) from = 0;
  const f = (z: number): number => ROOT_TAU_INVERSE * exp(-0.5 * z * z) * exceeds(parts, scale, z, isBoth);
  // The Fourier transform of a product of φ and normal steps falls as exp(-ω² / 2 precision).
  const width = 1 / Math.sqrt(precision);
  const area =
    width > 0.02
      ? trapezoid(f, { from, to, count: Math.ceil((to - from) / (rule.width * width)), rounds: rule.rounds })
      : inPieces(f, { from, to, parts, scale });
  const factor = isBoth ? 2 : 1;
  const least = parts.reduce((most, { limit }) => Math.min(most, Math.abs(limit * scale)), FAR);
  return {
    value: Math.min(1, factor * area.value),
    error: factor * (area.error + area.value * (4e-15 + 4e-16 * least * least)),
  };
}

/** 1 - Π P(X within its limit | Z = z). */
function exceeds(parts: readonly SharedCoordinates[], scale: number, z: number, isBoth: boolean): number {
  let logWithin = 0;
  for (let i = 0; i < parts.length; i++) {
    const { limit, loading, rest, count } = parts[i]!;
    const upper = standardNormalSf((limit * scale - loading * z) / rest);
    const beyond = isBoth ? upper + standardNormalSf((limit * scale + loading * z) / rest) : upper;
    if (beyond >= 1) return 1;
    logWithin += count * log1p(-beyond);
  }
  return -expm1(logWithin);
}

interface Sharp {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly SharedCoordinates[];
  readonly scale: number;
}

function inPieces(f: (z: number) => number, { from, to, parts, scale }: Sharp): Integral {
  const marks = new Set<number>([-2, 0, 2]);
  let largest = 0;
  for (const { limit, loading, rest } of parts) {
    const at = limit * scale;
    largest = Math.max(largest, standardNormalSf(at));
    const steps = loading === 0 ? [] : stepMarks(at / loading, rest / Math.abs(loading));
    for (const mark of [...steps, loading * at - 2 * rest, loading * at, loading * at + 2 * rest]) {
      marks.add(mark);
      if (from === 0) marks.add(-mark);
    }
  }
  return integratePieces(f, { from, to, marks: [...marks], absolute: 1e-15 * largest });
}

/** Around v = 0, where log S = shift + v has the mass of the tail: there the exponent is that of the scale's density again. */
function tUnion(coordinates: readonly SharedCoordinates[], df: number, tails: UnionLaw["tails"]): Integral {
  const least = Math.max(0, Math.min(...coordinates.map(({ limit }) => limit)));
  const ratio = least / Math.sqrt(df);
  const shift = ratio > 1e8 ? -log(ratio) : -0.5 * log1p(ratio * ratio);
  // The exponent is then below -60, which also covers what a tail of up to √df standard deviations varies besides its exponential.
  const reach = 60 / df;
  const from = -Math.min(reach + 0.5, 1.5 * Math.sqrt(reach) + reach);
  const to = reach < 1 ? Math.sqrt(reach) : 1 + 0.5 * log(1 + 2 * reach);
  const constant = scaleConstant(df);
  const most = coordinates.reduce((sum, { count }) => sum + count, 0) * (tails === "both" ? 2 : 1);
  let inner = 0;
  const at = (v: number, negligible: number, rule: typeof CHECKED): number => {
    const density = exp(constant + df * scaleExponent(shift + v));
    const scale = exp(shift + v);
    if (density * Math.min(1, most * standardNormalSf(least * scale)) <= negligible) return 0;
    const { value, error } = normalUnion(coordinates, scale, tails, rule);
    if (value > 0) inner = Math.max(inner, Math.min(1, error / value));
    return density * value;
  };
  // The inner rule is checked where the mass is, and trusted with a finer step elsewhere.
  const negligible = 1e-19 * at(0, 0, CHECKED);
  const g = (v: number): number => at(v, negligible, TRUSTED);
  const area = trapezoid(g, { from, to, count: 48, rounds: 9 });
  return { value: Math.min(1, area.value), error: area.error + area.value * (inner + 2e-14) };
}

interface Rule {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly rounds: number;
}

function trapezoid(f: (x: number) => number, { from, to, count: first, rounds }: Rule): Integral {
  let count = Math.max(24, first);
  let step = (to - from) / count;
  let sum = (f(from) + f(to)) / 2;
  for (let i = 1; i < count; i++) sum += f(from + i * step);
  let value = sum * step;
  if (rounds === 0) return { value, error: 0 };
  let change = Infinity;
  for (let round = 0; round < rounds && change > 1e-10 * value; round++) {
    for (let i = 0; i < count; i++) sum += f(from + (i + 0.5) * step);
    count *= 2;
    step /= 2;
    change = Math.abs(sum * step - value);
    value = sum * step;
  }
  // For analytic functions a halved step squares the relative error, so that the last change is far above what is left.
  return { value, error: change > 1e-10 * value ? change : 1e-4 * change };
}

const ROOT_TAU_INVERSE = 0.3989422804014327;
