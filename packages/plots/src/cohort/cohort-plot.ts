import type { CohortResult, CohortRow } from "@rekindle/cohort";
import type { Estimate } from "@rekindle/stats";
import type { FigureTable } from "../figure/figure-table.ts";
import { figure } from "../figure/figure.ts";
import { hairlineLayer } from "../layers/hairlines.ts";
import { noteBlock, titleBlock } from "../layers/text-blocks.ts";
import { type TextCell, textLayers } from "../layers/text-cells.ts";
import { grouped, percent } from "../format.ts";
import { FIGURE_MARGIN, type PlotSpec } from "../spec.ts";
import { textWidth } from "../text/text-width.ts";
import { colours, lineHeight, textStyles } from "../theme.ts";
import { checkCohort, type CohortPlotOptions, cohortTitles } from "./cohort-options.ts";
import { type CohortPanel, dotNumbers, dotPanel } from "./cohort-panels.ts";
import { type CohortTable, cohortTable, indentPx } from "./cohort-rows.ts";
import { responseKey, responseNumbers, responsePanel } from "./response-panel.ts";

const axisHeight = 36;
const space = { label: 20, numbers: 44, panel: 32 } as const;

/** The outcomes that are one share each. */
const shares: readonly { readonly title: readonly string[]; readonly of: (row: CohortRow) => Estimate }[] = [
  { title: ["Uptake", "restored, %"], of: (row) => row.uptakeRestored },
  { title: ["Given", "radioiodine, %"], of: (row) => row.treated },
  { title: ["Progression-free", "at 12 months, %"], of: (row) => row.pfs12Months },
];

/**
 * Outcomes of a virtual cohort by genotype and protocol as a Vega-Lite specification: uptake restored, radioiodine given, RECIST
 * categories at 6 months and progression-free at 12 months, each share with its Monte-Carlo interval (95 %, Wilson).
 *
 * @throws InvalidInput without rows or with a share that is not in [0, 1].
 * @example cohortPlot(result, { title: "Virtual cohort", protocolTitles: { control: "Drug course alone" } });
 */
export function cohortPlot(result: CohortResult, options: CohortPlotOptions): PlotSpec {
  checkCohort(result);
  const table = cohortTable(result, options);
  const rows = table.blocks.flatMap((block) => block.rows);
  const { dots, response, right } = placePanels(table.labelWidth);
  const key = responseKey(response, -12);
  const heads = [...dots, response].flatMap((panel) => headCells(panel.title, panel.left));
  const title = titleBlock(options, { left: 0, bottom: -58, width: right });
  const notes = [
    "Lines: 95 % Monte-Carlo intervals (Wilson), hidden by the dot where they are narrower; on the bars, of the objective response (CR and PR).",
    ...(options.notes ?? []),
  ];
  const below = noteBlock(notes, { left: 0, top: table.height + axisHeight, width: right });
  const description = cohortDescription(table, options);
  const frame = {
    width: right,
    height: table.height,
    padding: { top: title.height, right: FIGURE_MARGIN, bottom: axisHeight + below.height, left: FIGURE_MARGIN },
  };
  return figure({
    head: options,
    description,
    table: figureTableOf(table, options),
    frame,
    resolve: { scale: { x: "independent" }, axis: { x: "independent" } },
    layers: [
      ...dots.map((panel, index) => dotPanel(rows, panel, shares[index]!.of)),
      responsePanel(rows, response),
      key.layer,
      hairlineLayer(
        [
          { x: 0, x2: right, y: -2, y2: -2 },
          { x: 0, x2: right, y: -46, y2: -46 },
        ],
        colours.ink,
        0.75,
      ),
      ...textLayers([
        ...title.cells,
        ...heads,
        ...key.cells,
        ...labelCells(table),
        ...dots.flatMap((panel, index) => dotNumbers(rows, panel, shares[index]!.of)),
        ...responseNumbers(rows, response),
        ...below.cells,
      ]),
    ],
  });
}

function placePanels(labelWidth: number) {
  let left = labelWidth + space.label;
  const dot = (title: readonly string[]): CohortPanel => {
    const panel = { title, left, width: 105, numbers: left + 105 + space.numbers };
    left = panel.numbers + space.panel;
    return panel;
  };
  const [uptake, treated, progression] = shares;
  const first = [dot(uptake!.title), dot(treated!.title)];
  const response = { title: ["RECIST at 6 months, %"], left, width: 230, numbers: left + 230 };
  left = response.numbers + space.panel;
  const dots = [...first, dot(progression!.title)];
  return { dots, response, right: left - space.panel };
}

function headCells(lines: readonly string[], x: number): TextCell[] {
  const step = lineHeight(textStyles.head);
  return lines.map((text, index) => ({
    x,
    y: -36 + index * step + (lines.length === 1 ? 4 : 5),
    text,
    align: "left",
    style: textStyles.head,
  }));
}

function labelCells(table: CohortTable): TextCell[] {
  return table.blocks.flatMap((block): TextCell[] => [
    { x: 0, y: block.y, text: block.title, align: "left", style: textStyles.head },
    {
      x: textWidth(block.title, textStyles.head) + 8,
      y: block.y,
      text: `n = ${grouped(block.patients)}`,
      align: "left",
      style: textStyles.small,
      colour: colours.quiet,
    },
    ...block.rows.flatMap(({ lines, y }) =>
      lines.map(
        (text, index): TextCell => ({
          x: indentPx,
          y: y + index * lineHeight(textStyles.body),
          text,
          align: "left",
          style: textStyles.body,
        }),
      ),
    ),
  ]);
}

/** The figure as a table. */
function figureTableOf(table: CohortTable, options: CohortPlotOptions): FigureTable {
  const titles = cohortTitles(options);
  const outcomes: readonly (readonly [string, (row: CohortRow) => Estimate])[] = [
    ...shares.map(({ title, of }) => [title.join(" "), of] as const),
    ...(["CR", "PR", "SD", "PD"] as const).map(
      (category) => [`${category}, %`, (row: CohortRow) => row.response[category]] as const,
    ),
  ];
  return {
    columns: ["Genotype", "Protocol", ...outcomes.map(([title]) => title)],
    rows: table.blocks.flatMap((block) =>
      block.rows.map(({ row }) => [
        block.title,
        titles.protocol(row.protocol),
        ...outcomes.map(([, of]) => percent(of(row).value)),
      ]),
    ),
  };
}

function cohortDescription(table: CohortTable, options: CohortPlotOptions): string {
  const titles = cohortTitles(options);
  const whole = table.blocks[0]!;
  const sentences = whole.rows.map(
    ({ row }) =>
      `${titles.protocol(row.protocol)}: uptake restored in ${percent(row.uptakeRestored.value)} %, objective response at 6 months in ` +
      `${percent(row.objectiveResponse.value)} %, progression-free at 12 months ${percent(row.pfs12Months.value)} %.`,
  );
  return [`Outcomes by genotype and protocol of virtual patients. ${whole.title}.`, ...sentences].join(" ");
}
