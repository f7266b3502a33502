import type { PooledTogether, SheetPool } from "@rekindle/scenario";
import { explorationsText } from "./explorations-text.ts";
import { pValueNumber, significantText } from "./number-text.ts";
import { regressionText } from "./regression-text.ts";
import { type Estimate, heterogeneityLines, intervalHead, intervalText, levelText, testWords } from "./pooled-words.ts";
import { subgroupsText } from "./subgroups-text.ts";
import { textTable } from "./text-table.ts";

/** More studies than these are not listed one by one. */
const MOST_LISTED = 100;

/** Everything that was found out about the studies of a file, with every convention named. */
export function sheetPoolText(pool: SheetPool, { file }: { readonly file: string }): string {
  const { studies, familyLabel, columns, leftOut, notes, together, subgroups, regression, explorations } = pool;
  const read = Object.entries(columns)
    .map(([field, column]) => (field === column ? field : `${field} = ${column}`))
    .join(", ");
  const warnings = together.kind === "mantelHaenszel" ? [] : together.pooled.warnings;
  const remarks = [
    ...leftOut.map(({ label, reason }) => `left out: ${label}: ${reason}`),
    ...[...notes, ...warnings].map((note) => `note: ${note}`),
  ];
  const blocks = [
    `${file}: ${studies} ${studies === 1 ? "study" : "studies"}, ${familyLabel} (${read})\n`,
    studyTable(together),
    togetherText(together),
    ...(subgroups === undefined ? [] : [subgroupsText(subgroups)]),
    ...(regression === undefined ? [] : [regressionText(regression)]),
    ...explorationsText(explorations),
    remarks.map((line) => `${line}\n`).join(""),
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

function studyTable(together: PooledTogether): string {
  if (together.kind === "oddsRatio" || together.kind === "mantelHaenszel") return "";
  const { studies } = together.pooled;
  if (studies.length > MOST_LISTED) return `${studies.length} studies are not listed here; --json has each.\n`;
  const weight = (share: number | undefined): string[] => (share === undefined ? [] : [(100 * share).toFixed(1)]);
  if (together.kind === "rate") {
    const { studies: rows } = together.pooled;
    const [first] = rows;
    const heads = [
      "study",
      "events",
      "n",
      "proportion",
      `${levelText(first!.interval.level)} interval`,
      ...(first!.weight === undefined ? [] : ["weight %"]),
    ];
    const cells = rows.map((study) => [
      study.label,
      String(study.events),
      String(study.n),
      significantText(study.proportion),
      intervalText(study.interval),
      ...weight(study.weight),
    ]);
    return textTable(heads, cells);
  }
  const { measure, studies: rows } = together.pooled;
  const isTransformed = measure.scale !== measure.naturalScale;
  const head = `${levelText(rows[0]!.interval.level)} interval`;
  const heads = ["study", measure.scale, "se", ...(isTransformed ? [measure.naturalScale] : []), head, "weight %"];
  const cells = rows.map((study) => [
    study.label,
    significantText(study.value),
    significantText(study.standardError),
    ...(isTransformed ? [significantText(study.natural.value)] : []),
    intervalText(isTransformed ? study.natural : study.interval),
    ...weight(study.weight),
  ]);
  return textTable(heads, cells);
}

function togetherText(together: PooledTogether): string {
  if (together.kind === "mantelHaenszel") return mantelHaenszelText(together.pooled);
  if (together.kind === "rate") return rateText(together);
  const { pooled } = together;
  const { natural, mean, prediction, method } = pooled;
  const [scale, naturalScale] =
    together.kind === "effect"
      ? [together.pooled.measure.scale, together.pooled.measure.naturalScale]
      : ["log odds ratio", "odds ratio"];
  const rows = [
    { words: "mean", onScale: mean, onNatural: natural.mean },
    { words: "new study", onScale: prediction, onNatural: natural.prediction },
  ];
  const test = pooled.test === undefined ? [] : [`test of no effect: ${testWords(pooled.test)}`];
  const se = pooled.standardError === undefined ? [] : [`standard error ${significantText(pooled.standardError)}`];
  return [
    estimateTable(rows, scale === naturalScale ? [scale] : [scale, naturalScale]),
    ...lines([...se, ...test, ...heterogeneityLines(pooled), `method: ${method}`, ...predictionMethod(prediction)]),
  ].join("");
}

function rateText({ pooled, onScale }: Extract<PooledTogether, { kind: "rate" }>): string {
  const { mean, marginalMean, prediction, method, intraclassCorrelation } = pooled;
  const isMeanRate = pooled.model === "betaBinomial";
  const rows = [
    { words: isMeanRate ? "mean rate" : marginalMean === undefined ? "mean" : "median study", onNatural: mean },
    ...(marginalMean === undefined ? [] : [{ words: "mean over studies", onNatural: marginalMean }]),
    { words: "new study", onNatural: prediction },
  ].map((row) => ({ ...row, onScale: row.onNatural }));
  const scaled = onScale?.mean.kind === "estimated" ? [scaleWords(onScale, onScale.mean)] : [];
  const rho = intraclassCorrelation === undefined ? [] : [correlationWords(intraclassCorrelation)];
  return [
    `${pooled.events} of ${pooled.n} patients\n`,
    estimateTable(rows, ["proportion"]),
    ...lines([
      ...scaled,
      ...heterogeneityLines(pooled),
      ...rho,
      `method: ${method}`,
      ...(mean.kind === "estimated" ? [`interval of the mean: ${mean.interval.method}`] : []),
      ...predictionMethod(prediction),
    ]),
  ].join("");
}

type RatePool = Extract<PooledTogether, { kind: "rate" }>;

function scaleWords(
  { measure, standardError }: NonNullable<RatePool["onScale"]>,
  mean: Extract<Estimate, { kind: "estimated" }>,
): string {
  const error = standardError === undefined ? "" : `, standard error ${significantText(standardError)}`;
  return `on the ${measure.scale} scale: ${significantText(mean.value)}, ${intervalText(mean.interval)}${error}`;
}

function correlationWords({ value, interval }: NonNullable<RatePool["pooled"]["intraclassCorrelation"]>): string {
  const around = interval === undefined ? "" : `, ${intervalText(interval)} (${interval.method})`;
  return `correlation within studies ${significantText(value)}${around}`;
}

function predictionMethod(prediction: Estimate): readonly string[] {
  return prediction.kind === "estimated" ? [`interval of a new study: ${prediction.interval.method}`] : [];
}

function lines(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `  ${text}\n`);
}

/** One row per estimate: on the scale of the measure, and on the natural scale where that is another. */
function estimateTable(
  rows: readonly { readonly words: string; readonly onScale: Estimate; readonly onNatural: Estimate }[],
  [scale, naturalScale]: readonly string[],
): string {
  const head = intervalHead(rows.map(({ onScale }) => onScale));
  const heads = ["", scale!, head, ...(naturalScale === undefined ? [] : [naturalScale, head])];
  const cells = (estimate: Estimate): readonly string[] =>
    estimate.kind === "estimated"
      ? [significantText(estimate.value), intervalText(estimate.interval)]
      : ["none", "none"];
  const table = textTable(
    heads,
    rows.map(({ words, onScale, onNatural }) => [
      words,
      ...cells(onScale),
      ...(naturalScale === undefined ? [] : cells(onNatural)),
    ]),
  );
  const reasons = rows.flatMap(({ words, onScale }) =>
    onScale.kind === "notEstimable" ? [`${words}: none, since ${onScale.reason}`] : [],
  );
  return table + lines(reasons).join("");
}

type MantelHaenszel = Extract<PooledTogether, { kind: "mantelHaenszel" }>["pooled"];

function mantelHaenszelText({ measure, method, estimate, standardError, association, homogeneity }: MantelHaenszel) {
  const scale = { oddsRatio: "odds ratio", riskRatio: "risk ratio", riskDifference: "risk difference" }[measure];
  const of = measure === "riskDifference" ? "" : " of its logarithm";
  const chi = (words: string, test: typeof association): readonly string[] =>
    test === undefined
      ? []
      : [`${words}: X2(${test.df}) = ${significantText(test.statistic)}, p = ${pValueNumber(test.pValue)}`];
  return [
    estimateTable([{ words: "common", onScale: estimate, onNatural: estimate }], [scale]),
    ...lines([
      ...(standardError === undefined ? [] : [`standard error${of} ${significantText(standardError)}`]),
      ...chi("Cochran-Mantel-Haenszel test, corrected", association),
      ...chi("homogeneity (Breslow-Day, Tarone)", homogeneity),
      `method: ${method}, no continuity correction`,
      ...(estimate.kind === "estimated" ? [`interval: ${estimate.interval.method}`] : []),
    ]),
  ].join("");
}
