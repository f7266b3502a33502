import { exp } from "@rekindle/stats";
import { type Catalogue, pairKey } from "../catalogue/catalogue.ts";
import type { ParameterValues } from "../parameters/index.ts";
import type { Protocol } from "../protocol.ts";
import { coursesOf } from "../protocol-check.ts";
import { inductionAfter } from "./uptake-law.ts";

/** A protocol as numbers, one entry per genotype of the population where they differ. */
export interface CourseTable {
  readonly durationDays: number;
  /** Gain reached at the end of the course, relative to the full gain of the genotype's reference course. */
  readonly relativeGain: Float64Array;
  readonly shrinkage: Float64Array;
  readonly growthBlock: Float64Array;
  readonly newLesionBlock: Float64Array;
  readonly gate: Protocol["gate"];
  readonly activity: Protocol["activity"];
  readonly timeline: Timeline;
}

/** The days on which something is computed: visits, and the end of the course; increasing. */
export interface Timeline {
  readonly day: Float64Array;
  readonly isVisit: Uint8Array;
  /** Days on drug until then, and days since the end of the course. */
  readonly onDays: Float64Array;
  readonly offDays: Float64Array;
  /** Part of the drug's shrinkage capacity that is reached. */
  readonly shrunk: Float64Array;
  /** Part of the killed tissue, scar apart, that is still there. */
  readonly uncleared: Float64Array;
}

/** Turns a checked protocol into numbers for these genotypes and visits. */
export function tabulateCourse(
  protocol: Protocol,
  setting: {
    readonly genotypes: readonly string[];
    readonly catalogue: Catalogue;
    readonly values: ParameterValues;
    readonly visitDays: readonly number[];
  },
): CourseTable {
  const effects = setting.genotypes.map((name) => courseEffect(protocol, name, setting.catalogue));
  const induction = inductionAfter(protocol.durationDays, setting.values);
  return {
    durationDays: protocol.durationDays,
    relativeGain: Float64Array.from(effects, (effect) => effect.relativeGain * induction),
    shrinkage: Float64Array.from(effects, (effect) => effect.shrinkage),
    growthBlock: Float64Array.from(effects, (effect) => effect.growthBlock),
    newLesionBlock: Float64Array.from(effects, (effect) => effect.newLesionBlock),
    gate: protocol.gate,
    activity: protocol.activity,
    timeline: timelineOf(protocol, setting.visitDays, setting.values),
  };
}

const noEffect = { relativeGain: 0, shrinkage: 0, growthBlock: 0, newLesionBlock: 0 };

function courseEffect(protocol: Protocol, genotypeName: string, catalogue: Catalogue): typeof noEffect {
  const genotype = catalogue.genotypes.get(genotypeName)!;
  const places = coursesOf(protocol.drugs, genotypeName);
  if (places.length === 0) return noEffect;
  const targets = places.flatMap((place) => catalogue.drugs.get(protocol.drugs[place]!.drug)!.targets);
  const effect = catalogue.effects.get(pairKey(targets, genotype.pathway))!;
  const reference = catalogue.effects.get(pairKey(genotype.referenceTargets, genotype.pathway))!;
  return {
    relativeGain: effect.logGain.value / reference.logGain.value,
    shrinkage: effect.shrinkage.value,
    growthBlock: effect.growthBlock.value,
    newLesionBlock: effect.newLesionBlock.value,
  };
}

function timelineOf(protocol: Protocol, visitDays: readonly number[], values: ParameterValues): Timeline {
  const end = protocol.durationDays;
  const visits = new Set(visitDays);
  const isNeeded = end > 0 && end < visitDays.at(-1)! && !visits.has(end);
  const days = (isNeeded ? [...visitDays, end] : visitDays).toSorted((a, b) => a - b);
  const onDays = Float64Array.from(days, (day) => Math.min(day, end));
  const offDays = Float64Array.from(days, (day) => Math.max(0, day - end));
  return {
    day: Float64Array.from(days),
    isVisit: Uint8Array.from(days, (day) => (visits.has(day) ? 1 : 0)),
    onDays,
    offDays,
    shrunk: onDays.map((on) => 1 - exp(-values.shrinkageRatePerDay * on)),
    uncleared: offDays.map((off) => exp((-Math.LN2 * off) / values.clearanceDays)),
  };
}
