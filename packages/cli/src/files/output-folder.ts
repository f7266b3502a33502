import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { fileFailure } from "../failure.ts";
import { Failure } from "../foreseen.ts";

/** A file to be written; its path is relative to the output folder, with forward slashes. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Makes sure, before hours of work, that files can be written into this folder, and leaves no trace of having tried.
 * @throws Failure if the path is a file or the folder cannot be written into.
 */
export function probeFolder(folder: string): void {
  const staged = openStage(folder);
  try {
    staged.write({ path: ".probe", content: "" });
  } catch (error) {
    staged.discard();
    throw fileFailure(`Cannot write into the folder ${folder}`, error);
  }
  staged.discard();
}

/**
 * Writes all files or none. Each goes to a temporary name in its own folder and to the disk; when all are there, they are
 * renamed one right after another. An error or an abort before that removes everything that was made.
 */
export async function writeFolder(
  folder: string,
  files: readonly OutputFile[],
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const staged = openStage(folder);
  try {
    for (const file of files) {
      options.signal?.throwIfAborted();
      staged.write(file);
      await new Promise((next) => setImmediate(next));
    }
    options.signal?.throwIfAborted();
    staged.publish();
  } catch (error) {
    staged.discard();
    if (options.signal?.aborted === true) throw error;
    throw fileFailure(`Cannot write into the folder ${folder}`, error);
  }
}

interface Stage {
  write(file: OutputFile): void;
  publish(): void;
  discard(): void;
}

function openStage(folder: string): Stage {
  const waiting: { readonly temporary: string; readonly target: string }[] = [];
  const made: string[] = [];

  // One by one, since Node's own recursive form never ends in a file system that refuses new folders as missing (/proc).
  const makeFolder = (path: string): void => {
    const missing: string[] = [];
    for (let at = resolve(path); kindOf(at) === "nothing"; at = dirname(at)) missing.unshift(at);
    for (const each of missing) {
      mkdirSync(each);
      made.push(each);
    }
  };

  return {
    write({ path, content }) {
      refuseFile(folder);
      const target = join(folder, path);
      makeFolder(dirname(target));
      refuseFolder(target);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
      const handle = openSync(temporary, "wx");
      waiting.push({ temporary, target });
      try {
        writeAll(handle, typeof content === "string" ? Buffer.from(content, "utf8") : content);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
    publish() {
      for (const { temporary, target } of waiting) renameSync(temporary, target);
      for (const place of new Set(waiting.map(({ target }) => dirname(target)))) syncFolder(place);
      waiting.length = 0;
      made.length = 0;
    },
    discard() {
      for (const { temporary } of waiting) attempt(() => unlinkSync(temporary));
      const deepestFirst = made.toSorted((a, b) => b.length - a.length);
      for (const path of deepestFirst) attempt(() => rmdirSync(path));
    },
  };
}

function refuseFile(folder: string): void {
  if (kindOf(folder) === "file") throw new Failure(`The output folder ${folder} is a file.`, exitCodes.badInput);
}

function refuseFolder(target: string): void {
  if (kindOf(target) === "folder") throw new Failure(`Cannot write ${target}: it is a folder.`, exitCodes.badInput);
}

function kindOf(path: string): "file" | "folder" | "nothing" {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return "nothing";
  return found.isDirectory() ? "folder" : "file";
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
}

/** A renamed file survives a power cut once its folder is on the disk; some systems cannot sync a folder. */
function syncFolder(path: string): void {
  attempt(() => {
    const handle = openSync(path, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Cleaning up after a failure must not hide it.
  }
}
