import { describe, expect, it } from "vitest";
import {
  brentMinimum,
  brentRoot,
  compensatedSum,
  emptyMoments,
  gaussHermite,
  gaussLegendre,
  InvalidInput,
  integrate,
  mergeMoments,
  summariseMoments,
  varianceOf,
} from "../../src/index.ts";

const rounding = { relative: 1e-13, absolute: 1e-15, because: "a closed form, rounded a few times" };

describe("brentRoot", {
  meta: { validates: { requirement: "Roots by bracketing", functions: ["brentRoot"], source: "closed forms" } },
}, () => {
  it.each([
    ["√2", (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ["a triple root", (x: number) => (x - 0.3) ** 3, -1, 2, 0.3],
    ["a step", (x: number) => (x < 0.7 ? -1 : 1), 0, 1, 0.7],
    ["a root at an end", (x: number) => x, 0, 1, 0],
    ["a pole's foot", (x: number) => 1 / (x - 2) + 100, 1, 1.9999999, 1.99],
  ])("finds %s", (_, f, from, to, root) => {
    const found = brentRoot(f, { from, to });
    expect(found.kind).exactly("converged");
    if (found.kind === "converged") {
      expect(found.value).agreesWith(root, {
        relative: 1e-14,
        absolute: 1e-5 * Number(root === 0.3),
        because: "the default tolerance",
      });
    }
  });

  it("refuses an interval without a change of sign, naming both values", () => {
    expect(() => brentRoot((x) => x * x + 1, { from: 0, to: 2 })).toThrow("no change of sign: 1 at 0, 5 at 2");
    expect(() => brentRoot((x) => x, { from: Number.NaN, to: 2 })).toThrow(InvalidInput);
  });

  it("says why it did not converge", () => {
    const found = brentRoot((x) => x * x * x - 2, { from: 0, to: 1e6, maxIterations: 3 });
    expect(found).toMatchObject({ kind: "notConverged", reason: expect.stringContaining("3 iterations") });
    const lost = brentRoot((x) => (x > 0.1 && x < 0.9 ? Number.NaN : x - 0.5), { from: 0, to: 1 });
    expect(lost).toMatchObject({ kind: "notConverged", reason: expect.stringContaining("not a number") });
  });
});

describe("brentMinimum", {
  meta: { validates: { requirement: "Minima of one variable", functions: ["brentMinimum"], source: "closed forms" } },
}, () => {
  it("finds the minimum of a parabola and of a cosine", () => {
    for (const [f, from, to, at] of [
      [(x: number) => (x - 2) ** 2, 0, 5, 2],
      [Math.cos, 0, 6, Math.PI],
    ] as const) {
      const found = brentMinimum(f, { from, to });
      expect(found.kind).exactly("converged");
      if (found.kind === "converged")
        expect(found.value.at).agreesWith(at, { absolute: 2e-7, because: "the default tolerance" });
    }
  });
});

describe("gaussLegendre and gaussHermite", {
  meta: {
    validates: {
      requirement: "Gauss quadrature rules",
      functions: ["gaussLegendre", "gaussHermite"],
      source: "closed-form moments",
    },
  },
}, () => {
  it.each([1, 2, 5, 16, 33, 64, 120])("%i points integrate every polynomial up to degree 2n - 1", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    for (let degree = 0; degree < Math.min(2 * count, 40); degree += 2) {
      const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0);
      expect(sum).agreesWith(2 / (degree + 1), rounding);
    }
  });

  it.each([1, 2, 5, 20, 51, 99, 200])("%i points give the even moments of the normal law", (count) => {
    const { nodes, weights } = gaussHermite(count);
    let moment = 1;
    for (let degree = 0; degree < Math.min(2 * count, 24); degree += 2) {
      if (degree > 0) moment *= (degree - 1) / 2;
      const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0) / Math.sqrt(Math.PI);
      expect(sum, `degree ${degree}`).agreesWith(moment, {
        relative: 1e-11,
        because: "weights and nodes rounded, high powers",
      });
    }
  });
});

describe("integrate", {
  meta: { validates: { requirement: "Adaptive integrals", functions: ["integrate"], source: "closed forms" } },
}, () => {
  it.each([
    ["x²", (x: number) => x * x, 0, 3, 9],
    ["backwards", (x: number) => x * x, 3, 0, -9],
    ["√x", Math.sqrt, 0, 1, 2 / 3],
    [
      "a normal density over the line",
      (x: number) => Math.exp((-x * x) / 2),
      -Infinity,
      Infinity,
      Math.sqrt(2 * Math.PI),
    ],
    ["an exponential over the half line", (x: number) => Math.exp(-x), 0, Infinity, 1],
    ["a narrow peak", (x: number) => 1e-4 / (x * x + 1e-8), -1, 1, 2 * Math.atan(1e4)],
  ])("%s", (_, f, from, to, truth) => {
    const found = integrate(f, { from, to });
    expect(found.kind).exactly("converged");
    if (found.kind === "converged") {
      expect(found.value.value).agreesWith(truth, { relative: 1e-11, because: "asked for 1e-12" });
      expect(Math.abs(found.value.value - truth)).toBeLessThanOrEqual(Math.max(found.value.error, 1e-14));
    }
  });

  it("says so when it cannot", () => {
    expect(integrate((x) => 1 / x, { from: 0, to: 1 })).toMatchObject({ kind: "notConverged" });
    expect(integrate(() => Number.NaN, { from: 0, to: 1 })).toMatchObject({
      kind: "notConverged",
      reason: expect.stringContaining("not a number"),
    });
  });
});

describe("compensatedSum", () => {
  it("keeps what a plain sum loses", () => {
    expect(compensatedSum([1e16, 1, -1e16])).exactly(1);
    expect(compensatedSum([])).exactly(0);
    expect(compensatedSum([1, Infinity])).exactly(Infinity);
  });
});

describe("moments", {
  meta: {
    validates: {
      requirement: "Mergeable moments",
      functions: ["summariseMoments", "mergeMoments", "varianceOf"],
      source: "closed form",
    },
  },
}, () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];

  it("agree with two passes, also far from zero", () => {
    const shifted = values.map((value) => value + 1e9);
    expect(varianceOf(summariseMoments(shifted))!).agreesWith(7.553571428571429, {
      relative: 1e-7,
      because: "1e9 costs nine digits",
    });
    expect(varianceOf(summariseMoments(values))!).agreesWith(7.553571428571429, rounding);
    expect(varianceOf(summariseMoments([1]))).exactly(undefined);
  });

  it("merge to the whole", () => {
    const merged = mergeMoments(summariseMoments(values.slice(0, 3)), summariseMoments(values.slice(3)));
    const whole = summariseMoments(values);
    expect(merged.count).exactly(whole.count);
    expect(merged.mean).agreesWith(whole.mean, rounding);
    expect(merged.m2).agreesWith(whole.m2, rounding);
    expect(mergeMoments(emptyMoments, whole)).exactly(whole);
    expect(mergeMoments(whole, emptyMoments)).exactly(whole);
  });
});
