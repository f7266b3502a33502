import type { Cell } from "@rekindle/trial";
import { figure } from "../figure/figure.ts";
import { percent } from "../format.ts";
import { noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { type TextCell, textLayers } from "../layers/text-cells.ts";
import { FIGURE_MARGIN, type PlotSpec } from "../spec.ts";
import { textStyles } from "../theme.ts";
import { panelWidth as width, powerAxis, roundStep } from "./power-axis.ts";
import { powerKey } from "./power-key.ts";
import { checkPower, type PowerCurveOptions } from "./power-options.ts";
import { type PowerPanel, powerPanel, referenceCells } from "./power-panel.ts";
import { type PowerSeries, powerSeries } from "./power-series.ts";
import { powerDescription, powerNotes, powerTable } from "./power-texts.ts";

const margin = { left: 32, right: 66 } as const;
const heights = { power: 220, typeOne: 84, between: 44, axis: 52 } as const;

/**
 * Power and type I error over a varied number as a Vega-Lite specification: simulated shares as points with Monte-Carlo intervals
 * of 95 %, analytic ones as a line, with lines of reference at 80 and 90 % and at alpha. Power and type I error have a panel each;
 * a panel without cells is left out. Cells that differ in more than the horizontal axis become several series.
 *
 * @throws InvalidInput without cells, when the axis is not a number in each of them, or with a share that is not in [0, 1].
 * @example powerCurve(result.cells, { title: "Objective response at 6 months", x: "patients", alpha: 0.025 });
 */
export function powerCurve(cells: readonly Cell[], options: PowerCurveOptions): PlotSpec {
  checkPower(cells, options);
  const power = powerSeries(cells, "alternative", options);
  const typeOne = powerSeries(cells, "null", options);
  const panels = placePanels(power, typeOne, options.alpha);
  const height = panels.at(-1)!.panel.bottom;
  const axis = powerAxis([...power, ...typeOne], options);
  const hasAnalytic = [...power, ...typeOne].some((each) => each.points.some((point) => point.analytic !== undefined));
  const names = [...new Set([...power, ...typeOne].map((each) => each.name))];
  const left = -margin.left;
  const whole = width + margin.right - left;
  const key = powerKey(names, hasAnalytic, { left, bottom: -36, width: whole });
  const title = titleBlock(options, { left, bottom: -36 - key.height - 6, width: whole });
  const below = noteBlock(powerNotes(cells, options), { left, top: height + heights.axis, width: whole });
  const description = powerDescription(power, typeOne);
  const frame = {
    width,
    height,
    padding: {
      top: title.height,
      right: margin.right + FIGURE_MARGIN,
      bottom: heights.axis + below.height,
      left: margin.left + FIGURE_MARGIN,
    },
  };
  return figure({
    head: options,
    description,
    table: powerTable(power, typeOne, options),
    frame,
    resolve: { scale: { y: "independent" } },
    layers: [
      ...panels.map(({ panel, series }) => powerPanel(series, panel, axis)),
      ...key.layers,
      ...textLayers([
        ...title.cells,
        ...key.cells,
        ...panels.flatMap(({ panel, head }) => [headCell(head, panel.top, left), ...referenceCells(panel, width)]),
        ...below.cells,
      ]),
    ],
  });
}

interface PlacedPanel {
  readonly head: string;
  readonly panel: PowerPanel;
  readonly series: readonly PowerSeries[];
}

function placePanels(
  power: readonly PowerSeries[],
  typeOne: readonly PowerSeries[],
  alpha: number | undefined,
): PlacedPanel[] {
  const panels: PlacedPanel[] = [];
  if (power.length > 0) {
    const references = [0.8, 0.9].map((value) => ({ value, label: "" }));
    const panel = {
      top: 0,
      bottom: heights.power,
      domain: [0, 1] as const,
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      references,
    };
    panels.push({ head: "Power, %", panel, series: power });
  }
  if (typeOne.length > 0) {
    const top = power.length > 0 ? heights.power + heights.between : 0;
    panels.push({ head: "Type I error, %", panel: typeOnePanel(typeOne, alpha, top), series: typeOne });
  }
  return panels;
}

/** From 0 to a round number above everything shown. */
function typeOnePanel(series: readonly PowerSeries[], alpha: number | undefined, top: number): PowerPanel {
  const shown = series.flatMap(({ points }) => points.flatMap((point) => [point.upper, point.analytic ?? 0]));
  const largest = Math.max(alpha === undefined ? 0 : 1.4 * alpha, ...shown.map((value) => 1.1 * value));
  const step = roundStep(Math.max(largest, 0.004) / 4);
  const steps = Math.min(Math.ceil(largest / step), Math.floor(1 / step));
  const ticks = Array.from({ length: Math.max(1, steps) + 1 }, (_, index) => Number((index * step).toFixed(6)));
  const references = alpha === undefined ? [] : [{ value: alpha, label: `alpha ${percent(alpha, 1)} %` }];
  return { top, bottom: top + heights.typeOne, domain: [0, ticks.at(-1)!], ticks, references };
}

function headCell(text: string, top: number, left: number): TextCell {
  return { x: left, y: top - 15, text, align: "left", style: textStyles.head };
}
