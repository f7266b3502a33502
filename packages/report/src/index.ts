export { renderPdf } from "./render-pdf.ts";
export type { PdfOptions } from "./render-pdf.ts";
export { renderPng } from "./render-png.ts";
export type { PngOptions } from "./render-png.ts";
export { renderSvg, SpecRefused } from "./render-svg.ts";
export type { SvgOptions } from "./render-svg.ts";
