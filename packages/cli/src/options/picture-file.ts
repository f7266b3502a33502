import { InvalidArgumentError } from "commander";

/** The name of a file for a picture. */
export function parsePictureFile(written: string): string {
  if (/[^/\\]\.(svg|png|pdf)$/i.test(written)) return written;
  throw new InvalidArgumentError(`"${written}" is no picture; let the name end in .svg, .png or .pdf.`);
}
