import { standardNormalSf, studentT } from "@rekindle/stats";
import { type Axis, coordinate, even, fromEven, shareOf, xChannel, yChannel } from "../axis/axis.ts";
import { layer } from "../layers/layer.ts";
import { effectAxis, type EffectOptions, effectStyle, natural } from "../panel/effect-axis.ts";
import { effectIssues, effectRule, errorRule, type EffectPoint, placedEffects } from "../panel/effect-points.ts";
import { positive, optionIssues, refuse, rowIssues } from "../panel/check-values.ts";
import type { KeyEntry } from "../panel/key.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import type { Layer, PlotSpec } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import { valueText } from "../value-text.ts";

/** A mean or a prediction whose p-value function is drawn: by Student's t where degrees of freedom are given, else normal. */
export interface DraperyCurve {
  readonly value: number;
  readonly standardError: number;
  readonly df?: number;
}

export interface DraperyPlotOptions extends PanelOptions, EffectOptions {
  /** The pooled mean on the scale of the model. */
  readonly pooled: DraperyCurve;
  /** The effect of a new study, with the standard error that its prediction interval uses. */
  readonly prediction?: DraperyCurve;
  /** A line at the value of no effect on the scale of the model. */
  readonly reference?: number;
}

const pointsPerCurve = 121;
const levelNamesPx = 46;
const levels = [0.9, 0.95, 0.99];

/**
 * A drapery plot (Rücker & Schwarzer 2021): for each study, the pooled mean and a new study the two-sided p-value of every value of the
 * effect, so that confidence intervals of all levels can be read off at once.
 *
 * @param studies effects on the scale of the model with standard errors or variances.
 * @throws InvalidInput without studies, on values that are not finite, on errors or degrees of freedom that are not above 0.
 * @example
 * draperyPlot(pooled.studies, { title: "p-value functions", effectTitle: "Odds ratio", effectScale: "log", pooled: { value: -0.3, standardError: 0.1 } });
 */
export function draperyPlot(studies: readonly EffectPoint[], options: DraperyPlotOptions): PlotSpec {
  const { pooled, prediction, reference } = options;
  const rules = [
    effectRule<DraperyCurve>("value", options),
    positive<DraperyCurve>("standardError"),
    errorRule<DraperyCurve>("standardError", options),
    positive<DraperyCurve>("df"),
  ];
  refuse([
    ...optionIssues(options),
    ...effectIssues("studies", studies, options),
    ...rowIssues("pooled", [pooled], rules),
    ...(prediction === undefined ? [] : rowIssues("prediction", [prediction], rules)),
    ...(reference === undefined ? [] : rowIssues("options", [{ reference }], [effectRule("reference", options)])),
  ]);
  const own = placedEffects(studies);
  const { width, height } = sizeOf(options, levelNamesPx);
  const x = effectAxis(reach(own, options), options, { lengthPx: width });
  const y: Axis = {
    scale: "linear",
    domain: [0, 1],
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: String(value) })),
    title: "Two-sided p-value",
    lengthPx: height,
  };
  const named = own.map((study, index) => ({ ...curve(study, x, options), key: index, study: study.label }));
  const style = effectStyle(options);
  return panelFigure({
    head: options,
    x,
    y,
    right: levelNamesPx,
    notes: options.notes,
    description: `Drapery plot: p-value functions of ${own.length} studies and of the pooled ${options.effectTitle.toLowerCase()}, highest at ${valueText(natural(pooled.value, options), style)}.`,
    table: {
      columns: ["Curve", `${options.effectTitle} at p = 1`, "Standard error"],
      rows: [
        ...own,
        { label: "Pooled", ...pooled },
        ...(prediction === undefined ? [] : [{ label: "New study", ...prediction }]),
      ].map((row) => [
        row.label,
        valueText(natural(row.value, options), style),
        valueText(row.standardError, { unit: "number", decimals: 3 }),
      ]),
    },
    layers: [
      ...levelLines(x, y),
      ...(reference === undefined ? [] : [referenceLine(reference, x, y, options)]),
      curveLayer(named, x, y, { color: colours.fifth, strokeWidth: 0.75 }),
      ...(prediction === undefined
        ? []
        : [
            curveLayer([{ ...curve(prediction, x, options), key: 0, study: "New study" }], x, y, {
              color: colours.contrast,
              strokeWidth: 2,
              strokeDash: [5, 3],
            }),
          ]),
      curveLayer([{ ...curve(pooled, x, options), key: 0, study: "Pooled" }], x, y, {
        color: colours.accent,
        strokeWidth: 2.5,
      }),
    ],
    cells: levels.map((level) => ({
      x: width + 6,
      y: height * level,
      text: `${Math.round(100 * level)} % CI`,
      align: "left",
      style: textStyles.small,
      colour: colours.quiet,
    })),
    key: keyOf(prediction !== undefined),
  });
}

/** From the lowest to the highest value that any curve has at p = 0.02, but no further than the estimates and the pooled curve need. */
function reach(
  studies: readonly { readonly value: number; readonly standardError: number }[],
  { pooled, prediction, reference }: DraperyPlotOptions,
): readonly number[] {
  const wide = (each: DraperyCurve, errors: number) => [
    each.value - errors * each.standardError,
    each.value + errors * each.standardError,
  ];
  const core = [
    ...studies.map((study) => study.value),
    ...wide(pooled, 4),
    ...(reference === undefined ? [] : [reference]),
  ];
  const [from, to] = [Math.min(...core), Math.max(...core)];
  const room = 0.5 * (to - from);
  const all = [...studies, ...(prediction === undefined ? [] : [prediction])].flatMap((each) => wide(each, 2.5));
  return [...core, Math.max(Math.min(...all), from - room), Math.min(Math.max(...all), to + room)];
}

function keyOf(predicted: boolean): KeyEntry[] {
  return [
    { kind: "line", text: "study", colour: colours.fifth, widthPx: 0.75 },
    { kind: "line", text: "pooled mean", colour: colours.accent, widthPx: 2.5 },
    ...(predicted
      ? [{ kind: "line", text: "new study", colour: colours.contrast, dash: [5, 3], widthPx: 2 } as const]
      : []),
  ];
}

interface Curve {
  readonly points: readonly { readonly x: number; readonly p: number }[];
}

/** Points of a p-value function, evenly over the axis and at its top. */
function curve({ value, standardError, df }: DraperyCurve, x: Axis, options: EffectOptions): Curve {
  const law = df === undefined ? undefined : studentT({ df });
  const tail = (z: number) => (law === undefined ? standardNormalSf(z) : law.sf(z));
  const [from, to] = x.domain.map((end) => even(end, x.scale)) as [number, number];
  const grid = Array.from(
    { length: pointsPerCurve },
    (_, index) => from + ((to - from) * index) / (pointsPerCurve - 1),
  );
  const top = value > from && value < to ? [value] : [];
  const positions = [...grid, ...top].toSorted((a, b) => a - b);
  return {
    points: positions.map((position) => ({
      x: coordinate(position === value ? natural(value, options) : fromEven(position, x.scale), x),
      p: Math.min(1, 2 * tail(Math.abs(position - value) / standardError)),
    })),
  };
}

function curveLayer(
  curves: readonly (Curve & { readonly key: number; readonly study: string })[],
  x: Axis,
  y: Axis,
  look: object,
): Layer {
  const values = curves.flatMap(({ points, key, study }) => points.map((point) => ({ ...point, key, study })));
  return layer(
    values,
    { type: "line", clip: true, ...look },
    {
      x: xChannel("x", x),
      y: yChannel("p", y),
      detail: { field: "key", type: "nominal" },
    },
  );
}

function levelLines(x: Axis, y: Axis): Layer[] {
  const [left, right] = x.domain.map((end) => coordinate(end, x));
  const values = levels.map((level) => ({ x: left, x2: right, p: Number((1 - level).toFixed(2)) }));
  const mark = { type: "rule", color: colours.hairline, strokeWidth: 0.75, clip: true };
  return [layer(values, mark, { x: xChannel("x", x), x2: { field: "x2" }, y: yChannel("p", y) })];
}

function referenceLine(reference: number, x: Axis, y: Axis, options: EffectOptions): Layer {
  const shown = shareOf(natural(reference, options), x);
  const values = shown < 0 || shown > 1 ? [] : [{ x: coordinate(natural(reference, options), x), p: 0, p2: 1 }];
  return layer(
    values,
    { type: "rule", color: colours.ink, strokeWidth: 0.75, clip: true },
    { x: xChannel("x", x), y: yChannel("p", y), y2: { field: "p2" } },
  );
}
