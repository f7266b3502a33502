import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { equicoordinateQuantile, InvalidInput, type Matrix, rectangleProbability } from "../../src/index.ts";

interface Reference {
  readonly bivariate: readonly { readonly h: number; readonly k: number; readonly r: number; readonly value: number }[];
  readonly product: readonly {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly roots: readonly number[];
    readonly df: number | null;
    readonly value: number;
  }[];
  readonly trivariate: readonly {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly correlation: Matrix;
    readonly value: number;
  }[];
}

const file = new URL("../reference/multivariate/rectangles.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Reference;
const open = Number.POSITIVE_INFINITY;

function equal(size: number, rho: number): Matrix {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? 1 : rho)));
}

const validates = {
  requirement: "Rectangle probabilities of multivariate normal and t laws",
  functions: ["rectangleProbability"],
  source: "mpmath 1.2.1 and scipy 1.10.1 by nested quadrature; closed-form orthants",
};

describe("rectangleProbability", { meta: { validates } }, () => {
  it("agrees with mpmath in two dimensions, correlations near one included", () => {
    for (const { h, k, r, value } of reference.bivariate) {
      const correlation = [
        [1, r],
        [r, 1],
      ];
      const ours = rectangleProbability({ lower: [h, k], upper: [open, open], correlation });
      expect(ours.value, `${h}, ${k}, ${r}`).agreesWith(value, { absolute: 4e-15, because: "the stated error bound" });
    }
  });

  it("agrees with nested quadrature for product correlations, normal and t", () => {
    for (const { lower, upper, roots, df, value } of reference.product) {
      const correlation = roots.map((a, i) => roots.map((b, j) => (i === j ? 1 : a * b)));
      const ours = rectangleProbability({ lower, upper, correlation, ...(df === null ? {} : { df }) });
      expect(ours.method).exactly("oneDimensional");
      expect(ours.value).agreesWith(value, { absolute: 2e-10, because: "scipy's double integral stops at 1e-11" });
    }
  });

  it("agrees with nested quadrature in three dimensions", () => {
    for (const { lower, upper, correlation, value } of reference.trivariate) {
      const ours = rectangleProbability({ lower, upper, correlation });
      expect(ours.value).agreesWith(value, { absolute: 1e-11, because: "scipy's double integral stops at 1e-12" });
    }
  });

  it("gives the orthants their closed form, 1/4 + asin(ρ) / 2π and 1/8 + Σ asin(ρ) / 4π", () => {
    const correlation = [
      [1, 0.2, -0.4],
      [0.2, 1, 0.3],
      [-0.4, 0.3, 1],
    ];
    const three = rectangleProbability({ lower: [0, 0, 0], upper: [open, open, open], correlation }).value;
    const angles = Math.asin(0.2) + Math.asin(-0.4) + Math.asin(0.3);
    expect(three).agreesWith(1 / 8 + angles / (4 * Math.PI), { absolute: 1e-12, because: "the stated error bound" });
  });

  it("takes three copies of one variable whose correlations are a rounding below 1", () => {
    const near = 1 - 2 ** -53;
    const correlation = [
      [1, -1, -1],
      [-1, 1, near],
      [-1, near, 1],
    ];
    const ours = rectangleProbability({ lower: [-open, -open, -0.5], upper: [0.6, 1.5, 0.25], correlation });
    const truth = rectangleProbability({ lower: [-0.5], upper: [0.25], correlation: [[1]] });
    expect(ours.value).agreesWith(truth.value, { absolute: 2e-15, because: "the other bounds do not bind" });
    // A rounding of a correlation of one is a standard deviation of 1e-8 between the copies.
    expect(ours.error).toBeLessThan(1e-7);
  });

  it("stays within the lattice's stated error where the answer is known", () => {
    // Rank-one plus a tiny break of the product form sends it to the lattice; 1/(n + 1) is the orthant of equal correlation 1/2.
    const correlation = equal(5, 0.5).map((row, i) => row.map((value, j) => (i + j === 1 ? value + 1e-9 : value)));
    const ours = rectangleProbability(
      { lower: [0, 0, 0, 0, 0], upper: [open, open, open, open, open], correlation },
      { absolute: 2e-5 },
    );
    expect(ours.method).exactly("lattice");
    expect(ours.value).agreesWith(1 / 6, { absolute: ours.error, because: "the error it states" });
    expect(ours.error).toBeLessThan(2e-5);
  });

  it.each([
    [{ lower: [0], upper: [-1], correlation: [[1]] }, "lower limit is above"],
    [{ lower: [0, 0], upper: [1], correlation: equal(2, 0.5) }, "limits for 2"],
    [{ lower: [0, 0], upper: [1, 1], correlation: equal(2, 1.5) }, "within"],
    [{ lower: [0], upper: [1], correlation: [[1]], df: -1 }, "out of range"],
    [
      {
        lower: [0, 0, 0, 0],
        upper: [1, 1, 1, 1],
        correlation: [
          [1, 0.9, -0.9, 0.1],
          [0.9, 1, 0.9, 0],
          [-0.9, 0.9, 1, 0],
          [0.1, 0, 0, 1],
        ],
      },
      "positive semidefinite",
    ],
  ])("refuses %j", (rectangle, words) => {
    expect(() => rectangleProbability(rectangle)).toThrow(InvalidInput);
    expect(() => rectangleProbability(rectangle)).toThrow(words);
  });
});

const quantiles = {
  requirement: "Equicoordinate quantiles (Dunnett)",
  functions: ["equicoordinateQuantile"],
  source: "R 4.2.2 uniroot of integrate",
};

describe("equicoordinateQuantile", { meta: { validates: quantiles } }, () => {
  /** R 4.2.2: uniroot of integrate(dnorm(z) pnorm((c - √½ z) / √½)^k) at tolerance 1e-12. */
  it.each([
    [2, "2.212135093"],
    [3, "2.348976103"],
    [4, "2.441774921"],
    [5, "2.511466304"],
  ])("Dunnett's one-sided 2.5 %% point for %i comparisons", (size, printed) => {
    const c = equicoordinateQuantile({ correlation: equal(size, 0.5) }, { level: 0.975, tails: "upper" });
    expect(c.kind).exactly("converged");
    if (c.kind !== "converged") return;
    expect(c.value).asPrinted(printed);
    expect(c.error).toBeLessThan(1e-11);
  });

  it("is right for t, where R's stochastic qmvt is 1e-3 off", () => {
    // R 4.2.2: uniroot of nested integrate() over factor and scale, 2.54054641768; pmvt(TVPACK) gives 0.975 there. mvtnorm 1.1-3's
    // qmvt moves between 2.5383 and 2.5447 with the seed at its defaults, and gives 2.540537 at abseps 1e-8, ptol 1e-9.
    const law = { correlation: equal(3, 0.5), df: 20 };
    expect(equicoordinateQuantile(law, { level: 0.975, tails: "upper" })).toMatchObject({ kind: "converged" });
    const c = equicoordinateQuantile(law, { level: 0.975, tails: "upper" });
    expect(c.kind === "converged" ? c.value : c.best).asPrinted("2.54054642");
  });

  it("says so where the error of the probability hides the level, or no number is far enough", () => {
    const hidden = equicoordinateQuantile({ correlation: equal(3, 0.5) }, { level: 1 - 1e-16, tails: "upper" });
    expect(hidden).toMatchObject({ kind: "notConverged", reason: expect.stringContaining("hides the level") });
    const far = equicoordinateQuantile({ correlation: equal(1, 1), df: 0.001 }, { level: 0.9, tails: "both" });
    expect(far).toMatchObject({ kind: "notConverged" });
  });

  it.each([
    [{ level: 1, tails: "both" }],
    [{ level: 0.5, tails: "lower" }],
    [{ level: 0.5, tails: "both", absolute: 0 }],
  ])("refuses %j", (options) => {
    expect(() =>
      equicoordinateQuantile({ correlation: equal(2, 0.5) }, options as { level: 0.5; tails: "both" }),
    ).toThrow(InvalidInput);
  });
});
