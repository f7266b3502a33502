import type { ScenarioResult } from "@rekindle/scenario";
import { readableJson, sha256 } from "@rekindle/scenario";
import type { InputFile } from "../files/load.ts";
import type { OutputFile } from "../files/output-folder.ts";

/**
 * What went into a run and what came out, with the hash of every file: inputs by the name they were given by, outputs by their path
 * in the folder. No path of this machine, no host, no clock.
 */
export function manifestJson(
  { provenance }: ScenarioResult,
  files: { readonly inputs: readonly InputFile[]; readonly outputs: readonly OutputFile[] },
): string {
  return readableJson({
    manifest: 1,
    ...provenance,
    inputs: files.inputs.map(({ name, text }) => ({ file: name, sha256: sha256(text) })),
    outputs: files.outputs.map(({ path, content }) => ({ file: path, sha256: sha256(content) })),
  });
}
