import { describe, expect, it } from "vitest";
import { escapeText } from "../../src/html/escape-text.ts";
import { html } from "../../src/html/html.ts";
import { table } from "../../src/html/table.ts";

describe("html", () => {
  it("escapes texts and numbers put into it, and nothing it made itself", () => {
    expect(
      html`<p title="${'a "b"'}">${"1 < 2 & 'x'"}${html`<b>${"<i>"}</b>`}${[1, "2", undefined]}</p>`.markup,
    ).exactly('<p title="a &quot;b&quot;">1 &lt; 2 &amp; &#39;x&#39;<b>&lt;i&gt;</b>12</p>');
  });

  it("replaces what neither HTML nor XML may hold", () => {
    expect(escapeText("a\u0000b\u001Fc\uD800d\uFFFEe\tf\n")).exactly("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\tf\n");
  });
});

describe("table", () => {
  const { markup } = table({
    caption: "Rates & more",
    columns: [{ head: "Study" }, { head: "n", align: "right" }],
    rows: [["<Ho>", 20]],
  });

  it("has a caption, heads of columns and rows, and escapes its cells", () => {
    expect(markup).toContain('<caption><span class="caption">Rates &amp; more</span></caption>');
    expect(markup).toContain('<th scope="col">Study</th><th scope="col" class="number">n</th>');
    expect(markup).toContain('<th scope="row">&lt;Ho&gt;</th><td class="number">20</td>');
  });
});
