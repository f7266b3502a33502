import type { Pooled } from "../pooled.ts";
import type { BinomialCounts } from "../select/counts.ts";
import { clopperPearson, pooledStudy } from "../study-interval.ts";
import type { BinomialTable } from "./binomial-table.ts";
import { separateRatesTest } from "./separate-rates-test.ts";

/** Why a model with a spread between studies has nothing to estimate. */
type Situation =
  | { readonly kind: "oneStudy" }
  | { readonly kind: "allAtOneEnd"; readonly end: "0 %" | "100 %" }
  | { readonly kind: "onePatientEach" }
  | { readonly kind: "bothEnds" };

function situationOf(table: BinomialTable): Situation | undefined {
  const { events, n, studies, totalEvents, totalN } = table;
  if (studies === 1) return { kind: "oneStudy" };
  if (totalEvents === 0) return { kind: "allAtOneEnd", end: "0 %" };
  if (totalEvents === totalN) return { kind: "allAtOneEnd", end: "100 %" };
  if (n.every((size) => size === 1)) return { kind: "onePatientEach" };
  if (events.every((x, i) => x === 0 || x === n[i])) return { kind: "bothEnds" };
  return undefined;
}

/**
 * What can be said where the binomial-normal likelihood has no interior: the exact binomial of the patients taken together, or,
 * where every study is at one end or the other, nothing. Undefined if the model applies.
 *
 * With both ends, each factor of the likelihood is at most E[p] or 1 − E[p], which it reaches only as tau grows without bound; so
 * tau has no finite estimate.
 */
export function exactPool(rows: readonly BinomialCounts[], table: BinomialTable, level: number): Pooled | undefined {
  const situation = situationOf(table);
  if (situation === undefined) return undefined;
  const studies = rows.map((row) => pooledStudy(row, level));
  const base = { model: "binomialNormal", studies, events: table.totalEvents, n: table.totalN } as const;
  if (situation.kind === "bothEnds") {
    const reason = "every study is at 0 % or 100 %, so the spread between studies has no finite estimate";
    const none = { kind: "notEstimable", reason } as const;
    const heterogeneity = separateRatesTest(table);
    const method = "binomial-normal model, maximum likelihood";
    return { ...base, method, mean: none, marginalMean: none, prediction: none, heterogeneity, warnings: [reason] };
  }
  const { reason, method } = wordsFor(situation);
  const limits = clopperPearson(table.totalEvents, table.totalN, level);
  const interval = { ...limits, method: `Clopper-Pearson, ${method}` };
  const mean = { kind: "estimated", value: table.totalEvents / table.totalN, interval } as const;
  const warnings = situation.kind === "oneStudy" ? [] : [`${reason}; the interval takes all studies to share one rate`];
  const heterogeneity = situation.kind === "allAtOneEnd" ? { heterogeneity: separateRatesTest(table) } : {};
  return {
    ...base,
    method: `exact binomial, ${method}`,
    mean,
    prediction: { kind: "notEstimable", reason },
    ...heterogeneity,
    warnings,
  };
}

function wordsFor(situation: Exclude<Situation, { kind: "bothEnds" }>): {
  readonly reason: string;
  readonly method: string;
} {
  if (situation.kind === "oneStudy") {
    return { reason: "one study says nothing of the spread between studies", method: "one study" };
  }
  const method = "all patients together";
  if (situation.kind === "allAtOneEnd") {
    return { reason: `every study is at ${situation.end}, so nothing is known of the spread between studies`, method };
  }
  return { reason: "with one patient per study the spread between studies cannot be told from chance", method };
}
