import { describe, expect, it } from "vitest";
import {
  cholesky,
  createStream,
  dirichlet,
  InvalidInput,
  multinomial,
  multivariateNormal,
  multivariateT,
  openStream,
  parseSeed,
  streamFamily,
  type VectorDistribution,
} from "../../src/index.ts";

const covariance = [
  [4, 1, 0.5],
  [1, 2, -0.3],
  [0.5, -0.3, 1],
];
const exact = { relative: 1e-13, because: "a closed form, rounded a few times" };

describe("cholesky", () => {
  it("multiplies back to the matrix", () => {
    const lower = cholesky(covariance);
    for (const [i, row] of covariance.entries()) {
      for (const [j, value] of row.entries()) {
        const product = lower[i]!.reduce((sum, entry, k) => sum + entry * lower[j]![k]!, 0);
        expect(product).agreesWith(value, { absolute: 1e-15, because: "rounding" });
      }
    }
  });

  it.each([
    [
      [
        [1, 2],
        [2, 1],
      ],
      "positive definite",
    ],
    [[[1, 2]], "entries"],
    [
      [
        [1, 0.5],
        [0.2, 1],
      ],
      "symmetric",
    ],
    [[], "empty"],
  ])("refuses %j", (matrix, words) => {
    expect(() => cholesky(matrix)).toThrow(InvalidInput);
    expect(() => cholesky(matrix)).toThrow(words);
  });
});

describe("logPdf", {
  meta: {
    validates: {
      requirement: "Densities of multivariate laws",
      functions: ["multivariateNormal", "multivariateT", "dirichlet", "multinomial"],
      source: "R 4.2.2 mvtnorm 1.1.3; closed forms",
    },
  },
}, () => {
  it("of the multivariate normal and t, as mvtnorm 1.1.3 has it", () => {
    const x = [0.3, -1, 2];
    const mean = [1, 0, -0.5];
    // R: dmvnorm(x, mean, sigma, log = TRUE); dmvt(x, mean, sigma, df = 5, log = TRUE).
    expect(multivariateNormal({ mean, covariance }).logPdf(x)).agreesWith(-7.31006284734915, exact);
    expect(multivariateT({ df: 5, location: mean, scale: covariance }).logPdf(x)).agreesWith(-7.12074458175012, exact);
  });

  it("of Dirichlet and multinomial, in closed form", () => {
    expect(dirichlet({ weights: [1, 1, 1] }).logPdf([0.2, 0.3, 0.5])).agreesWith(Math.log(2), exact);
    const law = multinomial({ n: 4, probabilities: [0.5, 0.3, 0.2] });
    expect(law.logPdf([2, 1, 1])).agreesWith(Math.log(12 * 0.25 * 0.3 * 0.2), exact);
    expect(law.logPdf([2, 1, 2])).exactly(Number.NEGATIVE_INFINITY);
  });
});

const laws: readonly (readonly [string, VectorDistribution])[] = [
  ["multivariateNormal", multivariateNormal({ mean: [1, 0, -0.5], covariance })],
  ["multivariateT", multivariateT({ df: 9, location: [1, 0, -0.5], scale: covariance })],
  ["dirichlet", dirichlet({ weights: [2, 3, 0.5] })],
  ["multinomial", multinomial({ n: 12, probabilities: [0.5, 0.3, 0.2] })],
];

describe("sample", () => {
  it.each(laws)("%s has its mean and covariance", (_, law) => {
    const draws = 20_000;
    const stream = createStream();
    const family = streamFamily(parseSeed(5), "laws", "sample");
    const out = new Float64Array(3);
    const columns = [0, 1, 2].map(() => new Float64Array(draws));
    for (let i = 0; i < draws; i++) {
      openStream(stream, family, i);
      law.sample(stream, out);
      for (const [j, column] of columns.entries()) column[i] = out[j]!;
    }
    const mean = law.mean();
    const truth = law.covariance();
    for (const [i, a] of columns.entries()) {
      for (const [j, b] of columns.entries()) {
        const products = a.map((x, n) => (x - mean[i]!) * (b[n]! - mean[j]!));
        const average = products.reduce((sum, x) => sum + x, 0) / draws;
        const spread = Math.sqrt(products.reduce((sum, x) => sum + (x - average) ** 2, 0)) / draws;
        expect(average).withinMonteCarlo(truth[i]![j]!, { standardError: spread, falseAlarm: 1e-7 });
      }
      const centre = a.reduce((sum, x) => sum + x, 0) / draws;
      const standardError = Math.sqrt(truth[i]![i]! / draws);
      expect(centre).withinMonteCarlo(mean[i]!, { standardError, falseAlarm: 1e-7 });
    }
  });
});
