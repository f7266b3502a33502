import PdfDocument from "pdfkit";
import SVGtoPDF from "svg-to-pdfkit";
import { fontFiles } from "./fonts.ts";

/** Title of the document, and the date it carries; without a date it is the epoch, so that the bytes do not depend on a clock. */
export interface PdfOptions {
  readonly title?: string;
  readonly date?: Date;
}

const pointsPerPixel = 0.75;

/**
 * An SVG document of ours as a PDF of one page of the figure's size: vectors, and text in the shipped font, embedded. The same SVG
 * and options always give the same bytes.
 *
 * @example await renderPdf(await renderSvg(spec), { title: "Uptake restored" });
 */
export async function renderPdf(svg: string, options: PdfOptions = {}): Promise<Buffer> {
  const { width, height } = sizeOf(svg);
  const date = options.date ?? new Date(0);
  const document = new PdfDocument({
    size: [width * pointsPerPixel, height * pointsPerPixel],
    margin: 0,
    lang: "en",
    displayTitle: true,
    info: {
      Title: options.title ?? titleOf(svg),
      Producer: "Rekindle",
      Creator: "Rekindle",
      CreationDate: date,
      ModDate: date,
    },
  });
  const bytes = collect(document);
  document.registerFont("regular", fontFiles.regular);
  document.registerFont("semiBold", fontFiles.semiBold);
  SVGtoPDF(document, svg.replace(/<style>[^<]*<\/style>/, ""), 0, 0, {
    width: width * pointsPerPixel,
    height: height * pointsPerPixel,
    fontCallback: (_family, bold) => (bold ? "semiBold" : "regular"),
    warningCallback: (warning) => {
      throw new Error(`the figure cannot be drawn as PDF: ${warning}`);
    },
  });
  document.end();
  return bytes;
}

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.on("error", reject);
  });
}

function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const size = (name: string) => Number(new RegExp(`^<svg [^>]*\\b${name}="([0-9.]+)"`).exec(svg)?.[1] ?? Number.NaN);
  const [width, height] = [size("width"), size("height")];
  if (width > 0 && height > 0) return { width, height };
  throw new Error("the SVG does not begin with an element that states its width and height in pixels");
}

function titleOf(svg: string): string {
  const written = /<title>([^<]*)<\/title>/.exec(svg)?.[1] ?? "Figure";
  const characters: Readonly<Record<string, string>> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
    "&amp;": "&",
  };
  return written.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => characters[entity]!);
}
