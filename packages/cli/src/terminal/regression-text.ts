import type { SheetPool } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { heterogeneityWords, intervalHead, intervalText, tau2Words, testWords } from "./pooled-words.ts";
import { textTable } from "./text-table.ts";

type SheetRegression = NonNullable<SheetPool["regression"]>;

/** A row per coefficient, the test of all moderators, and what they leave between studies. */
export function regressionText({ result, scale, moderators }: SheetRegression): string {
  const title = `meta-regression on ${moderators.join(", ")}, ${scale} scale`;
  if (result.kind === "notEstimable") return `${title}: none, since ${result.reason}\n`;
  const isPermuted = result.coefficients.some(({ permutationP }) => permutationP !== undefined);
  const rows = result.coefficients.map(({ name, value, standardError, interval, test, permutationP }) => [
    name,
    significantText(value),
    significantText(standardError),
    interval.kind === "estimated" ? intervalText(interval.interval) : "none",
    test === undefined ? "none" : testWords(test),
    ...(isPermuted ? [permutationP === undefined ? "" : pValueNumber(permutationP)] : []),
  ]);
  const heads = [
    "coefficient",
    "estimate",
    "se",
    intervalHead(result.coefficients.map(({ interval }) => interval)),
    "test",
    ...(isPermuted ? ["permutation p"] : []),
  ];
  const { moderators: omnibus, R2, tau2, residualHeterogeneity, I2FromTau2, method, warnings } = result;
  const lines = [
    ...(omnibus === undefined ? [] : [omnibusWords(omnibus)]),
    `residual ${tau2Words(tau2)}`,
    `residual ${heterogeneityWords(residualHeterogeneity)}`,
    `residual I2 ${(100 * I2FromTau2.value).toFixed(2)} % (${I2FromTau2.definition})`,
    ...(R2 === undefined ? [] : [`R2 ${(100 * R2).toFixed(2)} % of tau2 is explained`]),
    `method: ${method}`,
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  return `${title}\n${textTable(heads, rows)}${lines.map((line) => `  ${line}\n`).join("")}`;
}

type Omnibus = NonNullable<Extract<SheetRegression["result"], { kind: "estimated" }>["moderators"]>;

/** `F of the moderators: F(3, 9) = 3.4471, p = 0.0650`. */
function omnibusWords({ kind, df, residualDf, statistic, pValue, permutationP }: Omnibus): string {
  const law = residualDf === undefined ? `X2(${df})` : `F(${df}, ${residualDf})`;
  const permuted = permutationP === undefined ? "" : `, by permutation ${pValueNumber(permutationP)}`;
  return `${kind}: ${law} = ${significantText(statistic)}, p = ${pValueNumber(pValue)}${permuted}`;
}
