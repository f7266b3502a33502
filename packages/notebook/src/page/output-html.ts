import { figureTable, type FigureTable, type PlotSpec } from "@rekindle/plots";
import { fitToPage, html, type Html, renderSvg, tableHtml, trustedHtml } from "@rekindle/report";
import { checkInlined, isPlotSpec } from "../display/plot-spec.ts";
import { type Output, type StoredForms, wholeText } from "../format/notebook.ts";
import { markdownHtml } from "./markdown-html.ts";

/** An output as the page shows it: the richest of its forms that stands alone. */
export async function outputHtml(output: Output, prefix: string): Promise<Html> {
  if (output.output_type === "stream") return html`<pre class="${output.name}">${wholeText(output.text)}</pre>`;
  if (output.output_type === "error") return html`<pre class="stderr">${output.ename}: ${output.evalue}</pre>`;
  const { data } = output;
  const spec = Object.entries(data).find(([mime]) => mime.startsWith("application/vnd.vegalite."))?.[1];
  if (isPlotSpec(spec)) {
    checkInlined(spec);
    const svg = await renderSvg(spec, { fonts: "fromPage", idPrefix: `${prefix}-` });
    return html`<figure><div class="scroll" role="region" tabindex="0" aria-label="${titleOf(data)}">${trustedHtml(fitToPage(svg))}</div></figure>
${numbersHtml(spec, titleOf(data))}`;
  }
  const markup = textForm(data, "text/html");
  if (markup !== undefined) return trustedHtml(markup);
  const markdown = textForm(data, "text/markdown");
  if (markdown !== undefined) return markdownHtml(markdown, `${prefix}-`).content;
  const picture = textForm(data, "image/png");
  if (picture !== undefined) return pictureHtml(picture, output.metadata, titleOf(data));
  return html`<pre>${textForm(data, "text/plain") ?? "(nothing that a page can show)"}</pre>`;
}

/** The figure's numbers for those who cannot see it, where it brings them. */
function numbersHtml(spec: PlotSpec, caption: string): Html | undefined {
  const numbers = figureTable(spec);
  if (!isTable(numbers)) return undefined;
  const content = { caption, columns: numbers.columns.map((head) => ({ head })), rows: numbers.rows };
  return html`<details class="numbers"><summary>The numbers of this figure</summary>${tableHtml(content)}</details>`;
}

/** A stored specification may come from anywhere. */
function isTable(table: unknown): table is FigureTable {
  const { columns, rows } = (table ?? {}) as Partial<FigureTable>;
  const isTexts = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === "string");
  return isTexts(columns) && Array.isArray(rows) && rows.every(isTexts);
}

function textForm(data: StoredForms, mime: string): string | undefined {
  const form = data[mime];
  return typeof form === "string" || Array.isArray(form) ? wholeText(form as string | string[]) : undefined;
}

/** A figure's first line of text is its title. */
function titleOf(data: StoredForms): string {
  return (textForm(data, "text/plain") ?? "Picture").split("\n")[0]!;
}

function pictureHtml(base64: string, metadata: Readonly<Record<string, unknown>>, alternative: string): Html {
  const { width } = (metadata["image/png"] ?? {}) as { readonly width?: unknown };
  const limit = typeof width === "number" ? html` style="max-width:${width}px"` : undefined;
  return html`<figure><img src="data:image/png;base64,${base64.replaceAll(/\s/g, "")}" alt="${alternative}"${limit}></figure>`;
}
