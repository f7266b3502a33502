import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultSchema } from "@rekindle/scenario";
import type { Desk, Ending } from "./spawned.ts";
import { filesBelow, makeDesk, rekindle } from "./spawned.ts";

/** One block per cell: workers share cells here, and blocks of a cell in the tests of the scenario room. */
const REPLICATES = 200;

let one: Desk;
let two: Desk;
let endings: readonly [Ending, Ending];
beforeAll(async () => {
  one = makeDesk(REPLICATES);
  two = makeDesk(REPLICATES);
  endings = await Promise.all([
    rekindle(["run", "demo.yaml", "--out", "out", "--workers", "1"], { cwd: one.folder }),
    rekindle(["run", two.path("demo.yaml"), "--out", two.path("deep/er"), "--workers", "2", "--json"], { cwd: "/" }),
  ]);
}, 120_000);
afterAll(() => {
  one.clear();
  two.clear();
});

describe("rekindle run", () => {
  it("ends well and says where to begin", () => {
    for (const { code, stderr } of endings) {
      expect(stderr).not.toContain("bug");
      expect(code).exactly(0);
      expect(stderr).toContain("trials: 100 % (2,800 of 2,800 replicates)");
      expect(stderr).not.toContain("\u001b");
    }
    expect(endings[0].stdout).exactly("");
    expect(endings[0].stderr).toContain("begin with out/report.html");
  });

  it("writes the same bytes with one worker and with two, and from another folder", () => {
    const first = filesBelow(one.path("out"));
    const second = filesBelow(two.path("deep/er"));
    expect([...second.keys()]).exactly([...first.keys()]);
    const different = [...first].flatMap(([name, bytes]) => (bytes.equals(second.get(name)!) ? [] : [name]));
    expect(different).exactly([]);
  });

  it("writes report, results, manifest, tables, and each figure as SVG, PNG and PDF", () => {
    const names = [...filesBelow(one.path("out")).keys()];
    const figures = [
      "cohort",
      "forest-bestResponse",
      "forest-responseAt6Months",
      "forest-restoration",
      "forest-restorationByGenotype",
      "power-progressionFreeSurvival",
      "power-responseAt6Months",
      "published-ranges",
    ];
    const tables = ["cohort", "cohort-contrasts", "looks", "operating-characteristics", "parameters", "pools"];
    expect(names).exactly(
      [
        ...figures.flatMap((name) => ["pdf", "png", "svg"].map((kind) => `figures/${name}.${kind}`)),
        "manifest.json",
        "report.html",
        "results.json",
        ...[...tables, "restoration", "studies"].map((name) => `tables/${name}.csv`),
      ].toSorted(),
    );
  });

  it("names no folder of the machine and no day in what it writes", () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const [name, bytes] of filesBelow(one.path("out"))) {
      const text = bytes.toString("latin1");
      expect(text.includes(one.folder), `${name} names ${one.folder}`).exactly(false);
      expect(text.includes("/work") || text.includes("/home/"), `${name} names a folder`).exactly(false);
      expect(text.includes(today), `${name} names the day`).exactly(false);
    }
  });

  it("writes results that are as their schema says", () => {
    const results = JSON.parse(filesBelow(one.path("out")).get("results.json")!.toString("utf8")) as unknown;
    expect(resultSchema.safeParse(results).error).toBeUndefined();
  });

  it("simulates every condition under both hypotheses, with analytic answers and whole Monte-Carlo errors", () => {
    const results = resultSchema.parse(JSON.parse(filesBelow(one.path("out")).get("results.json")!.toString("utf8")));
    const cells = results.trials.flatMap((trial) => trial.cells);
    expect(cells.map((cell) => `${cell.trial} ${cell.patients} ${cell.hypothesis}`)).exactly([
      ...[40, 60, 80, 120].flatMap((n) => ["alternative", "null"].map((h) => `responseAt6Months ${n} ${h}`)),
      ...[80, 120, 160].flatMap((n) => ["alternative", "null"].map((h) => `progressionFreeSurvival ${n} ${h}`)),
    ]);
    for (const { characteristics, analytic } of cells) {
      const { replicates, rejected } = characteristics;
      expect(replicates).exactly(REPLICATES);
      const spread = Math.sqrt((rejected.value * (1 - rejected.value)) / REPLICATES);
      expect(rejected.standardError).withinUlps(spread, 4);
      expect(analytic.kind).exactly("analytic");
    }
  });

  it("lists the hash of every input and output in the manifest", () => {
    const files = filesBelow(one.path("out"));
    const manifest = JSON.parse(files.get("manifest.json")!.toString("utf8")) as {
      readonly seed: number;
      readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
      readonly outputs: readonly { readonly file: string; readonly sha256: string }[];
    };
    const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    expect(manifest.seed).exactly(20260823);
    expect(manifest.outputs.map(({ file }) => file).toSorted()).exactly(
      [...files.keys()].filter((name) => name !== "manifest.json"),
    );
    for (const { file, sha256 } of manifest.outputs) expect(sha256).exactly(hash(files.get(file)!));
    expect(manifest.inputs.map(({ file }) => file)).exactly(["demo.yaml", "evidence/studies.yaml"]);
    const inputs = filesBelow(one.folder);
    for (const { file, sha256 } of manifest.inputs) expect(sha256).exactly(hash(inputs.get(file)!));
  });

  it("prints with --json exactly what results.json holds, and nothing else, on standard output", () => {
    expect(endings[1].stdout).exactly(filesBelow(one.path("out")).get("results.json")!.toString("utf8"));
  });

  it("gives other numbers for another seed, and the day only when it is told", async () => {
    const resultOf = async (...flags: readonly string[]) => {
      const { code, stdout } = await rekindle(["run", one.path("small.yaml"), "--json", ...flags]);
      expect(code).exactly(0);
      return resultSchema.parse(JSON.parse(stdout));
    };
    const [plain, other] = await Promise.all([resultOf(), resultOf("--seed", "x", "--date", "2026-08-23")]);
    expect(plain.provenance).not.toHaveProperty("date");
    expect(other.provenance).toMatchObject({ seed: "x", date: "2026-08-23" });
    expect(other.cohort).not.toEqual(plain.cohort);
    expect(other.provenance.scenarioHash).not.toBe(plain.provenance.scenarioHash);
  });
});
