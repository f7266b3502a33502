import type { ScenarioResult } from "@rekindle/scenario";
import { grouped } from "@rekindle/plots";
import { html, type HtmlPart } from "../html/html.ts";
import { table } from "../html/table.ts";
import { paragraph, type Section } from "./section.ts";

/** Everything that is needed to get these numbers again. */
export function provenanceSection({ provenance }: ScenarioResult): Section {
  const { seed, replicates, scenarioHash, evidenceHash, packageVersion, resultsVersion, numericFingerprint, date } =
    provenance;
  const rows: (readonly [string, HtmlPart])[] = [
    ["Seed", html`<code>${seed}</code>`],
    ["Replicates per condition", grouped(replicates)],
    ["Scenario (SHA-256)", html`<code>${scenarioHash}</code>`],
    ...(evidenceHash === undefined ? [] : [["Evidence (SHA-256)", html`<code>${evidenceHash}</code>`] as const]),
    ["Rekindle", packageVersion],
    ["Version of the results", resultsVersion],
    ["Numeric fingerprint", html`<code>${numericFingerprint}</code>`],
    ...(date === undefined ? [] : [["Date", date] as const]),
  ];
  return {
    id: "provenance",
    title: "Provenance",
    content: [
      paragraph(
        "The same scenario, evidence, seed and version give the same bytes on any machine, with any number of workers.",
      ),
      table({ caption: "Where these numbers come from", columns: [{ head: "Entry" }, { head: "Value" }], rows }),
    ],
  };
}
