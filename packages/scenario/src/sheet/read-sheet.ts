import type { CheckedText } from "../text/placed-issue.ts";
import { readCsv } from "./read-csv.ts";
import { readYamlRows } from "./read-yaml-rows.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Reads rows with named columns: CSV, or, where the file is called .yaml or .yml, a YAML list of mappings. Every problem is told at once.
 * @param options.fileName decides which of the two it is, and is put into the issues; without it the text is CSV.
 * @example
 * const sheet = orThrow(readSheet(await readFile("responses.csv", "utf8"), { fileName: "responses.csv" }));
 */
export function readSheet(text: string, options: { readonly fileName?: string } = {}): CheckedText<Sheet> {
  return /\.ya?ml$/i.test(options.fileName ?? "") ? readYamlRows(text, options) : readCsv(text, options);
}
