import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { probeFolder, writeFolder } from "../../src/files/output-folder.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "rekindle-output-"));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

/** Every path below a folder. */
const below = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).toSorted();

describe("writeFolder", () => {
  it("writes all files, making folders as needed, and leaves no temporary name", async () => {
    const out = join(place, "a", "b");
    const bytes = new Uint8Array([1, 2, 3]);
    await writeFolder(out, [
      { path: "x.txt", content: "ä\n" },
      { path: "sub/y.bin", content: bytes },
    ]);
    expect(below(out)).exactly(["sub", "sub/y.bin", "x.txt"]);
    expect(readFileSync(join(out, "x.txt"), "utf8")).exactly("ä\n");
    expect(new Uint8Array(readFileSync(join(out, "sub", "y.bin")))).exactly(bytes);
  });

  it("replaces what an earlier run wrote and keeps what it did not", async () => {
    writeFileSync(join(place, "x.txt"), "old");
    writeFileSync(join(place, "mine.txt"), "mine");
    await writeFolder(place, [{ path: "x.txt", content: "new" }]);
    expect(readFileSync(join(place, "x.txt"), "utf8")).exactly("new");
    expect(below(place)).exactly(["mine.txt", "x.txt"]);
  });

  it.skipIf(!existsSync("/proc/self"))("ends where the system refuses new folders as missing", () => {
    expect(() => probeFolder("/proc/rekindle-output")).toThrow(/Cannot write into the folder/);
  });

  it("writes nothing when one file cannot be written, and removes the folders it made", async () => {
    const out = join(place, "a", "b");
    const name = "n".repeat(300);
    const files = [
      { path: "x.txt", content: "x" },
      { path: `sub/${name}`, content: "y" },
    ];
    await expect(writeFolder(out, files)).rejects.toMatchObject({ exitCode: 65 });
    expect(below(place)).exactly([]);
  });

  it("keeps the old files when one of the new ones cannot be written", async () => {
    writeFileSync(join(place, "x.txt"), "old");
    mkdirSync(join(place, "y.txt"));
    const files = [
      { path: "x.txt", content: "new" },
      { path: "y.txt", content: "y" },
    ];
    await expect(writeFolder(place, files)).rejects.toThrow("it is a folder");
    expect(readFileSync(join(place, "x.txt"), "utf8")).exactly("old");
    expect(below(place)).exactly(["x.txt", "y.txt"]);
  });

  it("writes nothing when it is aborted on the way", async () => {
    const out = join(place, "a");
    const controller = new AbortController();
    const files = Array.from({ length: 50 }, (_, i) => ({ path: `${i}.txt`, content: "x" }));
    const writing = writeFolder(out, files, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(writing).rejects.toThrow("enough");
    expect(existsSync(out)).exactly(false);
  });
});

describe("probeFolder", () => {
  it("accepts a folder that is there, and one that can be made, and leaves no trace", () => {
    probeFolder(place);
    probeFolder(join(place, "a", "b", "c"));
    expect(below(place)).exactly([]);
  });

  it("refuses a file, and a path through a file", () => {
    writeFileSync(join(place, "x"), "x");
    expect(() => probeFolder(join(place, "x"))).toThrow(`The output folder ${join(place, "x")} is a file.`);
    expect(() => probeFolder(join(place, "x", "y"))).toThrow("a part of the path is a file, not a folder");
    expect(below(place)).exactly(["x"]);
  });
});
