import { Resvg } from "@resvg/resvg-js";
import { fontFiles } from "./fonts.ts";

/** `zoom` is pixels of the picture per CSS pixel; 3.125 is 300 dots per inch. */
export interface PngOptions {
  readonly zoom: number;
}

/**
 * An SVG document of ours as a PNG picture, in the shipped font whatever the machine has. The same SVG always gives the same bytes.
 *
 * @example renderPng(await renderSvg(spec), { zoom: 2 });
 */
export function renderPng(svg: string, { zoom }: PngOptions = { zoom: 3.125 }): Buffer {
  const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: "Inter" };
  return new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render().asPng();
}
