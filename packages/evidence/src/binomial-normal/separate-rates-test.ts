import { chiSquared, log } from "@rekindle/stats";
import type { HeterogeneityTest } from "../pooled.ts";
import type { BinomialTable } from "./binomial-table.ts";

/** Twice the log-likelihood of a rate per study over that of one rate for all, as metafor's QE.LRT; doi:10.1002/sim.4040. */
export function separateRatesTest(table: BinomialTable): HeterogeneityTest {
  let statistic = 0;
  const pooled = table.totalEvents / table.totalN;
  for (let i = 0; i < table.n.length; i++) {
    const x = table.events[i]!;
    const rest = table.n[i]! - x;
    if (x > 0) statistic += 2 * table.times[i]! * x * log(x / table.n[i]! / pooled);
    if (rest > 0) statistic += 2 * table.times[i]! * rest * log(rest / table.n[i]! / (1 - pooled));
  }
  statistic = Math.max(0, statistic);
  const df = table.studies - 1;
  return { kind: "likelihood ratio", statistic, df, pValue: chiSquared({ df }).sf(statistic) };
}
