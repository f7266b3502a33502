import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInput, type Matrix, symmetricEigen } from "../../src/index.ts";

const square = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc
      .array(fc.integer({ min: -1000, max: 1000 }), { minLength: size * size, maxLength: size * size })
      .map((entries) =>
        Array.from({ length: size }, (_, i) =>
          Array.from({ length: size }, (__, j) => entries[Math.min(i, j) * size + Math.max(i, j)]! / 1000),
        ),
      ),
  );
const because = "a few roundings of entries of about 1";

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

describe("symmetricEigen", {
  meta: {
    validates: {
      requirement: "Eigenvalues of symmetric matrices",
      functions: ["symmetricEigen"],
      source: "closed form of the second-difference matrix; defining identities",
    },
  },
}, () => {
  it("has the closed form of the second-difference matrix, 2 - 2 cos(kπ / (n + 1))", () => {
    const n = 12;
    const matrix = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    for (const [k, value] of symmetricEigen(matrix).values.entries())
      expect(value).agreesWith(2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)), { absolute: 4e-15, because });
  });

  it("gives orthonormal vectors with A v = λ v, values decreasing, signs fixed", () => {
    fc.assert(
      fc.property(square, (matrix: Matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        for (const [k, v] of vectors.entries()) {
          for (const [i, row] of matrix.entries())
            expect(dot(row, v)).agreesWith(values[k]! * v[i]!, { absolute: 3e-14, because });
          for (const [l, other] of vectors.entries())
            expect(dot(v, other)).agreesWith(k === l ? 1 : 0, { absolute: 2e-14, because });
          if (k > 0) expect(values[k]!).toBeLessThanOrEqual(values[k - 1]!);
          const largest = Math.max(...v.map(Math.abs));
          expect(v.find((entry) => Math.abs(entry) >= largest * (1 - 1e-10))!).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it.each([1e-300, 1e300])("keeps its digits at entries of about %d", (size) => {
    const { values } = symmetricEigen([
      [2 * size, size],
      [size, 2 * size],
    ]);
    expect(values[0]!).agreesWith(3 * size, { relative: 1e-15, because });
    expect(values[1]!).agreesWith(size, { relative: 1e-15, because });
  });

  it("takes singular, zero and indefinite matrices", () => {
    expect(symmetricEigen([[0]])).exactly({ values: [0], vectors: [[1]] });
    const { values } = symmetricEigen([
      [0, 1],
      [1, 0],
    ]);
    expect(values[0]!).agreesWith(1, { relative: 1e-15, because });
    expect(values[1]!).agreesWith(-1, { relative: 1e-15, because });
  });

  it.each([
    [[]],
    [[[1, 2]]],
    [[[Number.NaN]]],
    [
      [
        [1, 2],
        [3, 1],
      ],
    ],
  ])("refuses %j", (matrix) => {
    expect(() => symmetricEigen(matrix)).toThrow(InvalidInput);
  });
});
