import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { specificationCurve, type SpecificationResult } from "../../src/index.ts";
import { valuesOfMark } from "../fixtures/inspect.ts";
import { testSoundness } from "../fixtures/soundness.ts";

const made = (count: number): SpecificationResult[] =>
  Array.from({ length: count }, (_, index) => {
    const value = 0.4 + ((index * 29) % 47) / 120;
    return {
      changes: index === 0 ? [] : [`without study ${index % 9}`, ...(index % 2 === 0 ? ["only tier A"] : [])],
      pooled: {
        mean: {
          kind: "estimated",
          value,
          interval: { lower: value - 0.1, upper: value + 0.15, level: 0.95, method: "t" },
        },
      },
    };
  });
const none: SpecificationResult = {
  changes: ["only tier C"],
  pooled: { mean: { kind: "notEstimable", reason: "no study" } },
};
const options = { title: "Every reading", axisTitle: "Uptake restored" };

testSoundness({
  "a curve of 20 analyses": specificationCurve(made(20), { ...options, reference: 0.5 }),
  "a curve of 2,000 analyses in groups": specificationCurve(made(2000), {
    ...options,
    groups: [{ title: "Which studies count", changes: ["only tier A"] }],
  }),
  "a curve of one analysis": specificationCurve(made(1), options),
  "a curve on a phone with long titles": specificationCurve([...made(12), none], {
    ...options,
    page: "narrow",
    theme: "dark",
    titles: { "only tier A": "Only studies that were registered before their first patient was treated" },
  }),
  "a curve of odds ratios on a log axis": specificationCurve(made(9), { ...options, unit: "number", scale: "log" }),
});

describe("a specification curve", () => {
  const rows = made(20);
  const spec = specificationCurve([...rows, none], options);
  const points = valuesOfMark(spec, "point").filter((point) => "value" in point);

  it("orders analyses by their estimates, evenly over its width", () => {
    const drawn = points.toSorted((a, b) => Number(a["x"]) - Number(b["x"])).map((point) => point["value"]);
    const values = rows.flatMap(({ pooled: { mean } }) => (mean.kind === "estimated" ? [mean.value] : []));
    expect(drawn).exactly(values.toSorted((a, b) => a - b));
    const { width } = spec as unknown as { width: number };
    const places = points.map((point) => Number(point["x"])).toSorted((a, b) => a - b);
    places.forEach((x, index) => expect(x).withinUlps((width / 20) * (index + 0.5), 2));
  });

  it("marks under each analysis what it changes, and nothing else", () => {
    const marks = valuesOfMark(spec, "rule").filter((mark) => "change" in mark);
    expect(marks.length).exactly(rows.reduce((sum, row) => sum + row.changes.length, 0));
    for (const mark of marks) {
      const point = points.find((each) => each["x"] === mark["x"])!;
      expect(point["changes"]).toContain(mark["change"]);
    }
  });

  it("says how many analyses have no estimate", () => {
    const texts = valuesOfMark(spec, "text").map((value) => value["text"]);
    expect(texts).toContain("20 analyses in order of their estimates. 1 more have no estimate.");
  });

  it("refuses to draw nothing", () => {
    expect(() => specificationCurve([none], options)).toThrow(InvalidInput);
    expect(() => specificationCurve([], options)).toThrow("no specification has an estimate");
  });
});
