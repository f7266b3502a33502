// Runs vitest and closes with the plain line "N passed, N failed". A run of everything also measures VALIDATION.md:
// it fails when the page says something else, and writes it when asked with --write-validation.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  const page = validationPage(JSON.parse(readFileSync(validationRecord, "utf8")));
  if (isWriting) writeFileSync(path, page);
  else if (!existsSync(path) || readFileSync(path, "utf8") !== page) {
    console.error("VALIDATION.md does not say what the tests measured; write it with: npm run validate");
    process.exit(1);
  }
}
