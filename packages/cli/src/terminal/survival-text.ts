import type { CensoredGroup, IntervalGroup, SheetSurvival } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { intervalText } from "./pooled-words.ts";
import { textTable } from "./text-table.ts";

type RightCensored = Extract<SheetSurvival, { kind: "rightCensored" }>;
type IntervalCensored = Extract<SheetSurvival, { kind: "intervalCensored" }>;

/** Everything that the times of a file say, with every convention named. */
export function survivalText(survival: SheetSurvival, { file }: { readonly file: string }): string {
  const { patients, leftOut, notes } = survival;
  const out = leftOut === 0 ? "" : `, ${leftOut} ${leftOut === 1 ? "row" : "rows"} without every value left out`;
  const blocks = survival.kind === "rightCensored" ? rightCensoredBlocks(survival) : intervalBlocks(survival);
  const told = notes.map((note) => `note: ${note}\n`).join("");
  return [`${file}: ${patients} patients${out}\n`, ...blocks, told].filter((block) => block !== "").join("\n");
}

/** Whole times as they are. */
function timeText(time: number): string {
  return Number.isInteger(time) ? String(time) : significantText(time);
}

function percentText(level: number): string {
  return `${Number((100 * level).toPrecision(12))} %`;
}

function rightCensoredBlocks(survival: RightCensored): readonly string[] {
  const { groups, level, interval, horizon } = survival;
  const around = `${percentText(level)} interval`;
  const rows = groups.map((group) => [
    group.name,
    String(group.patients),
    String(group.events),
    ...medianCells(group),
    ...meanCells(group, horizon),
  ]);
  const heads = ["group", "patients", "events", "median", around, `mean up to ${timeText(horizon)}`, "se"];
  const scales = { log: "log", logLog: "log-log", plain: "plain", logit: "logit", arcsine: "arcsine" };
  const method = `  Kaplan-Meier; Greenwood's variance, ${scales[interval]} scale; medians with Brookmeyer and Crowley's limits\n`;
  return [textTable(heads, rows) + method, atText(groups, around), comparisonText(survival)];
}

function medianCells({ median: { estimate, lower, upper } }: CensoredGroup): readonly string[] {
  const words = (time: typeof estimate): string => (time.kind === "reached" ? timeText(time.time) : "not reached");
  return [words(estimate), `${words(lower)} to ${words(upper)}`];
}

function meanCells({ restrictedMean }: CensoredGroup, horizon: number): readonly string[] {
  if (restrictedMean.kind === "notEstimable" || !(horizon > 0)) return ["none", "none"];
  return [significantText(restrictedMean.mean), significantText(Math.sqrt(restrictedMean.variance))];
}

function atText(groups: readonly CensoredGroup[], around: string): string {
  const rows = groups.flatMap(({ name, at }) =>
    at.map(({ time, survival, standardError, lower, upper }) => [
      name,
      timeText(time),
      significantText(survival),
      significantText(standardError),
      lower === undefined || upper === undefined ? "none" : intervalText({ lower, upper }),
    ]),
  );
  return rows.length === 0 ? "" : textTable(["group", "time", "survival", "se", around], rows);
}

function comparisonText({ logRank, cox, restrictedMeans, groups, level, horizon }: RightCensored): string {
  if (logRank === undefined || cox === undefined) return "";
  const control = groups[0]!.name;
  const ratios =
    cox.kind === "converged"
      ? textTable(
          [`hazard ratio against ${control}`, "estimate", `${percentText(level)} interval`, "z", "p"],
          cox.coefficients.map(({ covariate, hazardRatio, interval, z, pValue }) => [
            covariate,
            significantText(hazardRatio),
            intervalText(interval),
            significantText(z),
            pValueNumber(pValue),
          ]),
        )
      : `hazard ratio against ${control}: none, since ${cox.reason}\n`;
  const test =
    logRank.kind === "tested"
      ? `X2(${logRank.df}) = ${significantText(logRank.chiSquared)}, p = ${pValueNumber(logRank.pValue)}`
      : `none, since ${logRank.reason}`;
  const means =
    restrictedMeans === undefined
      ? ""
      : `  difference of means up to ${timeText(horizon)}: ${
          restrictedMeans.kind === "tested"
            ? `${significantText(restrictedMeans.difference.estimate)}, ${intervalText(restrictedMeans.difference.interval)}, p = ${pValueNumber(restrictedMeans.difference.pValue)}`
            : `none, since ${restrictedMeans.reason}`
        }\n`;
  return `${ratios}  log-rank test: ${test}\n${means}  Cox's regression, ties by Efron; Wald intervals\n`;
}

function intervalBlocks({ groups, logRank, weibull, level }: IntervalCensored): readonly string[] {
  const rows = groups.map((group) => [group.name, String(group.patients), medianWords(group)]);
  const table = `${textTable(["group", "patients", "median lies in"], rows)}  nonparametric maximum likelihood (Turnbull)\n`;
  if (logRank === undefined) return [table];
  const test =
    logRank.kind === "tested"
      ? `X2(${logRank.df}) = ${significantText(logRank.chiSquared)}, p = ${pValueNumber(logRank.pValue)}`
      : `none, since ${logRank.reason}`;
  const line = `  log-rank test for intervals (Sun's scores, permutation variance): ${test}\n`;
  if (weibull === undefined) return [table, line];
  const { hazards, times } = weibull;
  if (hazards.kind !== "converged" || times.kind !== "converged") {
    const reason = hazards.kind === "converged" ? "" : hazards.reason;
    return [table, `Weibull regression: none, since ${reason}\n${line}`];
  }
  const around = `${percentText(level)} interval`;
  const heads = [`Weibull, against ${groups[0]!.name}`, "hazard ratio", around, "ratio of times", around, "p"];
  const ratios = hazards.coefficients.map((hazard, i) => {
    const time = times.coefficients[i]!;
    return [
      hazard.covariate,
      significantText(hazard.ratio),
      intervalText(hazard.interval),
      significantText(time.ratio),
      intervalText(time.interval),
      pValueNumber(hazard.pValue),
    ];
  });
  return [table, textTable(heads, ratios) + line];
}

function medianWords({ median, curve }: IntervalGroup): string {
  if (curve.kind === "notConverged") return `none: ${curve.reason}`;
  if (median.kind === "notReached") return "not reached";
  return median.left === median.right ? timeText(median.left) : `(${timeText(median.left)}, ${timeText(median.right)}]`;
}
