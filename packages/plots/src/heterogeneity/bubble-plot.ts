import { coordinate, pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { layer } from "../layers/layer.ts";
import { studyCircles } from "../layers/study-circles.ts";
import { effectAxis, type EffectOptions, effectStyle, natural, numberAxis } from "../panel/effect-axis.ts";
import { finite, positive, optionIssues, refuse, rowIssues, unless } from "../panel/check-values.ts";
import { effectIssues, effectRule, type EffectPoint, placedEffects } from "../panel/effect-points.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import { placeLabels } from "../panel/place-labels.ts";
import type { PlotSpec } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import { valueText } from "../value-text.ts";

/** A study's effect with the moderator that is to explain it. */
export type BubbleStudy = EffectPoint & {
  readonly moderator: number;
  /** Share of the weights; 1 / variance where none is given. */
  readonly weight?: number;
};

/** The regression line at one value of the moderator, on the scale of the model. */
export interface CurvePoint {
  readonly moderator: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export interface BubblePlotOptions extends PanelOptions, EffectOptions {
  /** Title of the moderator with its unit. */
  readonly moderatorTitle: string;
  /** The fitted line with its confidence band, in the order of the moderator. */
  readonly curve?: readonly CurvePoint[];
  /** A line at the value of no effect on the scale of the model. */
  readonly reference?: number;
  /** Names beside the bubbles, the largest first; as many as fit. */
  readonly labels?: "shown" | "none";
}

const largestAreaPx2 = 900;

/**
 * A bubble plot of a meta-regression: effects against a moderator, areas in proportion to the weights, with the fitted line and its band.
 *
 * @param studies effects on the scale of the model, their errors and moderators, and weights of the model if they are to be seen.
 * @throws InvalidInput without studies, on values that are not finite, on errors or weights that are not above 0, on a curve of fewer
 * than two points or whose band does not hold its line.
 * @example
 * bubblePlot(studies, { title: "Latitude", effectTitle: "Risk ratio", effectScale: "log", moderatorTitle: "Latitude, °", curve });
 */
export function bubblePlot(studies: readonly BubbleStudy[], options: BubblePlotOptions): PlotSpec {
  const { curve = [], reference, labels = "shown" } = options;
  refuse([
    ...optionIssues(options),
    ...effectIssues("studies", studies, options),
    ...rowIssues<BubbleStudy>("studies", studies, [finite("moderator"), positive("weight")]).filter(
      (issue) => issue.path.length > 1,
    ),
    ...(options.curve === undefined
      ? []
      : rowIssues(
          "curve",
          curve,
          [
            finite<CurvePoint>("moderator"),
            effectRule<CurvePoint>("value", options),
            effectRule<CurvePoint>("lower", options),
            effectRule<CurvePoint>("upper", options),
          ],
          2,
        )),
    ...curve.flatMap(({ lower, value, upper }, index) =>
      unless(
        lower <= value && value <= upper,
        ["curve", index],
        `${value} is not between ${lower} and ${upper}`,
        "the band must hold the line",
      ),
    ),
    ...(reference === undefined ? [] : rowIssues("options", [{ reference }], [effectRule("reference", options)])),
  ]);
  const errors = placedEffects(studies).map((study) => study.standardError);
  const weights = studies.map(({ weight }, index) => weight ?? 1 / (errors[index]! * errors[index]!));
  const heaviest = Math.max(...weights);
  const { width, height } = sizeOf(options);
  const x = {
    ...numberAxis([...studies.map((study) => study.moderator), ...curve.map((point) => point.moderator)], {
      title: options.moderatorTitle,
      lengthPx: width,
    }),
  };
  const shownBand = curve.flatMap((point) => [point.lower, point.upper]);
  const y = effectAxis(
    [...studies.map((study) => study.value), ...shownBand, ...(reference === undefined ? [] : [reference])],
    options,
    {
      lengthPx: height,
      direction: "vertical",
      margin: 0.08,
    },
  );
  const at = (value: number) => coordinate(natural(value, options), y);
  const style = effectStyle(options);
  const rows = studies.map((study, index) => ({
    study: study.label,
    moderator: study.moderator,
    value: study.value,
    weight: weights[index]!,
    y: at(study.value),
    areaPx2: (largestAreaPx2 * weights[index]!) / heaviest,
    told: `${study.label}: ${valueText(natural(study.value, options), style)} at ${study.moderator}`,
  }));
  const band = curve.map((point) => ({
    moderator: point.moderator,
    y: at(point.value),
    lower: at(point.lower),
    upper: at(point.upper),
  }));
  const xs = xChannel("moderator", x);
  const pixel = (row: (typeof rows)[number]) => ({
    x: pixelOf(row.moderator, x),
    y: height - pixelOf(natural(row.value, options), y),
    radius: Math.sqrt(row.areaPx2 / Math.PI),
  });
  const lines = [
    ...curve.map((point) => ({ x: point.moderator, y: point.value })),
    ...(reference === undefined
      ? []
      : Array.from({ length: 80 }, (_, index) => ({
          x: x.domain[0] + ((x.domain[1] - x.domain[0]) * index) / 79,
          y: reference,
        }))),
  ].map((point) => ({
    x: pixelOf(point.x, x),
    y: height - pixelOf(natural(point.y, options), y),
    radius: 1,
    soft: true,
  }));
  return panelFigure({
    head: options,
    x,
    y,
    notes: ["Areas are proportional to the weights.", ...(options.notes ?? [])],
    description: `Bubble plot of ${studies.length} studies: ${options.effectTitle.toLowerCase()} against ${options.moderatorTitle.toLowerCase()}.`,
    table: {
      columns: ["Study", options.moderatorTitle, options.effectTitle, "Weight"],
      rows: rows.map((row) => [
        row.study,
        String(row.moderator),
        valueText(natural(row.value, options), style),
        valueText(row.weight, { unit: "number", decimals: 2 }),
      ]),
    },
    layers: [
      ...(band.length === 0
        ? []
        : [
            layer(
              band,
              { type: "area", color: colours.accentWash, opacity: 1, clip: true },
              { x: xs, y: yChannel("lower", y), y2: { field: "upper" } },
            ),
            layer(
              band,
              { type: "line", color: colours.accent, strokeWidth: 1.5, clip: true },
              { x: xs, y: yChannel("y", y) },
            ),
          ]),
      ...(reference === undefined
        ? []
        : [
            layer(
              [{ moderator: x.domain[0], end: x.domain[1], y: at(reference) }],
              { type: "rule", color: colours.quiet, strokeWidth: 0.75, strokeDash: [3, 3], clip: true },
              { x: xs, x2: { field: "end" }, y: yChannel("y", y) },
            ),
          ]),
      studyCircles(
        rows.toSorted((a, b) => b.weight - a.weight),
        { x: xs, y: yChannel("y", y) },
      ),
    ],
    cells:
      labels === "none"
        ? []
        : placeLabels(
            rows.toSorted((a, b) => b.weight - a.weight).map((row) => ({ ...pixel(row), text: row.study })),
            [...rows.map(pixel), ...lines],
            { width, height, style: textStyles.small, colour: colours.ink },
          ),
    key:
      band.length === 0
        ? []
        : [
            { kind: "point", text: "study", colour: colours.ink },
            { kind: "line", text: "regression line", colour: colours.accent },
            { kind: "area", text: "its confidence band", colour: colours.accentWash },
          ],
  });
}
