import { describe, expect, it } from "vitest";
import { conditionsOf, underCondition } from "../../src/vary/conditions.ts";

describe("conditionsOf", () => {
  it("is every combination, the last path changing fastest", () => {
    const vary = [
      { path: "a", values: [1, 2] },
      { path: "b", values: ["x", "y"] },
    ];
    expect(conditionsOf(vary)).exactly([
      { a: 1, b: "x" },
      { a: 1, b: "y" },
      { a: 2, b: "x" },
      { a: 2, b: "y" },
    ]);
  });

  it("is one empty condition when nothing varies", () => {
    expect(conditionsOf([])).exactly([{}]);
  });
});

describe("underCondition", () => {
  it("puts every value in its place", () => {
    const scenario = { patients: 10, arms: { control: { activityGBq: 1 } } };
    expect(underCondition(scenario, { patients: 20, "arms.control.activityGBq": 5.5 })).exactly({
      patients: 20,
      arms: { control: { activityGBq: 5.5 } },
    });
  });
});
