import { chiSquared } from "@rekindle/stats";
import {
  inverseVarianceWeights,
  type LinearProblem,
  residualDf,
  traceP,
  type WeightedFit,
  weightedFit,
} from "../linear/weighted-fit.ts";
import type { HeterogeneityTest, Pooled } from "../pooled.ts";

/** Cochran's Q of the effects around their common mean, or around a regression. */
export function cochranQ(problem: LinearProblem): HeterogeneityTest {
  const { Q } = commonFit(problem);
  const df = residualDf(problem);
  return { kind: "Cochran's Q", statistic: Q, df, pValue: chiSquared({ df }).sf(Q) };
}

/** I2 and H2 from Q (Higgins & Thompson 2002, doi:10.1002/sim.1186), and I2 from tau2 and a typical sampling variance. */
export function inconsistency(
  problem: LinearProblem,
  tau2: number,
): Required<Pick<Pooled, "I2" | "I2FromTau2" | "H2">> {
  const common = commonFit(problem);
  const df = residualDf(problem);
  const typical = df / traceP(common);
  return {
    I2: { value: common.Q > df ? (common.Q - df) / common.Q : 0, definition: "from Q (Higgins and Thompson)" },
    I2FromTau2: { value: tau2 / (tau2 + typical), definition: "from tau2 and a typical sampling variance" },
    H2: { value: common.Q / df, definition: "Q / df" },
  };
}

function commonFit(problem: LinearProblem): WeightedFit {
  return weightedFit(problem, inverseVarianceWeights(problem, 0))!;
}
