import { forestPlot, type PlotSpec } from "@rekindle/plots";
import { renderPdf, renderPng, renderSvg } from "@rekindle/report";
import type { SheetPool } from "@rekindle/scenario";
import { basename, dirname, extname } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { writeFolder } from "../files/output-folder.ts";
import { Failure } from "../foreseen.ts";
import type { Surroundings } from "../surroundings.ts";

/** Draws the forest plot of the studies of a file into another, whole or not at all. */
export async function writeForest(
  pool: SheetPool,
  path: string,
  options: { readonly title: string; readonly surroundings: Surroundings },
): Promise<void> {
  const { title, surroundings } = options;
  const svg = await renderSvg(forestOf(pool, title));
  const content = await pictureOf(svg, extname(path).toLowerCase(), title);
  await writeFolder(dirname(path), [{ path: basename(path), content }], { signal: surroundings.signal });
  surroundings.stderr.write(`Wrote ${path}\n`);
}

async function pictureOf(svg: string, kind: string, title: string): Promise<string | Uint8Array> {
  if (kind === ".png") return renderPng(svg);
  return kind === ".pdf" ? renderPdf(svg, { title }) : svg;
}

/** The forest plot of a pooled table. @throws Failure where its method has no effect of each study. */
export function forestOf({ together, subgroups, notes }: SheetPool, title: string): PlotSpec {
  if (together.kind === "oddsRatio" || together.kind === "mantelHaenszel")
    throw new Failure(NOT_DRAWN, exitCodes.usage);
  const axisTitle = together.kind === "rate" ? "Proportion" : sentenceCase(together.pooled.measure.naturalScale);
  const head = { title, axisTitle, eventsTitle: "Events", patientsTitle: "Patients", notes };
  if (subgroups === undefined || subgroups.kind === "mantelHaenszel") return forestPlot(together.pooled, head);
  const groups =
    subgroups.kind === "rate"
      ? subgroups.result.groups.map(({ label, pooled }) => ({ title: label, pooled: [pooled] }))
      : subgroups.result.groups.map(({ group, pooled }) => ({ title: group, pooled: [pooled] }));
  const { interaction } = subgroups.result;
  return forestPlot(together.pooled, { ...head, subgroups: groups, overallTitle: "All studies", interaction });
}

const NOT_DRAWN =
  "--forest: this method has no effect of each study to draw; choose a method of inverse variance such as REML";

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
