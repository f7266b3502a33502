import { readFileSync } from "node:fs";

/** A committed reference file of `test/reference`, with its generator beside it. */
export function readReference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../../test/reference/${name}`, import.meta.url), "utf8")) as T;
}
