import type { Library } from "@rekindle/evidence";
import type { PoolResult, PublishedRangeResult } from "../result.ts";
import type { ScenarioPool } from "../schema/scenario-schema.ts";
import { publishedRanges } from "./published-ranges.ts";
import { runPool } from "./run-pools.ts";

/** The pools that anyone asks of the evidence first. */
const usualPools: Readonly<Record<string, ScenarioPool>> = {
  restoration: { title: "Uptake restored", endpoint: { kind: "restoration" }, denominator: "evaluable" },
  restorationByGenotype: {
    title: "Uptake restored, by tumour genotype",
    endpoint: { kind: "restoration" },
    denominator: "evaluable",
    by: "genotype",
  },
  responseAt6Months: {
    title: "Objective response at 6 months",
    endpoint: { kind: "response" },
    denominator: "evaluable",
    timing: "sixMonths",
  },
  bestResponse: {
    title: "Best objective response",
    endpoint: { kind: "response" },
    denominator: "evaluable",
    timing: "best",
  },
};

/**
 * Pools an evidence file without a scenario: uptake restored, over all and by genotype, and response at 6 months and at best, each
 * by both models; beside them the ranges that others published.
 * @throws InvalidInput if the evidence has no counts for one of them.
 * @example poolEvidence(library).pools[0].groups[0].models.binomialNormal.mean
 */
export function poolEvidence(library: Library): {
  readonly pools: readonly PoolResult[];
  readonly publishedRanges: readonly PublishedRangeResult[];
} {
  const pools = Object.entries(usualPools).map(([id, recipe]) => runPool(id, recipe, library));
  return { pools, publishedRanges: publishedRanges(library, pools) };
}
