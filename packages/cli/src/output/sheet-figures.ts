import { baujatPlot, cumulativeForest, funnelPlot, leaveOneOutForest, type PlotSpec } from "@rekindle/plots";
import { renderSvg } from "@rekindle/report";
import type { SheetPool } from "@rekindle/scenario";
import type { OutputFile } from "../files/output-folder.ts";
import { forestOf } from "./write-forest.ts";

/** The figures of what was asked of a table, as SVG: forest, without each study, one by one, funnel, and Baujat's. */
export async function sheetFigures(
  pool: SheetPool,
  options: { readonly title: string; readonly signal: AbortSignal },
): Promise<readonly OutputFile[]> {
  const { title, signal } = options;
  const files: OutputFile[] = [];
  for (const [name, spec] of specsOf(pool, title)) {
    await new Promise((next) => setImmediate(next));
    signal.throwIfAborted();
    files.push({ path: `figures/${name}.svg`, content: await renderSvg(spec) });
  }
  return files;
}

function specsOf(pool: SheetPool, title: string): readonly (readonly [string, PlotSpec])[] {
  const { together, explorations } = pool;
  if (together.kind === "oddsRatio" || together.kind === "mantelHaenszel") return [];
  const { leaveOneOut, cumulative, influence } = explorations;
  const axisTitle = axisTitleOf(pool);
  const head = { title, axisTitle, overall: together.pooled };
  const studies = influence?.kind === "estimated" ? influence.studies : [];
  const baujat = studies.flatMap((study) => (study.kind === "estimated" ? [study] : []));
  return [
    ["forest", forestOf(pool, title)],
    ...(leaveOneOut === undefined ? [] : [["leave-one-out", leaveOneOutForest(leaveOneOut, head)] as const]),
    ...(cumulative === undefined ? [] : [["cumulative", cumulativeForest(cumulative.steps, head)] as const]),
    ...(baujat.length === 0 ? [] : [["baujat", baujatPlot(baujat, { title })] as const]),
    ...funnelOf(pool, title).map((spec) => ["funnel", spec] as const),
  ];
}

function axisTitleOf({ together }: SheetPool): string {
  if (together.kind === "rate") return "Proportion";
  return sentenceCase(together.kind === "effect" ? together.pooled.measure.naturalScale : "odds ratio");
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Effects are drawn on the scale of their measure and labelled on the natural one where the two are related by a plain function. */
function scaleOf({ together }: SheetPool) {
  const effect = together.kind === "rate" ? together.onScale : together.kind === "effect" ? together.pooled : undefined;
  const { scale, naturalScale, label } = effect?.measure ?? { scale: "", naturalScale: "", label: "" };
  if (scale === naturalScale) return { effectTitle: sentenceCase(label) } as const;
  if (scale === "logit") return { effectTitle: "Proportion", effectScale: "logit" } as const;
  if (scale.startsWith("log ")) return { effectTitle: sentenceCase(naturalScale), effectScale: "log" } as const;
  return { effectTitle: sentenceCase(scale) } as const;
}

function funnelOf(pool: SheetPool, title: string): readonly PlotSpec[] {
  const { together, explorations } = pool;
  const effect = together.kind === "rate" ? together.onScale : together.kind === "effect" ? together.pooled : undefined;
  const { smallStudies } = explorations;
  if (smallStudies === undefined || effect?.mean.kind !== "estimated") return [];
  const { trimAndFill } = smallStudies;
  const added = trimAndFill.kind === "estimated" ? trimAndFill.filled : [];
  const reference = together.kind === "rate" ? ({ reference: "none" } as const) : {};
  return [funnelPlot(effect.studies, { title, ...scaleOf(pool), centre: effect.mean.value, added, ...reference })];
}
