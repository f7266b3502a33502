import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { fingerprint } from "./fingerprint.mjs";

const file = new URL("../reference/elementary/fingerprint.json", import.meta.url);
const recorded = JSON.parse(readFileSync(file, "utf8")) as { readonly fingerprint: string };

it("gives the bits that were recorded on Node 20 to 26, Deno and Chromium", () => {
  expect(fingerprint(stats)).exactly(recorded.fingerprint);
});
