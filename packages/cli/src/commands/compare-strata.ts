import { readableJson } from "@rekindle/scenario";
import type { EventCount, Interval, TwoByTwo } from "@rekindle/stats";
import {
  mantelHaenszelEstimate,
  mantelHaenszelTest,
  standardNormalSf,
  stratifiedNewcombe,
  stratifiedScore,
} from "@rekindle/stats";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { Failure } from "../foreseen.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { pValueNumber, significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";
import type { CompareFlags, MeasureName } from "./compare.ts";

type Row =
  | {
      readonly kind: "estimated";
      readonly method: string;
      readonly estimate: number;
      readonly interval: Interval;
      readonly convention: string;
    }
  | { readonly kind: "notEstimable"; readonly method: string; readonly reason: string };

type TestRow =
  | {
      readonly kind: "tested";
      readonly test: string;
      readonly statistic: number;
      readonly pValue: number;
      readonly convention: string;
    }
  | { readonly kind: "notEstimable"; readonly test: string; readonly reason: string };

const WORDS: Readonly<Record<MeasureName, string>> = {
  riskDifference: "risk difference, experimental minus control",
  riskRatio: "risk ratio, experimental over control",
  oddsRatio: "odds ratio, experimental over control",
};

/** `rekindle compare` with `--stratum`: an effect common to all strata, with tests. */
export function runCompareStrata(
  first: { readonly experimental: EventCount; readonly control: EventCount },
  flags: CompareFlags,
  { stdout }: Surroundings,
): ExitCode {
  for (const [name, given] of [
    ["--methods", flags.methods],
    ["--tests", flags.tests],
  ] as const) {
    if (given !== undefined)
      throw new Failure(`${name}: not with --stratum, where the measure decides`, exitCodes.usage);
  }
  const { measure, level, alternative, margin = 0 } = flags;
  const strata: readonly TwoByTwo[] = [first, ...(flags.stratum ?? [])];
  const estimates = refusedUse(() => estimatesOf(strata, measure, level));
  const tests = refusedUse(() => testsOf(strata, flags));
  const isWhole = [...estimates, ...tests].every(({ kind }) => kind !== "notEstimable");
  if (flags.json === true) {
    stdout.write(readableJson({ strata, measure, level, alternative, margin, estimates, tests }));
    return isWhole ? exitCodes.fine : exitCodes.incomplete;
  }
  stdout.write(`${strata.length} strata; ${WORDS[measure]}; intervals of level ${level}\n\n`);
  const rows = estimates.map((row) =>
    row.kind === "estimated"
      ? [
          row.method,
          significantText(row.estimate),
          significantText(row.interval.lower),
          significantText(row.interval.upper),
          row.convention,
        ]
      : [row.method, "none", "", "", row.reason],
  );
  stdout.write(textTable(["method", "estimate", "lower", "upper", "convention"], rows, { left: ["convention"] }));
  const testRows = tests.map((row) =>
    row.kind === "tested"
      ? [row.test, significantText(row.statistic), pValueNumber(row.pValue), row.convention]
      : [row.test, "none", "", row.reason],
  );
  stdout.write(`\n${textTable(["test", "statistic", "p", "convention"], testRows, { left: ["convention"] })}`);
  return isWhole ? exitCodes.fine : exitCodes.incomplete;
}

function estimatesOf(strata: readonly TwoByTwo[], measure: MeasureName, level: number): readonly Row[] {
  const names = { riskDifference: "difference", riskRatio: "ratio", oddsRatio: "oddsRatio" } as const;
  const variance = { riskDifference: "Sato", riskRatio: "Greenland-Robins", oddsRatio: "Robins-Breslow-Greenland" };
  const common = mantelHaenszelEstimate(strata, { measure: names[measure], level });
  const mantelHaenszel: Row =
    common.kind === "tested"
      ? { ...common, kind: "estimated", method: "mantelHaenszel", convention: `variance of ${variance[measure]}` }
      : { ...common, method: "mantelHaenszel" };
  if (measure !== "riskDifference") return [mantelHaenszel];
  const score = stratifiedScore(strata, { weights: "mantelHaenszel", level });
  const newcombe = stratifiedNewcombe(strata, { weights: "mantelHaenszel", level });
  return [
    mantelHaenszel,
    score.kind === "tested"
      ? {
          kind: "estimated",
          method: "miettinenNurminen",
          estimate: score.estimate,
          interval: score.interval,
          convention: "score, Mantel-Haenszel weights",
        }
      : { ...score, method: "miettinenNurminen" },
    { kind: "estimated", method: "newcombe", ...newcombe, convention: "hybrid score (Yan and Su 2010)" },
  ];
}

function testsOf(strata: readonly TwoByTwo[], { alternative, margin = 0, level }: CompareFlags): readonly TestRow[] {
  const score = stratifiedScore(strata, { weights: "mantelHaenszel", level, difference: margin });
  const scoreRow: TestRow =
    score.kind === "tested"
      ? {
          kind: "tested",
          test: "miettinenNurminen",
          statistic: score.z,
          pValue: { twoSided: score.pTwoSided, greater: score.pUpper, less: standardNormalSf(-score.z) }[alternative],
          convention: `z against a difference of ${margin} (${alternative})`,
        }
      : { ...score, test: "miettinenNurminen" };
  if (alternative !== "twoSided" || margin !== 0) return [scoreRow];
  const common = mantelHaenszelTest(strata, { correction: "none" });
  const test = "cochranMantelHaenszel";
  return [
    scoreRow,
    common.kind === "tested"
      ? { ...common, test, convention: "chi-squared, df 1, no continuity correction" }
      : { ...common, test },
  ];
}
