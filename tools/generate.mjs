// Writes the files that are made from code: the JSON Schemas with which editors complete scenarios and evidence.
// With --check it writes nothing and fails if one of them is not what the code would write.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  analysisJsonSchema,
  evidenceJsonSchema,
  readableJson,
  resultsJsonSchema,
  scenarioJsonSchema,
} from "../packages/scenario/dist/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** @type {readonly (readonly [string, () => object])[]} */
const generated = [
  ["scenarios/schema.json", scenarioJsonSchema],
  ["scenarios/analysis.schema.json", analysisJsonSchema],
  ["scenarios/evidence/schema.json", evidenceJsonSchema],
  ["scenarios/results.schema.json", resultsJsonSchema],
];

function textOf(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

const isCheck = process.argv.includes("--check");
const drifted = generated.filter(([path, make]) => textOf(path) !== readableJson(make()));
for (const [path, make] of drifted) {
  if (isCheck) console.error(`${path} is not what the code would write; run: node tools/generate.mjs`);
  else writeFileSync(join(root, path), readableJson(make()));
}
if (!isCheck)
  console.log(drifted.length === 0 ? "Nothing to write." : `Wrote ${drifted.map(([path]) => path).join(", ")}.`);
process.exitCode = isCheck && drifted.length > 0 ? 1 : 0;
