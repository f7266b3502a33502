import { describe, expect, it } from "vitest";
import { defineMeasure, measureEffects, pool } from "../src/index.ts";
import { rowsOf } from "./made-up.ts";

describe("measureEffects", () => {
  const rows = rowsOf([0, 8], [3, 10], [5, 5]);

  it("adds 0.5 only to studies at 0 or 100 % unless asked", () => {
    const { rows: effects, method } = measureEffects(rows, { kind: "logitProportion" });
    expect(effects.map((effect) => effect.corrected)).exactly([true, false, true]);
    expect(effects[0]!.value).agreesWith(Math.log(0.5 / 8.5), { relative: 1e-15, because: "closed form" });
    expect(effects[0]!.variance).agreesWith(1 / 0.5 + 1 / 8.5, { relative: 1e-15, because: "closed form" });
    expect(effects[1]!.variance).agreesWith(1 / 3 + 1 / 7, { relative: 1e-15, because: "closed form" });
    expect(method).exactly("logit proportions, 0.5 added to every cell of studies with an empty one (2 of 3)");
  });

  it.each([
    ["everyStudy", [true, true, true]],
    ["everyStudyIfAnyZeroCell", [true, true, true]],
    ["onlyZeroCells", [true, false, true]],
  ] as const)("%s", (kind, corrected) => {
    const effects = measureEffects(rows, { kind: "logitProportion", correction: { kind } });
    expect(effects.rows.map((effect) => effect.corrected)).exactly(corrected);
  });

  it("none is an error that names each study without a finite effect", () => {
    expect(() => measureEffects(rows, { kind: "logitProportion", correction: { kind: "none" } })).toThrow(
      /0: Study 1 has 0 of 8: no finite effect .*\n2: Study 3 has 5 of 5/,
    );
  });

  it("counts that cannot be are refused together", () => {
    const bad = [
      { id: "a", label: "A", events: 3, n: 2 },
      { id: "b", label: "B", events: 0.5, n: 4 },
      { id: "b", label: "B", events: 0, n: 0 },
      { id: "c", label: "C", events: Number.NaN, n: 5 },
      { id: "d", label: "D", events: 1, n: Infinity },
    ];
    expect(() => measureEffects(bad, { kind: "logitProportion" })).toThrow(
      /0\.events: events is 3.*\n1\.events: events is 0\.5.*\n2\.n: n is 0.*\n2\.id: study "b" is given twice.*\n3\.events: events is NaN.*\n4\.n: n is Infinity/,
    );
    expect(() => measureEffects([], { kind: "logitProportion" })).toThrow(/there are no studies/);
  });

  it("takes a measure from outside", () => {
    const doubled = defineMeasure({
      kind: "doubled",
      label: "doubled proportions",
      scale: "doubled",
      needsCorrection: { atZero: false, atFull: false },
      effect: (events, n) => ({ value: (2 * events) / n, variance: (4 * (events + 1)) / (n * n) }),
      toNatural: (value) => value / 2,
    });
    const pooled = pool(rowsOf([5, 10], [5, 10]), {
      model: "inverseVariance",
      measure: { kind: "doubled" },
      parts: { measures: [doubled] },
    });
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    expect(pooled.mean.value).withinUlps(0.5, 4);
    expect(() => measureEffects(rows, { kind: "trippled" }, { measures: [doubled] })).toThrow(
      /allowed: logitProportion/,
    );
  });
});
