import type { Scenario, ScenarioResult } from "@rekindle/scenario";
import { grouped } from "@rekindle/plots";
import type { Html } from "../html/html.ts";
import { table } from "../html/table.ts";
import { armTitles } from "../figures/scenario-figures.ts";
import { genotypeWords } from "../words.ts";
import { numberColumn, shareCell } from "./cells.ts";
import { figureHtml, type Figures, paragraph, type Section } from "./section.ts";

type Cohort = NonNullable<ScenarioResult["cohort"]>;

/** Outcomes of the virtual patients, and the paired differences between the protocols. */
export function cohortSection({ cohort }: ScenarioResult, scenario: Scenario, figures: Figures): Section {
  const content =
    cohort === undefined
      ? []
      : [
          paragraph(
            `${grouped(cohort.patients)} virtual patients go through each protocol. They are the same people in each, so differences between `,
            "protocols are known much better than the shares themselves. Monte-Carlo standard errors say how far simulation alone could be off; ",
            "they hold nothing of the uncertainty of the model.",
          ),
          ...figureHtml(figures, "cohort", "Outcomes by genotype and protocol. The numbers are in the tables below."),
          outcomeTable(cohort, scenario),
          contrastTable(cohort, scenario),
        ];
  return { id: "cohort", title: "Virtual cohort", content };
}

function outcomeTable(cohort: Cohort, scenario: Scenario): Html {
  const titles = armTitles(scenario);
  const genotypes = [...new Set(cohort.rows.map((row) => row.genotype))];
  const ordered = genotypes.flatMap((genotype) => cohort.rows.filter((row) => row.genotype === genotype));
  const rows = ordered.map((row) => [
    genotypeWords(row.genotype),
    titles[row.protocol] ?? row.protocol,
    grouped(row.patients),
    shareCell(row.uptakeRestored),
    shareCell(row.treated),
    ...[row.response.CR, row.response.PR, row.response.SD, row.response.PD, row.objectiveResponse, row.pfs12Months].map(
      shareCell,
    ),
  ]);
  const heads = [
    "Patients",
    "Uptake restored, %",
    "Given ¹³¹I, %",
    "CR, %",
    "PR, %",
    "SD, %",
    "PD, %",
    "CR or PR, %",
    "Progression-free at 12 months, %",
  ];
  const columns = [{ head: "Genotype" }, { head: "Protocol" }, ...heads.map(numberColumn)];
  return table({ caption: "Outcomes of the virtual cohort, with Monte-Carlo standard errors", columns, rows });
}

function contrastTable({ contrasts }: Cohort, scenario: Scenario): Html {
  const titles = armTitles(scenario);
  const pairs = new Set(
    contrasts.map(
      ({ experimental, control }) => `“${titles[experimental] ?? experimental}” minus “${titles[control] ?? control}”`,
    ),
  );
  const rows = contrasts.map(({ genotype, experimental, control, objectiveResponse, pfs12Months }) => [
    genotypeWords(genotype),
    ...(pairs.size === 1 ? [] : [`${titles[experimental] ?? experimental} minus ${titles[control] ?? control}`]),
    shareCell(objectiveResponse),
    shareCell(pfs12Months),
  ]);
  const columns = [
    { head: "Genotype" },
    ...(pairs.size === 1 ? [] : [{ head: "Difference" }]),
    numberColumn("Objective response at 6 months"),
    numberColumn("Progression-free at 12 months"),
  ];
  return table({
    caption: `Differences within the same virtual patients, in percentage points (Monte-Carlo SE)${pairs.size === 1 ? `: ${[...pairs][0]}` : ""}`,
    columns,
    rows,
  });
}
