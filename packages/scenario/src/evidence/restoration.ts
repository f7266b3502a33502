import type { Prior } from "@rekindle/cohort";
import { priorMedian, priorQuantile } from "@rekindle/cohort";
import type { Pooled } from "@rekindle/evidence";
import { genotypes, poolToPrior } from "@rekindle/evidence";
import { InvalidInput } from "@rekindle/stats";
import type { PoolGroup, PoolResult, RestorationPrior } from "../result.ts";
import type { Scenario } from "../schema/scenario-schema.ts";

type Population = Scenario["population"];
type FromPool = Extract<Population["restoration"], { readonly from: string }>;

/**
 * The restoration prior of each genotype of the population. Stated priors are taken as they are. From a pool by genotype, a genotype
 * takes the estimate of its group in the evidence's vocabulary; one that has no group there takes that of the other genotypes; and
 * where a group has no estimate, that of the other genotypes, then of the studies that were not split. The result says which.
 * @throws InvalidInput if the pool has no estimate for a genotype by any of these rules.
 */
export function restorationPriors(population: Population, pools: readonly PoolResult[]): readonly RestorationPrior[] {
  const { restoration } = population;
  const names = Object.keys(population.genotypes);
  if (!isFromPool(restoration)) return names.map((genotype) => stated(genotype, restoration[genotype]!));
  const source = pools.find((pool) => pool.id === restoration.from)!;
  const found = names.map((genotype) => fromPool(genotype, source, restoration.uncertainty));
  const issues = names.flatMap((genotype, i) => (found[i] === undefined ? [noEstimate(genotype, source)] : []));
  if (issues.length > 0) throw new InvalidInput(issues);
  return found.filter((prior) => prior !== undefined);
}

function isFromPool(restoration: Population["restoration"]): restoration is FromPool {
  return typeof (restoration as FromPool).from === "string";
}

function stated(genotype: string, prior: Prior): RestorationPrior {
  return { genotype, ...summaryOf(prior), origin: "stated in the scenario", borrowed: false };
}

function fromPool(
  genotype: string,
  source: PoolResult,
  uncertainty: FromPool["uncertainty"],
): RestorationPrior | undefined {
  const vocabulary: Readonly<Record<string, { readonly group: string }>> = genotypes;
  const own = Object.hasOwn(vocabulary, genotype) ? vocabulary[genotype]!.group : undefined;
  for (const group of [own, "other", "unselected"]) {
    const chosen = source.groups.find((each) => each.group === group);
    const prior = chosen === undefined ? undefined : priorOf(chosen.models.binomialNormal, uncertainty);
    if (chosen === undefined || prior === undefined) continue;
    const borrowed = group !== genotype;
    return { genotype, ...summaryOf(prior), origin: originOf(chosen, { source, uncertainty, borrowed }), borrowed };
  }
  return undefined;
}

/** A pooled rate as a prior; undefined if the pool does not say so much. */
function priorOf(pooled: Pooled, uncertainty: FromPool["uncertainty"]): Prior | undefined {
  try {
    const prior = poolToPrior(pooled, { for: uncertainty === "prediction" ? "newStudy" : "mean" });
    return uncertainty === "point" ? { kind: "point", value: priorMedian(prior) } : prior;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function originOf(
  chosen: PoolGroup,
  how: { readonly source: PoolResult; readonly uncertainty: FromPool["uncertainty"]; readonly borrowed: boolean },
): string {
  const words = {
    mean: "pooled mean",
    prediction: "prediction for a new study",
    point: "pooled mean, held to be known",
  };
  const why = how.borrowed ? "; this genotype has no estimate of its own" : "";
  return `pool ${how.source.id}, group ${chosen.label}: ${words[how.uncertainty]} by the binomial-normal model${why}`;
}

function summaryOf(prior: Prior): Pick<RestorationPrior, "prior" | "median" | "lower" | "upper"> {
  return { prior, median: priorMedian(prior), lower: priorQuantile(prior, 0.025), upper: priorQuantile(prior, 0.975) };
}

function noEstimate(genotype: string, source: PoolResult) {
  return {
    kind: "noEstimate",
    path: ["population", "restoration", "from"],
    message: `the pool ${JSON.stringify(source.id)} has no estimate for genotype ${JSON.stringify(genotype)}`,
    hint: "state a prior for each genotype instead",
  };
}
