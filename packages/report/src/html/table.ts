import { html, type Html, type HtmlPart } from "./html.ts";

/** A column: its head with the unit, and how its cells are set. The first column of a table names the row. */
export interface Column {
  readonly head: HtmlPart;
  readonly align?: "left" | "right";
}

/**
 * A table with its caption; scrolls sideways on a narrow screen.
 *
 * @example tableHtml({ caption: "Counts", columns: [{ head: "Study" }, { head: "Restored", align: "right" }], rows: [["A", 12]] }).markup;
 */
export function table(content: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly HtmlPart[])[];
}): Html {
  const { caption, columns, rows } = content;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table>
<caption><span class="caption">${caption}</span></caption>
<thead><tr>${columns.map((column) => html`<th scope="col"${side(column)}>${column.head}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => cellHtml(cell, columns[index], index))}</tr>\n`)}</tbody>
</table>
</div>`;
}

function cellHtml(cell: HtmlPart, column: Column | undefined, index: number): Html {
  const align = column === undefined ? undefined : side(column);
  return index === 0 ? html`<th scope="row"${align}>${cell}</th>` : html`<td${align}>${cell}</td>`;
}

function side({ align }: Column): Html | undefined {
  return align === "right" ? html` class="number"` : undefined;
}
