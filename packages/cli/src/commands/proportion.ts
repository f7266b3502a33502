import { readableJson } from "@rekindle/scenario";
import type { EventCount, ExactTwoSided, ProportionMethod } from "@rekindle/stats";
import { binomialTest, proportionInterval } from "@rekindle/stats";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { refusedUse } from "../refused-use.ts";
import { namesOf } from "../options/listed-names.ts";
import type { Surroundings } from "../surroundings.ts";
import { pValueNumber, significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";

const CONVENTIONS: Readonly<Record<ProportionMethod, string>> = {
  clopperPearson: "exact, equal tails (Clopper and Pearson 1934)",
  midP: "half the probability of the observed count in each tail",
  wilson: "score, without continuity correction",
  wilsonCc: "score, with continuity correction",
  agrestiCoull: "Wald after adding z²/2 events and non-events",
  jeffreys: "equal tails of Beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n",
  blaker: "exact, nested, inside Clopper-Pearson (Blaker 2000)",
  arcsine: "variance-stabilised (Anscombe)",
  logit: "Wald on the logit scale; 0 to 1 at x = 0 and x = n",
  likelihoodRatio: "likelihood ratio",
  wald: "for comparison only: poor coverage",
};

export const proportionMethods = namesOf(CONVENTIONS);

/** `rekindle proportion <events/n>`: confidence intervals of one proportion. */
export function runProportion(
  count: EventCount,
  flags: {
    readonly methods: readonly ProportionMethod[];
    readonly level: number;
    /** Proportion of the null hypothesis of exact tests. */
    readonly against?: number;
    readonly json?: true;
  },
  { stdout }: Surroundings,
): ExitCode {
  const { methods, level, against } = flags;
  const intervals = methods.map((method) => ({
    method,
    ...refusedUse(() => proportionInterval(count, { method, level })),
  }));
  const { events, n } = count;
  const tests = against === undefined ? [] : refusedUse(() => exactTests(count, against));
  if (flags.json === true) {
    stdout.write(
      readableJson({
        events,
        n,
        proportion: events / n,
        level,
        intervals,
        ...(against === undefined ? {} : { against, tests }),
      }),
    );
    return exitCodes.fine;
  }
  const rows = intervals.map(({ method, lower, upper }) => [
    method,
    significantText(lower),
    significantText(upper),
    CONVENTIONS[method],
  ]);
  const heads = ["method", "lower", "upper", "convention"];
  stdout.write(`${events} of ${n}: ${significantText(events / n)}; intervals of level ${level}\n\n`);
  stdout.write(textTable(heads, rows, { left: ["convention"] }));
  if (against !== undefined) {
    const lines = tests.map(({ test, pValue, convention }) => [test, pValueNumber(pValue), convention]);
    stdout.write(`\nexact tests against a proportion of ${against}\n\n`);
    stdout.write(textTable(["test", "p", "convention"], lines, { left: ["convention"] }));
  }
  return exitCodes.fine;
}

interface TestLine {
  readonly test: string;
  readonly pValue: number;
  readonly convention: string;
}

const TWO_SIDED: Readonly<Record<ExactTwoSided, string>> = {
  minimumLikelihood: "two-sided, all counts no likelier than the observed one",
  doubled: "two-sided, twice the smaller tail; inverted by clopperPearson",
  blaker: "two-sided, with the largest opposite tail not above it; inverted by blaker",
};

function exactTests(count: EventCount, proportion: number): readonly TestLine[] {
  const { pUpper, pLower } = binomialTest(count, { proportion, twoSided: "doubled" });
  const half = binomialTest(count, { proportion, twoSided: "doubled", tails: "midP" });
  return [
    { test: "greater", pValue: pUpper, convention: "as many events or more" },
    { test: "less", pValue: pLower, convention: "as many events or fewer" },
    ...namesOf(TWO_SIDED).map((twoSided) => ({
      test: twoSided,
      pValue: binomialTest(count, { proportion, twoSided }).pTwoSided,
      convention: TWO_SIDED[twoSided],
    })),
    {
      test: "midP",
      pValue: half.pTwoSided,
      convention: "two-sided, twice the smaller half-counted tail; inverted by midP",
    },
  ];
}
