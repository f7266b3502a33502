import { exp } from "../elementary/exp.ts";
import { log1p } from "../elementary/log1p.ts";
import { pow } from "../elementary/pow.ts";
import { sumError } from "../numerics/two-term.ts";
import { betaLowerTwo, betaPrefactor, betaUpperTwo } from "../special/incomplete-beta.ts";

/** P(X >= x) for X ~ Bin(n, p); allocates nothing. */
export function upperTail(x: number, n: number, p: number): number {
  if (x <= 0) return 1;
  if (x > n) return 0;
  const q = 1 - p;
  return betaLowerTwo(x, n - x + 1, p, 0, q, sumError(1, -p, q));
}

/** P(X <= x) for X ~ Bin(n, p). */
export function lowerTail(x: number, n: number, p: number): number {
  if (x >= n) return 1;
  if (x < 0) return 0;
  const q = 1 - p;
  return betaUpperTwo(x + 1, n - x, p, 0, q, sumError(1, -p, q));
}

/** P(X = x) for X ~ Bin(n, p), 0 < p < 1. */
export function probabilityAt(x: number, n: number, p: number): number {
  const q = 1 - p;
  if (x === 0) return exp(n * log1p(-p));
  if (x === n) return pow(p, n);
  return betaPrefactor(x, n - x, p, 0, q, sumError(1, -p, q)) * (n / x / (n - x));
}
