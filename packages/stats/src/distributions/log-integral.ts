import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";

/**
 * log ∫ e^g over the line, for a g with one maximum and its slope, by the trapezoidal rule between where it has fallen to e^-42 of that.
 * @param steepness about 1 / the width of the bell; it costs time if it is wrong, no digits.
 */
export function logIntegral(g: (u: number) => number, slope: (u: number) => number, steepness: number): number {
  const peak = maximumOf(slope, 0.02 / (1 + steepness));
  const top = g(peak);
  if (top === -Infinity) return -Infinity;
  const left = peak - reach(g, peak, top, -1, 8 / steepness);
  const right = peak + reach(g, peak, top, 1, 8 / steepness);
  let count = 24;
  let step = (right - left) / count;
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += exp(g(left + i * step) - top);
  let area = sum * step;
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < count; i++) sum += exp(g(left + (i + 0.5) * step) - top);
    count *= 2;
    step /= 2;
    const finer = sum * step;
    const change = Math.abs(finer - area);
    area = finer;
    if (change <= 2e-14 * finer) break;
  }
  return top + log(area);
}

/** Near the maximum is enough: it only says where the bell is. */
function maximumOf(slope: (u: number) => number, precision: number): number {
  let low = -1;
  let high = 1;
  while (slope(low) < 0 && low > -1e5) low *= 2;
  while (slope(high) > 0 && high < 350) high *= 2;
  for (let i = 0; i < 60 && high - low > precision; i++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How far from the peak the integrand falls to e^-42 of it, roughly, on one side. */
function reach(g: (u: number) => number, peak: number, top: number, direction: 1 | -1, guess: number): number {
  const isInside = (width: number): boolean => g(peak + direction * width) > top - 42;
  let width = guess;
  if (isInside(width)) {
    do width *= 1.25;
    while (isInside(width));
    return width;
  }
  while (width > 1e-12 && !isInside(width / 1.4)) width /= 1.4;
  return width;
}
