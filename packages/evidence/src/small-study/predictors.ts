import type { Effect } from "../measures/measure.ts";

/** A measure of the size of a study that its effect may depend on. */
interface Predictor {
  readonly label: string;
  readonly needs: "variance" | "patients";
  /** Whether 0 stands for an infinitely large study. */
  readonly atZero: "infiniteStudy" | "emptyStudy";
  of(rows: readonly Effect[], patients: readonly number[]): Float64Array;
}

export const predictorNames = [
  "standardError",
  "variance",
  "sampleSize",
  "inverseSampleSize",
  "rootSampleSize",
  "inverseRootSampleSize",
] as const;

function bySize(label: string, atZero: Predictor["atZero"], of: (n: number) => number): Predictor {
  return { label, needs: "patients", atZero, of: (_, patients) => Float64Array.from(patients, of) };
}

export const predictors: Readonly<Record<(typeof predictorNames)[number], Predictor>> = {
  standardError: {
    label: "standard error",
    needs: "variance",
    atZero: "infiniteStudy",
    of: (rows) => Float64Array.from(rows, (row) => Math.sqrt(row.variance)),
  },
  variance: {
    label: "sampling variance",
    needs: "variance",
    atZero: "infiniteStudy",
    of: (rows) => Float64Array.from(rows, (row) => row.variance),
  },
  sampleSize: bySize("sample size", "emptyStudy", (n) => n),
  inverseSampleSize: bySize("inverse of the sample size", "infiniteStudy", (n) => 1 / n),
  rootSampleSize: bySize("square root of the sample size", "emptyStudy", (n) => Math.sqrt(n)),
  inverseRootSampleSize: bySize("inverse square root of the sample size", "infiniteStudy", (n) => 1 / Math.sqrt(n)),
};
