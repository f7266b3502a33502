import type { SheetSubgroups } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { type Estimate, intervalHead, intervalText } from "./pooled-words.ts";
import { textTable } from "./text-table.ts";

/** A row per group with its own estimate, and the test of whether groups differ. */
export function subgroupsText(subgroups: SheetSubgroups): string {
  const { interaction } = subgroups.result;
  const rows = rowsOf(subgroups);
  const heads = [
    subgroups.by,
    "studies",
    scaleOf(subgroups),
    intervalHead(rows.map(({ estimate }) => estimate)),
    "tau2",
  ];
  const table = textTable(
    heads,
    rows.map(({ label, studies, estimate, tau2 }) => [
      label,
      String(studies),
      ...estimateCells(estimate),
      tau2 === undefined ? "none" : significantText(tau2),
    ]),
  );
  const test =
    interaction.kind === "tested"
      ? `X2(${interaction.df}) = ${significantText(interaction.statistic)}, p = ${pValueNumber(interaction.pValue)} (${interaction.method})`
      : `none, since ${interaction.reason}`;
  return `${table}  groups: ${spreadWords(subgroups)}\n  test of interaction: ${test}\n`;
}

interface GroupRow {
  readonly label: string;
  readonly studies: number;
  readonly estimate: Estimate;
  readonly tau2?: number | undefined;
}

function rowsOf(subgroups: SheetSubgroups): readonly GroupRow[] {
  if (subgroups.kind === "mantelHaenszel")
    return subgroups.result.groups.map(({ group, studies, pooled }) => ({
      label: group,
      studies,
      estimate: pooled.estimate,
    }));
  if (subgroups.kind === "rate")
    return subgroups.result.groups.map(({ label, pooled }) => ({
      label,
      studies: pooled.studies.length,
      estimate: pooled.mean,
      tau2: pooled.tau2?.value,
    }));
  return subgroups.result.groups.map(({ group, pooled }) => ({
    label: group,
    studies: pooled.studies.length,
    estimate: pooled.natural.mean,
    tau2: pooled.tau2?.value,
  }));
}

function scaleOf(subgroups: SheetSubgroups): string {
  if (subgroups.kind === "rate") return "proportion";
  if (subgroups.kind === "effect") return subgroups.result.overall.measure.naturalScale;
  const { measure } = subgroups.result.overall;
  return { oddsRatio: "odds ratio", riskRatio: "risk ratio", riskDifference: "risk difference" }[measure];
}

function spreadWords(subgroups: SheetSubgroups): string {
  if (subgroups.kind === "mantelHaenszel") return "a common effect in each";
  return subgroups.result.spread === "shared" ? "one tau2 for all groups" : "a tau2 of each group's own";
}

function estimateCells(estimate: Estimate): readonly string[] {
  if (estimate.kind === "notEstimable") return ["none", "none"];
  return [significantText(estimate.value), intervalText(estimate.interval)];
}
