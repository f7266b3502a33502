import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TextStyle, textWidth } from "../../src/text/text-width.ts";
import { wrapText } from "../../src/text/wrap-text.ts";

const style: TextStyle = { fontSizePx: 11, weight: "regular" };

describe("wrapText", () => {
  it("breaks between words", () => {
    expect(wrapText("aaa bbb ccc", style, textWidth("aaa bbb", style))).exactly(["aaa bbb", "ccc"]);
  });

  it("breaks inside a word that is wider than a line, and keeps line breaks and no-break spaces", () => {
    expect(wrapText("aaaaaa", style, textWidth("aaaa", style))).exactly(["aaaa", "aa"]);
    expect(wrapText("a\nb", style, 100)).exactly(["a", "b"]);
    expect(wrapText("p\u00A0=\u00A00.05 q", style, textWidth("p\u00A0=\u00A00.05", style))).exactly([
      "p\u00A0=\u00A00.05",
      "q",
    ]);
  });

  it("gives one empty line for no text", () => {
    expect(wrapText("", style, 100)).exactly([""]);
  });

  it("loses no character but spaces, and no line is wider than asked unless it is one character", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 1, max: 300 }), (text, width) => {
        const lines = wrapText(text, style, width);
        expect(lines.join("").replaceAll(/[ \t\n]/g, "")).exactly(text.replaceAll(/[ \t\n]/g, ""));
        for (const line of lines)
          expect(textWidth(line, style) <= width || Array.from(line).length === 1).exactly(true);
      }),
    );
  });
});
