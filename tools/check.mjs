// Everything a change must pass, in the order in which it is quickest to fail.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules", ".bin", name);
const node = process.execPath;

const steps = [
  ["format", bin("biome"), ["format", "."]],
  ["types and build", bin("tsc"), ["-b"]],
  ["lint", bin("oxlint"), ["--type-aware", "--deny-warnings"]],
  ["unused code", bin("knip"), []],
  ["notebooks", node, ["packages/notebook/dist/main.js", "check"]],
  ["generated files", node, ["tools/generate.mjs", "--check"]],
  ["tests, architecture rules among them", node, ["tools/run-tests.mjs"]],
];

for (const [name, command, options] of steps) {
  const started = process.hrtime.bigint();
  const step = spawnSync(command, options, { cwd: root, stdio: "inherit" });
  const seconds = Number(process.hrtime.bigint() - started) / 1_000_000_000;
  console.log(`${step.status === 0 ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (step.status !== 0) process.exit(1);
}
