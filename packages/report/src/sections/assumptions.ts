import type { ScenarioResult } from "@rekindle/scenario";
import { html, type Html, type HtmlPart } from "../html/html.ts";
import { table } from "../html/table.ts";
import { paragraph, type Section } from "./section.ts";

type Parameter = ScenarioResult["parameters"][number];
type Source = Parameter["sources"][number];

const levels: Readonly<Record<Parameter["verification"], { readonly words: string; readonly isEvidence: boolean }>> = {
  primary: { words: "read in the source", isEvidence: true },
  registry: { words: "read in a registry", isEvidence: true },
  secondary: { words: "read at second hand", isEvidence: true },
  derived: { words: "computed from sources", isEvidence: true },
  unverified: { words: "not checked", isEvidence: false },
  assumption: { words: "assumption", isEvidence: false },
};

/** A number that the scenario replaced is the scenario's, whatever was known of the one in the table. */
function hasEvidence({ verification, tabulated }: Parameter): boolean {
  return levels[verification].isEvidence && tabulated === undefined;
}

/** Every number of the model; first those that no evidence supports. */
export function assumptionsSection({ parameters }: ScenarioResult): Section {
  if (parameters.length === 0) return { id: "assumptions", title: "Assumptions that are not evidence", content: [] };
  const assumed = parameters.filter((parameter) => !hasEvidence(parameter));
  const evidenced = parameters.filter(hasEvidence);
  const content = [
    paragraph(
      `Of the model’s ${parameters.length} numbers, ${assumed.length} rest on no evidence that we have read: choices that were made so that the `,
      "model can run. A result that depends on one of them is a result about that choice. The names in small type can be set under ",
      html`<code>model.parameters</code>`,
      " of a scenario; those of the form “targets in pathway” are what a course of drugs does to a tumour.",
    ),
    ...parameterTable("Numbers that are assumed or were not checked", assumed),
    ...parameterTable("Numbers with a source", evidenced),
  ];
  return { id: "assumptions", title: "Assumptions that are not evidence", content };
}

function parameterTable(caption: string, parameters: readonly Parameter[]): Html[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map((parameter) => [
    [
      parameter.description,
      html`<br><code>${parameter.name}</code>`,
      parameter.note === undefined ? undefined : html`<br><span class="se">${parameter.note}</span>`,
    ],
    valueCell(parameter),
    parameter.unit,
    levelMark(parameter.verification),
    parameter.sources.length === 0 ? "–" : parameter.sources.map(sourceHtml),
  ]);
  const columns = [
    { head: "Number" },
    { head: "Value", align: "right" },
    { head: "Unit" },
    { head: "How it was seen" },
    { head: "Source" },
  ] as const;
  return [table({ caption, columns, rows })];
}

function valueCell({ value, tabulated }: Parameter): HtmlPart {
  if (tabulated === undefined) return plain(value);
  return html`${plain(value)}<br><span class="mark assumed">set by the scenario; was ${plain(tabulated)}</span>`;
}

/** Six significant digits, without zeros at the end. */
function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function levelMark(verification: Parameter["verification"]): Html {
  const { words, isEvidence } = levels[verification];
  return html`<span class="${isEvidence ? "se" : "assumed"}">${words}</span>`;
}

function sourceHtml(source: Source, index: number): Html {
  const address = source.doi === undefined ? source.url : `https://doi.org/${source.doi}`;
  const cite =
    address !== undefined && /^https?:\/\//.test(address)
      ? html`<a href="${address}">${source.cite}</a>`
      : html`${source.cite}`;
  return html`${index > 0 ? html`<br>` : undefined}${cite} <span class="se">(${source.seen})</span>`;
}
