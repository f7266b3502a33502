// Runs the fingerprint of the built package on several engines and writes test/reference/elementary/fingerprint.json.
// Run after `tsc -b`: node tools/engines.mjs [Node, Deno or Chromium binary ...]; without names, this Node alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const stats = pathToFileURL(join(here, "../dist/index.js")).href;
const print = pathToFileURL(join(here, "../test/elementary/fingerprint.mjs")).href;
const program = `import * as stats from "${stats}"; import { fingerprint } from "${print}"; console.log(process.versions.v8 + " " + fingerprint(stats));`;

/** Version and fingerprint of one Node binary. */
function onNode(binary) {
  const version = spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout.trim();
  const run = spawnSync(binary, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  const [v8, hash] = run.stdout.trim().split(" ");
  return { engine: `Node ${version}, V8 ${v8}`, hash };
}

/** The same on Deno, from a file, since it has no module flag for text. */
function onDeno(binary) {
  const file = join(here, "../dist/fingerprint.tmp.mjs");
  writeFileSync(file, program.replace("process.versions.v8", "`${Deno.version.deno},${Deno.version.v8}`"));
  const run = spawnSync(binary, ["run", "--no-check", "--allow-read", "--allow-env", file], { encoding: "utf8" });
  rmSync(file);
  if (run.status !== 0) throw new Error(run.stderr);
  const [versions, hash] = run.stdout.trim().split(" ");
  const [deno, v8] = versions.split(",");
  return { engine: `Deno ${deno}, V8 ${v8}`, hash };
}

/** The same in a browser, from one bundled page, since browsers load no modules from files. */
async function onChromium(binary) {
  const folder = mkdtempSync(join(tmpdir(), "engines-"));
  const { build } = await import("vite");
  writeFileSync(
    join(folder, "main.js"),
    `import * as stats from "${fileURLToPath(stats)}"; import { fingerprint } from "${fileURLToPath(print)}"; document.title = fingerprint(stats); document.body.textContent = "done " + document.title;`,
  );
  await build({
    root: folder,
    logLevel: "error",
    build: {
      lib: { entry: "main.js", formats: ["iife"], name: "page", fileName: () => "page.js" },
      outDir: folder,
      emptyOutDir: false,
      minify: false,
    },
  });
  writeFileSync(
    join(folder, "page.html"),
    '<!doctype html><meta charset="utf-8"><body><script src="page.js"></script>',
  );
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--virtual-time-budget=20000",
    "--dump-dom",
    join(folder, "page.html"),
  ];
  const run = spawnSync(binary, flags, { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const hash = /done ([0-9a-f]{16})/.exec(run.stdout)?.[1];
  if (hash === undefined) throw new Error(run.stderr);
  return { engine: spawnSync(binary, ["--version"], { encoding: "utf8" }).stdout.trim(), hash };
}

const names = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
const results = [];
for (const name of names) {
  if (name.includes("chrom")) results.push(await onChromium(name));
  else results.push(name.includes("deno") ? onDeno(name) : onNode(name));
}
for (const { engine, hash } of results) console.log(hash, engine);
if (new Set(results.map(({ hash }) => hash)).size > 1) throw new Error("the engines disagree");
const record = {
  fingerprint: results[0].hash,
  engines: results.map(({ engine }) => engine),
  generator: "tools/engines.mjs",
};
writeFileSync(join(here, "../test/reference/elementary/fingerprint.json"), `${JSON.stringify(record, null, 1)}\n`);
