import type { ScenarioResult, TrialResult } from "@rekindle/scenario";
import { formatNumber, percent } from "@rekindle/plots";
import { html, type Html } from "../html/html.ts";
import { table } from "../html/table.ts";
import { paragraph, type Section } from "./section.ts";

type Look = TrialResult["looks"][number];

/** Each trial's design in full sentences, with its looks. */
export function designSection({ trials }: ScenarioResult): Section {
  const content = trials.flatMap((trial) => [
    html`<h3>${trial.title}</h3>`,
    ...trial.sentences.map((sentence) => paragraph(sentence)),
    ...lookTable(trial),
  ]);
  return { id: "design", title: "Trial design", content };
}

function lookTable({ title, looks }: TrialResult): Html[] {
  if (looks.length === 0) return [];
  const rows = looks.map((look, index) => [
    index === looks.length - 1 ? "Final" : `Interim ${index + 1}`,
    whenWords(look.when),
    percent(look.informationRate, 0),
    boundaryCell(look.efficacyBoundary),
    boundaryCell(look.futilityBoundary),
    boundaryCell(look.harmBoundary),
    percent(look.alphaSpent, 3),
  ]);
  const columns = [
    { head: "Look" },
    { head: "When" },
    { head: "Information, %", align: "right" },
    { head: "Efficacy if z ≥", align: "right" },
    { head: "Futility if z ≤", align: "right" },
    { head: "Harm if z ≤", align: "right" },
    { head: "Alpha spent so far, %", align: "right" },
  ] as const;
  return [table({ caption: `${title}: analyses and boundaries`, columns, rows })];
}

function boundaryCell(z: number | undefined): string {
  return z === undefined ? "–" : formatNumber(z, { kind: "decimals", decimals: 4 });
}

function whenWords(when: Look["when"]): string {
  if (when.kind === "events") return `${when.events} events`;
  if (when.kind === "calendarDay") return `day ${when.day}`;
  return when.fraction === 1 ? "all patients followed" : `${percent(when.fraction, 0)} % of patients followed`;
}
