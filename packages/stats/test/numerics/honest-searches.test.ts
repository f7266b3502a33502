import { describe, expect, it } from "vitest";
import {
  brentMinimum,
  brentRoot,
  compensatedSum,
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  InvalidInput,
  integrate,
  minimise,
  newtonRoot,
  summariseComoments,
  summariseMoments,
} from "../../src/index.ts";

const line = (x: number): number => x - 0.3;
const bad = [
  { tolerance: Number.NaN },
  { tolerance: -1 },
  { maxIterations: 0 },
  { maxIterations: 2.5 },
  { maxIterations: Number.NaN },
] as const;

describe("searches refuse options they cannot follow", () => {
  it.each(bad)("%j", (options) => {
    const range = { from: 0, to: 1, ...options };
    expect(() => brentRoot(line, range)).toThrow(InvalidInput);
    expect(() => newtonRoot((x) => ({ value: line(x), slope: 1 }), range)).toThrow(InvalidInput);
    expect(() => brentMinimum((x) => line(x) ** 2, range)).toThrow(InvalidInput);
    expect(() => minimise(([x = 0]) => line(x) ** 2, { start: [0], ...options })).toThrow(InvalidInput);
  });

  it("and integrals too", () => {
    expect(() => integrate(line, { from: 0, to: 1, relative: Number.NaN })).toThrow("relative");
    expect(() => integrate(line, { from: 0, to: 1, absolute: -1 })).toThrow("absolute");
    expect(() => integrate(line, { from: 0, to: 1, maxPieces: 0 })).toThrow("maxPieces");
    expect(() => brentMinimum(line, { from: 0, to: 1, tolerance: 0 })).toThrow("tolerance");
  });
});

describe("minimise", () => {
  it("does not call a point a minimum whose gradient is above the tolerance", () => {
    const found = minimise(() => 1, { start: [0], gradient: () => [5e-6] });
    expect(found).toMatchObject({ kind: "notConverged", reason: expect.stringContaining("still 0.000005") });
  });

  it("reaches the tolerance where rounding hides the decrease", () => {
    const found = minimise(([x = 0, y = 0]) => 1000 + (x - 1) ** 2 + 3 * (y + 2) ** 4 + (y + 2) ** 2, {
      start: [3, 3],
      gradient: ([x = 0, y = 0]) => [2 * (x - 1), 12 * (y + 2) ** 3 + 2 * (y + 2)],
      tolerance: 1e-14,
    });
    expect(found.kind).exactly("converged");
    if (found.kind !== "converged") return;
    expect(found.value.at[0]!).agreesWith(1, { absolute: 1e-11, because: "the tolerance times 1 + 1000" });
    expect(found.value.at[1]!).agreesWith(-2, { absolute: 1e-11, because: "the tolerance times 1 + 1000" });
  });

  it("refuses a gradient of another length and reports one that is no number", () => {
    expect(() => minimise(([x = 0]) => x * x, { start: [1], gradient: () => [1, 2] })).toThrow("gradient");
    const lost = minimise(([x = 0]) => x * x, { start: [1], gradient: () => [Number.NaN] });
    expect(lost).toMatchObject({ kind: "notConverged", reason: "the gradient is not finite" });
  });
});

describe("integrate", () => {
  it("does not take an infinite value for a converged one", () => {
    expect(integrate((x) => 1 / Math.abs(x), { from: -1, to: 1 })).toMatchObject({
      kind: "notConverged",
      reason: expect.stringContaining("not finite"),
    });
  });

  it("may converge in its only piece", () => {
    expect(integrate((x) => x, { from: 0, to: 1, maxPieces: 1 }).kind).exactly("converged");
  });
});

describe("Gauss rules", () => {
  it.each([0, -1, 1.5, 2001, Number.NaN, Number.POSITIVE_INFINITY])("refuse %d points", (count) => {
    for (const rule of [gaussLegendre, gaussHermite, gaussLaguerre]) {
      expect(() => rule(count)).toThrow(InvalidInput);
      expect(() => rule(count)).toThrow("count");
    }
  });
});

describe("sums and moments", () => {
  it("refuse values that are no numbers, naming the entry", () => {
    expect(() => compensatedSum([1, Number.NaN])).toThrow("entry 1 is NaN");
    expect(() => compensatedSum([Infinity, -Infinity])).toThrow("both infinities");
    expect(() => summariseMoments([1, 2, Number.NaN])).toThrow("entry 2 is NaN");
    expect(() => summariseMoments([1, Infinity])).toThrow("entry 1 is Infinity");
    expect(() => summariseMoments([-1e308, 1e308])).toThrow("beyond the range");
    expect(() => summariseComoments([1, 2], [1, Number.NaN])).toThrow("entry 1 is NaN");
  });

  it("sum across partial sums beyond the range", () => {
    expect(compensatedSum([1e308, 1e308, -1e308, -1e308, 2 ** 40])).exactly(2 ** 40);
    expect(compensatedSum([1e308, 1e308])).exactly(Infinity);
    expect(compensatedSum([Infinity, 1])).exactly(Infinity);
  });
});
