import type { Pooled, PooledEstimate } from "@rekindle/evidence";
import type { PooledModels, PoolGroup, PoolResult, ScenarioResult } from "../result.ts";
import type { Row } from "./columns.ts";

/** One row per pool, group, tier set and model. */
export function poolRows({ pools }: Pick<ScenarioResult, "pools">): readonly Row[] {
  return pools.flatMap((pool) => pool.groups.flatMap((group) => groupRows(pool, group)));
}

function groupRows(pool: PoolResult, group: PoolGroup): readonly Row[] {
  const rowsOf = (tiers: string, models: PooledModels): readonly Row[] =>
    [models.binomialNormal, models.inverseVariance].map((pooled) => poolRow(pool, group, tiers, pooled));
  const { withoutTierB } = group;
  const sensitivity = withoutTierB?.kind === "pooled" ? rowsOf("A", withoutTierB.models) : [];
  return [...rowsOf(pool.tiers.join("+"), group.models), ...sensitivity];
}

function poolRow(pool: PoolResult, group: PoolGroup, tiers: string, pooled: Pooled): Row {
  const { I2, tau2, heterogeneity } = pooled;
  return {
    pool: pool.id,
    endpoint: pool.endpoint,
    denominator: pool.denominator,
    timing: timingWord(pool.timing),
    group: group.group,
    tiers,
    model: pooled.model,
    studies: pooled.studies.length,
    events: pooled.events,
    n: pooled.n,
    ...estimateFields("mean", pooled.mean),
    ...estimateFields("marginalMean", pooled.marginalMean),
    ...estimateFields("prediction", pooled.prediction),
    tau2: tau2?.value,
    I2: I2?.value,
    heterogeneityP: heterogeneity?.pValue,
    method: pooled.method,
    warnings: pooled.warnings.join("; "),
  };
}

export function timingWord(timing: PoolResult["timing"]): string {
  return typeof timing === "string" ? timing : `day ${timing.day}`;
}

export function estimateFields(name: string, estimate: PooledEstimate | undefined): Row {
  const found = estimate?.kind === "estimated" ? estimate : undefined;
  return {
    [name]: found?.value,
    [`${name}Lower`]: found?.interval.lower,
    [`${name}Upper`]: found?.interval.upper,
  };
}

/** One row per study (or stratum of one) of every pool. */
export function studyRows({ pools }: Pick<ScenarioResult, "pools">): readonly Row[] {
  return pools.flatMap((pool) =>
    pool.groups.flatMap(({ group, models }) =>
      models.inverseVariance.studies.map((study) => ({
        pool: pool.id,
        group,
        study: study.id,
        label: study.label,
        events: study.events,
        n: study.n,
        proportion: study.proportion,
        lower: study.interval.lower,
        upper: study.interval.upper,
        inverseVarianceWeight: study.weight,
      })),
    ),
  );
}

/** One row per genotype of the population. */
export function restorationRows({ restoration }: ScenarioResult): readonly Row[] {
  return restoration.map(({ genotype, median, lower, upper, borrowed, origin }) => ({
    genotype,
    median,
    lower,
    upper,
    borrowed,
    origin,
  }));
}
