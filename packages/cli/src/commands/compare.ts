import { readableJson } from "@rekindle/scenario";
import type { EventCount, Interval, TwoByTwo } from "@rekindle/stats";
import { conditionalOddsRatio, differenceInterval, oddsRatioInterval, ratioInterval } from "@rekindle/stats";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import { namesOf } from "../options/listed-names.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { pValueNumber, significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";
import type { ComparisonTest, TestedAlternative, TestRow } from "./comparison-tests.ts";
import { comparisonTests } from "./comparison-tests.ts";
import { runCompareStrata } from "./compare-strata.ts";

type IntervalMethod = (table: TwoByTwo, level: number) => Interval;

const difference = (method: Parameters<typeof differenceInterval>[1]["method"]): IntervalMethod => {
  return (table, level) => differenceInterval(table, { method, level });
};
const ratio = (method: Parameters<typeof ratioInterval>[1]["method"]): IntervalMethod => {
  return (table, level) => ratioInterval(table, { method, level });
};
const odds = (method: Parameters<typeof oddsRatioInterval>[1]["method"]): IntervalMethod => {
  return (table, level) => oddsRatioInterval(table, { method, level });
};

interface Method {
  readonly interval: IntervalMethod;
  readonly convention: string;
}

interface Measure {
  readonly words: string;
  readonly usual: readonly string[];
  readonly methods: Readonly<Record<string, Method>>;
  readonly estimate: (experimental: number, control: number) => number;
}

const MEASURES = {
  riskDifference: {
    words: "risk difference, experimental minus control",
    usual: ["newcombe", "miettinenNurminen"],
    estimate: (p1: number, p2: number): number => p1 - p2,
    methods: {
      newcombe: { interval: difference("newcombe"), convention: "hybrid score (Newcombe 1998, method 10)" },
      newcombeCc: {
        interval: difference("newcombeCc"),
        convention: "hybrid score, continuity correction (Newcombe 1998, method 11)",
      },
      miettinenNurminen: { interval: difference("miettinenNurminen"), convention: "score, variance times N / (N - 1)" },
      mee: { interval: difference("mee"), convention: "score, without N / (N - 1); inverts Farrington-Manning" },
      agrestiCaffo: {
        interval: difference("agrestiCaffo"),
        convention: "Wald after one event and non-event more per arm",
      },
      chanZhang: { interval: difference("chanZhang"), convention: "exact unconditional, two one-sided score tests" },
      wald: { interval: difference("wald"), convention: "for comparison only: poor coverage" },
      waldCc: { interval: difference("waldCc"), convention: "with Yates's correction; for comparison only" },
    },
  },
  riskRatio: {
    words: "risk ratio, experimental over control",
    usual: ["miettinenNurminen", "katz"],
    estimate: (p1: number, p2: number): number => p1 / p2,
    methods: {
      miettinenNurminen: { interval: ratio("miettinenNurminen"), convention: "score, variance times N / (N - 1)" },
      koopman: { interval: ratio("koopman"), convention: "score, without N / (N - 1)" },
      katz: { interval: ratio("katz"), convention: "Wald on the log scale; no continuity correction" },
    },
  },
  oddsRatio: {
    words: "odds ratio, experimental over control",
    usual: ["miettinenNurminen", "conditionalExact"],
    estimate: (p1: number, p2: number): number => ((p1 / (1 - p1)) * (1 - p2)) / p2,
    methods: {
      miettinenNurminen: { interval: odds("miettinenNurminen"), convention: "score, variance times N / (N - 1)" },
      cornfield: { interval: odds("cornfield"), convention: "score, without N / (N - 1) or continuity correction" },
      woolf: { interval: odds("woolf"), convention: "Wald on the log scale; no continuity correction" },
      conditionalExact: { interval: odds("conditionalExact"), convention: "exact, given the margins" },
      conditionalMidP: { interval: odds("conditionalMidP"), convention: "mid-P, given the margins" },
    },
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;
export const comparisonMeasures = namesOf(MEASURES);
export const comparisonMethods: readonly string[] = [
  ...new Set(comparisonMeasures.flatMap((name) => Object.keys(MEASURES[name].methods))),
];

export interface CompareFlags {
  readonly measure: MeasureName;
  readonly methods?: readonly string[];
  readonly tests?: readonly ComparisonTest[];
  readonly alternative: TestedAlternative;
  readonly margin?: number;
  /** Further strata beside the two counts. */
  readonly stratum?: readonly TwoByTwo[];
  readonly level: number;
  readonly json?: true;
}

/** `rekindle compare <experimental> <control>`: intervals and tests of two proportions. */
export function runCompare(
  table: { readonly experimental: EventCount; readonly control: EventCount },
  flags: CompareFlags,
  surroundings: Surroundings,
): ExitCode {
  if (flags.stratum !== undefined) return runCompareStrata(table, flags, surroundings);
  const { stdout } = surroundings;
  const { level, measure, alternative, margin } = flags;
  const { words, methods, usual, estimate: estimateOf }: Measure = MEASURES[measure];
  const named = methodsOf(flags, methods, usual);
  const intervals = named.map((method) => {
    const { lower, upper } = refusedUse(() => methods[method]!.interval(table, level));
    return { method, lower, upper };
  });
  const tests = comparisonTests(table, flags);
  const { experimental, control } = table;
  const value = estimateOf(experimental.events / experimental.n, control.events / control.n);
  const conditional = named.some((name) => name.startsWith("conditional")) ? conditionalEstimate(table) : undefined;
  if (flags.json === true) {
    const setting = { measure, level, alternative, ...(margin === undefined ? {} : { margin }) };
    const finite = intervals.map(({ method, lower, upper }) => ({ method, lower, upper: limitOf(upper) }));
    const estimates = {
      estimate: estimateJson(value),
      ...(conditional === undefined ? {} : { conditionalEstimate: estimateJson(conditional) }),
    };
    stdout.write(readableJson({ ...table, ...setting, ...estimates, intervals: finite, tests }));
    return tests.some(({ kind }) => kind === "notEstimable") ? exitCodes.incomplete : exitCodes.fine;
  }
  const rows = intervals.map(({ method, lower, upper }) => [
    method,
    significantText(lower),
    significantText(upper),
    methods[method]!.convention,
  ]);
  stdout.write(`experimental ${shareText(experimental)}, control ${shareText(control)}\n`);
  const shown = estimateText(value);
  stdout.write(`${words}: ${shown}; intervals of level ${level}\n`);
  if (conditional !== undefined) stdout.write(`given the margins: ${estimateText(conditional)}\n`);
  stdout.write("\n");
  stdout.write(textTable(["method", "lower", "upper", "convention"], rows, { left: ["convention"] }));
  if (tests.length > 0) stdout.write(`\n${alternativeText(flags)}\n\n${testTable(tests)}`);
  return tests.some(({ kind }) => kind === "notEstimable") ? exitCodes.incomplete : exitCodes.fine;
}

function methodsOf(flags: CompareFlags, methods: Measure["methods"], usual: readonly string[]): readonly string[] {
  const asked = flags.methods ?? usual;
  // `all` names the methods of every measure.
  if (asked.length === comparisonMethods.length) return Object.keys(methods);
  const foreign = asked.filter((name) => !Object.hasOwn(methods, name));
  if (foreign.length === 0) return asked;
  const allowed = Object.keys(methods).join(", ");
  throw new Failure(
    `--methods: ${foreign.join(", ")} ${foreign.length === 1 ? "is no method" : "are no methods"} for the ${flags.measure}; allowed: ${allowed}`,
    exitCodes.usage,
  );
}

/** Of the odds ratio, by conditional maximum likelihood; NaN where the margins allow one table alone. */
function conditionalEstimate(table: TwoByTwo): number {
  const result = conditionalOddsRatio(table, { level: 0.95 });
  return result.kind === "tested" ? result.estimate : Number.NaN;
}

function estimateText(value: number): string {
  return Number.isNaN(value) ? "not estimable (no events, or nothing but events)" : significantText(value);
}

/** JSON holds no infinity: a limit that the data do not set is told by name. */
function limitOf(value: number): number | "Infinity" {
  return value === Infinity ? "Infinity" : value;
}

function estimateJson(value: number): number | "Infinity" | "notEstimable" {
  return Number.isNaN(value) ? "notEstimable" : limitOf(value);
}

function shareText({ events, n }: EventCount): string {
  return `${events} of ${n} (${significantText(events / n)})`;
}

function alternativeText({ alternative, margin = 0 }: CompareFlags): string {
  const words = {
    twoSided: `the difference is not ${margin}`,
    greater: `the difference is above ${margin}`,
    less: `the difference is below ${margin}`,
  };
  return `tests of the alternative that ${words[alternative]} (${alternative})`;
}

function testTable(tests: readonly TestRow[]): string {
  const rows = tests.map((row) =>
    row.kind === "tested"
      ? [
          row.test,
          row.statistic === undefined ? "" : `${row.statistic.name} ${significantText(row.statistic.value)}`,
          pValueNumber(row.pValue),
          row.convention,
        ]
      : [row.test, "", "none", row.reason],
  );
  return textTable(["test", "statistic", "p", "convention"], rows, { left: ["convention"] });
}
