import { describe, expect, it } from "vitest";
import { followPath, withValueAt } from "../../src/vary/written-path.ts";

const root = {
  arms: { control: { drugs: [{ drug: "a" }, { drug: "b" }] } },
  "2024": { "1.5": 7, "1": { "5": 8 } },
  x: null,
};

describe("followPath", () => {
  it.each([
    ["arms.control.drugs.1.drug", ["arms", "control", "drugs", 1, "drug"], "b"],
    ["2024.1.5", ["2024", "1", "5"], 8],
    ["x", ["x"], null],
  ])("%s leads to a value", (written, path, value) => {
    expect(followPath(root, written)).exactly({ kind: "written", path, value });
  });

  it("finds a key that holds a dot when no shorter one leads on", () => {
    expect(followPath({ "1.5": 7 }, "1.5")).exactly({ kind: "written", path: ["1.5"], value: 7 });
  });

  it("says how far it came and what is there", () => {
    expect(followPath(root, "arms.control.drug.0")).exactly({
      kind: "nowhere",
      reached: ["arms", "control"],
      rest: "drug.0",
      keys: ["drugs"],
    });
    expect(followPath(root, "arms.control.drugs.2.drug")).toMatchObject({ kind: "nowhere", rest: "2.drug" });
    expect(followPath(root, "")).toMatchObject({ kind: "nowhere", reached: [] });
    expect(followPath(root, "x.y")).toMatchObject({ kind: "nowhere", reached: ["x"], keys: [] });
    expect(followPath(root, "constructor")).toMatchObject({ kind: "nowhere" });
    expect(followPath(root, "arms.control.drugs.length")).toMatchObject({ kind: "nowhere" });
  });
});

describe("withValueAt", () => {
  it("replaces one value and leaves the original as it was", () => {
    const before = structuredClone(root);
    const after = withValueAt(root, ["arms", "control", "drugs", 0, "drug"], "c");
    expect(after.arms.control.drugs).exactly([{ drug: "c" }, { drug: "b" }]);
    expect(root).exactly(before);
  });
});
