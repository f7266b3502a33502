import { analysisTables, readableResult, runAnalysis } from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadAnalysis, soundOrFail } from "../files/load.ts";
import { probeFolder, writeFolder } from "../files/output-folder.ts";
import type { Surroundings } from "../surroundings.ts";
import { analysisText } from "../terminal/analysis-text.ts";

/** `rekindle pool analysis.yaml`: everything an analysis asks of its evidence; with `--out` also as files. */
export async function runPoolAnalysis(
  path: string,
  { out, json }: { readonly out?: string; readonly json?: true },
  { stdout, stderr, signal }: Surroundings,
): Promise<ExitCode> {
  const { analysis, library } = soundOrFail(await loadAnalysis(path));
  if (out !== undefined) probeFolder(out);
  const result = runAnalysis(analysis, library);
  stdout.write(json === true ? readableResult(result) : analysisText(result));
  if (out !== undefined) {
    const tables = analysisTables(result).map(({ name, csv }) => ({ path: `tables/${name}.csv`, content: csv }));
    // Drawing takes a second to load, which no other command needs.
    const { analysisFigures } = await import("../output/analysis-figures.ts");
    const figures = await analysisFigures(result, { signal });
    const files = [{ path: "analysis.json", content: readableResult(result) }, ...tables, ...figures];
    await writeFolder(out, files, { signal });
    stderr.write(`Wrote ${files.length} files into ${out}\n`);
  }
  if (result.incomplete.length === 0) return exitCodes.fine;
  stderr.write(`Incomplete:\n${result.incomplete.map((line) => `  ${line}\n`).join("")}`);
  return exitCodes.incomplete;
}
