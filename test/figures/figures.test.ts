import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderPng, renderSvg } from "@rekindle/report";
import { it } from "vitest";
import { forests } from "./forests.ts";

it.each(Object.entries(forests))("%s", async (name, spec) => {
  const svg = await renderSvg(spec);
  const folder = join(import.meta.dirname, "../../out/gallery");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.svg`), svg);
  writeFileSync(join(folder, `${name}.png`), renderPng(svg, { zoom: 1.5 }));
});
