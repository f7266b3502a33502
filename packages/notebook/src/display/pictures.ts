import type { PlotSpec } from "@rekindle/plots";
import { renderPng, renderSvg } from "@rekindle/report";
import { InvalidInput } from "@rekindle/stats";
import { type Displayable, displayable, type MimeBundle } from "./mime-bundle.ts";
import { checkInlined, isPlotSpec, keptSpec, vegaLiteMime } from "./plot-spec.ts";
import { isPng, pngSize } from "./png-size.ts";

/** `alternative` says in words what the picture shows; `zoom` is pixels of the picture per CSS pixel. */
export interface PictureOptions {
  readonly alternative: string;
  readonly zoom?: number;
}

const ZOOM = 2;

/**
 * A figure as it is shown in a notebook: the specification, its numbers to ten digits, for programs that draw Vega-Lite, a PNG picture for all others, and its
 * title and description as text.
 *
 * @throws InvalidInput if it is no Vega-Lite specification, names a file or address to load, or `zoom` is not from 0.5 to 8;
 * `SpecRefused` when shown, if Vega-Lite or Vega says anything against it.
 * @example await display(figure(forestPlot(pooled, { title: "Uptake restored", axisTitle: "Restored" })));
 */
export function figure(spec: PlotSpec, options: { readonly zoom?: number } = {}): Displayable {
  const { zoom = ZOOM } = options;
  if (!isPlotSpec(spec)) refuse("notVegaLite", "spec", "spec is no Vega-Lite specification with a $schema");
  checkInlined(spec);
  checkZoom(zoom);
  return displayable(async () => {
    const kept = keptSpec(spec);
    const picture = pictureForms(renderPng(await renderSvg(kept), { zoom }), zoom);
    const forms = { ...picture.data, [vegaLiteMime(spec)]: kept, "text/plain": wordsOf(spec) };
    return { data: forms, metadata: picture.metadata };
  });
}

/**
 * An SVG document as a picture. It is stored as PNG, since programs that show notebooks draw stored SVG unreliably; its text is
 * drawn in the font of our figures.
 *
 * @throws InvalidInput on text that is no SVG document, without an `alternative`, or a `zoom` not from 0.5 to 8.
 * @example svg('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', { alternative: "Nothing yet" });
 */
export function svg(document: string, options: PictureOptions): Displayable {
  const { alternative, zoom = ZOOM } = options;
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(document))
    refuse("notSvg", "document", "document does not begin with <svg");
  checkAlternative(alternative);
  checkZoom(zoom);
  return displayable(async () => withText(pictureForms(renderPng(document, { zoom }), zoom), alternative));
}

/**
 * The bytes of a PNG file as a picture.
 *
 * @throws InvalidInput on bytes that do not begin as a PNG file does, without an `alternative`, or a `zoom` not from 0.5 to 8.
 * @example png(readFileSync("scan.png"), { alternative: "Uptake in both lungs" });
 */
export function png(bytes: Uint8Array, options: PictureOptions): Displayable {
  const { alternative, zoom = 1 } = options;
  if (!isPng(bytes)) refuse("notPng", "bytes", "bytes do not begin as a PNG file does");
  checkAlternative(alternative);
  checkZoom(zoom);
  return displayable(async () => withText(pictureForms(bytes, zoom), alternative));
}

function pictureForms(bytes: Uint8Array, zoom: number): MimeBundle {
  const { width, height } = pngSize(bytes);
  return {
    data: { "image/png": Buffer.from(bytes).toString("base64") },
    metadata: { "image/png": { width: Math.round(width / zoom), height: Math.round(height / zoom) } },
  };
}

function withText({ data, metadata }: MimeBundle, text: string): MimeBundle {
  return { data: { ...data, "text/plain": text }, metadata };
}

function wordsOf(spec: PlotSpec): string {
  const title = spec.usermeta?.["title"];
  const words = [title, spec.description].filter((text): text is string => typeof text === "string" && text !== "");
  return words.length === 0 ? "Figure" : words.join("\n");
}

function checkZoom(zoom: number): void {
  if (!(zoom >= 0.5 && zoom <= 8)) refuse("outOfRange", "zoom", `zoom is ${zoom}`, "0.5 to 8");
}

function checkAlternative(alternative: string): void {
  if (typeof alternative !== "string" || alternative.trim() === "")
    refuse("missing", "alternative", "alternative is missing", "say in words what the picture shows");
}

function refuse(kind: string, field: string, message: string, hint?: string): never {
  throw new InvalidInput([{ kind, path: [field], message, ...(hint === undefined ? {} : { hint }) }]);
}
