import type { PooledModels, PoolResult } from "@rekindle/scenario";
import { grouped, percent, percentLevel } from "@rekindle/plots";

export type Pooled = PooledModels["binomialNormal"];
type PooledEstimate = Pooled["mean"];

const endpointNames: Readonly<Record<PoolResult["endpoint"], { readonly noun: string; readonly events: string }>> = {
  restoration: { noun: "uptake restored", events: "Restored" },
  response: { noun: "objective response", events: "Responses" },
  responseOnDrugAlone: { noun: "objective response on the drug alone", events: "Responses" },
  responseAfterSecondCourse: { noun: "objective response after a second course", events: "Responses" },
  metabolicResponse: { noun: "metabolic response", events: "Responses" },
  thyroglobulinDecrease: { noun: "thyroglobulin decreased", events: "Decreased" },
  completeRemission: { noun: "complete remission", events: "Remissions" },
  grade3Toxicity: { noun: "toxicity of grade 3", events: "Grade 3" },
  grade4Toxicity: { noun: "toxicity of grade 4", events: "Grade 4" },
  grade3OrWorseToxicity: { noun: "toxicity of grade 3 or worse", events: "Grade 3+" },
  anaplasticTransformation: { noun: "anaplastic transformation", events: "Events" },
};

export function endpointNoun(pool: Pick<PoolResult, "endpoint">): string {
  return endpointNames[pool.endpoint].noun;
}

/** Head of a column of events. */
export function eventsTitle(pool: Pick<PoolResult, "endpoint">): string {
  return endpointNames[pool.endpoint].events;
}

/** `evaluable patients`, `treated patients`, … */
export function denominatorWords({ denominator }: Pick<PoolResult, "denominator">): string {
  return denominator === "mixed" ? "patients (mixed denominators)" : `${denominator} patients`;
}

/** `objective response at 6 months`, `best objective response`, `uptake restored`. */
export function endpointWords(pool: Pick<PoolResult, "endpoint" | "timing">): string {
  const noun = endpointNoun(pool);
  const { timing } = pool;
  if (timing === "notApplicable") return noun;
  if (timing === "best") return `best ${noun}`;
  if (timing === "beforeRadioiodine") return `${noun} before radioiodine`;
  if (timing === "mixed") return `${noun} at mixed times`;
  return `${noun} ${timing.day === 183 ? "at 6 months" : `at day ${timing.day}`}`;
}

/** `objective response at 6 months among evaluable patients`. */
export function poolSubject(pool: PoolResult): string {
  return `${endpointWords(pool)} among ${denominatorWords(pool)}`;
}

/** `65.5 % (95 % CI 50.1 to 78.2 %)`, or why there is none. */
export function rateWords(estimate: PooledEstimate): string {
  if (estimate.kind === "notEstimable") return `not estimable (${estimate.reason})`;
  const { lower, upper, level } = estimate.interval;
  return `${percent(estimate.value)}\u00A0% (${percentLevel(level).replace(" ", "\u00A0")} CI ${percent(lower)} to ${percent(upper)}\u00A0%)`;
}

/** `25 to 92 %`, or with another word between. */
export function rangeWords(lower: number, upper: number, between = "to"): string {
  return `${percent(lower, 0)} ${between} ${percent(upper, 0)}\u00A0%`;
}

/** `1 patient`, `10,000 patients`. */
export function patientsWords(count: number): string {
  return `${grouped(count)} ${count === 1 ? "patient" : "patients"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The first letter as a capital. */
export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `BRAF V600E`, `All patients`, `Other genotypes`: a genotype's name for readers. */
export function genotypeWords(name: string): string {
  if (name === "all") return "All patients";
  return name === "other" ? "Other genotypes" : name.replaceAll("_", " ");
}
