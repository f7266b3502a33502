import type { PlotSpec } from "@rekindle/plots";
import { type LoggerInterface, parse, View } from "vega";
import { compile } from "vega-lite";
import { escapeText, withoutForbidden } from "../html/escape-text.ts";
import { fontFaces } from "./fonts.ts";

/** Thrown when Vega or Vega-Lite says anything against a specification; carries every complaint. */
export class SpecRefused extends Error {
  readonly complaints: readonly string[];

  constructor(complaints: readonly string[]) {
    super(`the specification is not sound:\n${complaints.join("\n")}`);
    this.name = "SpecRefused";
    this.complaints = complaints;
  }
}

/** Whether the fonts travel in the picture, or the page that shows it brings them. */
export interface SvgOptions {
  readonly fonts: "embedded" | "fromPage";
  /** Put before the identifiers inside the picture, so that several can stand on one page. */
  readonly idPrefix?: string;
}

/**
 * A specification as an SVG document: vectors and real text, with the specification's title and description for those who cannot
 * see it, and marks that screen readers can walk through. With embedded fonts it looks the same in every browser; the same
 * specification always gives the same bytes.
 *
 * @throws SpecRefused with every warning and error of Vega-Lite and Vega, none of which is let pass.
 * @example await renderSvg(forestPlot(pooled, { title: "Uptake restored", axisTitle: "Uptake restored" }));
 */
export async function renderSvg(spec: PlotSpec, options: SvgOptions = { fonts: "embedded" }): Promise<string> {
  const complaints: string[] = [];
  const logger = complaining(complaints);
  // Vega marks the rows it is given; the caller keeps its own.
  const { spec: vega } = compile(structuredClone(spec), { logger });
  const view = new View(parse(vega), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  if (complaints.length > 0) throw new SpecRefused(complaints);
  return describe(numberIdentifiers(withoutForbidden(svg), options.idPrefix ?? ""), spec, options);
}

function complaining(complaints: string[]): LoggerInterface {
  const complain = (...messages: readonly unknown[]) => {
    complaints.push(messages.map(String).join(" "));
    return logger;
  };
  const silent = () => logger;
  const logger = {
    level: () => logger,
    error: complain,
    warn: complain,
    info: silent,
    debug: silent,
  } as unknown as LoggerInterface;
  return logger;
}

/** Vega counts its identifiers through the life of the process; from 1 in each picture, its bytes depend on nothing else. */
function numberIdentifiers(svg: string, prefix: string): string {
  const names = [...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
  const numbered = new Map(names.map((name, index) => [name, `${prefix}part${index + 1}`]));
  return svg
    .replaceAll(/ id="([^"]+)"/g, (_, name: string) => ` id="${numbered.get(name)}"`)
    .replaceAll(/url\(#([^)]+)\)/g, (_, name: string) => `url(#${numbered.get(name) ?? name})`);
}

function describe(svg: string, spec: PlotSpec, { fonts }: SvgOptions): string {
  const title = spec.usermeta?.["title"];
  const texts = [
    ...(typeof title === "string" ? [`<title>${escapeText(title)}</title>`] : []),
    ...(spec.description === undefined ? [] : [`<desc>${escapeText(spec.description)}</desc>`]),
    ...(fonts === "embedded" ? [`<style>${fontFaces()}</style>`] : []),
  ];
  return svg.replace(
    /^<svg [^>]*>/,
    (open) => `${open.replace(/^<svg /, '<svg role="graphics-document document" ')}${texts.join("")}`,
  );
}
