import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rekindle } from "../in-process.ts";

const errorsOf = (stderr: string): readonly string[] => stderr.split("\n").filter((line) => line.startsWith("error: "));

describe("a command line with several things wrong", () => {
  it.each<[readonly string[], readonly RegExp[]]>([
    [
      ["pool", "a.csv", "--mesure", "OR", "--level", "95%", "--interval", "hk", "--add", "-1"],
      [/unknown option '--mesure' \(did you mean --measure\?\)/, /'95%' is invalid/, /'hk' is invalid/, /above 0/],
    ],
    [
      ["pool", "--level=0,9", "--by"],
      [/decimal comma; write 0\.9/, /'--by <column>' argument missing/, /missing required argument 'file'/],
    ],
    [
      ["proportion", "3", "--level", "95"],
      [/for 95 % write 0\.95/, /"3" is no count/],
    ],
    [
      ["compare", "30/20", "x", "--margin", "2"],
      [/strictly between -1 and 1/, /more events than patients/, /"x" is no count/],
    ],
    [
      ["survival", "a.csv", "b.csv", "--level", "1.5"],
      [/strictly between 0 and 1/, /too many arguments: b\.csv/],
    ],
    [
      ["run", "a.yaml", "-w0", "--date", "2026-02-30"],
      [/'0' is invalid/, /It must be a date/],
    ],
    [
      ["run", "a.yaml", "-n", "1", "-o", " "],
      [/whole number from 2/, /name of a folder/],
    ],
  ])("%j tells all of them", async (args, patterns) => {
    const { stderr, stdout, exitCode } = await rekindle(args);
    const errors = errorsOf(stderr);
    expect(errors).toHaveLength(patterns.length);
    for (const [i, pattern] of patterns.entries()) expect(errors[i]).toMatch(pattern);
    expect(stderr).toContain("(rekindle --help explains the commands)");
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });

  it("does not keep anyone from help", async () => {
    const { stdout, exitCode } = await rekindle(["pool", "--nonsense", "--sense", "--help"]);
    expect(stdout).toContain("--moderators <columns>");
    expect(exitCode).exactly(0);
  });

  it("never takes a sound command line for a wrong one, and never breaks", async () => {
    const words = fc.constantFrom(
      "proportion",
      "3/20",
      "--level",
      "0.9",
      "95",
      "--methods",
      "wilson",
      "--json",
      "--",
      "-1",
      "--x",
      "-w",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 6 }), async (args) => {
        const { exitCode, stderr } = await rekindle(args);
        expect([0, 64].includes(exitCode), stderr).exactly(true);
      }),
      { numRuns: 60 },
    );
  });
});
