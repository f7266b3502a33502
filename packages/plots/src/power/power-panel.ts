import { percent } from "../format.ts";
import { type Channel, layer, percentLabels, pixels } from "../layers/layer.ts";
import type { TextCell } from "../layers/text-cells.ts";
import type { Layer } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import type { PowerSeries } from "./power-series.ts";

/** One of the panels that stand over each other: its vertical extent in pixels, its axis, and its lines of reference. */
export interface PowerPanel {
  readonly top: number;
  readonly bottom: number;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly references: readonly { readonly value: number; readonly label: string }[];
}

/** What the panels share. */
export interface PowerAxis {
  readonly width: number;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly title: string;
}

/** Series differ in shape and in lightness, so that neither colour nor its absence is needed to tell them apart. */
const looks = [
  { shape: "circle", colour: colours.accent },
  { shape: "square", colour: colours.contrast },
  { shape: "triangle-up", colour: colours.third },
  { shape: "diamond", colour: colours.fourth },
  { shape: "triangle-down", colour: colours.fifth },
] as const;

export function lookOf(index: number) {
  return looks[index % looks.length]!;
}

function xChannel(field: string, axis: PowerAxis): Channel {
  return {
    field,
    type: "quantitative",
    scale: { domain: [...axis.domain], nice: false, zero: false },
    axis: { title: axis.title, orient: "bottom", values: [...axis.ticks], format: ",~r" },
  };
}

function yChannel(field: string, { top, bottom, domain, ticks }: PowerPanel): Channel {
  return {
    field,
    type: "quantitative",
    scale: { domain: [...domain], range: [bottom, top], nice: false, zero: false },
    axis: { title: null, orient: "left", values: [...ticks], labelExpr: percentLabels, grid: false },
  };
}

/** Reference lines, the analytic line, and the simulated points with their Monte-Carlo intervals. */
export function powerPanel(series: readonly PowerSeries[], panel: PowerPanel, axis: PowerAxis): Layer {
  return {
    layer: [
      layer(
        panel.references.map(({ value }) => ({ value, left: 0, right: axis.width })),
        { type: "rule", color: colours.hairline, strokeWidth: 0.75, strokeDash: [3, 3] },
        { y: yChannel("value", panel), x: pixels("left"), x2: { field: "right" } },
      ),
      ...series.flatMap((each, index) => seriesLayers(each, lookOf(index), series.length > 1, { panel, axis })),
    ],
  };
}

function seriesLayers(
  { points }: PowerSeries,
  look: ReturnType<typeof lookOf>,
  several: boolean,
  { panel, axis }: { readonly panel: PowerPanel; readonly axis: PowerAxis },
): Layer[] {
  const analytic = points.filter((point) => point.analytic !== undefined);
  const lineColour = several ? look.colour : colours.quiet;
  const line = { type: "line", color: lineColour, strokeWidth: 1.25, clip: false };
  const tick = { type: "tick", orient: "horizontal", color: lineColour, opacity: 1, thickness: 1.25, size: 20 };
  const rule = { type: "rule", color: look.colour, strokeWidth: 1.25 };
  const point = {
    type: "point",
    shape: look.shape,
    filled: true,
    opacity: 1,
    color: look.colour,
    size: 42,
    clip: false,
  };
  const x = xChannel("x", axis);
  return [
    ...(analytic.length > 1 ? [layer(analytic, line, { x, y: yChannel("analytic", panel) })] : []),
    ...(analytic.length === 1 ? [layer(analytic, tick, { x, y: yChannel("analytic", panel) })] : []),
    layer(points, rule, { x, y: yChannel("lower", panel), y2: { field: "upper" } }),
    layer(points, point, { x, y: yChannel("rejected", panel) }),
  ];
}

/** Names of the reference lines, right of the panel. */
export function referenceCells({ references, domain, top, bottom }: PowerPanel, width: number): TextCell[] {
  return references.map(({ value, label }) => ({
    x: width + 8,
    y: bottom - ((value - domain[0]) / (domain[1] - domain[0])) * (bottom - top),
    text: label === "" ? `${percent(value, 0)} %` : label,
    align: "left",
    style: textStyles.small,
    colour: colours.quiet,
  }));
}
