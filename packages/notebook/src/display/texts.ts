import { InvalidInput } from "@rekindle/stats";
import { type Displayable, displayable } from "./mime-bundle.ts";

/**
 * Text in Markdown, with its own source for programs that do not know it.
 *
 * @throws InvalidInput on anything but text.
 * @example markdown(`Restored in **${percent(rate)} %**.`);
 */
export function markdown(text: string): Displayable {
  checkText(text, "text");
  return displayable(async () => ({ data: { "text/markdown": text, "text/plain": text }, metadata: {} }));
}

/**
 * A piece of HTML, with a text for programs that show none. It is shown as it stands: escape what comes from outside.
 *
 * @throws InvalidInput on anything but text.
 * @example html("<p>9 of 20</p>", { alternative: "9 of 20" });
 */
export function html(markup: string, options: { readonly alternative: string }): Displayable {
  checkText(markup, "markup");
  checkText(options.alternative, "alternative");
  const forms = { "text/html": markup, "text/plain": options.alternative };
  return displayable(async () => ({ data: forms, metadata: {} }));
}

function checkText(text: unknown, field: string): void {
  if (typeof text !== "string")
    throw new InvalidInput([{ kind: "wrongType", path: [field], message: `${field} is ${typeof text}`, hint: "text" }]);
}
