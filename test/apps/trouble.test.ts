import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "./spawned.ts";
import { makeDesk, rekindle } from "./spawned.ts";

const NOBODY = 65534;
/** A second is promised; the machine that runs tests is shared with other tests. */
const PATIENCE_SECONDS = 2;
const isRoot = process.getuid?.() === 0;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk(40);
});
afterEach(() => desk.clear());

describe("Ctrl-C", () => {
  it.each<[string, RegExp, readonly string[]]>([
    ["at the beginning", /^cohort/, ["--workers", "1"]],
    ["during the trials of one worker", /trials: \d+ %/, ["--workers", "1"]],
    ["during the trials of two workers", /trials: \d+ %/, ["--workers", "2"]],
  ])("%s stops soon, with code 130 and nothing written", async (_name, interruptAt, flags) => {
    const args = ["run", desk.path("long.yaml"), "--out", desk.path("out"), "--replicates", "1000000", ...flags];
    const { code, stdout, stderr, seconds } = await rekindle(args, { interruptAt });
    expect(stderr).toContain("Stopped by Ctrl-C; nothing was written.");
    expect(stdout).exactly("");
    expect(code).exactly(130);
    expect(seconds).toBeLessThan(PATIENCE_SECONDS);
    expect(readdirSync(desk.folder).toSorted()).exactly(["demo.yaml", "evidence", "long.yaml", "small.yaml"]);
  });

  it("while drawing leaves the folder as it was", async () => {
    mkdirSync(desk.path("out"));
    writeFileSync(desk.path("out/report.html"), "mine");
    const args = ["run", desk.path("long.yaml"), "--out", desk.path("out"), "--replicates", "40", "--workers", "1"];
    const { code, seconds } = await rekindle(args, { interruptAt: /trials: 100 %/ });
    expect(code).exactly(130);
    expect(seconds).toBeLessThan(PATIENCE_SECONDS);
    expect(readdirSync(desk.path("out"))).exactly(["report.html"]);
  });
});

describe("an output folder", () => {
  const run = (out: string, options: Parameters<typeof rekindle>[1] = {}) =>
    rekindle(["run", desk.path("small.yaml"), "--out", out], options);

  it("on a disk that becomes full is told as such, with code 75 and nothing left behind", async () => {
    const preload = fileURLToPath(new URL("./full-disk.mjs", import.meta.url));
    const { code, stderr } = await run(desk.path("out"), { nodeFlags: ["--import", preload] });
    expect(stderr).toContain(`Cannot write into the folder ${desk.path("out")}: no space is left on the disk.`);
    expect(code).exactly(75);
    expect(existsSync(desk.path("out"))).exactly(false);
  });

  it.runIf(canMount())("on a small disk of its own likewise", async () => {
    const disk = desk.path("disk");
    mkdirSync(disk);
    expect(shell(`mount -t tmpfs -o size=256k tmpfs "${disk}"`)).exactly(0);
    try {
      const { code, stderr } = await run(`${disk}/out`);
      expect(stderr).toContain("no space is left on the disk");
      expect(code).exactly(75);
      expect(readdirSync(disk)).exactly([]);
    } finally {
      shell(`umount "${disk}"`);
    }
  });

  it("that an ordinary user may not write into is told before the run, with code 65", async () => {
    chmodSync(desk.folder, 0o755);
    mkdirSync(desk.path("closed"), { mode: 0o700 });
    // Root passes every permission, so the test becomes someone else; others only have to lock the folder.
    if (!isRoot) chmodSync(desk.path("closed"), 0o500);
    const { code, stderr } = await run(desk.path("closed/out"), isRoot ? { user: NOBODY, cwd: desk.folder } : {});
    expect(stderr).exactly(`Cannot write into the folder ${desk.path("closed/out")}: permission denied.\n`);
    expect(code).exactly(65);
    chmodSync(desk.path("closed"), 0o700);
    expect(readdirSync(desk.path("closed"))).exactly([]);
  });
});

describe("standard output", () => {
  it("that is closed early ends the command quietly", () => {
    const program = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));
    const piped = spawnSync("sh", ["-c", `"${process.execPath}" "${program}" schema scenario | head -c 10`]);
    expect(piped.stdout.toString("utf8")).exactly('{\n  "$sche');
    expect(piped.stderr.toString("utf8")).exactly("");
  });
});

function shell(command: string): number | null {
  return spawnSync("sh", ["-c", command]).status;
}

function canMount(): boolean {
  if (!isRoot) return false;
  return shell("unshare --mount true") === 0;
}
