import { standardNormalQuantile } from "@rekindle/stats";
import { type Axis, coordinate, even, fromEven, pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { percentLevel } from "../format.ts";
import { layer } from "../layers/layer.ts";
import { effectAxis, type EffectOptions, effectStyle, natural, numberAxis } from "../panel/effect-axis.ts";
import {
  effectIssues,
  effectRule,
  type EffectPoint,
  type PlacedEffect,
  placedEffects,
} from "../panel/effect-points.ts";
import { finite, optionIssues, refuse, rowIssues, unless } from "../panel/check-values.ts";
import type { KeyEntry } from "../panel/key.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import { placeLabels } from "../panel/place-labels.ts";
import type { Layer, PlotSpec } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import { valueText } from "../value-text.ts";
import { funnelCone } from "./funnel-shapes.ts";

export interface FunnelPlotOptions extends PanelOptions, EffectOptions {
  /** Where the funnel stands: the pooled mean on the scale of the model. */
  readonly centre: number;
  /** Level of the funnel; 0.95 by default. */
  readonly level?: number;
  /** Shades where an effect differs from `reference` at 10, 5 and 1 %; drawn by default where there is a reference. */
  readonly contours?: "shown" | "none";
  /** The value of no effect on the scale of the model; 0 by default, `none` for rates. */
  readonly reference?: number | "none";
  /** Studies that trim and fill added. */
  readonly added?: readonly EffectPoint[];
  /** The line of a regression of effects on standard errors (Egger's): value = intercept + slope · standard error. */
  readonly regression?: { readonly intercept: number; readonly slope: number };
  /** Names at the points: of those outside the funnel by default. */
  readonly labels?: "outside" | "all" | "none";
}

/** The smaller the p-value, the darker; a region of p > 0.10 is left white. */
const shades = [
  { p: 0.01, colour: colours.accentPale, text: "p < 0.01" },
  { p: 0.05, colour: colours.accentWash, text: "0.01 to 0.05" },
  { p: 0.1, colour: colours.wash, text: "0.05 to 0.10" },
] as const;

/**
 * A funnel plot: effects against their standard errors, with the region in which `level` of studies with no other spread would fall
 * around the centre; contour-enhanced (Peters et al. 2008) around the value of no effect; with studies that trim and fill added as
 * rings.
 *
 * @param studies effects on the scale of the model with standard errors or variances: `pooled.studies`, or `effects.rows`.
 * @throws InvalidInput without studies, on values that are not finite, on errors that are not above 0, on a level outside (0, 1).
 * @example
 * funnelPlot(pooled.studies, { title: "Funnel", effectTitle: "Odds ratio", effectScale: "log", centre: -0.3 });
 */
export function funnelPlot(studies: readonly EffectPoint[], options: FunnelPlotOptions): PlotSpec {
  const { centre, level = 0.95, added = [], reference = 0, regression } = options;
  refuse([
    ...optionIssues(options),
    ...effectIssues("studies", studies, options),
    ...(added.length === 0 ? [] : effectIssues("added", added, options)),
    ...rowIssues(
      "options",
      [{ centre, ...regression, ...(reference === "none" ? {} : { reference }) }],
      [effectRule("centre", options), effectRule("reference", options), finite("intercept"), finite("slope")],
    ),
    ...unless(level > 0 && level < 1, ["level"], `level is ${level}`, "a probability in (0, 1)"),
  ]);
  const contours = reference === "none" ? "none" : (options.contours ?? "shown");
  const own = placedEffects(studies);
  const filled = placedEffects(added);
  const all = [...own, ...filled];
  const size = sizeOf(options);
  const largest = Math.max(...all.map((study) => study.standardError));
  const y = numberAxis(
    all.map((study) => study.standardError),
    {
      title: `Standard error${options.effectScale === undefined || options.effectScale === "linear" ? "" : ` of the ${options.effectScale === "log" ? "logarithm" : "logit"}`}, the most precise on top`,
      lengthPx: size.height,
      from: 0,
      direction: "vertical",
    },
  );
  const z = standardNormalQuantile(0.5 + level / 2);
  const spread = [...all.map((study) => study.value), centre - z * largest, centre + z * largest];
  const x = effectAxis(contours === "shown" ? [...spread, Number(reference)] : spread, options, {
    lengthPx: size.width,
  });
  const place: Place = { x, y, options };
  const outside = own.filter((study) => Math.abs(study.value - centre) > z * study.standardError);
  return panelFigure({
    head: options,
    x,
    y,
    notes: options.notes,
    description: describe(own, filled, outside.length, options),
    table: {
      columns: ["Study", options.effectTitle, "Standard error", "Source"],
      rows: [
        ...own.map((study) => tableRow(study, options, "observed")),
        ...filled.map((study) => tableRow(study, options, "filled in")),
      ],
    },
    layers: [
      ...(contours === "shown" ? contourLayers(Number(reference), place) : []),
      ...funnelLayers(centre, z, place, contours),
      centreLayer(centre, place),
      ...(regression === undefined ? [] : [regressionLayer(regression, place)]),
      ...pointLayers(own, filled, place),
    ],
    cells: labelCells(options.labels === "all" ? own : options.labels === "none" ? [] : outside, all, place),
    key: keyOf({ contours, level, filled, regression: regression !== undefined }),
  });
}

interface Place {
  readonly x: Axis;
  readonly y: Axis;
  readonly options: FunnelPlotOptions;
}

/** A point whose value is on the scale of the model. */
function pointAt(value: number, standardError: number, { x, options }: Place) {
  return { x: coordinate(natural(value, options), x), y: standardError };
}

function evenDomain({ x }: Place): readonly [number, number] {
  return [even(x.domain[0], x.scale), even(x.domain[1], x.scale)];
}

function cornersOf(centre: number, z: number, place: Place) {
  const { x, y } = place;
  return funnelCone(centre, z, y.domain[1], evenDomain(place)).map((corner, order) => ({
    x: coordinate(fromEven(corner.value, x.scale), x),
    y: corner.standardError,
    order,
  }));
}

const order = { field: "order", type: "quantitative" };

function contourLayers(reference: number, place: Place): Layer[] {
  const { x, y } = place;
  const whole = [{ x: coordinate(x.domain[0], x), x2: coordinate(x.domain[1], x), y: 0, y2: y.domain[1] }];
  const regions = [
    ...shades.slice(1).map(({ colour }, index) => ({ p: shades[index]!.p, colour })),
    { p: shades.at(-1)!.p, colour: colours.paper },
  ];
  return [
    layer(
      whole,
      { type: "rect", color: shades[0].colour, clip: true },
      {
        x: xChannel("x", x),
        x2: { field: "x2" },
        y: yChannel("y", y, "down"),
        y2: { field: "y2" },
      },
    ),
    ...regions.map(({ p, colour }) =>
      layer(
        cornersOf(reference, standardNormalQuantile(1 - p / 2), place),
        { type: "line", interpolate: "linear-closed", filled: true, fill: colour, strokeWidth: 0, clip: true },
        { x: xChannel("x", x), y: yChannel("y", y, "down"), order },
      ),
    ),
  ];
}

function funnelLayers(centre: number, z: number, place: Place, contours: "shown" | "none"): Layer[] {
  const corners = cornersOf(centre, z, place);
  const encoding = { x: xChannel("x", place.x), y: yChannel("y", place.y, "down"), order };
  const area = {
    type: "line",
    interpolate: "linear-closed",
    filled: true,
    fill: colours.wash,
    strokeWidth: 0,
    clip: true,
  };
  const sides = [0, 1].map((side) => ({ side, ...corners[0]!, order: 0 }));
  const ends = [corners[1]!, corners.at(-1)!].map((corner, side) => ({ side, ...corner, order: 1 }));
  const mark = { type: "line", stroke: colours.quiet, strokeWidth: 1, strokeDash: [3, 3], clip: true };
  return [
    ...(contours === "none" ? [layer(corners, area, encoding)] : []),
    layer([...sides, ...ends], mark, { ...encoding, detail: { field: "side", type: "nominal" } }),
  ];
}

function centreLayer(centre: number, place: Place): Layer {
  const values = [{ ...pointAt(centre, 0, place), y2: place.y.domain[1] }];
  const mark = { type: "rule", color: colours.accent, strokeWidth: 1.25, clip: true };
  return layer(values, mark, { x: xChannel("x", place.x), y: yChannel("y", place.y, "down"), y2: { field: "y2" } });
}

function regressionLayer({ intercept, slope }: { intercept: number; slope: number }, place: Place): Layer {
  const [from, to] = evenDomain(place);
  const bottom = place.y.domain[1];
  const end = intercept + slope * bottom;
  const cut = end < from ? (from - intercept) / slope : end > to ? (to - intercept) / slope : bottom;
  const values = [0, Math.max(0, cut)].map((standardError) =>
    pointAt(intercept + slope * standardError, standardError, place),
  );
  const mark = { type: "line", color: colours.contrast, strokeWidth: 1.5, clip: true };
  return layer(values, mark, { x: xChannel("x", place.x), y: yChannel("y", place.y, "down") });
}

function pointLayers(own: readonly PlacedEffect[], filled: readonly PlacedEffect[], place: Place): Layer[] {
  const rows = (effects: readonly PlacedEffect[]) =>
    effects.map((study) => ({
      study: study.label,
      value: study.value,
      standardError: study.standardError,
      ...pointAt(study.value, study.standardError, place),
      told: told(study, place.options),
    }));
  const encoding = {
    x: xChannel("x", place.x),
    y: yChannel("y", place.y, "down"),
    description: { field: "told", type: "nominal" },
  };
  const mark = { type: "point", shape: "circle", opacity: 1, size: 38, clip: false, aria: true };
  return [
    layer(rows(own), { ...mark, filled: true, color: colours.ink }, encoding),
    ...(filled.length === 0
      ? []
      : [
          layer(
            rows(filled),
            { ...mark, filled: false, fill: colours.paper, color: colours.contrast, strokeWidth: 1.5 },
            encoding,
          ),
        ]),
  ];
}

function told(study: PlacedEffect, options: FunnelPlotOptions): string {
  return `${study.label}: ${valueText(natural(study.value, options), effectStyle(options))}, standard error ${valueText(study.standardError, { unit: "number", decimals: 3 })}`;
}

function labelCells(named: readonly PlacedEffect[], all: readonly PlacedEffect[], place: Place) {
  const pixel = (study: PlacedEffect) => ({
    x: pixelOf(natural(study.value, place.options), place.x),
    y: pixelOf(study.standardError, place.y),
    radius: 4,
  });
  return placeLabels(
    named.map((study) => ({ ...pixel(study), text: study.label })),
    [...all.map(pixel), ...funnelLine(place)],
    { width: place.x.lengthPx, height: place.y.lengthPx, style: textStyles.small, colour: colours.ink },
  );
}

/** Names rather stand clear of the lines. */
function funnelLine({ x, y, options }: Place) {
  const z = standardNormalQuantile(0.5 + (options.level ?? 0.95) / 2);
  return Array.from({ length: 60 }, (_, index) => (y.domain[1] * (index + 0.5)) / 60).flatMap((error) =>
    [options.centre, options.centre - z * error, options.centre + z * error].map((value) => ({
      x: pixelOf(natural(value, options), x),
      y: pixelOf(error, y),
      radius: 1,
      soft: true,
    })),
  );
}

function keyOf(given: {
  contours: "shown" | "none";
  level: number;
  filled: readonly PlacedEffect[];
  regression: boolean;
}): KeyEntry[] {
  return [
    { kind: "point", text: "study", colour: colours.ink },
    ...(given.filled.length === 0
      ? []
      : [{ kind: "point", text: "filled in", colour: colours.contrast, hollow: true } as const]),
    { kind: "line", text: "pooled mean", colour: colours.accent },
    { kind: "line", text: `${percentLevel(given.level)} funnel`, colour: colours.quiet, dash: [3, 3], widthPx: 1 },
    ...(given.regression
      ? [{ kind: "line", text: "regression on the standard error", colour: colours.contrast } as const]
      : []),
    ...(given.contours === "shown"
      ? shades
          .toReversed()
          .map(
            ({ colour, text }) => ({ kind: "area", text: text.startsWith("p") ? text : `p ${text}`, colour }) as const,
          )
      : []),
  ];
}

function tableRow(study: PlacedEffect, options: FunnelPlotOptions, source: string): string[] {
  return [
    study.label,
    valueText(natural(study.value, options), effectStyle(options)),
    valueText(study.standardError, { unit: "number", decimals: 3 }),
    source,
  ];
}

function describe(
  own: readonly PlacedEffect[],
  filled: readonly PlacedEffect[],
  outside: number,
  options: FunnelPlotOptions,
): string {
  const centre = valueText(natural(options.centre, options), effectStyle(options));
  const added = filled.length === 0 ? "" : ` ${filled.length} filled in by trim and fill.`;
  return `Funnel plot of ${own.length} studies, ${options.effectTitle.toLowerCase()} against its standard error, around ${centre}; ${outside} outside the funnel.${added}`;
}
