import type {
  BinomialCounts,
  ComparisonCounts,
  HazardRatioReport,
  MeanArm,
  MeanComparison,
  RateComparison,
  RateCounts,
} from "@rekindle/evidence";

/** A study by its place in the sheet. */
export interface StudyRow {
  readonly id: string;
  readonly label: string;
  /** Row of the sheet, from 0. */
  readonly row: number;
}

/** One arm's mean. */
export interface MeanRow extends StudyRow, MeanArm {}

/** An effect with its sampling variance. */
export interface EffectRow extends StudyRow {
  readonly value: number;
  readonly variance: number;
}

/** The numbers of the studies of a sheet, by family. */
export type StudyNumbers =
  | { readonly family: "proportions"; readonly rows: readonly (StudyRow & BinomialCounts)[] }
  | { readonly family: "comparisons"; readonly rows: readonly (StudyRow & ComparisonCounts)[] }
  | { readonly family: "meanComparisons"; readonly rows: readonly (StudyRow & MeanComparison)[] }
  | { readonly family: "means"; readonly rows: readonly MeanRow[] }
  | { readonly family: "rateComparisons"; readonly rows: readonly (StudyRow & RateComparison)[] }
  | { readonly family: "rates"; readonly rows: readonly (StudyRow & RateCounts)[] }
  | { readonly family: "hazardRatios"; readonly rows: readonly (StudyRow & HazardRatioReport)[] }
  | { readonly family: "effects"; readonly rows: readonly EffectRow[] };

type Numbers = Readonly<Record<string, number>>;

/** Puts the numbers of every study in the shape that its family has. */
export function shapeNumbers(
  family: StudyNumbers["family"],
  studies: readonly (StudyRow & { readonly numbers: Numbers })[],
): StudyNumbers {
  const shaped = <Shape>(shape: (x: Numbers) => Shape) =>
    studies.map(({ numbers, ...study }) => ({ ...study, ...shape(numbers) }));
  switch (family) {
    case "proportions":
      return { family, rows: shaped((x) => ({ events: x["xi"]!, n: x["ni"] ?? x["xi"]! + x["mi"]! })) };
    case "comparisons":
      return {
        family,
        rows: shaped((x) => ({
          experimental: { events: x["ai"]!, n: x["n1i"] ?? x["ai"]! + x["bi"]! },
          control: { events: x["ci"]!, n: x["n2i"] ?? x["ci"]! + x["di"]! },
        })),
      };
    case "meanComparisons":
      return {
        family,
        rows: shaped((x) => ({
          experimental: { mean: x["m1i"]!, sd: x["sd1i"]!, n: x["n1i"]! },
          control: { mean: x["m2i"]!, sd: x["sd2i"]!, n: x["n2i"]! },
        })),
      };
    case "means":
      return { family, rows: shaped((x) => ({ mean: x["mi"]!, sd: x["sdi"]!, n: x["ni"]! })) };
    case "rateComparisons":
      return {
        family,
        rows: shaped((x) => ({
          experimental: { events: x["x1i"]!, time: x["t1i"]! },
          control: { events: x["x2i"]!, time: x["t2i"]! },
        })),
      };
    case "rates":
      return { family, rows: shaped((x) => ({ events: x["xi"]!, time: x["ti"]! })) };
    case "hazardRatios":
      return { family, rows: shaped((x) => ({ source: hazardRatioSource(x) })) };
    default:
      return { family, rows: shaped((x) => ({ value: x["yi"]!, variance: x["vi"] ?? x["sei"]! * x["sei"]! })) };
  }
}

function hazardRatioSource(x: Numbers): HazardRatioReport["source"] {
  if (x["hr"] === undefined) return { from: "logHazardRatio", value: x["loghr"]!, standardError: x["seloghr"]! };
  return { from: "interval", hazardRatio: x["hr"], lower: x["lower"]!, upper: x["upper"]! };
}
