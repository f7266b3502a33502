import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Notebook } from "../format/notebook.ts";
import { parseNotebook } from "../format/parse-notebook.ts";
import { NotebookRefused } from "../format/refused.ts";

/**
 * The notebooks that are meant: files as they are, folders by the notebooks in them, in the order of their names.
 * @throws NotebookRefused if one does not exist, or a folder holds none.
 */
export function notebookPaths(places: readonly string[]): readonly string[] {
  return [...new Set(places.flatMap(pathsAt))];
}

function pathsAt(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (found === undefined) throw new NotebookRefused("badFile", place, ["there is no such file or folder"]);
  if (!found.isDirectory()) return [place];
  const names = readdirSync(place).filter((name) => name.endsWith(".ipynb"));
  if (names.length === 0) throw new NotebookRefused("badFile", place, ["there is no notebook in this folder"]);
  return names.toSorted().map((name) => join(place, name));
}

export interface NotebookFile {
  readonly path: string;
  readonly content: string;
  readonly notebook: Notebook;
}

/** @throws NotebookRefused if the file cannot be read or is no TypeScript notebook. */
export function readNotebook(path: string): NotebookFile {
  const content = readText(path);
  return { path, content, notebook: parseNotebook(path, content) };
}

function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const reason = error instanceof TypeError ? "it is not UTF-8" : messageOf(error);
    throw new NotebookRefused("badFile", path, [`cannot be read: ${reason}`]);
  }
}

/**
 * Writes the whole file or nothing of it: under another name first, which then takes the place of the old file.
 * @throws NotebookRefused if that is not possible.
 */
export function writeWhole(path: string, content: string): void {
  // A link to a notebook stays a link.
  const target = existsSync(path) ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(temporary, content, { flag: "wx" });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new NotebookRefused("badFile", path, [`cannot be written: ${messageOf(error)}`]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
