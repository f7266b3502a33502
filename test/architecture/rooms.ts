import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Which rooms each room may import: the picture of ARCHITECTURE.md as a table. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  stats: [],
  evidence: ["stats"],
  cohort: ["stats"],
  trial: ["stats"],
  plots: ["stats", "evidence", "cohort", "trial"],
  scenario: ["stats", "evidence", "cohort", "trial"],
  report: ["plots", "scenario"],
  cli: ["stats", "scenario", "plots", "report"],
  notebook: ["stats", "plots", "report"],
};

export const rooms = Object.keys(mayImport);

export interface SourceFile {
  readonly room: string;
  /** Path from the top of the repository. */
  readonly path: string;
  readonly text: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Every TypeScript source file of the rooms, tests not among them. */
export function sourceFiles(): SourceFile[] {
  return rooms.flatMap((room) =>
    filesBelow(join(root, "packages", room, "src"))
      .filter((path) => path.endsWith(".ts"))
      .map((path) => ({ room, path: relative(root, path), text: readFileSync(path, "utf8") })),
  );
}

export interface Import {
  readonly from: string;
  /** Erased when compiled: `import type` or `export type`. */
  readonly isType: boolean;
}

/** Static and dynamic imports of a source, comments left out. */
export function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const statics = [...code.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gm)];
  const bare = [...code.matchAll(/^import\s+"([^"]+)"/gm)];
  const dynamics = [...code.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)];
  return [
    ...statics.map((found) => ({ from: found[2]!, isType: found[1] !== undefined })),
    ...bare.map((found) => ({ from: found[1]!, isType: false })),
    ...dynamics.map((found) => ({ from: found[1]!, isType: false })),
  ];
}
