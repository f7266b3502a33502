import { readFile, stat } from "node:fs/promises";
import { exitCodes } from "../exit-codes.ts";
import { fileFailure } from "../failure.ts";
import { Failure } from "../foreseen.ts";

/** Far above what the parser accepts: only to keep a mistaken path from filling the memory. */
const MOST_BYTES = 64_000_000;

/** The text of a file the user named. @throws Failure that names the path as it was given. */
export async function readInput(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new Failure(`Cannot read ${path}: it is too large.`, exitCodes.badInput);
    const bytes = await readFile(path);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof TypeError)
      throw new Failure(`Cannot read ${path}: it is not a text in UTF-8.`, exitCodes.badInput);
    throw fileFailure(`Cannot read ${path}`, error);
  }
}
