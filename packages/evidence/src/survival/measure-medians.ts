import { checkWith, exp, type Issue, log, standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { checkRows } from "../check-counts.ts";
import type { GivenEffects } from "../measures/measure.ts";
import type { Effect } from "../measures/measure.ts";

const positive = z.number().positive();

/** A median time with what says how uncertain it is. */
export const medianSchema = z.discriminatedUnion("from", [
  /** Limits that are symmetric on the log scale, or nearly: of Brookmeyer-Crowley or log-transformed kind. */
  z.strictObject({
    from: z.literal("interval"),
    median: positive,
    lower: positive,
    upper: positive,
    level: z.exactOptional(z.number().gt(0).lt(1)),
  }),
  z.strictObject({ from: z.literal("standardError"), median: positive, standardError: positive }),
  /** Exponential times: the log median has variance 1 / events. */
  z.strictObject({ from: z.literal("events"), median: positive, events: positive }),
]);

export type ReportedMedian = Readonly<z.output<typeof medianSchema>>;

/** Median times of two arms. */
export interface MedianComparison {
  readonly id: string;
  readonly label: string;
  readonly experimental: ReportedMedian;
  readonly control: ReportedMedian;
}

/**
 * Log ratios of median times, experimental over control. The variance of a log median comes from its limits, ((log upper − log lower) /
 * (2 z))²; from its standard error, (SE / median)²; or, for exponential times, from its events, 1 / events; the method names which.
 * @throws InvalidInput on numbers that are not above 0 and limits that do not hold the median.
 * @example
 * const arm = (median: number) => ({ from: "events", median, events: 50 }) as const;
 * measureMedians([{ id: "a", label: "A", experimental: arm(12), control: arm(6) }]).rows[0].variance; // 1/50 + 1/50
 */
export function measureMedians(rows: readonly MedianComparison[]): GivenEffects {
  checkRows(rows, (row, index) => [
    ...medianFaults(row.experimental, [index, "experimental"]),
    ...medianFaults(row.control, [index, "control"]),
  ]);
  const effects = rows.map(({ id, label, experimental, control }): Effect => {
    const value = log(experimental.median / control.median);
    return { id, label, value, variance: varianceOf(experimental) + varianceOf(control), corrected: false };
  });
  const sources = [
    ...new Set(rows.flatMap((row) => [row.experimental, row.control]).map(({ from }) => wordsFor[from])),
  ];
  const measure = {
    kind: "logRatioOfMedians",
    label: "log ratios of medians",
    scale: "log ratio of medians",
    naturalScale: "ratio of medians",
    toNatural: (value: number) => exp(value),
  };
  return { measure, method: `${measure.label}, variances from ${sources.join("; ")}`, rows: effects };
}

const wordsFor = {
  interval: "confidence limits on the log scale",
  standardError: "standard errors by the delta method",
  events: "events of exponential times",
} as const;

function varianceOf(median: ReportedMedian): number {
  if (median.from === "events") return 1 / median.events;
  if (median.from === "standardError") {
    const relative = median.standardError / median.median;
    return relative * relative;
  }
  const { lower, upper, level = 0.95 } = median;
  const error = log(upper / lower) / (2 * standardNormalIsf((1 - level) / 2));
  return error * error;
}

function medianFaults(median: ReportedMedian, path: readonly (string | number)[]): readonly Issue[] {
  const checked = checkWith(medianSchema, median);
  if (checked.kind === "invalid") return checked.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  if (median.from !== "interval") return [];
  const { lower, upper } = median;
  if (lower < upper && lower <= median.median && median.median <= upper) return [];
  const message = `median is ${median.median} with limits ${lower} and ${upper}`;
  return [{ kind: "outOfRange", path: [...path, "median"], message, hint: "lower <= median <= upper, lower < upper" }];
}
