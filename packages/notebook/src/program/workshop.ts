import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { NotebookRefused } from "../format/refused.ts";
import type { NotebookProgram } from "./notebook-program.ts";

/** A folder beside the notebook, so that packages are found from there as from the notebook; gone when the work is done. */
export interface Workshop {
  readonly folder: string;
  /** The TypeScript module, and the JavaScript that the compiler makes of it. */
  readonly source: string;
  readonly module: string;
}

const here = createRequire(import.meta.url);

/** Does something with the program written to a folder, and takes the folder away whatever happens. */
export async function inWorkshop<T>(
  notebookFolder: string,
  program: NotebookProgram,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> {
  const folder = makeFolder(notebookFolder);
  try {
    const source = join(folder, "cells.mts");
    writeFileSync(source, program.text);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(compilerSettings()));
    return await work({ folder, source, module: join(folder, "built", "cells.mjs") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFolder(notebookFolder: string): string {
  try {
    return mkdtempSync(join(notebookFolder, ".rekindle-notebook-"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotebookRefused("badFile", notebookFolder, [`a folder for the run cannot be made here: ${reason}`]);
  }
}

/** The strictness of our packages, but that a value may stand in a cell without being used. */
function compilerSettings(): object {
  return {
    compilerOptions: {
      target: "es2023",
      lib: ["es2023"],
      module: "nodenext",
      moduleResolution: "nodenext",
      types: ["node"],
      typeRoots: [dirname(dirname(here.resolve("@types/node/package.json")))],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noFallthroughCasesInSwitch: true,
      noImplicitReturns: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      noEmitOnError: true,
      inlineSourceMap: true,
      rootDir: ".",
      outDir: "built",
    },
    files: ["cells.mts"],
  };
}
