import { describe, expect, it } from "vitest";
import { describeSample } from "../src/index.ts";

describe("describeSample", () => {
  it("gives what R 4.2.2 gives for the sleep times of its data set `sleep`, group 1", () => {
    // summary(sleep$extra[1:10]); sd(sleep$extra[1:10])
    const found = describeSample([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    expect(found.count).exactly(10);
    const because = "R rounds in another order";
    expect(found.mean).agreesWith(0.75, { relative: 1e-14, because });
    expect(found.standardDeviation).agreesWith(1.78900965775916, { relative: 1e-14, because: "printed to 15 digits" });
    expect(found.lowerQuartile).agreesWith(-0.175, { relative: 1e-14, because });
    expect(found.median).agreesWith(0.35, { relative: 1e-14, because });
    expect(found.upperQuartile).agreesWith(1.7, { relative: 1e-14, because });
    expect([found.minimum, found.maximum]).exactly([-1.6, 3.7]);
  });

  it("takes typed arrays and leaves them as they are", () => {
    const values = Float64Array.of(3, 1, 2);
    expect(describeSample(values).median).exactly(2);
    expect([...values]).exactly([3, 1, 2]);
  });

  it("has no standard deviation for one value", () => {
    expect("standardDeviation" in describeSample([5])).exactly(false);
  });

  it.each([[[]], [[1, Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])("refuses %j", (values) => {
    expect(() => describeSample(values)).toThrow(/values/);
  });
});
