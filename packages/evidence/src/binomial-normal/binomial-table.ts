import { log, logGamma } from "@rekindle/stats";

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

/** Log-likelihood of a rate per study, with the binomial coefficients: what the likelihood kernel leaves out. */
export function saturatedLogLikelihood({ events, n, times }: BinomialTable): number {
  let sum = 0;
  for (let i = 0; i < n.length; i++) {
    const x = events[i]!;
    const rest = n[i]! - x;
    const coefficient = logGamma(n[i]! + 1) - logGamma(x + 1) - logGamma(rest + 1);
    const atOwnRate = (x > 0 ? x * log(x / n[i]!) : 0) + (rest > 0 ? rest * log(rest / n[i]!) : 0);
    sum += times[i]! * (coefficient + atOwnRate);
  }
  return sum;
}
