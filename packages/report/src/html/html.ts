import { escapeText } from "./escape-text.ts";

/** A piece of HTML in which every text that came from outside is escaped. Only `html` and `trustedHtml` make it. */
export interface Html {
  readonly kind: "html";
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, pieces of HTML are not, lists are joined, nothing is nothing. */
export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

/**
 * Template for HTML: whatever is put in is escaped, unless it is HTML made here.
 *
 * @example html`<p>${"a < b"}</p>`.markup; // <p>a &lt; b</p>
 */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = texts.map((text, index) => text + (index < parts.length ? markupOf(parts[index]) : "")).join("");
  return { kind: "html", markup };
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  return "kind" in part ? part.markup : part.map(markupOf).join("");
}

/** Markup that is known to be sound: our style sheet, an SVG of our own. */
export function trustedHtml(markup: string): Html {
  return { kind: "html", markup };
}
