import type { Parameter } from "../parameters/parameter.ts";
import { type Source, sources } from "../parameters/sources.ts";
import type { PairEffect } from "./part.ts";

/** The default effect of (targets, pathway): every pair is written, also those without an effect. */
export const targetEffects: readonly PairEffect[] = [
  pair(["BRAF", "MEK"], "BRAF", {
    logGain: gain(2.03, "upt.fold.braf_dual", "derived", [sources.meraiodeBraf, sources.brafTshInVitro]),
    ...brafDirected(),
  }),
  pair(["BRAF"], "BRAF", {
    logGain: gain(1.6, "upt.fold.braf_single", "assumption", [sources.dunn2019, sources.rothenberg2015]),
    ...brafDirected(),
  }),
  pair(["MEK"], "BRAF", {
    logGain: gain(0.9, "upt.fold.mek_braf", "assumption", [sources.ho2013, sources.nagarajah2016]),
    ...mekDirected(),
  }),
  // A BRAF inhibitor does not reach RAS-driven or unknown tumours: with it a MEK inhibitor does what it does alone.
  ...[["MEK"], ["BRAF", "MEK"]].map((targets) =>
    pair(targets, "RAS", {
      logGain: gain(1.1, "upt.fold.mek_ras", "assumption", [
        sources.ho2013,
        sources.meraiodeRas,
        sources.toroTobon2024,
      ]),
      ...mekDirected(),
    }),
  ),
  ...["RET", "NTRK", "unknown"].flatMap((pathway) =>
    [["MEK"], ["BRAF", "MEK"]].map((targets) =>
      pair(targets, pathway, {
        logGain: gain(0.5, "upt.fold.mek_other", "assumption", [sources.weber2022]),
        ...mekDirected(),
      }),
    ),
  ),
  pair(["RET"], "RET", {
    logGain: gain(1.6, "cohort.fold.fusion", "assumption", [sources.lee2021]),
    ...fusionDirected(),
  }),
  pair(["TRK"], "NTRK", {
    logGain: gain(1.6, "cohort.fold.fusion", "assumption", [sources.groussin2022]),
    ...fusionDirected(),
  }),
  ...["RAS", "RET", "NTRK", "unknown"].map((pathway) => mismatch(["BRAF"], pathway)),
  ...["BRAF", "RAS", "NTRK", "unknown"].map((pathway) => mismatch(["RET"], pathway)),
  ...["BRAF", "RAS", "RET", "unknown"].map((pathway) => mismatch(["TRK"], pathway)),
];

function pair(
  targets: readonly string[],
  pathway: string,
  effect: Omit<PairEffect, "targets" | "pathway">,
): PairEffect {
  return { targets, pathway, ...effect };
}

function mismatch(targets: readonly string[], pathway: string): PairEffect {
  return pair(targets, pathway, {
    logGain: none("Log fold gain of uptake", "ln"),
    shrinkage: none("Log reduction of diameter on continuous drug", "ln"),
    growthBlock: none("Part of growth suppressed on drug", "fraction"),
    newLesionBlock: none("Part of the hazard of new lesions suppressed on drug", "fraction"),
  });
}

function none(description: string, unit: string): Parameter {
  const note = "The drug does not inhibit what drives the tumour";
  return { value: 0, unit, description, row: "cohort.mismatch", verification: "assumption", sources: [], note };
}

function brafDirected(): Omit<PairEffect, "targets" | "pathway" | "logGain"> {
  return {
    shrinkage: shrinkage(0.35, "drug.shrink.braf", [sources.busaidy2022, sources.dabrafenibTrametinibPhase3]),
    growthBlock: growthBlock(0.8, "drug.growth_block"),
    newLesionBlock: newLesionBlock(0.6),
  };
}

function mekDirected(): Omit<PairEffect, "targets" | "pathway" | "logGain"> {
  return {
    shrinkage: shrinkage(0.1, "drug.shrink.mek", [sources.hayes2012]),
    growthBlock: growthBlock(0.55, "cohort.growth_block.mek"),
    newLesionBlock: newLesionBlock(0.3),
  };
}

function fusionDirected(): Omit<PairEffect, "targets" | "pathway" | "logGain"> {
  return {
    shrinkage: shrinkage(1, "cohort.shrink.fusion", []),
    growthBlock: growthBlock(0.8, "drug.growth_block"),
    newLesionBlock: newLesionBlock(0.6),
  };
}

function gain(value: number, row: string, verification: Parameter["verification"], from: readonly Source[]): Parameter {
  const note = "Relative to the reference course; the reference course's own gain is solved from the restoration prior";
  return { value, unit: "ln", description: "Log fold gain of uptake", row, verification, sources: from, note };
}

function shrinkage(value: number, row: string, from: readonly Source[]): Parameter {
  const description = "Log reduction of diameter on continuous drug";
  return { value, unit: "ln", description, row, verification: "assumption", sources: from };
}

function growthBlock(value: number, row: string): Parameter {
  const description = "Part of growth suppressed on drug";
  return { value, unit: "fraction", description, row, verification: "assumption", sources: [] };
}

function newLesionBlock(value: number): Parameter {
  const description = "Part of the hazard of new lesions suppressed on drug";
  return {
    value,
    unit: "fraction",
    description,
    row: "cohort.newlesion.block",
    verification: "assumption",
    sources: [],
  };
}
