// Runs vitest and closes with the plain line "N passed, N failed". A run of everything also measures VALIDATION.md:
// it fails when the page says something else, and writes it when asked with --write-validation.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { validationPage } from "./validation-page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const record = join(root, "out", "test-record.json");
const validationRecord = join(root, "out", "validation-record.json");
const isWriting = process.argv.includes("--write-validation");
const choices = process.argv.slice(2).filter((argument) => argument !== "--write-validation");
const isWhole = choices.length === 0;
mkdirSync(join(root, "out"), { recursive: true });
rmSync(record, { force: true });

const run = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${record}`,
    ...(isWhole ? ["--reporter=./tools/validation-reporter.mjs"] : []),
    ...choices,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, VALIDATION_RECORD: validationRecord } },
);

if (!existsSync(record)) {
  console.error("The test runner ended without a record.");
  process.exit(run.status || 1);
}
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(record, "utf8"));
// A file that cannot be loaded holds no test that could fail, yet it is a failure.
const brokenFiles = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
console.log(`${numPassedTests} passed, ${numFailedTests + brokenFiles} failed${skipped}`);
if (run.status !== 0) process.exit(run.status ?? 1);

if (isWhole) {
  const path = join(root, "VALIDATION.md");
  const rows = JSON.parse(readFileSync(validationRecord, "utf8"));
  const unknown = unknownFunctions(rows);
  if (unknown.length > 0) {
    console.error(`No package exports what these tests say they validate: ${unknown.join(", ")}`);
    process.exit(1);
  }
  const page = validationPage(rows);
  if (isWriting) writeFileSync(path, page);
  else if (!existsSync(path) || readFileSync(path, "utf8") !== page) {
    console.error("VALIDATION.md does not say what the tests measured; write it with: npm run validate");
    process.exit(1);
  }
}

/** A function that a test names and no package exports was renamed, or never was. */
function unknownFunctions(rows) {
  const packages = join(root, "packages");
  const exported = new Set(
    readdirSync(packages).flatMap((name) => readFileSync(join(packages, name, "src/index.ts"), "utf8").match(/\w+/g)),
  );
  const named = new Set(rows.flatMap(({ validates }) => validates.functions));
  return [...named].filter((name) => !exported.has(name));
}
