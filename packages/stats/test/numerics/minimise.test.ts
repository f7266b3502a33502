import { describe, expect, it } from "vitest";
import {
  correlationOf,
  covarianceOf,
  emptyComoments,
  gaussLaguerre,
  InvalidInput,
  mergeComoments,
  minimise,
  newtonRoot,
  summariseComoments,
} from "../../src/index.ts";

const rosenbrock = ([x = 0, y = 0]: readonly number[]): number => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
const slope = ([x = 0, y = 0]: readonly number[]): readonly number[] => [
  -400 * x * (y - x * x) - 2 * (1 - x),
  200 * (y - x * x),
];

describe("minimise", {
  meta: {
    validates: { requirement: "Minima of several variables", functions: ["minimise"], source: "closed-form minima" },
  },
}, () => {
  it("walks Rosenbrock's valley, with and without a gradient", () => {
    for (const options of [{ start: [-1.2, 1], gradient: slope }, { start: [-1.2, 1] }]) {
      const found = minimise(rosenbrock, options);
      expect(found.kind).exactly("converged");
      if (found.kind !== "converged") continue;
      for (const x of found.value.at)
        expect(x).agreesWith(1, { absolute: 1e-4, because: "the gradient's tolerance in a flat valley" });
    }
  });

  it("solves a badly scaled quadratic of six variables", () => {
    const f = (x: readonly number[]): number => x.reduce((sum, value, i) => sum + 10 ** i * (value - i) ** 2, 0);
    const gradient = (x: readonly number[]): readonly number[] => x.map((value, i) => 2 * 10 ** i * (value - i));
    const found = minimise(f, { start: [9, 9, 9, 9, 9, 9], gradient });
    expect(found.kind).exactly("converged");
    if (found.kind === "converged") {
      for (const [i, x] of found.value.at.entries())
        expect(x).agreesWith(i, { absolute: 1e-6, because: "the gradient's tolerance" });
    }
  });

  it("stops at a bound that keeps it from the minimum, and follows it", () => {
    const found = minimise(rosenbrock, { start: [-1, 1], upper: [0.5, 2], gradient: slope });
    expect(found.kind).exactly("converged");
    if (found.kind === "converged") {
      expect(found.value.at[0]!).exactly(0.5);
      expect(found.value.at[1]!).agreesWith(0.25, { absolute: 1e-7, because: "the gradient's tolerance" });
    }
  });

  it("says why it did not converge", () => {
    expect(minimise(([x = 0]) => -x, { start: [0], maxIterations: 20 }).kind).exactly("notConverged");
    expect(minimise(() => Number.NaN, { start: [0] })).toMatchObject({
      reason: "the function is not finite at the start",
    });
    expect(minimise(rosenbrock, { start: [-1.2, 1], gradient: slope, maxIterations: 3 })).toMatchObject({
      kind: "notConverged",
      reason: expect.stringContaining("3 iterations"),
    });
  });

  it("refuses a bad start or bounds", () => {
    expect(() => minimise(rosenbrock, { start: [] })).toThrow(InvalidInput);
    expect(() => minimise(rosenbrock, { start: [Number.NaN, 0] })).toThrow("not finite");
    expect(() => minimise(rosenbrock, { start: [0, 0], lower: [1, 0] })).toThrow("outside the bounds");
  });
});

describe("newtonRoot", {
  meta: {
    validates: { requirement: "Roots by safeguarded Newton steps", functions: ["newtonRoot"], source: "closed forms" },
  },
}, () => {
  it("finds a root that plain Newton would run away from", () => {
    const found = newtonRoot((x) => ({ value: Math.atan(x), slope: 1 / (1 + x * x) }), { from: -3, to: 50 });
    expect(found.kind).exactly("converged");
    if (found.kind === "converged")
      expect(found.value).agreesWith(0, { absolute: 1e-15, because: "the default tolerance" });
    const root = newtonRoot((x) => ({ value: x * x - 2, slope: 2 * x }), { from: 0, to: 2 });
    if (root.kind === "converged") expect(root.value).withinUlps(Math.SQRT2, 1);
  });
});

describe("gaussLaguerre", {
  meta: {
    validates: {
      requirement: "Gauss quadrature rules",
      functions: ["gaussLaguerre"],
      source: "closed form: the factorials",
    },
  },
}, () => {
  it.each([1, 2, 8, 30, 80])("%i points give the factorials", (count) => {
    const { nodes, weights } = gaussLaguerre(count);
    let factorial = 1;
    for (let degree = 0; degree < Math.min(2 * count, 16); degree++) {
      if (degree > 0) factorial *= degree;
      const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0);
      expect(sum, `degree ${degree}`).agreesWith(factorial, { relative: 1e-11, because: "weights through logarithms" });
    }
  });
});

describe("comoments", {
  meta: {
    validates: {
      requirement: "Mergeable comoments",
      functions: ["summariseComoments", "covarianceOf", "correlationOf"],
      source: "R 4.2.2 cov and cor",
    },
  },
}, () => {
  const x = [1, 3, 2, 7, 5];
  const y = [2, 5, 4, 11, 9];

  it("give covariance and correlation, and merge to the whole", () => {
    const whole = summariseComoments(x, y);
    // R 4.2.2: cov(x, y), cor(x, y).
    expect(covarianceOf(whole)!).agreesWith(8.85, { relative: 1e-14, because: "rounding" });
    expect(correlationOf(whole)!).agreesWith(0.992816509327, { relative: 1e-12, because: "printed digits" });
    const merged = mergeComoments(
      summariseComoments(x.slice(0, 2), y.slice(0, 2)),
      summariseComoments(x.slice(2), y.slice(2)),
    );
    expect(merged.product).agreesWith(whole.product, { relative: 1e-14, because: "rounding" });
    expect(mergeComoments(emptyComoments, whole)).exactly(whole);
    expect(correlationOf(summariseComoments([1, 1], [2, 3]))).exactly(undefined);
    expect(() => summariseComoments([1], [])).toThrow(InvalidInput);
  });
});
