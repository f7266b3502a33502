import { mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => desk.clear());

/** Runs the demo after a change to it or to its evidence; what is told, without the folder's name. */
async function told(file: "demo.yaml" | "evidence/studies.yaml", change: (text: string) => string) {
  const before = desk.read(file);
  const after = change(before);
  expect(after).not.toBe(before);
  desk.write(file, after);
  const { exitCode, stdout, stderr } = await rekindle(["run", desk.path("demo.yaml"), "--out", desk.path("out")]);
  expect(stdout).exactly("");
  expect(desk.made()).exactly([]);
  expect(exitCode).exactly(65);
  return stderr.replaceAll(`${desk.folder}/`, "").trimEnd().split("\n");
}

describe("a scenario that is wrong", () => {
  it.each<[string, (text: string) => string, RegExp]>([
    [
      "an unknown key",
      (text) => text.replace("durationDays: 42", "durationDay: 42"),
      /^demo\.yaml:\d+:\d+ arms\.control\.durationDay: unknown key "durationDay"; did you mean durationDays\?/,
    ],
    [
      "a wrong type",
      (text) => text.replace("patients: 80", "patients: eighty"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.patients: found "eighty"; must be a finite number$/,
    ],
    [
      "a percentage where a fraction is wanted",
      (text) => text.replace("alpha: 0.025", "alpha: 2.5%"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.design\.alpha: found "2\.5%"; must be a finite number; write 0\.025$/,
    ],
    [
      "a probability above 1",
      (text) => text.replace("alpha: 0.025", "alpha: 1.5"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.design\.alpha: 1\.5 is out of range; must be at most 0\.5$/,
    ],
    [
      "a share below 0",
      (text) => text.replace("RAS: 0.20", "RAS: -0.20"),
      /^demo\.yaml:\d+:\d+ population\.genotypes\.RAS: -0\.2 is out of range; must be at least 0$/,
    ],
    [
      "shares that do not sum to 1",
      (text) => text.replace("RAS: 0.20", "RAS: 0.30"),
      /^demo\.yaml:\d+:\d+ population\.genotypes: the shares sum to 1\.1\d*; shares of genotypes must sum to 1$/,
    ],
    [
      "a missing denominator",
      (text) => text.replace("denominator: evaluable", ""),
      /^demo\.yaml:\d+:\d+ evidence\.pools\.restoration\.denominator: is missing; required: /,
    ],
    [
      "an unknown genotype",
      (text) => text.replace("RAS: 0.20", "RAZ: 0.20"),
      /^demo\.yaml:\d+:\d+ population\.genotypes\.RAZ: unknown genotype "RAZ"; did you mean RAS\?/,
    ],
    [
      "an unknown drug",
      (text) => text.replace("drug: trametinib", "drug: trametinab"),
      /^demo\.yaml:\d+:\d+ arms\.control\.drugs\.1\.drug: unknown drug "trametinab"; did you mean trametinib\?/,
    ],
    [
      "a vary path that points nowhere",
      (text) => text.replace("path: trials.responseAt6Months.patients", "path: trials.responseAt6Months.pateints"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.vary\.0\.path: "trials\.responseAt6Months\.pateints" leads to nothing that is written in this file; did you mean patients\?/,
    ],
    [
      "a varied value that does not fit",
      (text) => text.replace("values: [40, 60, 80, 120]", "values: [40, 0]"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.vary\.0\.values\.1: 0 is not allowed at trials\.responseAt6Months\.patients: /,
    ],
    [
      "no question",
      (text) => text.replace(/question: >\n( .*\n)+/, ""),
      /^demo\.yaml:\d+:\d+ question: is missing; required: text$/,
    ],
    [
      "a prior from a pool that is not there",
      (text) => text.replace("from: restorationByGenotype", "from: restorationByGenotyp"),
      /^demo\.yaml:\d+:\d+ population\.restoration\.from: there is no pool "restorationByGenotyp"; did you mean restorationByGenotype\?/,
    ],
    [
      "a pool of several timings that names none",
      (text) => text.replace("      timing: best\n", ""),
      /^demo\.yaml:\d+:\d+ evidence\.pools\.bestResponse\.timing: is missing, and response is read at several times/,
    ],
    ["no text at all", () => "", /^demo\.yaml:1:1 the file is empty/],
    ["no YAML", () => "title: a: b\n", /^demo\.yaml:\d+:\d+ this is not YAML: /],
    [
      "ten million characters",
      (text) => text + "# ".padEnd(10_000_000, "x"),
      /^demo\.yaml:1:1 the file is too large: 10\.0 million/,
    ],
    [
      "brackets without end",
      () => "[".repeat(50_000),
      /^demo\.yaml:1:\d+ nested too deeply; at most 32 levels are read$/,
    ],
    [
      "a control character",
      (text) => `${text}\u0000`,
      /^demo\.yaml:\d+:\d+ this is not YAML: it holds a null character/,
    ],
  ])("%s", async (_name, change, expected) => {
    const lines = await told("demo.yaml", change);
    expect(lines.filter((line) => expected.test(line))).toHaveLength(1);
  });

  it("a bomb of anchors, which is told and never expanded", async () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 40; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`);
    const lines = await told("demo.yaml", () => bomb.join("\n"));
    expect(lines[0]).exactly(
      "demo.yaml:1:5 the anchor &a0 is not allowed; repeat the arm or the value; it reads better",
    );
    expect(lines.at(-1)).exactly("… and 291 more problems");
    expect(lines).toHaveLength(101);
  });

  it("everything at once, in the order of the text", async () => {
    const lines = await told("demo.yaml", (text) =>
      text
        .replace("schema: 1", "schema: 2")
        .replace("RAS: 0.20", "RAZ: 0.20")
        .replace("drug: trametinib", "drug: trametinab")
        .replace("alpha: 0.025", "alpha: 2")
        .replace("seed: 20260823", "seed: 1.5"),
    );
    expect(lines).toHaveLength(5);
    const placed = lines.map((line) => Number(/^demo\.yaml:(\d+):/.exec(line)?.[1]));
    expect(placed).exactly(placed.toSorted((a, b) => a - b));
  });
});

describe("evidence that is wrong", () => {
  it.each<[string, (text: string) => string, RegExp]>([
    [
      "more events than patients",
      (text) => text.replace("events: 12, n: 20", "events: 21, n: 20"),
      /^evidence\/studies\.yaml:\d+:\d+ studies\.0\.counts\.\d+\.events: 21 events are more than n = 20; events must be between 0 and n$/,
    ],
    [
      "a negative n",
      (text) => text.replace("events: 12, n: 20", "events: 12, n: -20"),
      /^evidence\/studies\.yaml:\d+:\d+ studies\.0\.counts\.\d+\.n: -20 is out of range; must be at least 1$/,
    ],
    [
      "a count without denominator",
      (text) => text.replace("denominator: evaluable, ", ""),
      /^evidence\/studies\.yaml:\d+:\d+ studies\.0\.counts\.\d+\.denominator: is missing; required: one of evaluable, treated/,
    ],
    [
      "an unknown genotype",
      (text) => text.replace("genotype: RAS", "genotype: RAZ"),
      /^evidence\/studies\.yaml:\d+:\d+ studies\.\d+\.counts\.\d+\.genotype: "RAZ" is not allowed; did you mean RAS\?/,
    ],
    [
      "a study twice",
      (text) => text.replace("- id: rothenberg2015", "- id: ho2013"),
      /^evidence\/studies\.yaml:\d+:\d+ studies\.1\.id: "ho2013" is used twice; ids must be unique; studies\.0 has it already$/,
    ],
    [
      "a percentage above 100",
      (text) => text.replace(/percent: \d+/, "percent: 130"),
      /^evidence\/studies\.yaml:\d+:\d+ .*percent: 130 is out of range; must be at most 100$/,
    ],
  ])("%s", async (_name, change, expected) => {
    const lines = await told("evidence/studies.yaml", change);
    expect(lines.filter((line) => expected.test(line))).toHaveLength(1);
  });
});

describe("files and folders that cannot be used", () => {
  const run = (out: string, scenario = desk.path("demo.yaml")) => rekindle(["run", scenario, "--out", out]);

  it("a scenario that is not there", async () => {
    const { exitCode, stderr } = await run(desk.path("out"), desk.path("nothing.yaml"));
    expect(stderr).exactly(`Cannot read ${desk.path("nothing.yaml")}: there is no such file.\n`);
    expect(exitCode).exactly(65);
  });

  it("evidence that is not there", async () => {
    desk.write("demo.yaml", desk.demo.replace("file: evidence/studies.yaml", "file: evidence/nothing.yaml"));
    const { exitCode, stderr } = await run(desk.path("out"));
    expect(stderr).toContain(`Cannot read ${desk.path("evidence/nothing.yaml")}: there is no such file.`);
    expect(exitCode).exactly(65);
  });

  it("evidence where a scenario is expected", async () => {
    const { exitCode, stderr } = await run(desk.path("out"), desk.path("evidence/studies.yaml"));
    expect(stderr).toContain("studies.yaml is an evidence file, and a scenario is expected; name it in a scenario");
    expect(exitCode).exactly(65);
  });

  it("a scenario that is a folder", async () => {
    const { exitCode, stderr } = await run(desk.path("out"), desk.path("evidence"));
    expect(stderr).exactly(`Cannot read ${desk.path("evidence")}: it is a folder, not a file.\n`);
    expect(exitCode).exactly(65);
  });

  it("a scenario that is no text", async () => {
    writeFileSync(desk.path("demo.yaml"), new Uint8Array([0xff, 0xfe, 0x00, 0x41]));
    const { exitCode, stderr } = await run(desk.path("out"));
    expect(stderr).exactly(`Cannot read ${desk.path("demo.yaml")}: it is not a text in UTF-8.\n`);
    expect(exitCode).exactly(65);
  });

  it("an output folder that is a file", async () => {
    desk.write("out", "mine");
    const { exitCode, stderr } = await run(desk.path("out"));
    expect(stderr).exactly(`The output folder ${desk.path("out")} is a file.\n`);
    expect(exitCode).exactly(65);
    expect(desk.read("out")).exactly("mine");
  });

  it("an output file that is a folder, found before anything is replaced", async () => {
    mkdirSync(desk.path("out/results.json"), { recursive: true });
    desk.write("out/report.html", "mine");
    const withoutTrials = desk.demo.replace(/^trials:\n[^]*(?=^replicates:)/m, "");
    desk.write("demo.yaml", withoutTrials);
    const { exitCode, stderr } = await run(desk.path("out"));
    expect(stderr).toContain(`Cannot write ${desk.path("out/results.json")}: it is a folder.`);
    expect(exitCode).exactly(65);
    expect(desk.read("out/report.html")).exactly("mine");
    expect(desk.made()).exactly(["out", "out/report.html", "out/results.json"]);
  });
});

describe("a command line that is wrong", () => {
  it.each([
    [[], "Usage: rekindle"],
    [["frobnicate"], "error: unknown command 'frobnicate'"],
    [["run"], "error: missing required argument 'scenario'"],
    [["run", "a.yaml", "--ouut", "b"], "error: unknown option '--ouut'"],
    [["run", "a.yaml"], "Say where to write with --out <folder>"],
    [["run", "a.yaml", "--out", "b", "--workers", "0"], "It must be a whole number from 1 to 256."],
    [["run", "a.yaml", "--out", "b", "--workers", "two"], "It must be a whole number from 1 to 256."],
    [["run", "a.yaml", "--out", "b", "--replicates", "1"], "It must be a whole number from 2 to 10000000."],
    [["run", "a.yaml", "--out", "b", "--replicates", "1e3"], "It must be a whole number"],
    [["run", "a.yaml", "--out", "b", "--seed", ""], "A seed cannot be empty."],
    [["run", "a.yaml", "--out", "b", "--date", "yesterday"], "It must be a date such as 2026-08-23."],
    [["run", "a.yaml", "--out", "b", "--date", "2026-02-30"], "It must be a date such as 2026-08-23."],
    [["run", "a.yaml", "b.yaml", "--out", "c"], "error: too many arguments"],
    [["schema", "nothing"], 'There is no schema of kind "nothing": scenario, analysis, evidence, results.'],
    [["validate"], "error: missing required argument 'file'"],
  ])("%j", async (args, message) => {
    const { exitCode, stdout, stderr } = await rekindle(args);
    expect(stderr).toContain(message);
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });
});
