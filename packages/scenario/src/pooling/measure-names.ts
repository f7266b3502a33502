import { InvalidInput, nearestName } from "@rekindle/stats";
import type { StudyFamily } from "./column-families.ts";

interface NamedMeasure {
  readonly kind: string;
  readonly family: StudyFamily;
  /** What metafor and meta call it. */
  readonly codes: readonly string[];
}

/** Every measure by our name; the first of a family is its default. */
export const namedMeasures: readonly NamedMeasure[] = [
  { kind: "logitProportion", family: "proportions", codes: ["PLO", "PLOGIT"] },
  { kind: "arcsineProportion", family: "proportions", codes: ["PAS"] },
  { kind: "logProportion", family: "proportions", codes: ["PLN"] },
  { kind: "rawProportion", family: "proportions", codes: ["PR", "PRAW"] },
  { kind: "freemanTukey", family: "proportions", codes: ["PFT"] },
  { kind: "logOddsRatio", family: "comparisons", codes: ["OR"] },
  { kind: "logRiskRatio", family: "comparisons", codes: ["RR"] },
  { kind: "riskDifference", family: "comparisons", codes: ["RD"] },
  { kind: "petoLogOddsRatio", family: "comparisons", codes: ["PETO"] },
  { kind: "arcsineDifference", family: "comparisons", codes: ["AS", "ASD"] },
  { kind: "meanDifference", family: "meanComparisons", codes: ["MD"] },
  { kind: "standardisedMeanDifference", family: "meanComparisons", codes: ["SMD"] },
  { kind: "logRatioOfMeans", family: "meanComparisons", codes: ["ROM"] },
  { kind: "mean", family: "means", codes: ["MN", "MRAW"] },
  { kind: "logRateRatio", family: "rateComparisons", codes: ["IRR"] },
  { kind: "rateDifference", family: "rateComparisons", codes: ["IRD"] },
  { kind: "squareRootRateDifference", family: "rateComparisons", codes: ["IRSD"] },
  { kind: "logRate", family: "rates", codes: ["IRLN"] },
  { kind: "rawRate", family: "rates", codes: ["IR"] },
  { kind: "squareRootRate", family: "rates", codes: ["IRS"] },
  { kind: "freemanTukeyRate", family: "rates", codes: ["IRFT"] },
  { kind: "logHazardRatio", family: "hazardRatios", codes: ["HR"] },
  { kind: "given", family: "effects", codes: ["GEN"] },
];

/** A measure by our name, or by metafor's or meta's code.
 * @throws InvalidInput that lists the names there are. */
export function measureNamed(written: string): NamedMeasure {
  const found = namedMeasures.find(({ kind, codes }) => kind === written || codes.includes(written.toUpperCase()));
  if (found !== undefined) return found;
  const known = namedMeasures.map(({ kind }) => kind);
  const near = nearestName(written, [...known, ...namedMeasures.flatMap(({ codes }) => codes)]);
  const list = namedMeasures.map(({ kind, codes }) => `${kind} (${codes.join(", ")})`).join(", ");
  throw new InvalidInput([
    {
      kind: "unknownKind",
      path: ["measure"],
      message: `unknown measure ${JSON.stringify(written)}`,
      hint: `${near === undefined ? "" : `did you mean ${near}? `}allowed: ${list}`,
    },
  ]);
}

/** The measure that a family of numbers is taken on unless another is asked for. */
export function usualMeasure(family: StudyFamily): NamedMeasure {
  return namedMeasures.find((measure) => measure.family === family)!;
}
