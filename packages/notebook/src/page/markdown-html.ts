import { html, type Html, trustedHtml } from "@rekindle/report";
import MarkdownIt from "markdown-it";

/** A heading of the notebook that the list of contents leads to. */
export interface Heading {
  readonly id: string;
  readonly title: string;
}

/** Markdown of one cell as a page shows it. */
export interface MarkdownPage {
  readonly content: Html;
  /** The first heading of level 1, which titles the page. */
  readonly title: string | undefined;
  readonly headings: readonly Heading[];
  readonly complaints: readonly string[];
}

const reader = new MarkdownIt({ html: false });

/** Markdown as HTML in which HTML of its own is text. Pictures must be in the text: the page asks the network for nothing. */
export function markdownHtml(source: string, prefix: string): MarkdownPage {
  const tokens = reader.parse(source, {});
  const headings: Heading[] = [];
  let title: string | undefined;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "table_open") token.attrSet("class", "prose");
    if (token.type !== "heading_open") continue;
    const text = (tokens[index + 1]?.children ?? []).map((child) => child.content).join("");
    if (token.tag === "h1") title ??= text;
    if (token.tag !== "h2") continue;
    const id = `${prefix}${headings.length + 1}`;
    token.attrSet("id", id);
    headings.push({ id, title: text });
  }
  const pictures = tokens.flatMap((token) => token.children ?? []).filter((token) => token.type === "image");
  const complaints = pictures
    .map((token) => String(token.attrGet("src") ?? ""))
    .filter((address) => !address.startsWith("data:image/"))
    .map((address) => `shows the picture ${JSON.stringify(address)}, which is not in the notebook itself`);
  const markup = reader.renderer
    .render(tokens, reader.options, {})
    .replaceAll(
      /<table class="prose">[\s\S]*?<\/table>/g,
      '<div class="scroll" role="region" tabindex="0" aria-label="Table">$&</div>',
    );
  return { content: html`${trustedHtml(markup)}`, title, headings, complaints };
}
