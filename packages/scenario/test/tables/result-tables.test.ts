import { fromCSV } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import type { ScenarioResult } from "../../src/result.ts";
import { runScenario } from "../../src/run/run-scenario.ts";
import { csvOf, tableOf } from "../../src/tables/columns.ts";
import { resultTables } from "../../src/tables/result-tables.ts";
import { demoText, library, scenarioOf } from "../small-scenario.ts";

const demo = scenarioOf(
  demoText
    .replace(/replicates: \d+/, "replicates: 3")
    .replace(/patients: 10000/, "patients: 50")
    .replace("values: [40, 60, 80, 120]", "values: [40]"),
);

let result: ScenarioResult;
beforeAll(async () => {
  result = await runScenario(demo, { library });
});

const table = (name: string) => {
  const found = resultTables(result).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
};

describe("csvOf", () => {
  it("quotes what would break a line, doubles quotation marks, and leaves empty what is not there", () => {
    const rows = [
      { name: 'a "b", c', note: "two\nlines", value: 0.1 + 0.2 },
      { name: "plain", note: undefined, value: 1e-7 },
    ];
    expect(csvOf(rows)).exactly('name,note,value\n"a ""b"", c","two\nlines",0.30000000000000004\nplain,,1e-7\n');
  });

  it("gives numbers that are read back exactly", () => {
    const value = [1 / 3, 1e300, 5e-324, -0.1, 123456789.123];
    const rows = value.map((each) => ({ value: each }));
    expect(fromCSV(csvOf(rows)).array("value")).exactly(value);
    expect(tableOf(rows).array("value")).exactly(value);
  });
});

describe("resultTables", () => {
  it("are those with rows, every row with the same columns", () => {
    const tables = resultTables(result);
    expect(tables.map(({ name }) => name)).exactly([
      "pools",
      "studies",
      "restoration",
      "cohort",
      "cohort-contrasts",
      "operating-characteristics",
      "looks",
      "parameters",
    ]);
    for (const { rows, csv } of tables) {
      const columns = Object.keys(rows[0]!);
      for (const row of rows) expect(Object.keys(row)).exactly(columns);
      expect(csv.startsWith(`${columns.join(",")}\n`)).exactly(true);
    }
  });

  it("leave out what a scenario does not ask for", async () => {
    const pools = await runScenario(demo, { library, stages: ["pools"] });
    expect(resultTables(pools).map(({ name }) => name)).exactly(["pools", "studies", "restoration", "parameters"]);
  });

  it("hold both models of every pool, and again of tier A where tier B is left out", () => {
    const rows = table("pools").rows.filter((row) => row["pool"] === "restoration");
    expect(rows.map((row) => [row["tiers"], row["model"], row["n"]])).exactly([
      ["A+B", "binomialNormal", 183],
      ["A+B", "inverseVariance", 183],
      ["A", "binomialNormal", 122],
      ["A", "inverseVariance", 122],
    ]);
  });

  it("hold one row per arm and genotype with every share and its standard error", () => {
    const { rows } = table("cohort");
    expect(rows.map((row) => `${String(row["protocol"])} ${String(row["genotype"])}`)).exactly([
      "control all",
      "control BRAF_V600E",
      "control RAS",
      "control other",
      "experimental all",
      "experimental BRAF_V600E",
      "experimental RAS",
      "experimental other",
    ]);
    for (const row of rows) {
      const shares = ["CR", "PR", "SD", "PD"].map((name) => Number(row[name]));
      expect(shares.reduce((sum, share) => sum + share, 0)).agreesWith(1, {
        absolute: 1e-12,
        because: "four shares of the same patients, each rounded once",
      });
      expect(row["CRStandardError"]).toBeTypeOf("number");
    }
  });

  it("hold one row per cell, and one per look of it", () => {
    const cells = table("operating-characteristics").rows;
    expect(cells).toHaveLength(2 + 6);
    expect(cells[0]).toMatchObject({
      trial: "responseAt6Months",
      condition: "trials.responseAt6Months.patients = 40",
      hypothesis: "alternative",
      plannedPatients: 40,
      replicates: 3,
    });
    expect(table("looks").rows).toHaveLength(2 + 12);
  });
});
