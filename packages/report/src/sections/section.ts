import { html, type Html, type HtmlPart } from "../html/html.ts";
import type { FigureTable } from "@rekindle/plots";
import { table } from "../html/table.ts";
import type { Figure } from "../figures/scenario-figures.ts";

/** A chapter of the page; without content it is left out. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: readonly Html[];
}

/** A figure drawn for the page. */
export interface DrawnFigure extends Pick<Figure, "name" | "title"> {
  readonly svg: Html;
  /** Shown instead on a phone. */
  readonly narrowSvg?: Html;
  /** Its numbers. */
  readonly table: FigureTable | undefined;
}

/** The figures of a page, by name. */
export type Figures = ReadonlyMap<string, DrawnFigure>;

/** The figure of this name with its caption; nothing if the result has none. */
export function figureHtml(figures: Figures, name: string, caption: HtmlPart): Html[] {
  const figure = figures.get(name);
  if (figure === undefined) return [];
  return [
    html`<figure id="figure-${name}">
<div class="scroll${figure.narrowSvg === undefined ? "" : " wide"}" role="region" tabindex="0" aria-label="Figure: ${figure.title}">${figure.svg}</div>
${figure.narrowSvg === undefined ? undefined : html`<div class="narrow">${figure.narrowSvg}</div>`}<figcaption>${caption}</figcaption>
${figure.table === undefined ? undefined : numbersHtml(figure.title, figure.table)}</figure>`,
  ];
}

/** The numbers of a figure for those who cannot see it, or want them. */
function numbersHtml(title: string, { columns, rows }: FigureTable): Html {
  const heads = columns.map((head, index) => ({ head, align: index === 0 ? ("left" as const) : ("right" as const) }));
  return html`<details class="numbers"><summary>The figure as a table</summary>
${table({ caption: title, columns: heads, rows })}
</details>
`;
}

export function paragraph(...parts: readonly HtmlPart[]): Html {
  return html`<p>${parts}</p>`;
}

export function list(items: readonly HtmlPart[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
