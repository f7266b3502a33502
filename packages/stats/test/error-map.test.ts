import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as stats from "../src/index.ts";
import { errorMapPage } from "../tools/error-map.mjs";

it("ERROR-MAP.md says what the references measure today", () => {
  const written = readFileSync(new URL("../ERROR-MAP.md", import.meta.url), "utf8");
  expect(errorMapPage(stats)).exactly(written);
});
