import { fontFaces, html, type Html, pageStyle, trustedHtml } from "@rekindle/report";
import { type Cell, cellName, isRun, type Notebook } from "../format/notebook.ts";
import { NotebookRefused } from "../format/refused.ts";
import { type Heading, markdownHtml } from "./markdown-html.ts";
import { outputHtml } from "./output-html.ts";

/** What the page of a notebook needs beyond that of a report. */
const notebookStyle = `
.code, .numbers { margin: 0.5rem 0 1.5rem; }
.numbers { margin-bottom: 0; }
.code summary, .numbers summary { font-size: 0.8125rem; color: var(--quiet); }
pre { font: 400 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--wash); padding: 0.75rem 1rem; overflow-x: auto; margin: 0.75rem 0; max-width: 60rem; }
.stderr { background: var(--warn-wash); }
blockquote { margin: 0 0 1.25rem; border-left: 3px solid var(--accent); padding: 0.25rem 0 0.25rem 1.25rem; max-width: 44rem; }
blockquote > :last-child { margin-bottom: 0; }
img { max-width: 100%; height: auto; }
td:not(.number) { min-width: 0; }
.stdout, .stderr { white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  .code, .numbers { display: none; }
  pre { white-space: pre-wrap; font-size: 7.5pt; }
  .output table { break-inside: avoid; }
}
`;

/** Nothing runs in the page and nothing is loaded from elsewhere, whatever an output holds. */
const policy =
  "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A notebook with its stored outputs as one page that stands alone: text, figures as vectors, tables, and the code folded away.
 *
 * @throws NotebookRefused if a cell was not run, shows a picture that is not in the notebook, or has an output that cannot be shown.
 */
export async function notebookHtml(notebook: Notebook): Promise<string> {
  const { name, cells } = notebook;
  const idle = cells.flatMap((cell, index) =>
    isRun(cell) && cell.executionCount === undefined ? [cellName(cells, index)] : [],
  );
  if (idle.length > 0)
    throw new NotebookRefused("failed", name, [`${idle.join(", ")} was not run yet; run: notebooks run ${name}`]);
  const complaints: string[] = [];
  const headings: Heading[] = [];
  let title: string | undefined;
  const parts: Html[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.kind === "code")
      parts.push(await codeHtml(cell, index).catch((error: unknown) => unshowable(notebook, index, error)));
    if (cell.kind === "raw") parts.push(html`<pre>${cell.source}</pre>`);
    if (cell.kind !== "markdown") continue;
    const page = markdownHtml(cell.source, `part-${index + 1}-`);
    title ??= page.title;
    headings.push(...page.headings);
    complaints.push(...page.complaints.map((each) => `${cellName(cells, index)} ${each}`));
    parts.push(page.content);
  }
  if (complaints.length > 0) throw new NotebookRefused("failed", name, complaints);
  return `<!doctype html>\n${pageHtml(title ?? name, headings, parts).markup}\n`;
}

/** Stored outputs may come from any program: what cannot be shown is named by its cell. */
function unshowable({ name, cells }: Notebook, index: number, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new NotebookRefused("failed", name, [
    `${cellName(cells, index)} has an output that cannot be shown: ${reason}`,
  ]);
}

async function codeHtml(cell: Cell, index: number): Promise<Html> {
  if (!isRun(cell)) return html``;
  const outputs: Html[] = [];
  for (const [at, output] of cell.outputs.entries())
    outputs.push(await outputHtml(output, `output-${index + 1}-${at + 1}`));
  return html`${outputs.map((output) => html`<div class="output">${output}</div>\n`)}
<details class="code"><summary>Code of cell ${cell.executionCount}</summary><pre>${cell.source}</pre></details>`;
}

function pageHtml(title: string, headings: readonly Heading[], parts: readonly Html[]): Html {
  const [first, ...others] = parts;
  return html`<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trustedHtml(fontFaces())}${trustedHtml(pageStyle)}${trustedHtml(notebookStyle)}</style>
</head>
<body>
<header class="page">
${first}
<nav class="contents" aria-label="Contents"><ol>${headings.map(({ id, title: text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ol></nav>
</header>
<main>
${others.map((part) => html`${part}\n`)}</main>
<footer class="page"><p>Made from a notebook of Rekindle; each number and figure is an output of the code folded away below it. It is no advice for the treatment of a patient.</p></footer>
</body>
</html>`;
}
