import type { Explorations } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { type Estimate, intervalHead, intervalText, tau2Words, testWords } from "./pooled-words.ts";
import { textTable } from "./text-table.ts";

type AnyPool = NonNullable<Explorations["leaveOneOut"]>[number]["result"];

/** What was asked beside the pool, each as a block of its own. */
export function explorationsText(explorations: Explorations): readonly string[] {
  const { leaveOneOut, cumulative, influence, smallStudies, clusters } = explorations;
  return [
    ...(leaveOneOut === undefined
      ? []
      : [
          poolsTable(
            "without",
            leaveOneOut.map(({ omitted, result }) => [omitted.label, result]),
          ),
        ]),
    ...(cumulative === undefined
      ? []
      : [
          poolsTable(
            `adding by ${cumulative.by}`,
            cumulative.steps.map(({ added, value, result }) => [`${value}: ${added.label}`, result]),
          ),
        ]),
    ...(influence === undefined ? [] : [influenceText(influence)]),
    ...(smallStudies === undefined ? [] : [smallStudiesText(smallStudies)]),
    ...(clusters === undefined ? [] : [clustersText(clusters)]),
  ];
}

function poolsTable(head: string, pools: readonly (readonly [string, AnyPool])[]): string {
  const rows = pools.map(([label, pooled]) => {
    const mean = meanOf(pooled);
    const tau2 = pooled.tau2 === undefined ? "none" : significantText(pooled.tau2.value);
    const I2 = pooled.I2FromTau2 === undefined ? [] : [(100 * pooled.I2FromTau2.value).toFixed(1)];
    return mean.kind === "estimated"
      ? [label, significantText(mean.value), intervalText(mean.interval), tau2, ...I2]
      : [label, "none", "none", tau2, ...I2];
  });
  const first = pools[0]![1];
  const scale = "natural" in first ? first.measure.naturalScale : "proportion";
  const hasI2 = rows.some((row) => row.length > 4);
  return textTable(
    [head, scale, intervalHead(pools.map(([, pooled]) => meanOf(pooled))), "tau2", ...(hasI2 ? ["I2 %"] : [])],
    rows,
  );
}

function meanOf(pooled: AnyPool): Estimate {
  return "natural" in pooled ? pooled.natural.mean : pooled.mean;
}

function influenceText(influence: NonNullable<Explorations["influence"]>): string {
  if (influence.kind === "notEstimable") return `influence: none, since ${influence.reason}\n`;
  const heads = [
    "influence",
    "residual",
    "DFFITS",
    "Cook's distance",
    "covariance ratio",
    "hat",
    "tau2 without",
    "beyond",
  ];
  const rows = influence.studies.map((study) =>
    study.kind === "notEstimable"
      ? [study.label, `none: ${study.reason}`]
      : [
          study.label,
          ...[
            study.studentisedResidual,
            study.dffits,
            study.cooksDistance,
            study.covarianceRatio,
            study.hat,
            study.tau2Without,
          ].map(significantText),
          study.flags.join(", "),
        ],
  );
  return `${textTable(heads, rows)}  studentised residuals with the study left out; limits of Viechtbauer and Cheung (2010)\n`;
}

type SmallStudies = NonNullable<Explorations["smallStudies"]>;

function smallStudiesText({ regression, counts, rank, trimAndFill }: SmallStudies): string {
  const lines = [
    asymmetryWords(regression),
    ...(counts === undefined ? [] : [asymmetryWords(counts)]),
    rank.kind === "tested"
      ? `${rank.method}: Kendall's tau ${significantText(rank.tau)}, p = ${pValueNumber(rank.pValue)}`
      : `rank correlation: none, since ${rank.reason}`,
    filledWords(trimAndFill),
  ];
  const warnings = new Set(
    [regression, ...(counts === undefined ? [] : [counts]), rank, trimAndFill].flatMap((each) => each.warnings),
  );
  return `small studies\n${[...lines, ...[...warnings].map((text) => `warning: ${text}`)].map((line) => `  ${line}\n`).join("")}`;
}

function asymmetryWords(test: SmallStudies["regression"]): string {
  if (test.kind === "notEstimable") return `regression test: none, since ${test.reason}`;
  const { method, slope, limit } = test;
  const end =
    limit?.kind === "estimated" ? `; at no error ${significantText(limit.value)}, ${intervalText(limit.interval)}` : "";
  return `${method}: slope ${significantText(slope)}, ${testWords(test)}${end}`;
}

function filledWords(filled: SmallStudies["trimAndFill"]): string {
  if (filled.kind === "notEstimable") return `${filled.method}: none, since ${filled.reason}`;
  const { method, missing, adjusted } = filled;
  const mean = adjusted.natural.mean;
  const words = mean.kind === "estimated" ? `${significantText(mean.value)}, ${intervalText(mean.interval)}` : "none";
  return `${method}: ${missing} missing; ${adjusted.measure.naturalScale} with them ${words}`;
}

function clustersText({ by, result }: NonNullable<Explorations["clusters"]>): string {
  if (result.kind === "notEstimable") return `rows within ${by}: none, since ${result.reason}\n`;
  const { coefficients, studyVariance, armVariance, studies, rows, method, prediction, warnings } = result;
  const table = textTable(
    [`${rows} rows within ${studies} of ${by}`, "estimate", "se", "interval", "test"],
    coefficients.map(({ name, value, standardError, interval, test }) => [
      name === "intercept" ? "mean" : name,
      significantText(value),
      significantText(standardError),
      interval.kind === "estimated" ? intervalText(interval.interval) : "none",
      test === undefined ? "none" : testWords(test),
    ]),
  );
  const lines = [
    `between: ${tau2Words(studyVariance)}`,
    `within: ${tau2Words(armVariance)}`,
    ...(prediction?.kind === "estimated" ? [`a row of a new one: ${intervalText(prediction.interval)}`] : []),
    `method: ${method}`,
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  return table + lines.map((line) => `  ${line}\n`).join("");
}
