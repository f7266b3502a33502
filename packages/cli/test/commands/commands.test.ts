import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { Interrupted } from "../../src/foreseen.ts";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

let desk: Desk;
beforeAll(() => {
  desk = makeDesk();
});
afterAll(() => desk.clear());

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe("rekindle --help", () => {
  it("explains the commands and the exit codes", async () => {
    const { exitCode, stdout, stderr } = await rekindle(["--help"]);
    for (const word of ["run", "pool", "cohort", "power", "validate", "schema", "Exit codes:", "130"])
      expect(stdout).toContain(word);
    expect(stderr).exactly("");
    expect(exitCode).exactly(0);
  });

  it.each(["run", "pool", "cohort", "power", "proportion", "compare", "validate", "schema"])(
    "%s --help shows an example",
    async (command) => {
      const { exitCode, stdout } = await rekindle([command, "--help"]);
      expect(stdout).toMatch(new RegExp(`Usage: rekindle ${command} [^]*Example:\n {2}rekindle ${command} `));
      expect(exitCode).exactly(0);
    },
  );

  it.each(["proportion", "compare"])("%s --help shows an example that runs", async (command) => {
    const { stdout } = await rekindle([command, "--help"]);
    const example = /Example:\n {2}rekindle (.*)\n/.exec(stdout)![1]!;
    expect(await rekindle(example.split(" "))).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("tells the version", async () => {
    const manifest = json(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await rekindle(["--version"])).exactly({
      exitCode: 0,
      stdout: `${String(manifest["version"])}\n`,
      stderr: "",
    });
  });
});

describe("rekindle validate", () => {
  it("says of each file that it is fine, and what it is", async () => {
    const files = [desk.path("demo.yaml"), desk.path("evidence/studies.yaml")];
    const { exitCode, stdout, stderr } = await rekindle(["validate", ...files]);
    expect(stdout).exactly(`${files[0]}: fine (scenario)\n${files[1]}: fine (evidence)\n`);
    expect(stderr).exactly("");
    expect(exitCode).exactly(0);
  });

  it("goes on after a file that is wrong and one that is not there", async () => {
    const bad = desk.write("bad.yaml", desk.demo.replace("RAS: 0.20", "RAZ: 0.20"));
    const files = [desk.path("nothing.yaml"), bad, desk.path("demo.yaml")];
    const { exitCode, stdout, stderr } = await rekindle(["validate", ...files]);
    expect(stderr).exactly(`Cannot read ${files[0]}: there is no such file.\n`);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/bad\.yaml:\d+:\d+ population\.genotypes\.RAZ: unknown genotype "RAZ"/);
    expect(lines.at(-1)).exactly(`${files[2]}: fine (scenario)`);
    expect(exitCode).exactly(65);
  });

  it("prints the problems as JSON when asked, with line, column and path", async () => {
    const bad = desk.write("bad.yaml", desk.demo.replace("RAS: 0.20", "RAZ: 0.20"));
    const { exitCode, stdout, stderr } = await rekindle(["validate", bad, "--json"]);
    const [verdict] = JSON.parse(stdout) as readonly {
      readonly file: string;
      readonly kind: string;
      readonly issues: readonly { readonly line: number; readonly column: number; readonly path: readonly string[] }[];
    }[];
    expect(verdict).toMatchObject({ file: bad, kind: "scenario" });
    const lineOf = desk.demo.split("\n").findIndex((line) => line.includes("RAS: 0.20")) + 1;
    expect(verdict?.issues[0]).toMatchObject({ line: lineOf, path: ["population", "genotypes", "RAZ"] });
    expect(stderr).toContain("unknown genotype");
    expect(exitCode).exactly(65);
  });
});

describe("rekindle schema", () => {
  it.each([
    ["scenario", "Rekindle scenario", "arms"],
    ["evidence", "Rekindle evidence", "studies"],
    ["results", "Rekindle results", "provenance"],
  ])("prints the schema of %s", async (kind, title, property) => {
    const { exitCode, stdout } = await rekindle(["schema", kind]);
    const schema = json(stdout);
    expect(schema).toMatchObject({ title, type: "object", additionalProperties: false });
    expect(Object.keys(schema["properties"] as object)).toContain(property);
    expect(exitCode).exactly(0);
  });

  it("prints that of a scenario when none is named", async () => {
    expect((await rekindle(["schema"])).stdout).exactly((await rekindle(["schema", "scenario"])).stdout);
  });
});

describe("rekindle pool", () => {
  it("prints the pools of a scenario as a table", async () => {
    const { exitCode, stdout } = await rekindle(["pool", desk.path("demo.yaml")]);
    expect(stdout).toMatch(/^Uptake restored \(evaluable patients\), percent; tau2 on the logit scale\n/);
    expect(stdout).toMatch(/All studies +A\+B +binomial-normal +10 +114\/183 +\d\d\.\d +\d\d\.\d to \d\d\.\d/);
    expect(exitCode).exactly(0);
  });

  it("prints the usual pools of an evidence file as JSON, with both models and the published ranges", async () => {
    const { exitCode, stdout, stderr } = await rekindle(["pool", desk.path("evidence/studies.yaml"), "--json"]);
    const { pools, publishedRanges } = json(stdout) as unknown as {
      readonly pools: readonly { readonly id: string; readonly groups: readonly { readonly models: object }[] }[];
      readonly publishedRanges: readonly { readonly lower: number; readonly upper: number }[];
    };
    expect(pools.map(({ id }) => id)).exactly([
      "restoration",
      "restorationByGenotype",
      "responseAt6Months",
      "bestResponse",
    ]);
    expect(Object.keys(pools[0]!.groups[0]!.models)).exactly(["binomialNormal", "inverseVariance"]);
    // The review's abstract: restoration 33-95 %, response 11-80 %.
    expect(publishedRanges.map(({ lower, upper }) => [lower, upper])).exactly([
      [0.33, 0.95],
      [0.11, 0.8],
    ]);
    expect(stderr).exactly("");
    expect(exitCode).exactly(0);
  });
});

describe("rekindle cohort", () => {
  it("prints outcomes by arm and genotype", async () => {
    const { exitCode, stdout } = await rekindle(["cohort", desk.path("demo.yaml")]);
    expect(stdout).toMatch(/^200 virtual patients/);
    expect(stdout).toMatch(/\ncontrol +all +200 /);
    expect(stdout).toMatch(/\nexperimental +BRAF_V600E +\d+ /);
    expect(exitCode).exactly(0);
  });

  it("follows the seed it is given", async () => {
    const cohortOf = async (...flags: readonly string[]) =>
      json((await rekindle(["cohort", desk.path("demo.yaml"), "--json", ...flags])).stdout)["cohort"];
    const fromFile = await cohortOf();
    expect(await cohortOf("--seed", "20260823")).exactly(fromFile);
    expect(await cohortOf("--seed", "another")).not.toEqual(fromFile);
  });

  it("says that a scenario asks for none", async () => {
    const path = desk.write("without.yaml", desk.demo.replace("cohort:\n  patients: 200\n", ""));
    const { exitCode, stderr } = await rekindle(["cohort", path]);
    expect(stderr).toContain("asks for no cohort");
    expect(exitCode).exactly(3);
  });
});

describe("rekindle power", () => {
  it("prints power and type I error of every condition", async () => {
    const { exitCode, stdout, stderr } = await rekindle(["power", desk.path("demo.yaml"), "--replicates", "20"]);
    expect(stdout.match(/^patients \d+ +alternative +\d+\.\d ± \d+\.\d\d +\d+\.\d/gm)).toHaveLength(7);
    expect(stdout.match(/^patients \d+ +null /gm)).toHaveLength(7);
    expect(stderr).toContain("trials: 100 % (280 of 280 replicates)");
    expect(exitCode).exactly(0);
  });

  it("stops when it is aborted", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Interrupted("SIGINT")), 500);
    const args = ["power", desk.path("demo.yaml"), "--replicates", "1000000"];
    const { exitCode, stdout, stderr } = await rekindle(args, { signal: controller.signal });
    expect(stdout).exactly("");
    expect(stderr).toContain("Stopped by Ctrl-C; nothing was written.");
    expect(exitCode).exactly(130);
  });
});
