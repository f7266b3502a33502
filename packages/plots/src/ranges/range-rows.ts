import type { Pooled } from "@rekindle/evidence";
import type { PublishedRange } from "../forest/forest-options.ts";
import { textWidth, widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { lineHeight, textStyles } from "../theme.ts";
import type { RangeComparison } from "./published-range-plot.ts";

interface Placed {
  readonly lines: readonly string[];
  readonly y: number;
}

/** A line of the figure: the head of a comparison, its published range, or a pool. */
export type RangeRow =
  | (Placed & { readonly kind: "head" })
  | (Placed & { readonly kind: "range"; readonly range: PublishedRange; readonly ends: RangeEnds })
  | (Placed & { readonly kind: "pool"; readonly pooled: Pooled });

/** The names of the studies at a range's ends: left edge of the one, right edge of the other, on one line or two. */
export interface RangeEnds {
  readonly lines: 1 | 2;
  readonly lower: { readonly text: string; readonly x: number };
  readonly upper: { readonly text: string; readonly x: number };
}

export interface RangeTable {
  readonly rows: readonly RangeRow[];
  readonly height: number;
  readonly labelWidth: number;
}

export const panelWidth = 380;
const widestLabelPx = 230;
const indentPx = 10;
const heights = { head: 22, range: 36, pool: 22, gap: 8 } as const;

/** Rows from top to bottom. */
export function rangeTable(comparisons: readonly RangeComparison[]): RangeTable {
  const labels = comparisons.flatMap(({ range, pools }) => [range.label, ...pools.map((each) => each.title)]);
  const heads = widestText(
    comparisons.map((each) => each.title),
    textStyles.head,
  );
  const labelWidth = Math.ceil(
    Math.min(widestLabelPx, Math.max(indentPx + widestText(labels, textStyles.body), heads, 120)),
  );
  let top = 4;
  const place = (height: number, lines: readonly string[]) => {
    const y = top + (lines.length === 1 ? height / 2 : 11);
    top += Math.max(height, 8 + lines.length * lineHeight(textStyles.body));
    return { y, lines };
  };
  const broken = (text: string) => wrapText(text, textStyles.body, labelWidth - indentPx);
  const rows = comparisons.flatMap(({ title, range, pools }): RangeRow[] => {
    const own: RangeRow[] = [
      { kind: "head", ...place(heights.head, wrapText(title, textStyles.head, labelWidth)) },
      { kind: "range", range, ends: endsOf(range), ...place(rangeHeight(range), broken(range.label)) },
      ...pools.map(
        (each): RangeRow => ({ kind: "pool", pooled: each.pooled, ...place(heights.pool, broken(each.title)) }),
      ),
    ];
    top += heights.gap;
    return own;
  });
  return { rows, height: top, labelWidth };
}

/** Under the ends of the band if both fit on a line; otherwise under each other, and then they say which is which. */
function endsOf({ lower, upper, lowerSource, upperSource }: PublishedRange): RangeEnds {
  const place = (low: string, high: string) => {
    const widths = [textWidth(low, textStyles.small), textWidth(high, textStyles.small)] as const;
    const left = Math.max(0, Math.min(lower * panelWidth, panelWidth - widths[0]));
    const right = Math.min(panelWidth, Math.max(upper * panelWidth, widths[1]));
    const apart = left + widths[0] + 10 <= right - widths[1];
    return { apart, lower: { text: low, x: left }, upper: { text: high, x: right } };
  };
  const side = place(lowerSource, upperSource);
  if (side.apart) return { lines: 1, lower: side.lower, upper: side.upper };
  const stacked = place(`Lowest: ${lowerSource}`, `Highest: ${upperSource}`);
  return { lines: 2, lower: stacked.lower, upper: stacked.upper };
}

function rangeHeight(range: PublishedRange): number {
  return heights.range + (endsOf(range).lines - 1) * lineHeight(textStyles.small);
}

/** Where the columns stand, in pixels from the left edge of the plotting area. */
export function rangeColumns({ labelWidth }: RangeTable) {
  const number = textWidth("100.0", textStyles.head);
  const to = textWidth(" to ", textStyles.body);
  const rate = panelWidth + 22 + Math.max(number, textWidth("Rate, %", textStyles.head));
  const lower = rate + 18 + number;
  const upper = lower + to;
  return {
    left: -22 - labelWidth,
    label: -22 - labelWidth,
    indent: indentPx,
    rate,
    lower,
    to: lower + to / 2,
    upper,
    right: upper + number,
  };
}
