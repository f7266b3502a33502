import { type Axis, xChannel, yChannel } from "../axis/axis.ts";
import { chooseTicks, roundDomain } from "../axis/ticks.ts";
import { layer } from "../layers/layer.ts";
import { finite, optionIssues, refuse, rowIssues, unless } from "../panel/check-values.ts";
import type { KeyEntry } from "../panel/key.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import type { Layer, PlotSpec } from "../spec.ts";
import { colours } from "../theme.ts";
import { tickText, valueText, type ValueStyle } from "../value-text.ts";

/** A law whose density is drawn. */
export interface DensityCurve {
  readonly title: string;
  /** How it is drawn: a prior dashed and grey, a posterior filled, a prediction in another colour. */
  readonly role: "prior" | "posterior" | "prediction";
  /** The density at a value; at most infinite at ends of the axis. */
  density(value: number): number;
  /** Marked under the curve. */
  readonly interval?: { readonly lower: number; readonly upper: number; readonly level: number };
}

export interface DensityPlotOptions extends PanelOptions {
  readonly axisTitle: string;
  /** What is drawn of the axis. */
  readonly domain: readonly [number, number];
  /** `percent` for proportions. */
  readonly unit?: ValueStyle["unit"];
}

const looks = {
  prior: { colour: colours.quiet, dash: [4, 3], widthPx: 1.5, fill: undefined },
  posterior: { colour: colours.accent, dash: undefined, widthPx: 2, fill: colours.accentWash },
  prediction: { colour: colours.contrast, dash: [8, 3, 2, 3], widthPx: 1.75, fill: undefined },
} as const;
const points = 241;

/**
 * Densities of priors, posteriors and predictions on one axis, with their intervals as bars under the curves. A density that is infinite
 * at an end, as of a beta below 1, is cut at the top.
 *
 * @throws InvalidInput without curves, on a domain that is not two finite numbers in order, on densities below 0 or NaN, and on intervals
 * in the wrong order.
 * @example
 * densityPlot([{ title: "Prior", role: "prior", density: beta({ a: 1, b: 1 }).pdf }], { title: "Rate", axisTitle: "Rate", domain: [0, 1], unit: "percent" });
 */
export function densityPlot(curves: readonly DensityCurve[], options: DensityPlotOptions): PlotSpec {
  const { domain, unit = "number" } = options;
  const [from, to] = domain;
  refuse([
    ...optionIssues(options),
    ...unless(curves.length > 0, ["curves"], "there is no curve to draw", "at least one is needed"),
    ...unless(
      Number.isFinite(from) && Number.isFinite(to) && from < to,
      ["domain"],
      `the domain is [${from}, ${to}]`,
      "two finite numbers, the smaller first",
    ),
    ...curves.flatMap(({ interval }, index) =>
      interval === undefined
        ? []
        : [
            ...rowIssues("interval", [interval], [finite("lower"), finite("upper")]),
            ...unless(
              interval.lower <= interval.upper,
              ["curves", index, "interval"],
              `the interval is ${interval.lower} to ${interval.upper}`,
              "the lower end first",
            ),
          ],
    ),
  ]);
  const grid = Array.from({ length: points }, (_, index) => from + ((to - from) * index) / (points - 1));
  const drawn = curves.map((curve) => ({
    curve,
    values: grid.map((value) => ({ value, density: curve.density(value) })),
  }));
  refuse(
    drawn.flatMap(({ curve, values }, index) => {
      const unsound = values.find(({ density }) => !(density >= 0));
      return unsound === undefined
        ? []
        : unless(
            false,
            ["curves", index],
            `the density of ${curve.title} is ${unsound.density} at ${unsound.value}`,
            "0 or above",
          );
    }),
  );
  const { width, height } = sizeOf(options);
  const top = cutHeight(drawn.map(({ values }) => values.map((point) => point.density)));
  const x: Axis = {
    scale: "linear",
    domain,
    ticks: chooseTicks({ scale: "linear", domain, lengthPx: width, label: (value) => tickText(value, unit) }),
    title: unit === "percent" ? `${options.axisTitle} (%)` : options.axisTitle,
    lengthPx: width,
  };
  const yDomain = [0, roundDomain(0, top, "linear")[1]] as const;
  const y: Axis = {
    scale: "linear",
    domain: yDomain,
    ticks: chooseTicks({
      scale: "linear",
      domain: yDomain,
      lengthPx: height,
      label: (value) => tickText(value, "number"),
      direction: "vertical",
      atMost: 6,
    }),
    title: "Density",
    lengthPx: height,
  };
  const style: ValueStyle = { unit, decimals: unit === "percent" ? 1 : 2 };
  const sign = unit === "percent" ? " %" : "";
  const told = (curve: DensityCurve) =>
    curve.interval === undefined
      ? ""
      : `${valueText(curve.interval.lower, style)} to ${valueText(curve.interval.upper, style)}${sign}`;
  const withIntervals = curves.filter((curve) => curve.interval !== undefined);
  return panelFigure({
    head: options,
    x,
    y,
    notes: [
      ...(withIntervals.length === 0 ? [] : ["Bars on the axis: intervals of the curve of the same colour."]),
      ...(options.notes ?? []),
    ],
    description: `Densities over ${options.axisTitle.toLowerCase()}: ${curves.map((curve) => `${curve.title}${told(curve) === "" ? "" : ` (${told(curve)})`}`).join("; ")}.`,
    table: {
      columns: ["Law", "Highest density at", "Interval"],
      rows: drawn.map(({ curve, values }) => {
        const mode = values.reduce((best, point) => (point.density > best.density ? point : best));
        return [curve.title, `${valueText(mode.value, style)}${sign}`, told(curve)];
      }),
    },
    layers: [...curveLayers(drawn, x, y), ...withIntervals.map((curve, index) => intervalLayer(curve, index, x, y))],
    key: curves.map(keyOf),
  });
}

/** As high as the highest curve, but a spike many times higher than where most of it is seen is cut. */
function cutHeight(curves: readonly (readonly number[])[]): number {
  const tops = curves.map((densities) => {
    const bounded = densities.filter((density) => Number.isFinite(density)).toSorted((a, b) => a - b);
    const highest = bounded.at(-1) ?? 1;
    const usual = bounded[Math.floor(bounded.length * 0.97)] ?? highest;
    return highest > 6 * usual && usual > 0 ? 3 * usual : highest;
  });
  return 1.04 * Math.max(...tops, 1e-12);
}

interface DrawnCurve {
  readonly curve: DensityCurve;
  readonly values: readonly { readonly value: number; readonly density: number }[];
}

/** Areas behind all lines, so that none hides a curve. */
function curveLayers(drawn: readonly DrawnCurve[], x: Axis, y: Axis): Layer[] {
  const top = y.domain[1];
  const at = { x: xChannel("value", x), y: yChannel("density", y) };
  const curves = drawn.map(({ curve: { title, role }, values }) => ({
    look: looks[role],
    rows: values.map(({ value, density }) => ({ curve: title, value, density: Math.min(density, 1.2 * top), base: 0 })),
  }));
  return [
    ...curves.flatMap(({ look, rows }) =>
      look.fill === undefined
        ? []
        : [layer(rows, { type: "area", color: look.fill, opacity: 1, clip: true }, { ...at, y2: { field: "base" } })],
    ),
    ...curves.map(({ look: { colour, widthPx, dash }, rows }) => {
      const dashes = dash === undefined ? {} : { strokeDash: [...dash] };
      return layer(rows, { type: "line", color: colour, strokeWidth: widthPx, clip: true, ...dashes }, at);
    }),
  ];
}

/** A bar on the axis, each a little higher than the one before. */
function intervalLayer({ title, role, interval }: DensityCurve, index: number, x: Axis, y: Axis): Layer {
  const [from, to] = x.domain;
  const height = ((index + 0.5) * 6 * y.domain[1]) / y.lengthPx;
  const rows = [{ curve: title, lower: Math.max(interval!.lower, from), upper: Math.min(interval!.upper, to), height }];
  return layer(
    rows,
    { type: "rule", color: looks[role].colour, strokeWidth: 3, clip: true },
    {
      x: xChannel("lower", x),
      x2: { field: "upper" },
      y: yChannel("height", y),
    },
  );
}

function keyOf({ title, role }: DensityCurve): KeyEntry {
  const { colour, dash, widthPx } = looks[role];
  return { kind: "line", text: title, colour, widthPx, ...(dash === undefined ? {} : { dash }) };
}
