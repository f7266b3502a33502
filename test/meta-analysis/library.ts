import { readFileSync } from "node:fs";
import { checkLibrary, type Library } from "@rekindle/evidence";
import { orThrow } from "@rekindle/stats";
import { parse } from "yaml";

/** The committed evidence file as plain values. */
export function evidenceFile(): unknown {
  return parse(readFileSync(new URL("../../scenarios/evidence/studies.yaml", import.meta.url), "utf8"));
}

export const library: Library = orThrow(checkLibrary(evidenceFile()));
