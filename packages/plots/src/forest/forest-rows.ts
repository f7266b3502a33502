import type { Interval, Pooled, PooledEstimate, PooledStudy } from "@rekindle/evidence";
import { lineHeight, textStyles } from "../theme.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import type { ForestGroup, ForestPlotOptions } from "./forest-options.ts";
import { heterogeneityLine, pooledLabels } from "./forest-wording.ts";

interface Placed {
  /** Pixels from the top of the plotting area to the middle of the row's first line. */
  readonly y: number;
  readonly lines: readonly string[];
}

/** A line of the table beside the plot. */
export type ForestRow =
  | (Placed & { readonly kind: "head" })
  | (Placed & { readonly kind: "study"; readonly study: PooledStudy; readonly weight: number | undefined })
  | (Placed & { readonly kind: "pooled"; readonly pooled: Pooled; readonly ownHead: boolean })
  | (Placed & { readonly kind: "prediction"; readonly model: Pooled["model"]; readonly interval: Interval })
  | (Placed & { readonly kind: "remark" });

/** A group with the rows that belong to it. `overall` has no studies of its own when there are subgroups. */
export interface ForestBlock {
  readonly overall: boolean;
  readonly rows: readonly ForestRow[];
  readonly mean: PooledEstimate | undefined;
  readonly top: number;
}

export interface ForestTable {
  readonly blocks: readonly ForestBlock[];
  readonly height: number;
  readonly labelWidth: number;
  readonly indent: number;
}

type Unplaced = { readonly height: number; readonly row: DistributiveOmit<ForestRow, "y"> };
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const widestLabelPx = 250;
const rowHeights = { head: 22, study: 18, pooled: 21, prediction: 17, remark: 4, gap: 9 } as const;

/** The rows of the table from top to bottom, with their heights. */
export function forestTable(
  groups: readonly ForestGroup[],
  overall: readonly Pooled[],
  options: ForestPlotOptions,
): ForestTable {
  const grouped = options.subgroups !== undefined;
  const indent = grouped ? 10 : 0;
  const labelWidth = chooseLabelWidth([...groups.flatMap((group) => group.pooled), ...overall], indent, groups);
  const lists = grouped
    ? [
        ...groups.map((group) => groupRows(group, { options, labelWidth, indent })),
        ...(overall.length > 0 ? [overallRows(overall, options, labelWidth)] : []),
      ]
    : [[...studyRows(overall, options, labelWidth, 0), ...poolRows(overall, labelWidth)]];
  return { ...place(lists, grouped && overall.length > 0), labelWidth, indent };
}

/** As wide as the widest label, but no wider than `widestLabelPx`; longer labels are broken. */
function chooseLabelWidth(pools: readonly Pooled[], indent: number, groups: readonly ForestGroup[]): number {
  const studies = widestText(
    pools.flatMap((pooled) => pooled.studies.map((study) => study.label)),
    textStyles.body,
  );
  const heads = widestText(
    [...groups.map((group) => group.title), ...pools.map((pooled) => pooledLabels[pooled.model])],
    textStyles.head,
  );
  return Math.ceil(Math.min(widestLabelPx, Math.max(indent + studies, heads, 150)));
}

interface GroupContext {
  readonly options: ForestPlotOptions;
  readonly labelWidth: number;
  readonly indent: number;
}

function groupRows(group: ForestGroup, context: GroupContext): Unplaced[] {
  return [
    headRow(group.title, context.labelWidth),
    ...studyRows(group.pooled, context.options, context.labelWidth, context.indent),
    ...poolRows(group.pooled, context.labelWidth),
  ];
}

function overallRows(overall: readonly Pooled[], options: ForestPlotOptions, labelWidth: number): Unplaced[] {
  return [headRow(options.overallTitle ?? "All studies", labelWidth), ...poolRows(overall, labelWidth)];
}

function headRow(title: string, labelWidth: number): Unplaced {
  const lines = wrapText(title, textStyles.head, labelWidth + 90);
  return { height: rowHeights.head + (lines.length - 1) * lineHeight(textStyles.head), row: { kind: "head", lines } };
}

function studyRows(
  pools: readonly Pooled[],
  options: ForestPlotOptions,
  labelWidth: number,
  indent: number,
): Unplaced[] {
  const weighted = pools.find((pooled) => pooled.studies.every((study) => study.weight !== undefined)) ?? pools[0];
  return orderStudies(weighted?.studies ?? [], options.order).map((study) => {
    const lines = wrapText(study.label, textStyles.body, labelWidth - indent);
    const height = rowHeights.study + (lines.length - 1) * lineHeight(textStyles.body);
    return { height, row: { kind: "study", study, lines, weight: study.weight } };
  });
}

function orderStudies(
  studies: readonly PooledStudy[],
  order: ForestPlotOptions["order"] = "asGiven",
): readonly PooledStudy[] {
  if (order === "byRate") return studies.toSorted((a, b) => b.proportion - a.proportion);
  if (order === "byWeight") return studies.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  // By code units, which no locale changes.
  if (order === "byLabel") return studies.toSorted((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
  return studies;
}

function poolRows(pools: readonly Pooled[], labelWidth: number): Unplaced[] {
  return pools.flatMap((pooled, index): Unplaced[] => [
    {
      height: rowHeights.pooled,
      row: { kind: "pooled", pooled, ownHead: index === 0, lines: [pooledLabels[pooled.model]] },
    },
    ...predictionRows(pooled),
    remarkRow(heterogeneityLine(pooled), labelWidth),
  ]);
}

function predictionRows({ model, prediction }: Pooled): Unplaced[] {
  if (prediction.kind === "notEstimable") return [];
  return [
    {
      height: rowHeights.prediction,
      row: { kind: "prediction", model, interval: prediction.interval, lines: ["Prediction interval"] },
    },
  ];
}

/** Heterogeneity may run on under the two columns of numbers. */
function remarkRow(text: string, labelWidth: number): Unplaced {
  const lines = text === "" ? [] : wrapText(text, textStyles.small, labelWidth + 90);
  return { height: rowHeights.remark + lines.length * lineHeight(textStyles.small), row: { kind: "remark", lines } };
}

function place(
  lists: readonly (readonly Unplaced[])[],
  lastIsOverall: boolean,
): { blocks: ForestBlock[]; height: number } {
  let top = 6;
  const blocks = lists.map((list, index): ForestBlock => {
    const start = top;
    const rows = list.map(({ height, row }): ForestRow => {
      const y = top + firstLineMiddle(row.kind);
      top += height;
      return { ...row, y };
    });
    top += rowHeights.gap;
    const firstPool = rows.find((row) => row.kind === "pooled");
    const overall = lists.length === 1 || (lastIsOverall && index === lists.length - 1);
    return { overall, rows, mean: firstPool?.pooled.mean, top: start };
  });
  return { blocks, height: top };
}

function firstLineMiddle(kind: ForestRow["kind"]): number {
  return kind === "remark" ? lineHeight(textStyles.small) / 2 : rowHeights[kind] / 2;
}
