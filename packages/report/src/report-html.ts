import { figureTable, type PlotSpec } from "@rekindle/plots";
import type { Scenario, ScenarioResult } from "@rekindle/scenario";
import { html, type Html, trustedHtml } from "./html/html.ts";
import { pageStyle } from "./html/style.ts";
import { scenarioFigures } from "./figures/scenario-figures.ts";
import { fitToPage } from "./rendering/fit-to-page.ts";
import { fontFaces } from "./rendering/fonts.ts";
import { renderSvg } from "./rendering/render-svg.ts";
import { answerSection, questionSection } from "./sections/answer.ts";
import { assumptionsSection } from "./sections/assumptions.ts";
import { cohortSection } from "./sections/cohort.ts";
import { designSection } from "./sections/design.ts";
import { evidenceSection } from "./sections/evidence.ts";
import { modelSection, protocolsSection } from "./sections/model.ts";
import { operatingCharacteristicsSection } from "./sections/operating-characteristics.ts";
import { precisionSection } from "./sections/precision.ts";
import { provenanceSection } from "./sections/provenance.ts";
import { publishedRangesSection } from "./sections/published-ranges.ts";
import type { DrawnFigure, Figures, Section } from "./sections/section.ts";

/**
 * A result as one HTML page that stands alone: style, fonts and figures are in it, and it asks the network for nothing. It can be
 * read on a phone, by a screen reader and on paper. Whatever came from the scenario is escaped. The same result gives the same bytes.
 *
 * @example await writeFile("report.html", await reportHtml(result, scenario));
 */
export async function reportHtml(result: ScenarioResult, scenario: Scenario): Promise<string> {
  const figures = await drawFigures(result, scenario);
  const sections = [
    questionSection(result, scenario),
    answerSection(result, scenario),
    evidenceSection(result, figures),
    publishedRangesSection(result, figures),
    modelSection(result, scenario),
    protocolsSection(scenario),
    cohortSection(result, scenario, figures),
    designSection(result),
    operatingCharacteristicsSection(result, scenario, figures),
    precisionSection(result),
    assumptionsSection(result),
    provenanceSection(result),
  ].filter((section) => section.content.length > 0);
  return `<!doctype html>\n${pageHtml(result, sections).markup}\n`;
}

async function drawFigures(result: ScenarioResult, scenario: Scenario): Promise<Figures> {
  const drawn = new Map<string, DrawnFigure>();
  for (const figure of scenarioFigures(result, scenario, "page")) {
    const svgOf = async (spec: PlotSpec, idPrefix: string) =>
      trustedHtml(fitToPage(await renderSvg(spec, { fonts: "fromPage", idPrefix })));
    drawn.set(figure.name, {
      name: figure.name,
      title: figure.title,
      svg: await svgOf(figure.spec, `${figure.name}-`),
      ...(figure.narrow === undefined ? {} : { narrowSvg: await svgOf(figure.narrow, `${figure.name}-narrow-`) }),
      table: figureTable(figure.spec),
    });
  }
  return drawn;
}

function pageHtml(result: ScenarioResult, sections: readonly Section[]): Html {
  const { date, packageVersion } = result.provenance;
  return html`<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Rekindle ${packageVersion}">
<title>${result.title}</title>
<style>${trustedHtml(fontFaces())}${trustedHtml(pageStyle)}</style>
</head>
<body>
<header class="page">
<p class="kicker">Simulation report${date === undefined ? undefined : html` · ${date}`}</p>
<h1>${result.title}</h1>
<nav class="contents" aria-label="Contents"><ol>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
</header>
<main>
${sections.map(sectionHtml)}</main>
<footer class="page"><p>Made by Rekindle ${packageVersion}. A simulation is a statement about its assumptions; it does not replace a trial, and it is no advice for the treatment of a patient.</p></footer>
</body>
</html>`;
}

function sectionHtml({ id, title, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content.map((each) => html`${each}\n`)}</section>
`;
}
