import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { figureTable, powerCurve } from "../../src/index.ts";
import { cell, responseCells } from "../fixtures/cells.ts";
import { draw, textBoxes, textFaults, valuesOf, valuesOfMark } from "../fixtures/inspect.ts";

const options = { title: "Objective response at 6 months", x: "patients", alpha: 0.025 };
const activity = "arms.experimental.activity.activityGBq";
const grid = Array.from({ length: 60 }, (_, index) =>
  [5.5, 7.4, 11.1].map((activityGBq, series) =>
    cell({
      patients: 40 + 10 * index,
      rejections: 100 * index + 900 * series,
      condition: { patients: 40 + 10 * index, [activity]: activityGBq },
    }),
  ),
).flat();
const manySeries = [3, 4, 5, 6, 7, 8, 9].flatMap((value) =>
  [100, 200].map((patients) =>
    cell({ patients, rejections: 900 * value, condition: { patients, "a very long name of a condition": value } }),
  ),
);

const figures = {
  "power and type I error": powerCurve(responseCells, { ...options, subtitle: "Fixed design" }),
  "one size": powerCurve([responseCells[0]!, responseCells[4]!], options),
  "type I error alone": powerCurve(responseCells.slice(4), options),
  "many sizes in three series": powerCurve(grid, options),
  "seven series": powerCurve(manySeries, {
    ...options,
    pathTitles: { "a very long name of a condition": "Activity after the course, GBq" },
  }),
  "shares of 0 and 100 %": powerCurve(
    [
      cell({ patients: 10, rejections: 0 }),
      cell({ patients: 20, rejections: 10_000 }),
      cell({ patients: 10, rejections: 0, hypothesis: "null" }),
    ],
    options,
  ),
  "another axis": powerCurve(grid.slice(0, 3), { title: "Activity", x: activity, xTitle: "Activity, GBq" }),
};

describe.each(Object.entries(figures))("a power curve of %s", (_name, spec) => {
  it("compiles and draws without a complaint", async () => {
    const { svg, complaints } = await draw(spec);
    expect(complaints).exactly([]);
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });

  it("has no text on another or off the page", () => {
    expect(textFaults(spec)).exactly([]);
  });
});

describe("the numbers of a power curve", () => {
  const spec = powerCurve(responseCells, options);
  const points = valuesOfMark(spec, "point").filter((value) => "rejected" in value);

  it("are those of the cells, analytic beside simulated", () => {
    expect(
      points.map(({ x, rejected, standardError, analytic }) => ({ x, rejected, standardError, analytic })),
    ).exactly(
      responseCells.map(({ patients, characteristics: { rejected }, analytic }) => ({
        x: patients,
        rejected: rejected.value,
        standardError: rejected.standardError,
        analytic: analytic.kind === "analytic" ? analytic.power : undefined,
      })),
    );
  });

  it("stand in its table as printed", () => {
    const { columns, rows } = figureTable(powerCurve(responseCells, options))!;
    expect(columns).exactly(["What", "Patients randomised", "Simulated, %", "Standard error, %", "Analytic, %"]);
    // SE = sqrt(0.5112 * 0.4888 / 10000) = 0.50 percentage points.
    expect(rows[0]).exactly(["Power", "80", "51.12", "0.50", "50.60"]);
    expect(rows[4]).exactly(["Type I error", "80", "2.31", "0.15", "2.50"]);
  });

  it("have intervals that say something of a share of 0 too", () => {
    const none = valuesOfMark(powerCurve([cell({ patients: 10, rejections: 0 })], options), "point").find(
      (value) => "rejected" in value,
    )!;
    // prop.test(0, 10000, correct = FALSE)$conf.int of R 4.2.2.
    expect(none["lower"]).exactly(0);
    expect(Number(none["upper"])).agreesWith(0.000383998370676596, {
      relative: 1e-12,
      because: "two programs round differently",
    });
  });

  it("include lines of reference at 80 and 90 % and at alpha", () => {
    const references = valuesOf(spec).flatMap((value) => ("right" in value ? [value["value"]] : []));
    expect(references).exactly([0.8, 0.9, 0.025]);
  });

  it("keep a series for each setting of what else varies", () => {
    const series = new Set(
      valuesOf(powerCurve(grid, options)).flatMap((value) => ("series" in value ? [value["series"]] : [])),
    );
    expect([...series]).exactly(["activityGBq 5.5", "activityGBq 7.4", "activityGBq 11.1"]);
  });

  it("do not invent an analytic line", () => {
    expect(valuesOfMark(powerCurve(grid, options), "line")).exactly([]);
    const texts = textBoxes(powerCurve(grid, options)).map((box) => box.text);
    expect(texts.join(" ")).toContain("No analytic answer: interval-censored times have no closed form.");
    expect(texts).not.toContain("Analytic");
  });

  it("count replicates that could not be tested", () => {
    const texts = textBoxes(
      powerCurve([cell({ patients: 20, rejections: 10, notEstimable: { "no events": 1234 } })], options),
    );
    expect(texts.map((box) => box.text).join(" ")).toContain("1,234 replicates could not be tested");
  });
});

describe("what a power curve refuses", () => {
  it("no cells", () => {
    expect(() => powerCurve([], options)).toThrow(InvalidInput);
  });

  it("an axis that is not a number of each cell, naming those that are", () => {
    expect(() => powerCurve(responseCells.slice(0, 1), { ...options, x: "sample" })).toThrow(
      "cells.0.condition: sample is not a number of this cell (numbers may be among: patients, trials.responseAt6Months.patients)",
    );
  });

  it("alpha in percent", () => {
    expect(() => powerCurve(responseCells, { ...options, alpha: 2.5 })).toThrow("alpha is 2.5");
  });
});
