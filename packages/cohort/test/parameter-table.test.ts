import { describe, expect, it } from "vitest";
import { parameterTable } from "../src/index.ts";
import { issuesOf } from "./settings.ts";

describe("the parameter table", () => {
  const rows = parameterTable();

  it("gives every number a unit, a description, a row and a level, once", () => {
    const keys = rows.map(({ name, description }) => `${name}: ${description}`);
    expect(new Set(keys).size).exactly(keys.length);
    for (const { value, unit, description, row } of rows) {
      expect(Number.isFinite(value)).exactly(true);
      expect(unit.length * description.length * row.length).toBeGreaterThan(0);
    }
  });

  it("names a source for whatever is said to have been seen", () => {
    const seen = rows.filter(({ verification }) => ["primary", "registry", "secondary"].includes(verification));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ sources }) => sources.length === 0)).exactly([]);
    for (const { sources } of rows)
      for (const { cite, seen: part } of sources) expect(cite.length * part.length).toBeGreaterThan(0);
  });

  it("lists the parameters of the model and four numbers of each pair", () => {
    // Beside the general parameters: 6 doses, 5 untreated uptakes, 4 numbers for each of 25 pairs.
    const general = rows.filter(({ allowed }) => allowed !== undefined).length;
    expect(rows.length).exactly(general + 6 + 5 + 100);
  });

  it("shows what a run has set, as an assumption, beside the tabulated number", () => {
    const set = parameterTable({ parameters: { radiosensitivityPerGy: 0, evaluableShare: 1 } });
    const alpha = set.find(({ name }) => name === "radiosensitivityPerGy")!;
    expect([alpha.value, alpha.tabulated, alpha.verification]).exactly([0, 0.15, "assumption"]);
    const evaluable = set.find(({ name }) => name === "evaluableShare")!;
    expect([evaluable.tabulated, evaluable.verification, evaluable.sources]).exactly([89 / 101, "assumption", []]);
    expect(rows.every(({ tabulated }) => tabulated === undefined)).exactly(true);
  });

  it("refuses names it does not have", () => {
    expect(issuesOf(() => parameterTable({ parameters: { alpha: 0.1 } }))[0]!.path).exactly("parameters.alpha");
  });

  it("survives as plain data", () => {
    expect(structuredClone(rows)).exactly(rows);
  });
});
