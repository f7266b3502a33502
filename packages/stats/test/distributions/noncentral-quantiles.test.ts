import { describe, expect, it } from "vitest";
import { noncentralChiSquared, noncentralF, noncentralT } from "../../src/index.ts";

const FIRST_TERMS = [
  [5e-324, -209.69741446368369, -187.1850329390635],
  [1e-321, -208.21109950841134, -185.85796601471318],
  [1e-300, -194.67134213719677, -173.7688969332716],
  [1e-272, -176.61907500812345, -157.65080128231327],
] as const;

const laws = [
  noncentralChiSquared({ df: 7, noncentrality: 3 }),
  noncentralChiSquared({ df: 0.3, noncentrality: 700 }),
  noncentralChiSquared({ df: 2, noncentrality: 4e11 }),
  noncentralF({ df1: 3, df2: 40, noncentrality: 2 }),
  noncentralF({ df1: 0.7, df2: 2.5, noncentrality: 90 }),
  noncentralT({ df: 12, noncentrality: 1.5 }),
  noncentralT({ df: 3, noncentrality: -6 }),
  noncentralT({ df: 0.4, noncentrality: 40 }),
];

describe("quantiles of noncentral laws", () => {
  it.each(laws.map((law, i) => [i, law] as const))("lead back to their tail, law %i", (_, law) => {
    for (const p of [1e-60, 1e-12, 0.001, 0.2, 0.5]) {
      const [low, high] = [law.quantile(p), law.isf(p)];
      // The tail moves by its elasticity times half an ulp of x.
      const moved = (x: number, tail: number): number => 1e-12 + (3e-16 * Math.abs(x) * law.pdf(x)) / tail;
      if (low > 1e-300 || low < -1e-300) {
        expect(law.cdf(low)).agreesWith(p, { relative: moved(low, p), because: "backward error" });
      }
      expect(law.sf(high)).agreesWith(p, { relative: moved(high, p), because: "backward error" });
    }
  });

  it("are infinite beyond the largest double, and quickly so", () => {
    const wide = noncentralT({ df: 1e-7, noncentrality: 1e-11 });
    expect(wide.quantile(1e-100)).exactly(-Infinity);
    expect(wide.isf(1e-100)).exactly(Infinity);
    const wideRatio = noncentralF({ df1: 1.3e-8, df2: 2.4e-7, noncentrality: 4.7e-9 });
    expect(wideRatio.isf(1e-163)).exactly(Infinity);
  });
});

describe("noncentral chi-squared of a large noncentrality", () => {
  it("refuses what is beyond the range of its sums", () => {
    expect(() => noncentralChiSquared({ df: 1, noncentrality: 2e15 })).toThrow("noncentrality");
    expect(() => noncentralF({ df1: 1, df2: 2, noncentrality: 2e15 })).toThrow("noncentrality");
  });
});

describe("noncentral laws next to 0", () => {
  const because = "the first term, (factor x)^a e^-m / (a B), by mpmath 1.3.0 with 40 digits";
  it("keep their digits where x is subnormal", () => {
    const ratio = noncentralF({ df1: 0.56, df2: 86.8, noncentrality: 2 });
    const square = noncentralChiSquared({ df: 0.5, noncentrality: 2 });
    for (const [x, ofRatio, ofSquare] of FIRST_TERMS) {
      expect(ratio.logCdf(x)).agreesWith(ofRatio, { relative: 1e-13, because });
      expect(square.logCdf(x)).agreesWith(ofSquare, { relative: 1e-13, because });
      expect(ratio.sf(x)).agreesWith(1, { absolute: 1e-15, because });
      expect(ratio.quantile(ratio.cdf(x))).agreesWith(x, { relative: 1e-10, absolute: 5e-324, because });
    }
  });
});

describe("noncentral chi-squared far above everything", () => {
  it("returns, with a logarithm that falls as half of x", () => {
    const law = noncentralChiSquared({ df: 7, noncentrality: 3 });
    for (const x of [1e4, 1e6, 1e8, 1e10, 1e15, 1e17, 1e18, 1e20, 1e40, 1e300]) {
      // -(√x - √λ)² / 2 and what a logarithm adds.
      const gap = Math.sqrt(x) - Math.sqrt(3);
      const slack = { absolute: 70, relative: 1e-12, because: "the exponent; powers of x add a few hundred" };
      expect(law.logSf(x)).agreesWith(-0.5 * gap * gap, slack);
      expect(law.logPdf(x)).agreesWith(-0.5 * gap * gap, slack);
      expect(law.cdf(x)).exactly(1);
    }
  });
});

describe("parameters up to 1e12", () => {
  it("leave tails that add up, and a density, far from the mean too", () => {
    // Found by drawing: logarithms of 1e13 hid where the largest term is.
    const cases = [
      [169818950.55143878, 128881323236.70776],
      [949966625548.5677, 42453412895.38353],
      [2317267192.446827, 309733965496.1009],
      [1e12, 1e12],
    ] as const;
    for (const [df, noncentrality] of cases) {
      const law = noncentralChiSquared({ df, noncentrality });
      const sd = Math.sqrt(law.variance());
      for (const x of [0.01 * law.mean(), law.mean() - 3 * sd, law.mean(), law.mean() + 3 * sd, 100 * law.mean()]) {
        expect(law.pdf(x)).toBeLessThan(1);
        expect(law.pdf(x)).toBeGreaterThanOrEqual(0);
        expect(law.cdf(x) + law.sf(x)).agreesWith(1, { absolute: 1e-9, because: "both tails are summed apart" });
      }
    }
    expect(() => noncentralChiSquared({ df: 1e13, noncentrality: 1 })).toThrow("at most 1e12");
  });
});
