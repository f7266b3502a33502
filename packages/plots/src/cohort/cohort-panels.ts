import type { CohortRow } from "@rekindle/cohort";
import type { Estimate } from "@rekindle/stats";
import { percent } from "../format.ts";
import { type Channel, layer, percentLabels, pixels } from "../layers/layer.ts";
import { monteCarloInterval } from "../layers/monte-carlo-interval.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import type { PlacedCohortRow } from "./cohort-rows.ts";

/** A panel beside others: its own axis from 0 to 100 % over these pixels. */
export interface CohortPanel {
  readonly title: readonly string[];
  readonly left: number;
  readonly width: number;
  /** Right edge of the panel's column of numbers. */
  readonly numbers: number;
}

/** The panel's own horizontal scale and axis. */
export function panelX(field: string, panel: CohortPanel): Channel {
  const { left, width } = panel;
  return {
    field,
    type: "quantitative",
    scale: { domain: [0, 1], range: [left, left + width], nice: false, zero: false },
    axis: {
      title: null,
      orient: "bottom",
      values: width > 150 ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0, 0.5, 1],
      labelExpr: percentLabels,
      grid: true,
    },
  };
}

/** A dot with its Monte-Carlo interval per row. */
export function dotPanel(
  rows: readonly PlacedCohortRow[],
  panel: CohortPanel,
  estimateOf: (row: CohortRow) => Estimate,
): Layer {
  const values = rows.map(({ row, y }) => {
    const estimate = estimateOf(row);
    const { protocol, genotype } = row;
    return {
      protocol,
      genotype,
      y,
      value: estimate.value,
      standardError: estimate.standardError,
      ...monteCarloInterval(estimate, row.patients),
    };
  });
  const rule = { type: "rule", color: colours.accent, strokeWidth: 1.5 };
  const dot = { type: "point", shape: "circle", filled: true, opacity: 1, color: colours.accent, size: 44 };
  return {
    layer: [
      layer(values, rule, { x: panelX("lower", panel), x2: { field: "upper" }, y: pixels("y") }),
      layer(values, dot, { x: panelX("value", panel), y: pixels("y") }),
    ],
  };
}

/** The numbers beside the dots. */
export function dotNumbers(
  rows: readonly PlacedCohortRow[],
  panel: CohortPanel,
  estimateOf: (row: CohortRow) => Estimate,
): TextCell[] {
  return rows.map(({ row, y }) => ({
    x: panel.numbers,
    y,
    text: percent(estimateOf(row).value),
    align: "right",
    style: textStyles.body,
  }));
}
