import { type Axis, coordinate, even, fromEven, pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { grouped } from "../format.ts";
import { layer } from "../layers/layer.ts";
import { effectAxis, type EffectOptions, natural, numberAxis } from "../panel/effect-axis.ts";
import { finite, optionIssues, refuse, rowIssues, share, unless } from "../panel/check-values.ts";
import { effectRule } from "../panel/effect-points.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import type { Layer, PlotSpec } from "../spec.ts";
import { colours } from "../theme.ts";

/** Pools of many subsets of the studies, as columns: what `gosh` of evidence returns. Subsets without a pool are not finite. */
export interface GoshColumns {
  /** On the scale of the model. */
  readonly estimate: ArrayLike<number>;
  /** As a share. */
  readonly I2: ArrayLike<number>;
}

export interface GoshPlotOptions extends PanelOptions, EffectOptions {
  /** Another measure of heterogeneity than I², one number per subset. */
  readonly heterogeneity?: { readonly title: string; readonly values: ArrayLike<number> };
  /** The study asked about: where subsets with it prevail, the colour is another. */
  readonly study?: { readonly label: string; readonly isIn: (subset: number) => boolean };
}

const binPx = 5;
const steps = [0.25, 0.5, 0.75, 1] as const;

/**
 * A GOSH plot (Olkin, Dahabreh & Trikalinos 2012, doi:10.1002/jrsm.1053): the pooled means and heterogeneity of many subsets of the studies. Subsets are
 * counted in bins, darker for more on a logarithmic scale, so that ten thousand make a small picture; two clouds tell of a study, or a
 * kind of studies, that is unlike the others.
 *
 * @throws InvalidInput where no subset has a pool, and on columns of different lengths.
 * @example
 * goshPlot(gosh(effects), { title: "All subsets", effectTitle: "Risk ratio", effectScale: "log" });
 */
export function goshPlot(columns: GoshColumns, options: GoshPlotOptions): PlotSpec {
  const { heterogeneity: other, study } = options;
  refuse(optionIssues(options));
  const measured = other?.values ?? columns.I2;
  refuse(
    unless(
      measured.length === columns.estimate.length,
      [other === undefined ? "I2" : "heterogeneity"],
      `${measured.length} measures of heterogeneity for ${columns.estimate.length} estimates`,
      "one per subset",
    ),
  );
  const subsets = Array.from(columns.estimate, (value, index) => ({
    value,
    heterogeneity: measured[index]!,
    index,
  })).filter(({ value, heterogeneity }) => Number.isFinite(value) && Number.isFinite(heterogeneity));
  refuse([
    ...unless(subsets.length > 0, ["estimate"], "no subset has a pool", "at least one is needed"),
    ...rowIssues("subsets", subsets, [
      effectRule("value", options),
      other === undefined ? share("heterogeneity") : finite("heterogeneity"),
    ]).filter(() => subsets.length > 0),
  ]);
  const missing = columns.estimate.length - subsets.length;
  const { width, height } = sizeOf(options);
  const x = effectAxis(
    subsets.map((subset) => subset.value),
    options,
    { lengthPx: width },
  );
  const y = numberAxis(
    subsets.map((subset) => subset.heterogeneity),
    {
      title: other?.title ?? "I², %",
      lengthPx: height,
      direction: "vertical",
      unit: other === undefined ? "percent" : "number",
      ...(other === undefined ? { from: 0 } : {}),
    },
  );
  const bins = new Map<string, { column: number; row: number; count: number; including: number }>();
  for (const subset of subsets) {
    const column = Math.min(
      Math.floor(pixelOf(natural(subset.value, options), x) / binPx),
      Math.ceil(width / binPx) - 1,
    );
    const row = Math.min(Math.floor(pixelOf(subset.heterogeneity, y) / binPx), Math.ceil(height / binPx) - 1);
    const key = `${column} ${row}`;
    const bin = bins.get(key) ?? { column, row, count: 0, including: 0 };
    bin.count += 1;
    bin.including += study?.isIn(subset.index) === true ? 1 : 0;
    bins.set(key, bin);
  }
  const most = Math.max(...[...bins.values()].map((bin) => bin.count));
  const [low, high] = [even(x.domain[0], x.scale), even(x.domain[1], x.scale)];
  const xAt = (px: number) => coordinate(fromEven(low + ((high - low) * px) / width, x.scale), x);
  const yAt = (px: number) => y.domain[0] + ((y.domain[1] - y.domain[0]) * px) / height;
  const rows = [...bins.values()].map(({ column, row, count, including }) => ({
    x: xAt(column * binPx),
    x2: xAt((column + 1) * binPx),
    y: yAt(row * binPx),
    y2: yAt((row + 1) * binPx),
    count,
    ...(study === undefined ? {} : { including }),
    mostly: study !== undefined && 2 * including >= count,
    strength: strengthOf(count, most),
  }));
  return panelFigure({
    head: options,
    x,
    y,
    notes: [
      `${grouped(subsets.length)} subsets; the darker, the more of them, on a logarithmic scale.${missing === 0 ? "" : ` ${grouped(missing)} more have no pool.`}`,
      ...(options.notes ?? []),
    ],
    description: `GOSH plot of ${grouped(subsets.length)} subsets: pooled ${options.effectTitle.toLowerCase()} against ${other?.title ?? "I²"}.`,
    table: {
      columns: ["Quarter of the subsets by mean", "Subsets", `Median ${other?.title ?? "I², %"}`],
      rows: quarters(subsets, other === undefined ? 100 : 1),
    },
    layers: [false, true].flatMap((including) =>
      binLayers(
        rows.filter((row) => row.mostly === including),
        including,
        x,
        y,
      ),
    ),
    key:
      study === undefined
        ? []
        : [
            { kind: "point", shape: "square", text: `mostly with ${study.label}`, colour: colours.contrast },
            { kind: "area", text: "mostly without", colour: colours.accent },
          ],
  });
}

/** Bins with the study are smaller as well as of another colour, so that they are told apart in grey. */
function binLayers(rows: readonly object[], including: boolean, x: Axis, y: Axis): Layer[] {
  if (rows.length === 0) return [];
  const inset = including ? { xOffset: 1, x2Offset: -1, yOffset: -1, y2Offset: 1 } : {};
  const mark = { type: "rect", fill: including ? colours.contrast : colours.accent, opacity: 1, clip: true, ...inset };
  return [
    layer(rows, mark, {
      x: xChannel("x", x),
      x2: { field: "x2" },
      y: yChannel("y", y),
      y2: { field: "y2" },
      fillOpacity: { field: "strength", type: "quantitative", scale: null, legend: null },
    }),
  ];
}

/** In steps that double or more, so that single subsets are still seen. */
function strengthOf(count: number, most: number): number {
  if (most === 1) return 1;
  let reach = 1;
  let doublings = 0;
  for (; reach < count; reach *= 2) doublings += 1;
  let all = 0;
  for (let top = 1; top < most; top *= 2) all += 1;
  return steps[Math.min(3, Math.floor((4 * doublings) / (all + 1)))]!;
}

function quarters(
  subsets: readonly { readonly value: number; readonly heterogeneity: number }[],
  factor: number,
): string[][] {
  const sorted = subsets.toSorted((a, b) => a.value - b.value);
  return ["lowest", "second", "third", "highest"].flatMap((name, index) => {
    const part = sorted.slice(Math.floor((index * sorted.length) / 4), Math.floor(((index + 1) * sorted.length) / 4));
    const middle = part.map((subset) => subset.heterogeneity).toSorted((a, b) => a - b)[Math.floor(part.length / 2)];
    return middle === undefined ? [] : [[name, String(part.length), (factor * middle).toFixed(1)]];
  });
}
