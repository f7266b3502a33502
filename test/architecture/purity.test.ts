import { describe, expect, it } from "vitest";
import { importsOf, sourceFiles } from "./rooms.ts";

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
const numerical = new Set(["stats", "evidence", "cohort", "trial", "plots", "scenario", "report"]);
const found = (pattern: RegExp, rooms = numerical) =>
  sourceFiles()
    .filter((file) => rooms.has(file.room))
    .flatMap((file) => (pattern.test(withoutComments(file.text)) ? [file.path] : []));

describe("purity", () => {
  it("no engine randomness and no clock outside the command line", () => {
    expect(found(/\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b/)).exactly([]);
  });

  it("no elementary function whose last bit depends on the engine, where results are made", () => {
    const engine =
      /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh)\b/;
    expect(found(engine, new Set(["stats", "evidence", "cohort", "trial", "scenario"]))).exactly([]);
  });

  it("no power operator, which engines evaluate like Math.pow", () => {
    expect(found(/\*\*/, new Set(["stats", "evidence", "cohort", "trial", "scenario"]))).exactly([]);
  });

  it("the numerical rooms read no file", () => {
    const readers = sourceFiles()
      .filter((file) => ["stats", "evidence", "cohort", "trial", "plots"].includes(file.room))
      .filter((file) => importsOf(file.text).some((each) => each.from.startsWith("node:")))
      .map((file) => file.path);
    expect(readers).exactly([]);
  });

  it("no file is named for what everything is", () => {
    const vague = /\/(utils?|helpers?|common|misc|data|info|manager|handler|core|types)\.ts$/;
    expect(
      sourceFiles()
        .filter((file) => vague.test(file.path))
        .map((file) => file.path),
    ).exactly([]);
  });

  it("no check is silenced", () => {
    expect(
      found(
        /@ts-(ignore|expect-error|nocheck)|oxlint-disable|eslint-disable|\bas any\b/,
        new Set([...numerical, "cli", "notebook"]),
      ),
    ).exactly([]);
  });
});
