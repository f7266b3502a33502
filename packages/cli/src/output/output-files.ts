import { renderPdf, renderPng, renderSvg, reportHtml, scenarioFigures } from "@rekindle/report";
import type { Scenario, ScenarioResult } from "@rekindle/scenario";
import { resultsJson, resultTables } from "@rekindle/scenario";
import type { InputFile } from "../files/load.ts";
import type { OutputFile } from "../files/output-folder.ts";
import { manifestJson } from "./manifest.ts";

/** Everything a run writes. The bytes depend on scenario, evidence and seed alone. */
export async function outputFiles(
  result: ScenarioResult,
  options: { readonly scenario: Scenario; readonly inputs: readonly InputFile[]; readonly signal: AbortSignal },
): Promise<readonly OutputFile[]> {
  const { scenario, inputs, signal } = options;
  const breathe = async (): Promise<void> => {
    await new Promise((next) => setImmediate(next));
    signal.throwIfAborted();
  };
  const tables = resultTables(result).map(({ name, csv }) => ({ path: `tables/${name}.csv`, content: csv }));
  const figures: OutputFile[] = [];
  for (const { name, title, spec } of scenarioFigures(result, scenario)) {
    const svg = await renderSvg(spec);
    await breathe();
    const png = renderPng(svg);
    await breathe();
    const pdf = await renderPdf(svg, { title });
    await breathe();
    const path = `figures/${name}`;
    figures.push({ path: `${path}.svg`, content: svg }, { path: `${path}.png`, content: png });
    figures.push({ path: `${path}.pdf`, content: pdf });
  }
  const report = { path: "report.html", content: await reportHtml(result, scenario) };
  await breathe();
  const written = [report, { path: "results.json", content: resultsJson(result) }, ...tables, ...figures];
  return [...written, { path: "manifest.json", content: manifestJson(result, { inputs, outputs: written }) }];
}
