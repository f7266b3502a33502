import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fileOf = (name: string) => fileURLToPath(new URL(`../../fonts/${name}`, import.meta.url));

/** Paths of the shipped fonts, for programs that read files. */
export const fontFiles = { regular: fileOf("Inter-Regular.ttf"), semiBold: fileOf("Inter-SemiBold.ttf") } as const;

/**
 * Style rules that carry the shipped fonts in them, for pages and pictures that stand alone.
 *
 * @example html`<style>${trustedHtml(fontFaces())}${trustedHtml(pageStyle)}</style>`;
 */
export function fontFaces(): string {
  return `${fontFace("Inter-Regular.woff2", 400)}\n${fontFace("Inter-SemiBold.woff2", 600)}`;
}

function fontFace(file: string, weight: number): string {
  const bytes = readFileSync(fileOf(file)).toString("base64");
  return `@font-face{font-family:Inter;font-style:normal;font-weight:${weight};src:url(data:font/woff2;base64,${bytes}) format("woff2")}`;
}
