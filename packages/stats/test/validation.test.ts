import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as stats from "../src/index.ts";
import { validationPage } from "../tools/validation.mjs";

it("VALIDATION.md says what the references measure today", () => {
  const written = readFileSync(new URL("../VALIDATION.md", import.meta.url), "utf8");
  expect(validationPage(stats)).exactly(written);
});
