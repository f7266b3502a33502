import type { Truth } from "@rekindle/trial";
import type { CellRecipe } from "./cells.ts";
import type { ObservedOutcomes } from "./observed-outcomes.kernel.ts";

/**
 * What is true of a cell's outcomes as far as a formula can use it: response rates by genotype, or one hazard ratio over follow-up,
 * both of the cell's own simulated patients. Under the null both arms are one.
 */
export function observedTruth({ cohort, spec, hypothesis }: CellRecipe, observed: ObservedOutcomes): Truth {
  const arms = hypothesis === "null" ? bothArms(observed) : observed;
  if (spec.endpoint.kind === "response") return responseTruth(Object.keys(cohort.population.genotypes), arms);
  return { kind: "hazardRatio", hazardRatio: mantelHaenszelHazardRatio(arms) };
}

/** Each arm with the patients of both: they are on the same protocol. */
function bothArms(observed: ObservedOutcomes): ObservedOutcomes {
  const pool = (counts: readonly number[]): readonly number[] => {
    const half = counts.length / 2;
    return counts.map((count, i) => count + counts[i < half ? i + half : i - half]!);
  };
  const { patients, analysed, responses, events, others } = observed;
  return {
    patients: pool(patients),
    analysed: pool(analysed),
    responses: pool(responses),
    events: pool(events),
    others: pool(others),
  };
}

/** Response rates among those in the denominator, by genotype; genotypes without patients are left out. */
function responseTruth(names: readonly string[], { patients, analysed, responses }: ObservedOutcomes): Truth {
  const strata = names.length;
  const rate = (at: number) => (responses[at] === 0 ? 0 : responses[at]! / analysed[at]!);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const total = sum(patients);
  return {
    kind: "bernoulli",
    strata: names.flatMap((name, s) => {
      const weight = (patients[s]! + patients[strata + s]!) / total;
      return weight === 0 ? [] : [{ name, weight, control: rate(s), experimental: rate(strata + s) }];
    }),
    evaluable: sum(analysed) / total,
  };
}

/**
 * Hazard ratio of experimental to control over all of follow-up, of events seen at visits: Σ d₁n₀/n over Σ d₀n₁/n.
 * Source: Rothman, Greenland, Lash, Modern Epidemiology (2008), chapter 15, the Mantel-Haenszel rate ratio, with people at risk at
 * each visit in place of person-time.
 */
function mantelHaenszelHazardRatio({ events, others }: ObservedOutcomes): number {
  const visits = events.length / 2;
  const leaving = (arm: 0 | 1) => [...events, ...others].filter((_, i) => i % (2 * visits) < visits === (arm === 0));
  let [n0, n1] = ([0, 1] as const).map((arm) => leaving(arm).reduce((sum, count) => sum + count, 0)) as [
    number,
    number,
  ];
  let numerator = 0;
  let denominator = 0;
  for (let k = 0; k < visits && n0 + n1 > 0; k++) {
    const [d0, d1] = [events[k]!, events[visits + k]!];
    numerator += (d1 * n0) / (n0 + n1);
    denominator += (d0 * n1) / (n0 + n1);
    n0 -= d0 + others[k]!;
    n1 -= d1 + others[visits + k]!;
  }
  return numerator / denominator;
}
