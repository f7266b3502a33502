import { describe, expect, it } from "vitest";
import { rectangleProbability } from "../../src/index.ts";

const pair = [
  [1, 0.5],
  [0.5, 1],
];
const three = [
  [1, 0.5, 0.3],
  [0.5, 1, 0.1],
  [0.3, 0.1, 1],
];
const because = "limits beyond any mass are as good as none";

describe("rectangles with limits near the end of the range of doubles", () => {
  it.each([undefined, 0.5, 1, 5, 1e6])("keep everything in two dimensions, df %s", (df) => {
    for (const far of [1e200, 3e299, Number.MAX_VALUE]) {
      const limits = { lower: [-far, -Infinity], upper: [far, far], correlation: pair };
      const { kind, value } = rectangleProbability(df === undefined ? limits : { ...limits, df });
      expect(kind).exactly("converged");
      expect(value).agreesWith(1, { absolute: 1e-12, because });
    }
  });

  it.each([undefined, 1, 5])("leave half in three dimensions cut at 0 in one, df %s", (df) => {
    const limits = { lower: [-1e308, -Infinity, 0], upper: [1e308, 3e299, 1e308], correlation: three };
    const { kind, value } = rectangleProbability(df === undefined ? limits : { ...limits, df });
    expect(kind).exactly("converged");
    expect(value).agreesWith(0.5, { absolute: 1e-11, because });
  });

  it("takes one coordinate of a t distribution in closed form", () => {
    const cauchy = rectangleProbability({ lower: [1e300], upper: [Infinity], correlation: [[1]], df: 1 });
    expect(cauchy.method).exactly("closedForm");
    // 1 / (π x), the tail of the Cauchy law, whose next term is 1e-600 smaller.
    expect(cauchy.value).agreesWith(1 / (Math.PI * 1e300), { relative: 1e-12, because: "closed form" });
  });
});
