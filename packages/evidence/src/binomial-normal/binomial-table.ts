import { logGamma } from "@rekindle/stats";

/** Distinct (events, n) pairs with how often each occurs, sorted, so that a likelihood neither depends on order nor repeats work. */
export interface BinomialTable {
  readonly events: Float64Array;
  readonly n: Float64Array;
  readonly times: Float64Array;
  readonly studies: number;
  readonly totalEvents: number;
  readonly totalN: number;
}

interface Row {
  readonly events: number;
  readonly n: number;
}

export function binomialTable(rows: readonly Row[]): BinomialTable {
  const sorted = rows.toSorted((a, b) => a.n - b.n || a.events - b.events);
  const distinct: { events: number; n: number; times: number }[] = [];
  for (const { events, n } of sorted) {
    const last = distinct.at(-1);
    if (last !== undefined && last.n === n && last.events === events) last.times += 1;
    else distinct.push({ events, n, times: 1 });
  }
  return {
    events: Float64Array.from(distinct, (row) => row.events),
    n: Float64Array.from(distinct, (row) => row.n),
    times: Float64Array.from(distinct, (row) => row.times),
    studies: rows.length,
    totalEvents: rows.reduce((sum, row) => sum + row.events, 0),
    totalN: rows.reduce((sum, row) => sum + row.n, 0),
  };
}

/** Sum of the logs of the binomial coefficients, which the likelihood kernel leaves out. */
export function logCoefficients({ events, n, times }: BinomialTable): number {
  let sum = 0;
  for (let i = 0; i < n.length; i++) {
    const x = events[i]!;
    sum += times[i]! * (logGamma(n[i]! + 1) - logGamma(x + 1) - logGamma(n[i]! - x + 1));
  }
  return sum;
}
