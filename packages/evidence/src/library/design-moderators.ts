import type { Counts } from "../select/counts.ts";
import type { LibraryStudy } from "./check-library.ts";

/** A property of designs that may explain why studies differ. */
interface DesignProperty {
  /** As printed: `days on drug`. */
  readonly label: string;
  /** Its value in one row of a selection, or undefined where it is not known. */
  readonly valueOf: (study: LibraryStudy, row: Counts) => number | string | undefined;
}

/** The properties by name. Those of numbers are numbers in every study, the others names of categories. */
export const designProperties = {
  genotype: { label: "genotype", valueOf: (_study, { group }) => group },
  inhibition: { label: "inhibition, single or dual", valueOf: inhibitionOf },
  drugDays: { label: "days on drug", valueOf: ({ durationDays }) => durationDays?.total?.value },
  restorationCriterion: { label: "what counted as restored", valueOf: criterionOf },
  gate: { label: "gate before radioiodine", valueOf: ({ designFeatures }) => designFeatures?.gate },
  activity: { label: "activity, fixed or dosimetric", valueOf: ({ designFeatures }) => designFeatures?.activity },
  activityGBq: { label: "mean activity in GBq", valueOf: ({ activityGBq }) => activityGBq?.mean },
  progressionRequired: {
    label: "progression required",
    valueOf: ({ population }) => yesOrNo(population?.progressionRequired),
  },
  timePoint: { label: "when response was read", valueOf: (_study, { timing }) => timeOf(timing) },
  denominator: { label: "denominator", valueOf: (_study, { denominator }) => denominator },
} as const satisfies Readonly<Record<string, DesignProperty>>;

export type DesignModerator = keyof typeof designProperties;

export const designModerators = Object.keys(designProperties) as readonly DesignModerator[];

export function designProperty(name: DesignModerator): DesignProperty {
  return designProperties[name];
}

/** A row of a whole study whose drugs differ by genotype has no value of its own. */
function inhibitionOf({ designFeatures }: LibraryStudy, { genotype }: Counts): string | undefined {
  const inhibition = designFeatures?.inhibition;
  return typeof inhibition === "object" ? inhibition[genotype] : inhibition;
}

/** Another reading by the dosimetry threshold is a criterion of its own. */
function criterionOf({ designFeatures }: LibraryStudy, { alternative }: Counts): string | undefined {
  return alternative?.id === "twentyGyRule" ? "lesionDose" : designFeatures?.restoredBy;
}

function yesOrNo(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? "yes" : "no";
}

function timeOf(timing: Counts["timing"]): string {
  return timing.kind === "atDay" ? `day ${timing.day}` : timing.kind;
}
