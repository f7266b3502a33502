import { readFileSync } from "node:fs";

/** A committed reference file of `test/reference`, with its generator beside it. */
export function readReference(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../test/reference/${name}`, import.meta.url), "utf8"));
}
