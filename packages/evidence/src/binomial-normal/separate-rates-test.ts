import { chiSquared, log } from "@rekindle/stats";
import type { HeterogeneityTest } from "../pooled.ts";
import type { BinomialTable } from "./binomial-table.ts";
import { binomialNormalLikelihood } from "./likelihood.kernel.ts";

/** Twice the log-likelihood of a rate per study over that of one rate for all, as metafor's QE.LRT; doi:10.1002/sim.4040. */
export function separateRatesTest(table: BinomialTable): HeterogeneityTest {
  const { totalEvents, totalN } = table;
  const atOneEnd = totalEvents === 0 || totalEvents === totalN;
  const common = log(totalEvents / (totalN - totalEvents));
  const statistic = atOneEnd ? 0 : Math.max(0, -2 * binomialNormalLikelihood(table, common, 0).value);
  const df = table.studies - 1;
  return { kind: "likelihood ratio", statistic, df, pValue: chiSquared({ df }).sf(statistic) };
}
