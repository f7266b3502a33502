import { createStream, drawPrior, log, openStream, type Seed, streamFamily } from "@rekindle/stats";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ParameterValues } from "../parameters/index.ts";
import type { Population } from "../population.ts";
import { priorMedian } from "../prior.ts";
import type { Protocol } from "../protocol.ts";
import { type Schedule, visitDaysOf } from "../schedule.ts";
import { type CourseTable, tabulateCourse } from "./course-table.ts";
import { type Follow, prepareFollowUp } from "./follow-up.kernel.ts";
import { type PeopleDraw, preparePeople } from "./people.kernel.ts";
import { prepareTreatment, type Treat } from "./radioiodine.kernel.ts";
import { gainLaw } from "./uptake-law.ts";

/** Everything checked that a simulation needs. */
export interface ModelSetting {
  readonly population: Population;
  readonly protocols: readonly Protocol[];
  readonly catalogue: Catalogue;
  readonly values: ParameterValues;
  readonly schedule: Schedule;
  readonly parameterUncertainty: "fixed" | "drawn";
}

/** A model ready to run: tables and streams made once, nothing allocated per replicate. */
export interface Model {
  readonly genotypes: readonly string[];
  readonly visitDays: readonly number[];
  readonly courses: readonly CourseTable[];
  readonly draw: PeopleDraw;
  readonly treat: Treat;
  readonly follow: Follow;
  /** Median gain of each genotype's reference course in this replicate, or for one patient of it; the array is reused. */
  readonly gains: (replicate: number, patient?: number) => Float64Array;
}

/** Prepares a model; the seed and the population's namespace alone decide its random numbers. */
export function prepareModel(setting: ModelSetting, seed: Seed): Model {
  const { population, catalogue, values, schedule } = setting;
  const genotypes = Object.keys(population.genotypes);
  const visitDays = visitDaysOf(schedule);
  const untreated = Float64Array.from(genotypes, (name) =>
    log(catalogue.genotypes.get(name)!.untreatedUptake.value / 100),
  );
  const tables = { genotypes, catalogue, values, visitDays };
  return {
    genotypes,
    visitDays,
    courses: setting.protocols.map((protocol) => tabulateCourse(protocol, tables)),
    draw: preparePeople(seed, population.namespace, cumulative(Object.values(population.genotypes)), values),
    treat: prepareTreatment(seed, population.namespace, untreated, values),
    follow: prepareFollowUp(seed, population.namespace, schedule.responseAtDay ?? -1, values),
    gains: prepareGains(setting, genotypes, untreated, seed),
  };
}

function prepareGains(
  setting: ModelSetting,
  genotypes: readonly string[],
  untreated: Float64Array,
  seed: Seed,
): Model["gains"] {
  const { population, values, parameterUncertainty } = setting;
  const priors = genotypes.map((name) => population.restoration[name]!);
  const gainOf = Array.from(untreated, (logUptake) => gainLaw(logUptake, values));
  const gains = Float64Array.from(priors, (prior, g) => gainOf[g]!(priorMedian(prior)));
  if (parameterUncertainty === "fixed") return () => gains;
  const stream = createStream();
  const families = genotypes.map((name) => streamFamily(seed, population.namespace, `restoration ${name}`));
  return (replicate, patient = 0) => {
    for (let g = 0; g < priors.length; g++) {
      openStream(stream, families[g]!, replicate, patient);
      gains[g] = gainOf[g]!(drawPrior(priors[g]!, stream));
    }
    return gains;
  };
}

/** Running sums, the last being 1 whatever the rounding of the shares. */
function cumulative(shares: readonly number[]): Float64Array {
  let sum = 0;
  const sums = Float64Array.from(shares, (share) => (sum += share));
  const lastUsed = shares.findLastIndex((share) => share > 0);
  for (let g = lastUsed; g < sums.length; g++) sums[g] = 1;
  return sums;
}
