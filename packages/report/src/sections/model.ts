import type { Scenario, ScenarioArm, ScenarioResult } from "@rekindle/scenario";
import { percent } from "@rekindle/plots";
import { html, type Html } from "../html/html.ts";
import { table } from "../html/table.ts";
import { genotypeWords, listWords } from "../words.ts";
import { paragraph, type Section } from "./section.ts";

/** What the model of patients is made of, and where its chance of restoration comes from. */
export function modelSection(result: ScenarioResult, scenario: Scenario): Section {
  const uncertainty =
    scenario.model.parameterUncertainty === "drawn"
      ? "The chance of restoration is drawn once per simulated trial from its prior, so that power is an average over what the evidence leaves open."
      : "The chance of restoration is held at the median of its prior, so that power is conditional on it.";
  const content = [
    paragraph(
      "A virtual patient has a tumour genotype, a degree of dedifferentiation that several other traits share, and lesions that differ in size, ",
      "uptake and growth. The drug course raises uptake; uptake counts as restored where the best lesion reaches the detection limit of a ",
      "diagnostic scan, and the gain is set so that the share restored is the one below.",
    ),
    paragraph(
      "Radioiodine gives each lesion a dose by its uptake, its size and the activity, and the dose kills a share of its tissue. Drug, kill and ",
      "regrowth change the diameters. Response is read from the diameters, progression from diameters and new lesions, at scheduled visits only. ",
      "Every number of the model stands in the tables of assumptions.",
    ),
    paragraph(uncertainty),
    ...restorationTable(result),
  ];
  return { id: "model", title: "Model", content };
}

function restorationTable({ restoration }: ScenarioResult): Html[] {
  if (restoration.length === 0) return [];
  const rows = restoration.map(({ genotype, median, lower, upper, origin, borrowed }) => [
    genotypeWords(genotype),
    percent(median),
    `${percent(lower)} to ${percent(upper)}`,
    [origin, borrowed ? html` <span class="mark assumed">borrowed</span>` : undefined],
  ]);
  const columns = [
    { head: "Genotype" },
    { head: "Median, %", align: "right" },
    { head: "95 % of it, %", align: "right" },
    { head: "Where it comes from" },
  ] as const;
  return [table({ caption: "Chance that the drug course restores uptake", columns, rows })];
}

/** What is done to a patient of each arm, in sentences. */
export function protocolsSection(scenario: Scenario): Section {
  const arms = [
    ["Control", scenario.arms.control],
    ["Experimental", scenario.arms.experimental],
  ] as const;
  return {
    id: "protocols",
    title: "Protocols",
    content: [
      html`<dl>${arms.map(([role, arm]) => html`<dt>${role}: ${arm.title}</dt><dd>${protocolWords(arm)}</dd>`)}</dl>`,
    ],
  };
}

/** A protocol in sentences. */
export function protocolWords(arm: ScenarioArm): string {
  return [drugWords(arm), gateWords(arm), activityWords(arm)].filter((sentence) => sentence !== "").join(" ");
}

function drugWords({ drugs, durationDays }: ScenarioArm): string {
  if (drugs.length === 0) return "No drug.";
  const names = drugs.map(({ drug, doseMgPerDay, genotypes }) => {
    const dose = doseMgPerDay === undefined ? "" : ` ${doseMgPerDay} mg a day`;
    const whom = genotypes === undefined ? "" : ` (in patients with ${listWords(genotypes.map(genotypeInSentence))})`;
    return `${drug}${dose}${whom}`;
  });
  const sentence = `${listWords(names)} for ${durationDays} days.`;
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

function genotypeInSentence(name: string): string {
  return name === "other" ? "other genotypes" : name.replaceAll("_", " ");
}

function gateWords({ gate, activity }: ScenarioArm): string {
  if (activity.kind === "none") return "";
  if (gate.kind === "visibleUptake")
    return "Radioiodine is given to those with visible uptake on the diagnostic scan on drug.";
  if (gate.kind === "lesionDose")
    return `Radioiodine is given to those in whom it is predicted to give at least one lesion ${gate.atLeastGy} Gy.`;
  return "Radioiodine is given to everyone.";
}

function activityWords({ activity }: ScenarioArm): string {
  if (activity.kind === "none") return "No radioiodine.";
  if (activity.kind === "fixed") return `Activity: ${activity.activityGBq} GBq.`;
  return `Activity: the highest that keeps the blood below 2 Gy, at most ${activity.capGBq} GBq.`;
}
