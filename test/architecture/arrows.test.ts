import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, mayImport, rooms, root, sourceFiles } from "./rooms.ts";

const manifestOf = (room: string) => JSON.parse(readFileSync(join(root, "packages", room, "package.json"), "utf8"));
const roomOf = (specifier: string) => /^@rekindle\/([^/]+)(.*)$/.exec(specifier);

describe("rooms and arrows", () => {
  it("knows every package", () => {
    expect(readdirSync(join(root, "packages")).toSorted()).exactly(rooms.toSorted());
  });

  it.each(rooms)("%s declares and imports only the rooms it may", (room) => {
    const declared = Object.keys(manifestOf(room).dependencies ?? {}).flatMap((name) => roomOf(name)?.[1] ?? []);
    const imported = sourceFiles()
      .filter((file) => file.room === room)
      .flatMap((file) => importsOf(file.text).flatMap((found) => roomOf(found.from)?.[1] ?? []));
    expect([...new Set([...declared, ...imported])].filter((other) => !mayImport[room]!.includes(other))).exactly([]);
    expect([...new Set(imported)].filter((other) => !declared.includes(other))).exactly([]);
  });

  it("plots know evidence, cohort and trial by their types alone", () => {
    const crossings = sourceFiles()
      .filter((file) => file.room === "plots")
      .flatMap((file) => importsOf(file.text).map((found) => ({ ...found, path: file.path })))
      .filter((found) => /^@rekindle\/(evidence|cohort|trial)$/.test(found.from) && !found.isType);
    expect(crossings).exactly([]);
  });

  it("the arrows have no cycle", () => {
    const reach = (room: string): string[] => mayImport[room]!.flatMap((next) => [next, ...reach(next)]);
    for (const room of rooms) expect(reach(room)).not.toContain(room);
  });
});

describe("doors", () => {
  it.each(rooms)("%s has one door", (room) => {
    expect(Object.keys(manifestOf(room).exports)).exactly(["."]);
    const inner = sourceFiles()
      .flatMap((file) => importsOf(file.text))
      .filter((found) => roomOf(found.from)?.[2] !== undefined && roomOf(found.from)![2] !== "");
    expect(inner).exactly([]);
  });

  it("no relative path leaves its package", () => {
    const leaving = sourceFiles().flatMap((file) =>
      importsOf(file.text)
        .filter((found) => found.from.startsWith("."))
        .filter((found) => relative(join("packages", file.room), join(dirname(file.path), found.from)).startsWith(".."))
        .map((found) => `${file.path} imports ${found.from}`),
    );
    expect(leaving).exactly([]);
  });
});
