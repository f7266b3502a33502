import { formatNumber } from "@rekindle/stats";
import { type Axis, pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { chooseTicks, roundDomain } from "../axis/ticks.ts";
import { percent, twoDecimals } from "../format.ts";
import { layer } from "../layers/layer.ts";
import { studyCircles } from "../layers/study-circles.ts";
import { optionIssues, refuse, rowIssues, share, positive, unless } from "../panel/check-values.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import { placeLabels } from "../panel/place-labels.ts";
import type { PlotSpec } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import { tickText } from "../value-text.ts";

/** Events among patients of both arms of a study: rows of `measureComparisons`. */
export interface LabbeStudy {
  readonly label: string;
  readonly experimental: { readonly events: number; readonly n: number };
  readonly control: { readonly events: number; readonly n: number };
}

export interface LabbePlotOptions extends PanelOptions {
  readonly experimentalTitle: string;
  readonly controlTitle: string;
  /** A pooled effect, drawn as the curve of equal effect. */
  readonly pooled?: { readonly kind: "oddsRatio" | "riskRatio" | "riskDifference"; readonly value: number };
}

const largestAreaPx2 = 700;
const kinds = { oddsRatio: "odds ratio", riskRatio: "risk ratio", riskDifference: "risk difference" } as const;

/**
 * A L'Abbé plot (L'Abbé, Detsky & O'Rourke 1987): the rate of each study under treatment against that under control, areas in
 * proportion to the patients, with the line of equal rates and the curve along which the effect is the pooled one.
 *
 * @throws InvalidInput without studies, on counts that are not whole or larger than their denominators, on an impossible effect.
 * @example
 * labbePlot(rows, { title: "Both arms", experimentalTitle: "Vaccinated", controlTitle: "Unvaccinated", pooled: { kind: "riskRatio", value: 0.49 } });
 */
export function labbePlot(studies: readonly LabbeStudy[], options: LabbePlotOptions): PlotSpec {
  const { pooled } = options;
  const rows = studies.map(({ label, experimental, control }) => ({
    study: label,
    control: control.events / control.n,
    experimental: experimental.events / experimental.n,
    patients: control.n + experimental.n,
  }));
  refuse([
    ...optionIssues(options),
    ...rowIssues("studies", rows, [share("control"), share("experimental"), positive("patients")]),
    ...studies.flatMap(({ experimental, control }, index) =>
      unless(
        [experimental, control].every(({ events, n }) => Number.isInteger(events) && Number.isInteger(n)),
        ["studies", index],
        "its counts are not whole",
        "whole numbers of events and patients",
      ),
    ),
    ...(pooled === undefined
      ? []
      : unless(
          pooled.kind in kinds &&
            Number.isFinite(pooled.value) &&
            (pooled.kind === "riskDifference" ? Math.abs(pooled.value) <= 1 : pooled.value > 0),
          ["pooled"],
          `the pooled ${kinds[pooled.kind] ?? pooled.kind} is ${pooled.value}`,
          "a ratio above 0, or a difference in [-1, 1]",
        )),
  ]);
  const size = Math.min(...Object.values(sizeOf(options)));
  const most = Math.max(...rows.map((row) => row.patients));
  const highest = Math.max(...rows.flatMap((row) => [row.control, row.experimental]));
  const top = Math.min(1, roundDomain(0, Math.max(1.04 * highest, 1e-4), "linear")[1]);
  const axis = (title: string): Axis => ({
    scale: "linear",
    domain: [0, top],
    ticks: chooseTicks({
      scale: "linear",
      domain: [0, top],
      lengthPx: size,
      label: (rate) => tickText(rate, "percent"),
      atMost: 7,
    }),
    title: `${title}, %`,
    lengthPx: size,
  });
  const [x, y] = [axis(options.controlTitle), axis(options.experimentalTitle)];
  const placed = rows.map((row) => ({
    ...row,
    areaPx2: Math.max(12, (largestAreaPx2 * row.patients) / most),
    told: `${row.study}: ${percent(row.experimental)} % against ${percent(row.control)} %`,
  }));
  const pixel = (row: (typeof placed)[number]) => ({
    x: pixelOf(row.control, x),
    y: size - pixelOf(row.experimental, y),
    radius: Math.sqrt(row.areaPx2 / Math.PI),
  });
  const line = { x: xChannel("control", x), y: yChannel("experimental", y) };
  const curve = pooled === undefined ? [] : equalEffect(pooled, top);
  return panelFigure({
    head: options,
    x,
    y,
    notes: ["Areas are proportional to the patients of both arms.", ...(options.notes ?? [])],
    description: `L'Abbé plot of ${rows.length} studies: ${options.experimentalTitle.toLowerCase()} against ${options.controlTitle.toLowerCase()}; ${rows.filter((row) => row.experimental < row.control).length} lie below the line of equal rates.`,
    table: {
      columns: ["Study", `${options.experimentalTitle}, %`, `${options.controlTitle}, %`, "Patients"],
      rows: rows.map((row) => [row.study, percent(row.experimental), percent(row.control), String(row.patients)]),
    },
    layers: [
      layer(
        [0, top].map((rate) => ({ control: rate, experimental: rate })),
        { type: "line", color: colours.quiet, strokeWidth: 0.75, clip: true },
        line,
      ),
      ...(curve.length === 0
        ? []
        : [
            layer(
              curve,
              { type: "line", color: colours.accent, strokeWidth: 1.5, strokeDash: [5, 3], clip: true },
              line,
            ),
          ]),
      studyCircles(
        placed.toSorted((a, b) => b.patients - a.patients),
        line,
      ),
    ],
    cells: placeLabels(
      placed.toSorted((a, b) => b.patients - a.patients).map((row) => ({ ...pixel(row), text: row.study })),
      [
        ...placed.map(pixel),
        ...[...curve, ...curve.map(({ control }) => ({ control, experimental: control }))].map((point) => ({
          x: pixelOf(point.control, x),
          y: size - pixelOf(point.experimental, y),
          radius: 1,
          soft: true,
        })),
      ],
      { width: size, height: size, style: textStyles.small, colour: colours.ink },
    ),
    key: [
      { kind: "point", text: "study", colour: colours.ink },
      { kind: "line", text: "equal rates", colour: colours.quiet, widthPx: 0.75 },
      ...(pooled === undefined
        ? []
        : [
            {
              kind: "line",
              text: `pooled ${kinds[pooled.kind]} ${formatNumber(pooled.value, twoDecimals)}`,
              colour: colours.accent,
              dash: [5, 3],
            } as const,
          ]),
    ],
  });
}

/** Rates under treatment that give the same effect for every rate under control. */
function equalEffect({ kind, value }: NonNullable<LabbePlotOptions["pooled"]>, top: number) {
  const treated = (control: number) => {
    if (kind === "riskRatio") return value * control;
    if (kind === "riskDifference") return control + value;
    return (value * control) / (1 - control + value * control);
  };
  return Array.from({ length: 81 }, (_, index) => (top * index) / 80)
    .map((control) => ({ control, experimental: treated(control) }))
    .filter(({ experimental }) => experimental >= 0 && experimental <= top);
}
