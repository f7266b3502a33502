import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInput, type OrdinalSample, proportionalOdds, type ProportionalOddsFit } from "../../src/index.ts";

interface Fit {
  readonly coefficients: readonly number[];
  readonly thresholds: readonly number[];
  readonly standardErrors: readonly number[];
  readonly logLikelihood: number | readonly number[];
}

interface Reference {
  readonly fits: Readonly<
    Record<
      string,
      Fit & {
        readonly categories: readonly number[];
        readonly covariates: readonly (readonly number[])[];
        readonly counts: readonly number[];
        readonly exact: Fit;
      }
    >
  >;
}

const file = new URL("../reference/ranks/ordinal.json", import.meta.url);
const { fits } = JSON.parse(readFileSync(file, "utf8")) as Reference;

const sweepFile = new URL("../reference/ranks/ordinal-sweep.json", import.meta.url);
const sweep = JSON.parse(readFileSync(sweepFile, "utf8")) as {
  readonly fits: readonly (OrdinalSample & Fit)[];
};

function fitted(sample: OrdinalSample): ProportionalOddsFit {
  const fit = proportionalOdds(sample);
  if (fit.kind !== "fitted") throw new Error(fit.reason);
  return fit;
}

function expectFit(ours: ProportionalOddsFit, theirs: Fit, relative: number, because: string): void {
  for (const name of ["coefficients", "thresholds", "standardErrors"] as const) {
    for (const [i, value] of theirs[name].entries()) {
      expect(ours[name][i]!, `${name} ${i}`).agreesWith(value, { relative, absolute: relative, because });
    }
  }
  expect(ours.logLikelihood).agreesWith(Number(theirs.logLikelihood), { relative: 1e-10, because });
}

describe.each(Object.entries(fits))(
  "proportional odds of %s",
  {
    meta: {
      validates: {
        requirement: "Proportional odds model",
        functions: ["proportionalOdds"],
        source: "mpmath 1.2.1, MASS 7.3-58.2 polr",
      },
    },
  },
  (_, reference) => {
    const ours = fitted(reference);

    it("is mpmath's maximum", () => {
      expectFit(ours, reference.exact, 1e-11, "double precision against 30 digits");
    });

    it("is MASS's polr as far as that converges", () => {
      expectFit(ours, reference, 1e-5, "polr stops early and takes its Hessian by differences");
    });
  },
);

describe("proportional odds, randomised sweep", {
  meta: {
    validates: {
      requirement: "Proportional odds model, randomised sweep",
      functions: ["proportionalOdds"],
      source: "mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.fits)("coefficients $coefficients", ({ categories, covariates, counts, ...theirs }) => {
    const ours = fitted({ categories, covariates, counts: counts! });
    expectFit(ours, theirs, 1e-9, "double precision against 40 digits, covariates with offsets to 1e4");
  });
});

describe("proportionalOdds", {
  meta: {
    validates: {
      requirement: "Proportional odds, closed forms",
      functions: ["proportionalOdds"],
      source: "closed forms",
    },
  },
}, () => {
  const sample = { categories: [0, 1, 1, 2, 0, 2, 2, 1, 0, 2], covariates: [[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]] };

  it("with two categories and two arms is the logarithm of the odds ratio", () => {
    const fit = fitted({ categories: [0, 1, 0, 1], covariates: [[0, 0, 1, 1]], counts: [12, 8, 5, 15] });
    expect(fit.coefficients[0]!).agreesWith(Math.log((15 * 12) / (5 * 8)), { relative: 1e-12, because: "Newton" });
    // Woolf's standard error.
    const error = Math.sqrt(1 / 12 + 1 / 8 + 1 / 5 + 1 / 15);
    expect(fit.standardErrors[0]!).agreesWith(error, { relative: 1e-12, because: "Newton" });
  });

  it("turns its sign with the categories and with the covariate, and does not see units or labels", () => {
    const plain = fitted(sample).coefficients[0]!;
    const tolerance = { relative: 1e-9, because: "Newton from another start" };
    const turned = fitted({ ...sample, categories: sample.categories.map((k) => 2 - k) });
    expect(turned.coefficients[0]!).agreesWith(-plain, tolerance);
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.integer({ min: -1000, max: 1000 }),
        (unit, shift) => {
          const scaled = { ...sample, covariates: [sample.covariates[0]!.map((x) => x * unit + shift)] };
          expect(fitted(scaled).coefficients[0]! * unit).agreesWith(plain, { ...tolerance, relative: 1e-8 });
          const labels = { ...sample, categories: sample.categories.map((k) => k * k * 7 + shift) };
          expect(fitted(labels).coefficients[0]!).exactly(plain);
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });

  it("without covariates has thresholds at the logits of the cumulative shares", () => {
    const { thresholds, likelihoodRatio } = fitted({ categories: [0, 1, 1, 2], covariates: [] });
    expect(thresholds[0]!).agreesWith(Math.log(1 / 3), { relative: 1e-14, because: "one logarithm" });
    expect(thresholds[1]!).agreesWith(Math.log(3), { relative: 1e-14, because: "one logarithm" });
    expect(likelihoodRatio).exactly({ statistic: 0, df: 0, pValue: 1 });
  });

  it("says why there is no maximum", () => {
    const separated = proportionalOdds({
      categories: [0, 0, 1, 1, 2, 2],
      covariates: [[0, 0, 0, 1, 1, 1].map((x, i) => x + i)],
    });
    expect(separated).exactly({
      kind: "notConverged",
      reason: "the covariates separate the categories: an odds ratio is infinite",
    });
    expect(proportionalOdds({ ...sample, covariates: [sample.categories.map(() => 3)] })).exactly({
      kind: "notConverged",
      reason: "covariate 0 is constant",
    });
    const [x] = sample.covariates;
    expect(proportionalOdds({ ...sample, covariates: [x!, x!.map((v) => 2 * v + 1)] })).exactly({
      kind: "notConverged",
      reason: "the covariates depend on each other",
    });
  });

  it("refuses columns of different lengths, one category and bad counts, naming each", () => {
    const call = () => proportionalOdds({ categories: [1, 1], covariates: [[1], [1, Number.NaN]], counts: [1, -1] });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/covariates\.0: 1 entries for 2[^]*covariates\.1\.1[^]*counts/);
    expect(() => proportionalOdds({ categories: [1, 1], covariates: [] })).toThrow(/1 categories/);
  });
});
