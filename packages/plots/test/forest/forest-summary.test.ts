import type { Pooled } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { cumulativeForest, figureTable, leaveOneOutForest, summaryForest } from "../../src/index.ts";
import { longLabel } from "../fixtures/effects.ts";
import { draw, valuesOf, valuesOfMark } from "../fixtures/inspect.ts";
import { allFull } from "../fixtures/made-up.ts";
import { bothModels } from "../fixtures/pools.ts";
import { drawnPrecision, testSoundness, toldMarks } from "../fixtures/soundness.ts";

const [glmm, inverse] = bothModels("restoration");
const [unestimated] = allFull();
const options = { title: "Pools", axisTitle: "Uptake restored" };
const steps = (
  count: number,
): { readonly added: { label: string }; readonly omitted: { label: string }; readonly result: Pooled }[] =>
  Array.from({ length: count }, (_, index) => {
    const value = 0.3 + ((index * 7) % 13) / 30;
    return {
      added: { label: longLabel(index) },
      omitted: { label: longLabel(index) },
      result: {
        ...inverse,
        mean: {
          kind: "estimated",
          value,
          interval: { lower: value - 0.12, upper: value + 0.14, level: 0.95, method: "t" },
        },
      },
    };
  });

testSoundness({
  "a summary of two models": summaryForest(
    [
      { label: "GLMM", pooled: glmm },
      { label: "Inverse variance", pooled: inverse },
    ],
    options,
  ),
  "a summary with a pool that has no estimate": summaryForest(
    [
      { label: "None", pooled: unestimated },
      { label: "Some", pooled: inverse },
    ],
    { ...options, page: "narrow" },
  ),
  "a cumulative plot of 40 steps": cumulativeForest(steps(40), { ...options, layout: "BMJ" }),
  "a cumulative plot that begins without an estimate": cumulativeForest(
    [{ added: { label: "First" }, result: unestimated }, ...steps(3)],
    options,
  ),
  "a leave-one-out plot on a phone": leaveOneOutForest(steps(12), {
    ...options,
    overall: inverse,
    page: "narrow",
    theme: "dark",
  }),
});

describe("a leave-one-out forest plot", () => {
  const spec = leaveOneOutForest(steps(10), { ...options, overall: inverse, overallTitle: "All of them" });

  it("puts each pool at its value on the axis from 0 to 100 %", async () => {
    const marks = toldMarks((await draw(spec)).svg);
    steps(10).forEach(({ result: { mean } }, index) => {
      if (mean.kind === "notEstimable") throw new Error("the steps have estimates");
      expect(marks[index]!.x).agreesWith(320 * mean.value, drawnPrecision);
      expect(marks[index]!.told.startsWith("Without ")).exactly(true);
    });
  });

  it("has the pool of all studies as diamond and dashed line", () => {
    if (inverse.mean.kind === "notEstimable") throw new Error("the fixture has an estimate");
    const corners = valuesOfMark(spec, "line").map((corner) => corner["value"]);
    const { value, interval } = inverse.mean;
    expect(corners).exactly([interval.lower, value, interval.upper, value]);
    expect(
      valuesOf(spec)
        .filter((row) => "mean" in row)
        .map((row) => row["mean"]),
    ).exactly([value]);
  });

  it("has a table with the number of studies and heterogeneity of each pool", () => {
    const table = figureTable(spec)!;
    expect(table.columns).exactly(["Study", "Studies", "Patients", "Rate, %", "95 % CI", "τ²", "I², %"]);
    expect(table.rows[0]).exactly(["Without Al-Khatib 2003", "10", "183", "30.0", "18.0 to 44.0", "0.53", "62"]);
    expect(table.rows[10]!.slice(0, 3)).exactly(["All of them", "10", "183"]);
  });
});

describe("a summary forest plot", () => {
  it("has a diamond and a prediction bar for each pool, and says why one has none", () => {
    const spec = summaryForest(
      [
        { label: "GLMM", pooled: glmm },
        { label: "None", pooled: unestimated },
      ],
      options,
    );
    expect(valuesOfMark(spec, "line").length).exactly(4);
    const texts = valuesOfMark(spec, "text").map((row) => row["text"]);
    expect(texts).toContain("not estimable");
    expect(texts.join(" ")).toContain("No estimate: every patient of every study had the event");
  });

  it("refuses nothing, and refuses what cannot stand on one axis", () => {
    expect(() => summaryForest([], options)).toThrow("there is no pool to draw");
    expect(() => cumulativeForest([], options)).toThrow("there is no pool to draw");
    expect(() => leaveOneOutForest(steps(3), { ...options, domain: [0, 100] })).toThrow("the domain is [0, 100]");
  });
});
