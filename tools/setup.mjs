// Installs the workspace with the pinned pnpm when, and only when, something that decides the installation has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@12.21.0";
const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".rekindle-setup");

function decidingFiles() {
  const packages = readdirSync(join(root, "packages")).map((name) => join("packages", name, "package.json"));
  return ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "test/package.json", ...packages.toSorted()];
}

function fingerprint() {
  const hash = createHash("sha256").update(`${PNPM} ${process.version} ${process.platform} ${process.arch}`);
  for (const file of decidingFiles())
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function isInstalled(wanted) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

const wanted = fingerprint();
if (!isInstalled(wanted)) {
  // A node_modules folder made under another home points at another store; pnpm may then ask before it replaces it.
  const install = spawnSync("npx", ["--yes", PNPM, "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, CI: "true" },
    shell: process.platform === "win32",
  });
  if (install.status !== 0) {
    console.error("Installing the dependencies failed. Needed: Node >= 20.19, npm, and a way to the npm registry.");
    process.exit(install.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
