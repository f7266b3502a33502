import { asin, cos } from "@rekindle/stats";
import type { Rates } from "../analytic/exact-response-power.ts";

/**
 * The rates nearest to the given ones, in likelihood, among those that differ by `margin` (experimental minus control), with r
 * experimental patients per control patient. Closed form of the cubic equation: Farrington, Manning, Stat. Med. 9 (1990) 1447-1454,
 * doi:10.1002/sim.4780091208, appendix. With margin 0 both are the pooled rate.
 */
export function restrictedRates(
  rates: Rates,
  options: { readonly margin: number; readonly allocationRatio: number },
): Rates {
  const { control: p0, experimental: p1 } = rates;
  const { margin: d0, allocationRatio } = options;
  const theta = 1 / allocationRatio;
  const a = 1 + theta;
  const b = -(1 + theta + p1 + theta * p0 + d0 * (theta + 2));
  const c = d0 * d0 + d0 * (2 * p1 + theta + 1) + p1 + theta * p0;
  const d = -p1 * d0 * (1 + d0);
  const v = (b * b * b) / (27 * a * a * a) - (b * c) / (6 * a * a) + d / (2 * a);
  const u = (v < 0 ? -1 : 1) * Math.sqrt(Math.max(0, (b * b) / (9 * a * a) - c / (3 * a)));
  const ratio = u === 0 ? 0 : Math.max(-1, Math.min(1, v / (u * u * u)));
  const w = (Math.PI + (Math.PI / 2 - asin(ratio))) / 3;
  const least = Math.max(0, d0);
  const most = Math.min(1, 1 + d0);
  const experimental = Math.max(least, Math.min(most, 2 * u * cos(w) - b / (3 * a)));
  return { control: experimental - d0, experimental };
}
