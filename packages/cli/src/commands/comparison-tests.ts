import type { ChiSquaredCorrection, TwoByTwo, UnconditionalStatistic } from "@rekindle/stats";
import { chiSquaredTest, fisherTest, standardNormalSf, unconditionalTest, zTest } from "@rekindle/stats";
import { exitCodes } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import { namesOf } from "../options/listed-names.ts";
import { refusedUse } from "../refused-use.ts";

export const alternatives = ["twoSided", "greater", "less"] as const;
export type TestedAlternative = (typeof alternatives)[number];

export type TestRow =
  | {
      readonly kind: "tested";
      readonly test: ComparisonTest;
      readonly statistic?: { readonly name: string; readonly value: number };
      readonly pValue: number;
      readonly convention: string;
    }
  | { readonly kind: "notEstimable"; readonly test: ComparisonTest; readonly reason: string };

type Outcome = (
  table: TwoByTwo,
  alternative: TestedAlternative,
  margin: number,
) =>
  | {
      readonly pValue: number;
      readonly statistic?: { readonly name: string; readonly value: number };
      readonly note?: string;
    }
  | { readonly reason: string };

interface Test {
  readonly convention: string;
  readonly outcome: Outcome;
  /** Tests against a margin as well as against no difference. */
  readonly takesMargin?: true;
  readonly twoSidedOnly?: true;
}

const fisher =
  (tails: "exact" | "midP"): Outcome =>
  (table, alternative) => {
    const { pUpper, pLower, pTwoSided } = fisherTest(table, { twoSided: "minimumLikelihood", tails });
    return { pValue: { twoSided: pTwoSided, greater: pUpper, less: pLower }[alternative] };
  };

const unconditional =
  (statistic: UnconditionalStatistic): Outcome =>
  (table, alternative, margin) => {
    const shift = margin === 0 ? {} : { difference: margin };
    const { pValue, commonProportion } = unconditionalTest(table, { statistic, alternative, ...shift });
    const whose = margin === 0 ? "common" : "control";
    return { pValue, note: `; at a ${whose} proportion of ${commonProportion.toFixed(4)}` };
  };

const score =
  (variance: "farringtonManning" | "miettinenNurminen" | "unpooled"): Outcome =>
  (table, alternative, margin) => {
    const result = zTest(table, { variance, difference: margin });
    if (result.kind === "notEstimable") return result;
    const { z, pUpper, pTwoSided } = result;
    const pValue = { twoSided: pTwoSided, greater: pUpper, less: standardNormalSf(-z) }[alternative];
    return { pValue, statistic: { name: "z", value: z } };
  };

const pearson =
  (correction: ChiSquaredCorrection): Outcome =>
  ({ experimental: e, control: c }) => {
    const counts = [
      [e.events, e.n - e.events],
      [c.events, c.n - c.events],
    ];
    const result = chiSquaredTest(counts, { correction });
    if (result.kind === "notEstimable") return result;
    return { pValue: result.pValue, statistic: { name: "X2", value: result.statistic } };
  };

const TESTS = {
  fisher: { convention: "exact, given the margins; two-sided by minimum likelihood", outcome: fisher("exact") },
  fisherMidP: { convention: "half of the observed table; two-sided by minimum likelihood", outcome: fisher("midP") },
  boschloo: { convention: "exact unconditional, ordered by Fisher's p", outcome: unconditional("boschloo") },
  zPooled: {
    convention: "exact unconditional, ordered by the pooled z",
    outcome: unconditional("zPooled"),
    takesMargin: true,
  },
  zUnpooled: { convention: "exact unconditional, ordered by the unpooled z", outcome: unconditional("zUnpooled") },
  csm: { convention: "exact unconditional, Barnard's region", outcome: unconditional("csm") },
  chiSquared: { convention: "Pearson, df 1, no correction", outcome: pearson("none"), twoSidedOnly: true },
  chiSquaredYates: { convention: "Pearson, df 1, Yates's correction", outcome: pearson("yates"), twoSidedOnly: true },
  chiSquaredNMinusOne: {
    convention: "Pearson, df 1, times (N - 1) / N",
    outcome: pearson("nMinusOne"),
    twoSidedOnly: true,
  },
  wald: { convention: "z, each arm's own variance", outcome: score("unpooled"), takesMargin: true },
  farringtonManning: {
    convention: "z, maximum likelihood under the null hypothesis",
    outcome: score("farringtonManning"),
    takesMargin: true,
  },
  miettinenNurminen: {
    convention: "z, the same with variance times N / (N - 1)",
    outcome: score("miettinenNurminen"),
    takesMargin: true,
  },
} as const satisfies Readonly<Record<string, Test>>;

export type ComparisonTest = keyof typeof TESTS;
export const comparisonTestNames = namesOf(TESTS);

interface Asked {
  readonly tests?: readonly ComparisonTest[];
  readonly alternative: TestedAlternative;
  readonly margin?: number;
}

/** The tests that were asked for, or the usual ones. @throws Failure where one does not take the alternative or the margin. */
export function comparisonTests(table: TwoByTwo, { tests, alternative, margin = 0 }: Asked): readonly TestRow[] {
  const fits = (name: ComparisonTest): boolean => whyNot(name, alternative, margin) === undefined;
  const isAll = tests?.length === comparisonTestNames.length;
  const usual =
    margin === 0 ? (["fisher", "boschloo"] as const) : (["farringtonManning", "miettinenNurminen"] as const);
  const named = isAll ? comparisonTestNames.filter(fits) : (tests ?? usual);
  const refused = named.flatMap((name) => whyNot(name, alternative, margin) ?? []);
  if (refused.length > 0) throw new Failure(refused.join("\n"), exitCodes.usage);
  return named.map((test): TestRow => {
    const { convention, outcome }: Test = TESTS[test];
    const found = refusedUse(() => outcome(table, alternative, margin));
    if ("reason" in found) return { kind: "notEstimable", test, reason: found.reason };
    const statistic = found.statistic === undefined ? {} : { statistic: found.statistic };
    return { kind: "tested", test, ...statistic, pValue: found.pValue, convention: convention + (found.note ?? "") };
  });
}

function whyNot(name: ComparisonTest, alternative: TestedAlternative, margin: number): string | undefined {
  const { takesMargin, twoSidedOnly }: Test = TESTS[name];
  if (margin !== 0 && takesMargin !== true) {
    const allowed = comparisonTestNames.filter((each) => (TESTS[each] as Test).takesMargin === true).join(", ");
    return `--tests: ${name} takes no margin; allowed with --margin: ${allowed}`;
  }
  if (twoSidedOnly === true && alternative !== "twoSided")
    return `--tests: ${name} is two-sided; for ${alternative} use farringtonManning, whose z squared it is without a correction`;
  return undefined;
}
