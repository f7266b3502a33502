import type { TwoByTwo } from "./two-by-two.ts";
import { expectedCells, fourCells } from "./expected-cells.ts";

/** Margins of a 2 × 2 table and the observed count of its first cell. */
export interface ConditionalLaw {
  readonly least: number;
  readonly most: number;
  readonly observed: number;
  readonly n1: number;
  readonly n2: number;
  readonly events: number;
}

/** Sums of Fisher's noncentral hypergeometric law at one odds ratio, relative to the weight of one count. */
export interface ConditionalSums {
  above: number;
  at: number;
  below: number;
  /** Σ (k - observed) P(k). */
  gap: number;
  /** Σ (k - observed)² P(k). */
  square: number;
}

export function conditionalLaw({ experimental, control }: TwoByTwo): ConditionalLaw {
  const { events: observed, n: n1 } = experimental;
  const { n: n2 } = control;
  const events = observed + control.events;
  return { least: Math.max(0, events - n2), most: Math.min(n1, events), observed, n1, n2, events };
}

export function conditionalSums(): ConditionalSums {
  return { above: 0, at: 0, below: 0, gap: 0, square: 0 };
}

const cells = fourCells();

/**
 * Weights by ratios outwards from the mode until they no longer count: no logarithm of a large factorial, and as many steps as the law is
 * wide rather than as there are counts.
 */
export function sumConditional(law: ConditionalLaw, psi: number, out: ConditionalSums): ConditionalSums {
  const { least, most, observed, n1, n2, events } = law;
  const free = n2 - events;
  const mode = Math.max(least, Math.min(most, Math.floor(expectedCells(n1, n2, events, psi, cells).a)));
  out.above = 0;
  out.at = 0;
  out.below = 0;
  out.gap = 0;
  out.square = 0;
  const add = (k: number, weight: number): void => {
    if (k > observed) out.above += weight;
    else if (k < observed) out.below += weight;
    else out.at += weight;
    const distance = k - observed;
    out.gap += distance * weight;
    out.square += distance * distance * weight;
  };
  add(mode, 1);
  let total = 1;
  for (let k = mode, weight = 1; k < most; k++) {
    weight *= ((n1 - k) / (k + 1)) * ((events - k) / (free + k + 1)) * psi;
    if (weight < 1e-22 * total) break;
    add(k + 1, weight);
    total += weight;
  }
  for (let k = mode, weight = 1; k > least; k--) {
    weight *= ((k / (n1 - k + 1)) * ((free + k) / (events - k + 1))) / psi;
    if (weight < 1e-22 * total) break;
    add(k - 1, weight);
    total += weight;
  }
  out.above /= total;
  out.at /= total;
  out.below /= total;
  out.gap /= total;
  out.square /= total;
  return out;
}
