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

function forestOf({ together, subgroups, notes }: SheetPool, title: string): PlotSpec {
  const head = { title, axisTitle: "Proportion", eventsTitle: "Events", patientsTitle: "Patients", notes };
  if (together.kind !== "rate")
    throw new Failure("--forest: only rates of one arm can be drawn as yet", exitCodes.usage);
  if (subgroups?.kind !== "rate") return forestPlot(together.pooled, head);
  const groups = subgroups.result.groups.map(({ label, pooled }) => ({ title: label, pooled: [pooled] }));
  return forestPlot(together.pooled, { ...head, subgroups: groups, overallTitle: "All studies" });
}
