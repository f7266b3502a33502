import type { TextCell } from "../layers/text-cells.ts";
import { widestText } from "../text/text-width.ts";
import { wrapText } from "../text/wrap-text.ts";
import { lineHeight, textStyles } from "../theme.ts";

/** A row of the matrix: a change and the height of its middle. */
export interface PlacedChoice {
  readonly change: string;
  readonly y: number;
}

export interface PlacedChoices {
  readonly rows: readonly PlacedChoice[];
  readonly cells: readonly TextCell[];
  readonly labelWidth: number;
  readonly bottom: number;
}

const rowPx = 16;

/** The changes that occur, those outside every group first, each with its name left of the matrix. */
export function placeChoices(
  specifications: readonly { readonly changes: readonly string[] }[],
  groups: readonly { readonly title: string; readonly changes: readonly string[] }[],
  place: { readonly top: number; readonly labelWidth: number; readonly titles: Readonly<Record<string, string>> },
): PlacedChoices {
  const occurring = [...new Set(specifications.flatMap(({ changes }) => changes))].toSorted();
  const inGroups = new Set(groups.flatMap((group) => group.changes));
  const sections = [
    { title: "", changes: occurring.filter((change) => !inGroups.has(change)) },
    ...groups.map(({ title, changes }) => ({ title, changes: changes.filter((change) => occurring.includes(change)) })),
  ].filter((section) => section.changes.length > 0);
  const style = textStyles.small;
  const titleOf = (change: string) => (Object.hasOwn(place.titles, change) ? place.titles[change]! : change);
  const widest = widestText([...occurring.map(titleOf), ...groups.map((group) => group.title)], style);
  const labelWidth = Math.ceil(Math.max(40, Math.min(place.labelWidth, widest)));
  const rows: PlacedChoice[] = [];
  const cells: TextCell[] = [];
  let top = place.top;
  for (const { title, changes } of sections) {
    if (title !== "") {
      const lines = wrapText(title, { ...style, weight: "semiBold" }, labelWidth);
      top += 4;
      cells.push(
        ...lines.map((text, index) => labelCell(text, top + rowPx / 2 + index * lineHeight(style), "semiBold")),
      );
      top += rowPx + (lines.length - 1) * lineHeight(style);
    }
    for (const change of changes) {
      const lines = wrapText(titleOf(change), style, labelWidth);
      cells.push(
        ...lines.map((text, index) => labelCell(text, top + rowPx / 2 + index * lineHeight(style), "regular")),
      );
      rows.push({ change, y: top + rowPx / 2 + ((lines.length - 1) * lineHeight(style)) / 2 });
      top += rowPx + (lines.length - 1) * lineHeight(style);
    }
  }
  return { rows, cells, labelWidth, bottom: sections.length === 0 ? place.top - 20 : top };
}

function labelCell(text: string, y: number, weight: "regular" | "semiBold"): TextCell {
  return { x: -12, y, text, align: "right", style: { ...textStyles.small, weight } };
}
