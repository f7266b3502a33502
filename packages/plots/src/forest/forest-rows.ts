import type { InteractionTest, Interval, PooledEstimate } from "@rekindle/evidence";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { lineHeight } from "../theme.ts";
import type { DrawnPool, DrawnStudy } from "./drawn-pool.ts";
import type { ColumnPlan, ForestCell } from "./forest-columns.ts";
import type { ForestGeometry } from "./forest-geometry.ts";
import type { ForestLayout } from "./forest-layouts.ts";
import type { StudyOrder } from "./forest-options.ts";
import { interactionRemark, pooledLabel, poolRemarks } from "./forest-wording.ts";

/** A line of the table beside the plot, without its place. */
export type RowContent =
  | { readonly kind: "head"; readonly label: string }
  | { readonly kind: "study"; readonly label: string; readonly study: DrawnStudy; readonly indented: boolean }
  | {
      readonly kind: "pooled";
      readonly label: string;
      readonly pool: DrawnPool;
      readonly first: boolean;
      readonly overall: boolean;
    }
  | { readonly kind: "prediction"; readonly label: string; readonly pool: DrawnPool; readonly interval: Interval }
  | { readonly kind: "remark"; readonly label: string };

/** A group with the rows that belong to it. `overall` has no studies of its own when there are subgroups. */
export interface BlockContent {
  readonly overall: boolean;
  readonly rows: readonly RowContent[];
  readonly mean: PooledEstimate | undefined;
}

export type ForestRow = RowContent & {
  readonly lines: readonly string[];
  readonly cells: readonly (ForestCell | undefined)[];
  /** Pixels from the top of the plotting area to the row, the middle of its first line, and the middle of its mark. */
  readonly top: number;
  readonly y: number;
  readonly markY: number;
  readonly height: number;
};

export interface ForestBlock {
  readonly overall: boolean;
  readonly rows: readonly ForestRow[];
  readonly mean: PooledEstimate | undefined;
  readonly top: number;
}

export interface ForestTable {
  readonly blocks: readonly ForestBlock[];
  readonly height: number;
}

export interface ContentRequest {
  readonly groups: readonly { readonly title: string; readonly pools: readonly DrawnPool[] }[];
  readonly overall: readonly DrawnPool[];
  readonly grouped: boolean;
  readonly overallTitle: string;
  readonly order: StudyOrder | readonly string[];
  readonly interaction?: InteractionTest | undefined;
  readonly further: readonly { readonly label: string; readonly pool: DrawnPool }[];
  readonly layout: ForestLayout;
}

/** What stands in the table from top to bottom. */
export function forestContent(request: ContentRequest): readonly BlockContent[] {
  const { groups, overall, grouped, overallTitle, order, interaction, layout } = request;
  const further = request.further.flatMap(furtherRows);
  const meanOf = (pools: readonly DrawnPool[]) => pools[0]?.mean;
  if (!grouped)
    return [
      {
        overall: true,
        rows: [...studyRows(overall, order, false), ...poolRows(overall, layout, true), ...further],
        mean: meanOf(overall),
      },
    ];
  const remark =
    interaction === undefined
      ? []
      : [{ kind: "remark", label: interactionRemark(interaction, layout.wording) } as const];
  return [
    ...groups.map(({ title, pools }) => ({
      overall: false,
      rows: [
        { kind: "head", label: title } as const,
        ...studyRows(pools, order, true),
        ...poolRows(pools, layout, false),
      ],
      mean: meanOf(pools),
    })),
    ...(overall.length === 0 && remark.length === 0 && further.length === 0
      ? []
      : [
          {
            overall: true,
            rows: [
              ...(overall.length === 0 && further.length === 0 ? [] : [{ kind: "head", label: overallTitle } as const]),
              ...poolRows(overall, layout, true),
              ...further,
              ...remark,
            ],
            mean: meanOf(overall),
          },
        ]),
  ];
}

function studyRows(pools: readonly DrawnPool[], order: ContentRequest["order"], indented: boolean): RowContent[] {
  const weighted = pools.find((pool) => pool.studies.every((study) => study.weight !== undefined)) ?? pools[0];
  return orderStudies(weighted?.studies ?? [], order).map((study) => ({
    kind: "study",
    label: study.label,
    study,
    indented,
  }));
}

function orderStudies(studies: readonly DrawnStudy[], order: ContentRequest["order"]): readonly DrawnStudy[] {
  if (typeof order !== "string") {
    const places = new Map(order.map((id, place) => [id, place]));
    return studies.toSorted((a, b) => (places.get(a.id) ?? order.length) - (places.get(b.id) ?? order.length));
  }
  if (order === "byEstimate") return studies.toSorted((a, b) => b.estimate - a.estimate);
  if (order === "byWeight") return studies.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  if (order === "byPrecision") return studies.toSorted((a, b) => precision(b) - precision(a));
  // By code units, which no locale changes.
  if (order === "byLabel") return studies.toSorted((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
  return studies;
}

/** By the sampling error on the scale of the model; of counts, by the number of patients. */
function precision({ standardError, n = 0 }: DrawnStudy): number {
  return standardError === undefined ? n : 1 / standardError;
}

function poolRows(pools: readonly DrawnPool[], layout: ForestLayout, overall: boolean): RowContent[] {
  return pools.flatMap((pool, index): RowContent[] => [
    {
      kind: "pooled",
      label: pooledLabel(pool, layout.wording, overall ? "overall" : "group"),
      pool,
      first: index === 0,
      overall,
    },
    ...(pool.prediction.kind === "estimated"
      ? [{ kind: "prediction", label: "Prediction interval", pool, interval: pool.prediction.interval } as const]
      : []),
    ...poolRemarks(pool, layout.wording).map((label) => ({ kind: "remark", label }) as const),
  ]);
}

function furtherRows({ label, pool }: { readonly label: string; readonly pool: DrawnPool }): RowContent[] {
  return [
    { kind: "pooled", label, pool, first: false, overall: true },
    ...(pool.prediction.kind === "estimated"
      ? [{ kind: "prediction", label: "Prediction interval", pool, interval: pool.prediction.interval } as const]
      : []),
    ...(pool.mean.kind === "notEstimable"
      ? [{ kind: "remark", label: `No estimate: ${pool.mean.reason}` } as const]
      : []),
  ];
}

/** What a column says in a row. */
export function cellOf(row: RowContent, plan: ColumnPlan): ForestCell | undefined {
  if (row.kind === "study") return plan.ofStudy(row.study);
  if (row.kind === "pooled") return plan.ofPool(row.pool, row);
  return row.kind === "prediction" ? plan.ofPrediction(row.interval) : undefined;
}

export const indentPx = 10;

/** Width of the widest label on one line. */
export function widestLabel(blocks: readonly BlockContent[], { text }: ForestLayout): number {
  const rows = blocks.flatMap((block) => block.rows);
  const heavy = rows.flatMap((row) => (row.kind === "head" || row.kind === "pooled" ? [row.label] : []));
  const light = rows.flatMap((row) => (row.kind === "study" || row.kind === "prediction" ? [row.label] : []));
  const indent = rows.some((row) => row.kind === "study" && row.indented) ? indentPx : 0;
  return Math.max(widestText(heavy, text.head), widestText(light, text.body)) + indent;
}

export interface PlacingRequest {
  readonly plans: readonly ColumnPlan[];
  readonly geometry: ForestGeometry;
  readonly layout: ForestLayout;
  readonly page: "wide" | "narrow";
}

/** Rows with their texts broken into lines and their places. On a phone the mark stands under its row. */
export function placeRows(blocks: readonly BlockContent[], request: PlacingRequest): ForestTable {
  let top = 6;
  const placed = blocks.map((block): ForestBlock => {
    const start = top;
    const rows = block.rows.map((content) => {
      const row = placeRow(content, top, request);
      top += row.height;
      return row;
    });
    top += request.layout.rowHeights.gap;
    return { ...block, rows, top: start };
  });
  return { blocks: placed, height: top };
}

const phoneMarkPx = 15;

function placeRow(content: RowContent, top: number, { plans, geometry, layout, page }: PlacingRequest): ForestRow {
  const { text, rowHeights } = layout;
  if (content.kind === "remark") {
    const lines = content.label === "" ? [] : wrapText(content.label, text.small, geometry.remarkWidth);
    const y = top + lineHeight(text.small) / 2;
    return { ...content, lines, cells: [], top, y, markY: y, height: lines.length * lineHeight(text.small) + 2 };
  }
  const isHead = content.kind === "head";
  const style = isHead || content.kind === "pooled" ? text.head : text.body;
  const indent = content.kind === "study" && content.indented ? indentPx : 0;
  const width = isHead ? geometry.remarkWidth : geometry.labelWidth - indent;
  const lines = wrapText(content.label, style, width);
  const cells = plans.map((plan) => cellOf(content, plan));
  const lineCount = Math.max(lines.length, ...cells.map((cell) => (cell?.kind === "segments" ? cell.lines.length : 1)));
  const textHeight = rowHeights[content.kind] + (lineCount - 1) * lineHeight(style);
  const y = top + rowHeights[content.kind] / 2;
  const below = page === "narrow" && !isHead;
  return {
    ...content,
    lines,
    cells,
    top,
    y,
    markY: below ? top + textHeight + phoneMarkPx / 2 - 3 : y,
    height: textHeight + (below ? phoneMarkPx : 0),
  };
}
