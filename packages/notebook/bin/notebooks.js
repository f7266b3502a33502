#!/usr/bin/env node
import { existsSync } from "node:fs";
import process from "node:process";

// The command is built code; this file is what a package manager can link before anything is built.
const main = new URL("../dist/main.js", import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write("notebooks is not built yet: run `npm run build` at the top of the repository.\n");
  process.exitCode = 70;
}
