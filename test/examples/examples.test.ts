import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { root } from "../architecture/rooms.ts";

/**
 * Every TypeScript block of every README is run as it stands. A line `console.log(x); // 0.975` says what it prints, and must.
 */
const folder = join(root, "test", "examples", ".written");
const readmes = [
  "README.md",
  ...readdirSync(join(root, "packages")).map((room) => join("packages", room, "README.md")),
];

interface Example {
  readonly name: string;
  readonly code: string;
}

function examplesIn(readme: string): Example[] {
  if (!existsSync(join(root, readme))) return [];
  const blocks = [...readFileSync(join(root, readme), "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)];
  return blocks.map((block, index) => ({ name: `${readme} block ${index + 1}`, code: block[1]! }));
}

const promised = (code: string) =>
  [...code.matchAll(/console\.log\(.*\);\s*\/\/ (.+)$/gm)].map((found) => found[1]!.trim());
const shown = (values: readonly unknown[]) =>
  values.map((value) => (typeof value === "object" ? JSON.stringify(value) : String(value))).join(" ");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("examples of the READMEs", () => {
  const examples = readmes.flatMap(examplesIn);

  it("every package has some", () => {
    for (const readme of readmes.slice(1))
      expect(
        examples.some((each) => each.name.startsWith(readme)),
        readme,
      ).exactly(true);
  });

  it.each(examples)("$name", async ({ name, code }) => {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.ts`);
    writeFileSync(file, code);
    const printed: string[] = [];
    const log = vi.mocked(console.log).mockImplementation((...values: unknown[]) => void printed.push(shown(values)));
    await import(/* @vite-ignore */ file);
    log.mockClear();
    const expected = promised(code);
    if (expected.length > 0) expect(printed).exactly(expected);
  });
});
