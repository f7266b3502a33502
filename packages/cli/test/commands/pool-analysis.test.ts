import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

const evidence = fileURLToPath(new URL("../../../../scenarios/evidence", import.meta.url));

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
  for (const name of ["thyroglobulin-response.yaml", "response-on-drug-alone.yaml"])
    cpSync(`${evidence}/${name}`, desk.path(`evidence/${name}`));
});
afterEach(() => desk.clear());

describe("rekindle pool of an analysis", () => {
  it("prints every pool, its specifications, and other counts of the same studies beside it", async () => {
    const { stdout, stderr, exitCode } = await rekindle(["pool", desk.path("evidence/response-on-drug-alone.yaml")]);
    for (const text of [
      "Response on the drug alone, before radioiodine\nHow much of the response is there before radioiodine is given",
      "Objective response on the drug alone, before radioiodine (evaluable patients), percent; tau2 on the logit scale",
      "specifications by method, percent",
      "only tier A",
      "the same studies",
      // Counts of the evidence file.
      "Range printed in the abstract of Leboulleux S, et al. Lancet Diabetes Endocrinol 2025;13(6):516-527, response: 11 to 80 %",
      "lower end: Ho 2013, BRAF V600E (1/9)",
      "upper end: Ho 2013, RAS (4/5)",
      "outside it: Weber 2022 (ERRITI), BRAF V600E (0/6)",
    ])
      expect(stdout).toContain(text);
    expect(stdout).toMatch(/\nLeboulleux 2023 \(MERAIODE, BRAF\) +10\/21 +12\/21\n/);
    expect(stderr).exactly("");
    expect(exitCode).exactly(0);
  });

  it("prints the same as JSON, and writes it with its tables into a folder", async () => {
    const file = desk.path("evidence/thyroglobulin-response.yaml");
    const { stdout, stderr, exitCode } = await rekindle(["pool", file, "--json", "--out", desk.path("out")]);
    expect(exitCode).exactly(0);
    expect(stderr).exactly(`Wrote 14 files into ${desk.path("out")}\n`);
    expect(desk.read("out/figures/specifications-thyroglobulin.svg")).toContain(
      "Fall of thyroglobulin, treated patients",
    );
    expect(desk.read("out/figures/forest-response.pdf").slice(0, 5)).exactly("%PDF-");
    expect(desk.read("out/analysis.json")).exactly(stdout);
    const { pools } = JSON.parse(stdout) as { readonly pools: readonly { readonly id: string }[] };
    expect(pools.map(({ id }) => id)).exactly(["thyroglobulin", "response"]);
    expect(desk.read("out/tables/specifications.csv")).toMatch(/^pool,rank,changes,isAsAsked,method,/);
  });

  it("is known to validate and schema, and to run, which wants a scenario", async () => {
    const file = desk.path("evidence/thyroglobulin-response.yaml");
    expect((await rekindle(["validate", file])).stdout).exactly(`${file}: fine (analysis)\n`);
    expect((await rekindle(["schema", "analysis"])).stdout).toContain('"Rekindle analysis"');
    const { stderr, exitCode } = await rekindle(["run", file, "--json"]);
    expect(stderr).exactly(
      `${file} is an analysis of published counts, and a scenario is expected; use rekindle pool ${file}\n`,
    );
    expect(exitCode).exactly(65);
  });

  it("tells every problem with its place, and of what the evidence has not", async () => {
    const file = "evidence/thyroglobulin-response.yaml";
    const text = desk.read(file);
    desk.write(
      file,
      text.replace("sensitivity: oneChange", "sensitivity: oneChang").replace("beside: response", "beside: respons"),
    );
    const { stderr, stdout, exitCode } = await rekindle(["pool", desk.path(file)]);
    expect(stderr.replaceAll(`${desk.folder}/`, "").trimEnd().split("\n")).exactly([
      'evidence/thyroglobulin-response.yaml:15:18 pools.thyroglobulin.sensitivity: "oneChang" is not allowed; did you mean oneChange? allowed: oneChange, multiverse',
      'evidence/thyroglobulin-response.yaml:16:13 pools.thyroglobulin.beside: there is no pool "respons"; did you mean response? pools: thyroglobulin, response',
    ]);
    expect(stdout).exactly("");
    expect(exitCode).exactly(65);
    desk.write(file, text.replace("onlyStudies: [ho2013, weber2022]", "onlyStudies: [ho2103, weber2022]"));
    const second = await rekindle(["pool", desk.path(file)]);
    expect(second.stderr).toContain('pools.response.onlyStudies.0: unknown study "ho2103"; did you mean ho2013?');
    expect(second.exitCode).exactly(65);
  });

  it("refuses options of a table, and a folder for what has no files", async () => {
    const { stderr, exitCode } = await rekindle([
      "pool",
      desk.path("evidence/thyroglobulin-response.yaml"),
      "--by",
      "x",
    ]);
    expect(stderr).toContain("--by: only for a table of studies");
    expect(exitCode).exactly(64);
    const second = await rekindle(["pool", desk.path("demo.yaml"), "--out", desk.path("out")]);
    expect(second.stderr).toContain("--out: only for a table of studies or an analysis");
    expect(second.exitCode).exactly(64);
  });
});
