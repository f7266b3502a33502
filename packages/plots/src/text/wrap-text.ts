import { type TextStyle, textWidth } from "./text-width.ts";

/**
 * Breaks text into lines that are no wider than `widthPx`, between words where possible and inside a word that is wider than a
 * line. Line breaks in the text are kept. Never returns an empty list.
 *
 * @example wrapText("Leboulleux 2023 (MERAIODE, BRAF)", { fontSizePx: 11, weight: "regular" }, 120);
 */
export function wrapText(text: string, style: TextStyle, widthPx: number): string[] {
  return text.split("\n").flatMap((paragraph) => wrapParagraph(paragraph, style, widthPx));
}

function wrapParagraph(paragraph: string, style: TextStyle, widthPx: number): string[] {
  const fits = (line: string) => textWidth(line, style) <= widthPx;
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(/[ \t]+/).filter((each) => each !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = fits(word) ? [word] : breakWord(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1)!;
  }
  return [...lines, line];
}

/** At least one character per piece, however narrow the line. */
function breakWord(word: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && !fits(piece + character)) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}
