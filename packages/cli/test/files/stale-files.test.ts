import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeStale, staleFiles } from "../../src/files/stale-files.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "rekindle-stale-"));
  mkdirSync(join(place, "tables"));
});
afterEach(() => rmSync(place, { recursive: true }));

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const manifest = (outputs: unknown) => writeFileSync(join(place, "manifest.json"), JSON.stringify({ outputs }));

describe("staleFiles", () => {
  it("are those an earlier run wrote and the new one does not", () => {
    for (const name of ["tables/old.csv", "tables/both.csv", "mine.csv"]) writeFileSync(join(place, name), name);
    manifest(["tables/old.csv", "tables/both.csv"].map((file) => ({ file, sha256: hash(file) })));
    const stale = staleFiles(place, ["tables/both.csv"]);
    expect(stale).exactly(["tables/old.csv"]);
    removeStale(place, stale);
    expect(readdirSync(join(place, "tables"))).exactly(["both.csv"]);
  });

  it("are none that someone changed, that are gone, or that lie elsewhere", () => {
    writeFileSync(join(place, "tables/old.csv"), "changed");
    manifest([
      { file: "tables/old.csv", sha256: hash("as it was") },
      { file: "tables/gone.csv", sha256: hash("") },
      { file: "../outside.csv", sha256: hash("") },
      { file: "/etc/hosts", sha256: hash("") },
      null,
      { file: 3 },
    ]);
    expect(staleFiles(place, [])).exactly([]);
  });

  it("are none without a manifest, or with one that is not ours", () => {
    expect(staleFiles(place, [])).exactly([]);
    writeFileSync(join(place, "manifest.json"), "not JSON");
    expect(staleFiles(place, [])).exactly([]);
    manifest("all");
    expect(staleFiles(place, [])).exactly([]);
  });
});
