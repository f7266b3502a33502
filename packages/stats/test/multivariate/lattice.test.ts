import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Matrix, rectangleProbability } from "../../src/index.ts";
import { latticeRectangle } from "../../src/multivariate/lattice-rectangle.ts";

interface TReference {
  readonly bivariate: readonly {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly r: number;
    readonly df: number;
    readonly value: number;
  }[];
  readonly trivariate: readonly {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly correlation: Matrix;
    readonly df: number;
    readonly value: number;
  }[];
}
interface MiwaReference {
  readonly cases: readonly {
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly correlation: Matrix;
    readonly value: number;
    readonly error: number;
  }[];
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/multivariate/${name}`, import.meta.url), "utf8"));
}

/** Numbers on [0, 1) that look random (Knuth's multiplicative generator), for matrices only. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const open = Number.POSITIVE_INFINITY;

describe("rectangleProbability of t", () => {
  const t = read("t-rectangles.json") as TReference;
  const validates = {
    requirement: "Bivariate and trivariate t rectangles",
    functions: ["rectangleProbability"],
    source: "mpmath 1.2.1 and scipy 1.10.1, by conditioning on the coordinates",
  };

  it("agrees in two dimensions", { meta: { validates } }, () => {
    for (const { lower, upper, r, df, value } of t.bivariate) {
      const correlation = [
        [1, r],
        [r, 1],
      ];
      const ours = rectangleProbability({ lower, upper, correlation, df });
      expect(ours.error).toBeLessThan(1e-12);
      expect(ours.value, `${df}, ${r}`).agreesWith(value, { absolute: ours.error, because: "the error it states" });
    }
  });

  it("agrees in three dimensions", { meta: { validates } }, () => {
    for (const { lower, upper, correlation, df, value } of t.trivariate) {
      const ours = rectangleProbability({ lower, upper, correlation, df });
      expect(ours.error).toBeLessThan(1e-11);
      const because = "the error it states, and the 1e-12 of scipy's double integral";
      expect(ours.value).agreesWith(value, { absolute: ours.error + 1e-12, because });
    }
  });

  it.each([1e3, 1e6, 1e9, 1e15, 1e100])("comes to the normal at %d degrees of freedom", (df) => {
    const law = {
      lower: [-1, -2],
      upper: [0.5, 1],
      correlation: [
        [1, 0.4],
        [0.4, 1],
      ],
    };
    const normal = rectangleProbability(law);
    const ours = rectangleProbability({ ...law, df });
    expect(ours.value).agreesWith(normal.value, { absolute: 1 / df + ours.error, because: "they differ by O(1 / df)" });
  });
});

describe("latticeRectangle", () => {
  const product = {
    requirement: "Rectangles of general correlation, by lattice",
    functions: ["rectangleProbability"],
    source: "our one-dimensional integral for product correlations, itself held to scipy",
  };

  it("states an error that holds for 150 product correlations of 3 to 8 dimensions", {
    meta: { validates: product },
  }, () => {
    for (let seed = 1; seed <= 150; seed++) {
      const uniform = sequence(seed * 7919);
      const size = 3 + (seed % 6);
      const roots = Array.from({ length: size }, () => 1.9 * uniform() - 0.95);
      const correlation = roots.map((a, i) => roots.map((b, j) => (i === j ? 1 : a * b)));
      const lower = roots.map(() => (uniform() < 0.4 ? -open : -3 * uniform()));
      const upper = roots.map((_, i) => (uniform() < 0.3 && lower[i] !== -open ? open : 3 * uniform()));
      const df = seed % 3 === 0 ? 1 + 20 * uniform() : undefined;
      const truth = rectangleProbability({ lower, upper, correlation, ...(df === undefined ? {} : { df }) });
      expect(truth.error).toBeLessThan(1e-11);
      const ours = latticeRectangle({ lower, upper, correlation, df, absolute: 3e-4 });
      expect(ours.error).toBeLessThanOrEqual(3e-4);
      expect(ours.value, `seed ${seed}`).agreesWith(truth.value, {
        absolute: ours.error,
        because: "the error it states",
      });
    }
  });

  const miwa = {
    requirement: "Rectangles of general correlation, by lattice",
    functions: ["rectangleProbability"],
    source: "mvtnorm pmvnorm with Miwa, R 4.2.2",
  };

  it("agrees with Miwa's recursion for general correlations", { meta: { validates: miwa } }, () => {
    for (const { lower, upper, correlation, value, error } of (read("miwa.json") as MiwaReference).cases) {
      const ours = rectangleProbability({ lower, upper, correlation }, { absolute: 1e-5 });
      const because = "the error it states, and twice the change of Miwa's when its grid is halved";
      expect(ours.value).agreesWith(value, { absolute: ours.error + 2 * error + 1e-9, because });
    }
  });

  it("takes singular correlations: a sum of independent normals bounds them too", () => {
    // X4 = (X1 + X2 + X3) / √3 <= 0 given X1, X2, X3 <= 0 always holds: 1/8. X4 > 0 never does.
    const r = 1 / Math.sqrt(3);
    const correlation = [
      [1, 0, 0, r],
      [0, 1, 0, r],
      [0, 0, 1, r],
      [r, r, r, 1],
    ];
    const always = rectangleProbability({ lower: [-open, -open, -open, -open], upper: [0, 0, 0, 0], correlation });
    expect(always.value).agreesWith(1 / 8, { absolute: always.error, because: "the error it states" });
    const never = rectangleProbability({ lower: [-open, -open, -open, 0], upper: [0, 0, 0, open], correlation });
    expect(never.value).agreesWith(0, { absolute: never.error, because: "the error it states" });
    expect(Math.max(always.error, never.error)).toBeLessThan(1e-4);
    // The orthant of X1, X2, X3 doubles as an event of X4 by symmetry: P(X1, X2 <= 0, X4 <= 0) by the closed form of three dimensions.
    const three = rectangleProbability({ lower: [-open, -open, -open, -open], upper: [0, 0, open, 0], correlation });
    const closed = 1 / 8 + (2 * Math.asin(r)) / (4 * Math.PI);
    expect(three.value).agreesWith(closed, { absolute: three.error + 1e-15, because: "the error it states" });
  });

  it("says when a small error that was asked for is not reached", () => {
    const correlation = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 8 }, (__, j) => (i === j ? 1 : Math.abs(i - j) === 1 ? 0.45 : 0.05)),
    );
    const rectangle = { lower: correlation.map(() => -open), upper: correlation.map((_, i) => 0.1 * i), correlation };
    const rough = rectangleProbability(rectangle, { absolute: 1e-3 });
    const fine = rectangleProbability(rectangle, { absolute: 1e-12 });
    expect([rough.kind, fine.kind]).toEqual(["converged", "notConverged"]);
    expect(fine.error).toBeGreaterThan(1e-12);
    expect(rough.value).agreesWith(fine.value, {
      absolute: rough.error + fine.error,
      because: "the errors they state",
    });
  });

  it("refuses more than 99 bounded coordinates", () => {
    const correlation = Array.from({ length: 100 }, (_, i) =>
      Array.from({ length: 100 }, (__, j) => (i === j ? 1 : i + j === 1 ? 0.5 : i + j === 3 ? 0.2 : 0)),
    );
    const upper = correlation.map(() => 3);
    expect(() => rectangleProbability({ lower: upper.map(() => -3), upper, correlation })).toThrow("fewer than 100");
  });
});
