const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text made safe as content or as a quoted attribute of HTML or SVG. Characters that XML forbids (controls, lone surrogates) become
 * the replacement character.
 *
 * @example escapeText("5 < 7 & \"so\""); // 5 &lt; 7 &amp; &quot;so&quot;
 */
export function escapeText(text: string): string {
  return Array.from(withoutForbidden(text), (character) => entities[character] ?? character).join("");
}

/** Text in which characters that neither XML nor HTML may hold are the replacement character. */
export function withoutForbidden(text: string): string {
  return Array.from(text, (character) => (isForbidden(character) ? "\uFFFD" : character)).join("");
}

function isForbidden(character: string): boolean {
  const code = character.codePointAt(0)!;
  const isControl = code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd;
  const isLoneSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isControl || isLoneSurrogate || code === 0x7f || code === 0xfffe || code === 0xffff;
}
