import { html, type Html, type HtmlPart } from "../html/html.ts";
import type { Figure } from "../figures/scenario-figures.ts";

/** A chapter of the page; without content it is left out. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: readonly Html[];
}

/** A figure drawn for the page. */
export interface DrawnFigure extends Figure {
  readonly svg: Html;
}

/** The figures of a page, by name. */
export type Figures = ReadonlyMap<string, DrawnFigure>;

/** The figure of this name with its caption; nothing if the result has none. */
export function figureHtml(figures: Figures, name: string, caption: HtmlPart): Html[] {
  const figure = figures.get(name);
  if (figure === undefined) return [];
  return [
    html`<figure id="figure-${name}">
<div class="scroll" role="region" tabindex="0" aria-label="Figure: ${figure.title}">${figure.svg}</div>
<figcaption>${caption}</figcaption>
</figure>`,
  ];
}

export function paragraph(...parts: readonly HtmlPart[]): Html {
  return html`<p>${parts}</p>`;
}

export function list(items: readonly HtmlPart[]): Html {
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
