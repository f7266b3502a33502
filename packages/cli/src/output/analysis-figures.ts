import { forestPlot, type PlotSpec, specificationCurve } from "@rekindle/plots";
import { renderPdf, renderPng, renderSvg } from "@rekindle/report";
import type { AnalysisPool, AnalysisResult } from "@rekindle/scenario";
import type { OutputFile } from "../files/output-folder.ts";

/** Every figure of an analysis in three formats: a forest plot of each pool, and the specification curve of each that has one. */
export async function analysisFigures(
  { pools, ranges, changes }: AnalysisResult,
  options: { readonly signal: AbortSignal },
): Promise<readonly OutputFile[]> {
  const figures = pools.flatMap((pool) => [
    { name: `forest-${pool.id}`, title: pool.title, spec: forestOf(pool, ranges) },
    ...curveOf(pool, changes).map((spec) => ({ name: `specifications-${pool.id}`, title: pool.title, spec })),
  ]);
  const files: OutputFile[] = [];
  for (const { name, title, spec } of figures) {
    await new Promise((next) => setImmediate(next));
    options.signal.throwIfAborted();
    const svg = await renderSvg(spec);
    const path = `figures/${name}`;
    files.push({ path: `${path}.svg`, content: svg }, { path: `${path}.png`, content: renderPng(svg) });
    files.push({ path: `${path}.pdf`, content: await renderPdf(svg, { title }) });
  }
  return files;
}

function forestOf({ id, title, denominator, groups, notes }: AnalysisPool, ranges: AnalysisResult["ranges"]): PlotSpec {
  const models = groups.map(({ label, models: { binomialNormal, inverseVariance } }) => ({
    title: label,
    pooled: [binomialNormal, inverseVariance],
  }));
  const range = ranges.find(({ pools }) => pools.includes(id));
  const head = {
    title,
    axisTitle: "Rate",
    eventsTitle: "Events",
    patientsTitle: denominator === "mixed" ? "Patients" : sentenceCase(denominator),
    notes,
    ...(range === undefined
      ? {}
      : {
          publishedRange: {
            lower: range.lower,
            upper: range.upper,
            label: range.label,
            lowerSource: range.lowerSource,
            upperSource: range.upperSource,
          },
        }),
  };
  return models.length === 1 ? forestPlot(models[0]!.pooled, head) : forestPlot([], { ...head, subgroups: models });
}

/** Methods other than that of the analysis as asked are choices like any other. */
function curveOf({ title, specifications = [] }: AnalysisPool, titles: AnalysisResult["changes"]): readonly PlotSpec[] {
  const rows = specifications.filter(({ mean }) => mean.kind === "estimated");
  const asked = rows.find(({ isAsAsked }) => isAsAsked);
  if (rows.length < 2 || asked === undefined) return [];
  const others = [...new Set(rows.map(({ methodTitle }) => methodTitle))].filter((each) => each !== asked.methodTitle);
  const results = rows.map(({ changes, methodTitle, mean }) => ({
    changes: methodTitle === asked.methodTitle ? changes : [...changes, methodTitle],
    pooled: { mean },
  }));
  const groups = others.length === 0 ? [] : [{ title: `Instead of: ${asked.methodTitle}`, changes: others }];
  return [specificationCurve(results, { title, axisTitle: "Rate", groups, titles })];
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
