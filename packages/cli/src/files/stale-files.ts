import { sha256 } from "@rekindle/scenario";
import { readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";

interface Listed {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Files of an earlier run in this folder, by its manifest, that a new run does not replace. Left there they would pass for its own.
 * A file that was changed since, or that the manifest does not list, is the user's and is not among them.
 */
export function staleFiles(folder: string, written: readonly string[]): readonly string[] {
  return listedOutputs(folder)
    .filter(({ file }) => isPlainPath(file) && !written.includes(file))
    .filter(({ file, sha256: hash }) => hashOf(join(folder, file)) === hash)
    .map(({ file }) => file);
}

/** Removes them; one that cannot be removed stays. */
export function removeStale(folder: string, files: readonly string[]): void {
  for (const file of files) {
    try {
      unlinkSync(join(folder, file));
    } catch {
      // The new run is complete without it.
    }
  }
}

function listedOutputs(folder: string): readonly Listed[] {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { readonly outputs?: unknown };
    return Array.isArray(manifest.outputs) ? manifest.outputs.filter(isListed) : [];
  } catch {
    return [];
  }
}

function isListed(entry: unknown): entry is Listed {
  const { file, sha256: hash } = (entry ?? {}) as Partial<Listed>;
  return typeof file === "string" && typeof hash === "string";
}

/** Only names as we write them: nothing outside the folder. */
function isPlainPath(file: string): boolean {
  return /^((figures|tables)\/)?[A-Za-z0-9][A-Za-z0-9._-]*$/.test(file);
}

function hashOf(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch {
    return undefined;
  }
}
