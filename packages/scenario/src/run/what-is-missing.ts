import type { ScenarioResult } from "../result.ts";

/** What a scenario asked for and could not be estimated, in words. A pool counts as missing if neither model has a mean. */
export function whatIsMissing({ pools, trials }: Pick<ScenarioResult, "pools" | "trials">): readonly string[] {
  const emptyPools = pools.flatMap(({ id, groups }) =>
    groups.flatMap(({ label, models: { binomialNormal, inverseVariance } }) => {
      if (binomialNormal.mean.kind === "estimated" || inverseVariance.mean.kind === "estimated") return [];
      return [`pool ${id}, ${label}: ${binomialNormal.mean.reason}`];
    }),
  );
  const untested = trials.flatMap(({ id, cells }) =>
    cells.flatMap(({ condition, hypothesis, characteristics: { replicates, notEstimable } }) => {
      const without = Object.values(notEstimable).reduce((sum, count) => sum + count, 0);
      if (without < replicates) return [];
      const setting = Object.entries(condition).map(([path, value]) => `${path} = ${value}`);
      const reasons = Object.keys(notEstimable).join("; ");
      return [`trial ${id} (${[hypothesis, ...setting].join(", ")}): no replicate could be tested: ${reasons}`];
    }),
  );
  return [...emptyPools, ...untested];
}
