import { pixelOf, xChannel, yChannel } from "../axis/axis.ts";
import { layer } from "../layers/layer.ts";
import { numberAxis } from "../panel/effect-axis.ts";
import { notNegative, optionIssues, refuse, rowIssues } from "../panel/check-values.ts";
import { panelFigure, type PanelOptions, sizeOf } from "../panel/panel-figure.ts";
import { placeLabels } from "../panel/place-labels.ts";
import type { PlotSpec } from "../spec.ts";
import { colours, textStyles } from "../theme.ts";
import { valueText } from "../value-text.ts";

/** What a study does to heterogeneity and to the mean; `influence()` of evidence gives both as `baujat`. */
export interface BaujatStudy {
  readonly label: string;
  readonly baujat: { readonly heterogeneity: number; readonly influence: number };
}

/**
 * A Baujat plot (Baujat et al. 2002, doi:10.1002/sim.1221): each study's contribution to Q against its influence on the pooled mean; studies at the upper right make the studies
 * differ and move the mean. The farthest studies are named first, as many as fit.
 *
 * @throws InvalidInput without studies and on contributions that are not finite numbers, 0 or above.
 * @example
 * baujatPlot(studies.filter((study) => study.kind === "estimated"), { title: "Which studies differ, and matter" });
 */
export function baujatPlot(studies: readonly BaujatStudy[], options: PanelOptions): PlotSpec {
  const rows = studies.map(({ label, baujat }) => ({ study: label, ...baujat }));
  refuse([
    ...optionIssues(options),
    ...rowIssues("studies", rows, [notNegative("heterogeneity"), notNegative("influence")]),
  ]);
  const { width, height } = sizeOf(options);
  const largest = (of: (row: (typeof rows)[number]) => number) => Math.max(...rows.map(of)) || 1;
  const x = numberAxis([largest((row) => row.heterogeneity)], { title: "Contribution to Q", lengthPx: width, from: 0 });
  const y = numberAxis([largest((row) => row.influence)], {
    title: "Influence on the pooled mean",
    lengthPx: height,
    from: 0,
    direction: "vertical",
  });
  const pixel = (row: (typeof rows)[number]) => ({
    x: pixelOf(row.heterogeneity, x),
    y: height - pixelOf(row.influence, y),
    radius: 4,
  });
  const far = (row: (typeof rows)[number]) => row.heterogeneity / x.domain[1] + row.influence / y.domain[1];
  const outermost = rows.toSorted((a, b) => far(b) - far(a));
  const number = (value: number) => valueText(value, { unit: "number", decimals: 2 });
  return panelFigure({
    head: options,
    x,
    y,
    notes: options.notes,
    description: `Baujat plot of ${rows.length} studies; farthest out: ${outermost
      .slice(0, 3)
      .map((row) => row.study)
      .join(", ")}.`,
    table: {
      columns: ["Study", "Contribution to Q", "Influence"],
      rows: outermost.map((row) => [row.study, number(row.heterogeneity), number(row.influence)]),
    },
    layers: [
      layer(
        rows.map((row) => ({
          ...row,
          told: `${row.study}: contribution ${number(row.heterogeneity)}, influence ${number(row.influence)}`,
        })),
        {
          type: "point",
          shape: "circle",
          filled: true,
          opacity: 1,
          color: colours.ink,
          size: 42,
          clip: false,
          aria: true,
        },
        {
          x: xChannel("heterogeneity", x),
          y: yChannel("influence", y),
          description: { field: "told", type: "nominal" },
        },
      ),
    ],
    cells: placeLabels(
      outermost.map((row) => ({ ...pixel(row), text: row.study })),
      rows.map(pixel),
      { width, height, style: textStyles.small, colour: colours.ink },
    ),
  });
}
