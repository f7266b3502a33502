import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { figureTable, publishedRangePlot, type RangeComparison } from "../../src/index.ts";
import { draw, textBoxes, textFaults, valuesOf } from "../fixtures/inspect.ts";
import { allFull } from "../fixtures/made-up.ts";
import { bothModels } from "../fixtures/pools.ts";

const [glmm, inverse] = bothModels("restoration");
const restoration: RangeComparison = {
  title: "Uptake restored",
  range: {
    lower: 0.33,
    upper: 0.95,
    label: "Range in the abstract",
    lowerSource: "Weber 2022, BRAF V600E, 2/6",
    upperSource: "Leboulleux 2023, 20/21",
  },
  pools: [
    { title: "Pooled, GLMM", pooled: glmm },
    { title: "Pooled, inverse variance", pooled: inverse },
  ],
};
const response: RangeComparison = {
  title: "Objective response",
  range: {
    lower: 0.11,
    upper: 0.8,
    label: "Range in the abstract",
    lowerSource: "Ho 2013, BRAF V600E, 1/9",
    upperSource: "Ho 2013, RAS, 4/5",
  },
  pools: [{ title: "Pooled at 6 months, GLMM, with a title that has to be broken", pooled: bothModels("six")[0] }],
};
const options = { title: "Published ranges beside pooled rates", axisTitle: "Evaluable patients" };
const spec = publishedRangePlot([restoration, response], options);

describe("a plot of published ranges", () => {
  it.each([
    ["two endpoints", spec],
    [
      "a pool without an estimate",
      publishedRangePlot([{ ...response, pools: [{ title: "GLMM", pooled: allFull()[0] }] }], options),
    ],
    [
      "a range of one point",
      publishedRangePlot([{ ...response, range: { ...response.range, lower: 1, upper: 1 } }], options),
    ],
  ])("of %s draws without a complaint and keeps its texts apart", async (_name, each) => {
    const { svg, complaints } = await draw(each);
    expect(complaints).exactly([]);
    expect(svg).not.toMatch(/NaN|undefined|null/);
    expect(textFaults(each)).exactly([]);
  });

  it("shows the ranges and the pooled rates as they are", () => {
    const values = valuesOf(spec);
    expect(values.filter((value) => "top" in value).map(({ lower, upper }) => [lower, upper])).exactly([
      [0.33, 0.95],
      [0.11, 0.8],
    ]);
    if (glmm.mean.kind !== "estimated") throw new Error("the fixture has an estimate");
    const point = values.find((value) => value["model"] === "binomialNormal")!;
    expect([point["value"], point["lower"], point["upper"]]).exactly([
      glmm.mean.value,
      glmm.mean.interval.lower,
      glmm.mean.interval.upper,
    ]);
  });

  it("has a table of ranges and pools", () => {
    const { rows } = figureTable(spec)!;
    expect(rows[0]!.slice(2)).exactly(["", "33.0", "95.0"]);
    expect(rows[1]!.slice(2)).exactly(["65.5", "50.1", "78.2"]);
  });

  it("names the studies at the ends", () => {
    const texts = textBoxes(spec)
      .map((box) => box.text)
      .join(" ");
    for (const name of ["Weber 2022", "Leboulleux 2023", "Ho 2013, BRAF V600E, 1/9", "Ho 2013, RAS, 4/5"])
      expect(texts).toContain(name);
  });

  it("refuses nothing to compare, no pools, and a range in percent", () => {
    expect(() => publishedRangePlot([], options)).toThrow(InvalidInput);
    expect(() => publishedRangePlot([{ ...response, pools: [] }], options)).toThrow("there is no pool to compare");
    expect(() => publishedRangePlot([{ ...response, range: { ...response.range, upper: 80 } }], options)).toThrow(
      "the range is 0.11 to 80",
    );
  });
});
