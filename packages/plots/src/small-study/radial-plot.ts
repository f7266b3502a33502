import { standardNormalQuantile, sin, cos, atan } from "@rekindle/stats";
import { AXIS_OVERHANG, even, pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { chooseTicks, domainAround } from "../axis/ticks.ts";
import { percentLevel } from "../format.ts";
import { layer, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import { type EffectOptions, effectStyle, natural, numberAxis } from "../panel/effect-axis.ts";
import { effectIssues, effectRule, type EffectPoint, placedEffects } from "../panel/effect-points.ts";
import { notNegative, optionIssues, refuse, rowIssues, unless } from "../panel/check-values.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import { placeLabels } from "../panel/place-labels.ts";
import type { PlotSpec } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, textStyles } from "../theme.ts";
import { tickText, valueText } from "../value-text.ts";

export interface RadialPlotOptions extends PanelOptions, EffectOptions {
  /** The pooled mean on the scale of the model. */
  readonly centre: number;
  /** Between-study variance, which then goes into every error; 0, for a common effect, by default. */
  readonly tau2?: number;
  /** Level of the band around the pooled line; 0.95 by default. */
  readonly level?: number;
}

/**
 * A radial plot (Galbraith 1988): each study at x = 1 / √(v + tau2), y = value / √(v + tau2), so that a line from the origin through it
 * points at its effect on the arc; nearly all lie within the band around the pooled line if tau2 tells all of their spread.
 *
 * @param studies effects on the scale of the model with standard errors or variances.
 * @throws InvalidInput without studies, on values that are not finite, on errors that are not above 0.
 * @example
 * radialPlot(pooled.studies, { title: "Radial plot", effectTitle: "Odds ratio", effectScale: "log", centre: -0.3, tau2: 0.1 });
 */
export function radialPlot(studies: readonly EffectPoint[], options: RadialPlotOptions): PlotSpec {
  const { centre, tau2 = 0, level = 0.95 } = options;
  refuse([
    ...optionIssues(options),
    ...effectIssues("studies", studies, options),
    ...rowIssues("options", [{ centre, tau2 }], [effectRule("centre", options), notNegative("tau2")]),
    ...unless(level > 0 && level < 1, ["level"], `level is ${level}`, "a probability in (0, 1)"),
  ]);
  const z = standardNormalQuantile(0.5 + level / 2);
  const rows = placedEffects(studies).map((study) => {
    const error = Math.sqrt(study.standardError * study.standardError + tau2);
    return { study: study.label, value: study.value, x: 1 / error, y: study.value / error };
  });
  const { width, height } = sizeOf(options, usualArcPx);
  const furthest = Math.max(...rows.map((row) => row.x));
  const error = tau2 > 0 ? "√(variance + τ²)" : "standard error";
  const x = numberAxis([furthest], { title: `Precision, 1 / ${error}`, lengthPx: width, from: 0 });
  const lineEnd = centre * x.domain[1];
  const y = numberAxis([...rows.map((row) => row.y), 0, z, -z, lineEnd + z, lineEnd - z], {
    title: `Effect / ${error}`,
    lengthPx: height,
    direction: "vertical",
  });
  const line = (offset: number) => ({ x: 0, y: offset, x2: x.domain[1], y2: lineEnd + offset });
  const encoding = { x: xChannel("x", x), x2: { field: "x2" }, y: yChannel("y", y), y2: { field: "y2" } };
  const arc = arcOf(
    rows.map((row) => row.value),
    {
      options,
      pxPerX: width / x.domain[1],
      pxPerY: height / (y.domain[1] - y.domain[0]),
      zero: height - pixelOf(0, y),
      width,
      height,
    },
  );
  const style = effectStyle(options);
  const point = (row: (typeof rows)[number]) => ({ x: pixelOf(row.x, x), y: height - pixelOf(row.y, y), radius: 4 });
  const outside = rows.filter((row) => Math.abs(row.y - centre * row.x) > z);
  return panelFigure({
    head: options,
    x,
    y,
    notes: [
      `The arc reads ${options.effectTitle.toLowerCase()} along a line from the origin.`,
      ...(options.notes ?? []),
    ],
    right: arc.right,
    description: `Radial plot of ${rows.length} studies around ${valueText(natural(centre, options), style)}; ${outside.length} outside the band.`,
    table: {
      columns: ["Study", options.effectTitle, "Precision", "Effect / error"],
      rows: rows.map((row) => [
        row.study,
        valueText(natural(row.value, options), style),
        valueText(row.x, { unit: "number", decimals: 2 }),
        valueText(row.y, { unit: "number", decimals: 2 }),
      ]),
    },
    layers: [
      layer(
        [
          { x: 0, y: -z, y2: z },
          { x: x.domain[1], y: lineEnd - z, y2: lineEnd + z },
        ],
        { type: "area", color: colours.wash, opacity: 1, clip: true },
        { x: xChannel("x", x), y: yChannel("y", y), y2: { field: "y2" } },
      ),
      layer(
        [line(z), line(-z)],
        { type: "rule", color: colours.quiet, strokeWidth: 1, strokeDash: [3, 3], clip: true },
        encoding,
      ),
      layer([line(0)], { type: "rule", color: colours.accent, strokeWidth: 1.25, clip: true }, encoding),
      ...arc.layers,
      layer(
        rows.map((row) => ({ ...row, told: `${row.study}: ${valueText(natural(row.value, options), style)}` })),
        {
          type: "point",
          shape: "circle",
          filled: true,
          opacity: 1,
          color: colours.ink,
          size: 38,
          clip: false,
          aria: true,
        },
        { x: xChannel("x", x), y: yChannel("y", y), description: { field: "told", type: "nominal" } },
      ),
    ],
    cells: [
      ...arc.cells,
      ...placeLabels(
        outside.map((row) => ({ ...point(row), text: row.study })),
        [
          ...rows.map(point),
          ...arc.cells.map((cell) => ({ x: cell.x + textWidth(cell.text, cell.style) / 2, y: cell.y, radius: 14 })),
        ],
        { width, height, style: textStyles.small, colour: colours.ink },
      ),
    ],
    key: [
      { kind: "point", text: "study", colour: colours.ink },
      { kind: "line", text: "pooled mean", colour: colours.accent },
      { kind: "line", text: `${percentLevel(level)} band`, colour: colours.quiet, dash: [3, 3], widthPx: 1 },
    ],
  });
}

interface ArcPlace {
  readonly options: RadialPlotOptions;
  readonly pxPerX: number;
  readonly pxPerY: number;
  /** Pixels from the top to the height of 0. */
  readonly zero: number;
  readonly width: number;
  readonly height: number;
}

const arcSteps = 96;
/** What the arc and its labels take right of the panel, as a rule. */
const usualArcPx = 52;

/** Ticks from one end on whose labels do not stand on each other. */
function apart<T extends { readonly y: number }>(ticks: readonly T[]): readonly T[] {
  const kept: T[] = [];
  for (const tick of ticks) if (kept.length === 0 || Math.abs(kept.at(-1)!.y - tick.y) >= 14) kept.push(tick);
  return kept;
}

/** The arc right of the panel that turns directions into effects: a circle in pixels around the origin, with round ticks. */
function arcOf(values: readonly number[], { options, pxPerX, pxPerY, zero, width, height }: ArcPlace) {
  const { effectScale: scale = "linear" } = options;
  const domain = domainAround(
    values.map((value) => natural(value, options)),
    scale,
  );
  const { unit } = effectStyle(options);
  const angle = (value: number) => atan((even(value, scale) * pxPerY) / pxPerX);
  const [first, last] = domain.map(angle) as [number, number];
  // All directions steep: further out, so that the arc stays right of the panel.
  const shallowest = first * last <= 0 ? 0 : Math.min(Math.abs(first), Math.abs(last));
  const radius = (width + 14) / cos(shallowest);
  const at = (turn: number, more: number) => ({
    x: (radius + more) * cos(turn),
    y: zero - (radius + more) * sin(turn),
  });
  // What lies above or below the panel would stand on the axes' texts.
  const beside = ({ y }: { readonly y: number }) => y >= 4 && y <= height - 4;
  const path = Array.from({ length: arcSteps + 1 }, (_, index) => ({
    ...at(first + ((last - first) * index) / arcSteps, 0),
    order: index,
  })).filter(beside);
  const ticks = apart(
    chooseTicks({
      scale,
      domain,
      lengthPx: height,
      label: (value) => tickText(value, unit),
      atMost: 12,
      direction: "vertical",
    })
      .map(({ value, label }) => ({ turn: angle(value), text: label, ...at(angle(value), 8) }))
      .filter(beside),
  );
  const marks = ticks.map(({ turn }) => {
    const [inner, outer] = [at(turn, 0), at(turn, 4)];
    return { x: inner.x, y: inner.y, x2: outer.x, y2: outer.y };
  });
  const cells = ticks.map(({ x, y, text }): TextCell => ({ x, y, text, align: "left", style: textStyles.body }));
  const reach = Math.max(
    width,
    ...path.map((point) => point.x),
    ...cells.map((cell) => cell.x + textWidth(cell.text, cell.style)),
  );
  return {
    right: Math.max(AXIS_OVERHANG, Math.ceil(reach - width + 4)),
    cells,
    layers: [
      layer(
        path,
        { type: "line", color: colours.ink, strokeWidth: 0.75, clip: false },
        { x: pixels("x"), y: pixels("y"), order: { field: "order", type: "quantitative" } },
      ),
      layer(
        marks,
        { type: "rule", color: colours.ink, strokeWidth: 0.75, clip: false },
        { x: pixels("x"), y: pixels("y"), x2: { field: "x2" }, y2: { field: "y2" } },
      ),
    ],
  };
}
