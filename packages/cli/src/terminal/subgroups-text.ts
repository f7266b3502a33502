import type { SheetSubgroups } from "@rekindle/scenario";
import { pValueNumber, significantText } from "./number-text.ts";
import { type Estimate, intervalHead, intervalText } from "./pooled-words.ts";
import { textTable } from "./text-table.ts";

/** A row per group with its own estimate, and the test of whether groups differ. */
export function subgroupsText({ by, ...subgroups }: SheetSubgroups): string {
  const { spread, interaction } = subgroups.result;
  const rows =
    subgroups.kind === "rate"
      ? subgroups.result.groups.map(({ label, pooled }) => ({ label, pooled, estimate: pooled.mean }))
      : subgroups.result.groups.map(({ group, pooled }) => ({ label: group, pooled, estimate: pooled.natural.mean }));
  const scale = subgroups.kind === "rate" ? "proportion" : subgroups.result.overall.measure.naturalScale;
  const table = textTable(
    [by, "studies", scale, intervalHead(rows.map(({ estimate }) => estimate)), "tau2"],
    rows.map(({ label, pooled, estimate }) => [
      label,
      String(pooled.studies.length),
      ...estimateCells(estimate),
      pooled.tau2 === undefined ? "none" : significantText(pooled.tau2.value),
    ]),
  );
  const words = spread === "shared" ? "one tau2 for all groups" : "a tau2 of each group's own";
  const test =
    interaction.kind === "tested"
      ? `X2(${interaction.df}) = ${significantText(interaction.statistic)}, p = ${pValueNumber(interaction.pValue)} (${interaction.method})`
      : `none, since ${interaction.reason}`;
  return `${table}  groups: ${words}\n  test of interaction: ${test}\n`;
}

function estimateCells(estimate: Estimate): readonly string[] {
  if (estimate.kind === "notEstimable") return ["none", "none"];
  return [significantText(estimate.value), intervalText(estimate.interval)];
}
