import { describe, expect, it } from "vitest";
import { readYaml } from "../../src/text/read-yaml.ts";

function problems(text: string): readonly string[] {
  const checked = readYaml(text);
  if (checked.kind === "valid") return [];
  return checked.issues.map((issue) => `${issue.line}:${issue.column} ${issue.kind}`);
}

function value(text: string): unknown {
  const checked = readYaml(text);
  if (checked.kind === "invalid") throw new Error(JSON.stringify(checked.issues));
  return checked.value.value;
}

describe("what is read", () => {
  it("gives plain values", () => {
    const text = "a: 1\nb: [x, 2.5, true, null]\nc: { d: 'e' }\nf: |\n  two\n  lines\n";
    expect(value(text)).exactly({ a: 1, b: ["x", 2.5, true, null], c: { d: "e" }, f: "two\nlines\n" });
  });

  it("keeps a numeric-looking key as the text it is", () => {
    expect(value("2024: 1\n1.50: 2\n")).exactly({ "2024": 1, "1.50": 2 });
  });

  it("reads words of YAML 1.1 as text", () => {
    expect(value("a: no\nb: 1:30\nc: 012\n")).exactly({ a: "no", b: "1:30", c: 12 });
  });

  it("reads text with a byte-order mark and with carriage returns", () => {
    expect(value("\ufeffa: 1\r\nb: 2\r\n")).exactly({ a: 1, b: 2 });
  });
});

describe("what is refused", () => {
  it.each([
    ["an empty text", "", ["1:1 empty"]],
    ["only white space", " \n\n", ["1:1 empty"]],
    ["only a comment", "# nothing\n", ["1:1 empty"]],
    ["only a document mark", "---\n", ["1:1 empty"]],
    ["an anchor", "a: &x 1\n", ["1:4 anchor"]],
    ["an alias beside its anchor", "a: &x 1\nb: *x\n", ["1:4 anchor", "2:4 alias"]],
    ["a merge key", "a: 1\nb:\n  <<: { c: 1 }\n", ["3:3 mergeKey"]],
    ["a tag", "a: !!binary aGk=\n", ["1:4 tag"]],
    ["an anchor on a block text", "a: &x |\n  text\n", ["1:4 anchor"]],
    ["a key twice", "a: 1\nb: 2\na: 3\n", ["3:1 duplicateKey"]],
    ["a key twice, once in quotation marks", "1: a\n'1': b\n", ["2:1 duplicateKey"]],
    ["a list as a key", "? [1, 2]\n: 3\n", ["1:3 key"]],
    ["an empty key", ": 3\n", ["1:1 key"]],
    ["a key that would reach the prototype", "__proto__: { a: 1 }\n", ["1:1 key"]],
    ["a second document", "a: 1\n---\nb: 2\n", ["2:1 severalDocuments"]],
    ["a binary file", "\ufffdPNG\u0000\u0001", ["1:5 notYaml"]],
  ])("%s", (_name, text, expected) => {
    expect(problems(text)).exactly(expected);
  });

  it("tells of text that is not YAML where it breaks", () => {
    expect(problems("a: [1, 2\nb: 3\n").length).toBeGreaterThan(0);
    expect(problems("a: b: c\n")).exactly(["1:4 notYaml"]);
    expect(problems("a:\n\t- 1\n").every((problem) => problem.endsWith("notYaml"))).exactly(true);
  });

  it.each([
    ["brackets", "[".repeat(60_000)],
    ["braces", "{a: ".repeat(30_000)],
    ["dashes", "- ".repeat(60_000)],
    ["closed brackets", "[".repeat(60_000) + "]".repeat(60_000)],
  ])("a text too deep, made of %s, without overflowing the stack", (_name, text) => {
    const [issue, ...others] = problems(text);
    expect(issue).toMatch(/ nesting$/);
    expect(others).exactly([]);
  });

  it("a bomb of anchors, which is never expanded", () => {
    const lines = ["a0: &a0 [lol, lol]"];
    for (let i = 1; i < 30; i++) lines.push(`a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`);
    const found = problems(lines.join("\n"));
    expect(found.filter((problem) => problem.endsWith(" anchor")).length).exactly(30);
    expect(found.filter((problem) => problem.endsWith(" alias")).length).exactly(87);
  });

  it("ten million characters, before they are read", () => {
    const started = process.hrtime.bigint();
    const checked = readYaml("a: 1\n".repeat(2_000_000), { fileName: "big.yaml" });
    const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
    expect(checked).exactly({
      kind: "invalid",
      issues: [
        {
          kind: "tooLarge",
          path: [],
          message: "the file is too large: 10.0 million characters",
          hint: "at most 1 million",
          file: "big.yaml",
          line: 1,
          column: 1,
        },
      ],
    });
    expect(milliseconds).toBeLessThan(1000);
  });
});

describe("where an issue is", () => {
  const text = "a: 1\nb:\n  c: [10, { d: 2 }]\n  e:\n    f: 3\n";
  const place = (path: readonly (string | number)[], kind = "wrongType") => {
    const checked = readYaml(text);
    if (checked.kind === "invalid") throw new Error("sound text");
    const { line, column } = checked.value.place({ kind, path, message: "" });
    return `${line}:${column}`;
  };

  it("is the value for a wrong value", () => {
    expect(place(["a"])).exactly("1:4");
    expect(place(["b", "c", 0])).exactly("3:7");
    expect(place(["b", "c", 1, "d"])).exactly("3:16");
  });

  it("is the key for an unknown key and for a block of keys", () => {
    expect(place(["a"], "unknownKey")).exactly("1:1");
    expect(place(["b", "e"])).exactly("4:3");
  });

  it("is what stands above when the path is not written", () => {
    expect(place(["b", "e", "missing"])).exactly("4:3");
    expect(place(["b", "c", 7])).exactly("3:6");
    expect(place(["nothing"])).exactly("1:1");
  });
});
