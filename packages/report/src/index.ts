export type { Figure } from "./figures/scenario-figures.ts";
export { scenarioFigures } from "./figures/scenario-figures.ts";
export { reportHtml } from "./report-html.ts";
export type { PdfOptions } from "./rendering/render-pdf.ts";
export { renderPdf } from "./rendering/render-pdf.ts";
export type { PngOptions } from "./rendering/render-png.ts";
export { renderPng } from "./rendering/render-png.ts";
export type { SvgOptions } from "./rendering/render-svg.ts";
export { renderSvg, SpecRefused } from "./rendering/render-svg.ts";
