import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  InvalidInput,
  type IntervalFit,
  type IntervalModel,
  type IntervalRegressionSample,
  intervalRegression,
} from "../../../src/index.ts";

interface Fit {
  readonly estimates: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLikelihood: readonly [number, number] | number;
}
interface DataSet {
  readonly name: string;
  readonly left: readonly number[];
  /** -1 is Infinity. */
  readonly right: readonly number[];
  readonly covariates: readonly (readonly number[])[];
  readonly cuts: number | readonly number[];
  readonly parametric: Readonly<Record<"weibull" | "exponential" | "logLogistic" | "logNormal", Fit>>;
  readonly piecewise: Fit;
  readonly piecewiseNull: number;
}

const file = new URL("../../reference/survival/interval-regression.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly DataSet[] };

function sampleOf({ left, right, covariates }: DataSet): IntervalRegressionSample {
  return {
    left,
    right: right.map((time) => (time < 0 ? Infinity : time)),
    covariates: Object.fromEntries(covariates.map((column, j) => [`x${j + 1}`, column])),
  };
}

function fitted(sample: IntervalRegressionSample, model: IntervalModel): IntervalFit {
  const fit = intervalRegression(sample, { model, level: 0.95 });
  if (fit.kind !== "converged") throw new Error(`${fit.kind}: ${fit.reason}`);
  return fit;
}

const close = { relative: 1e-6, absolute: 1e-9, because: "R's search stops before ours" };

function compare(fit: IntervalFit, reference: Fit, absoluteNull: number, value: number): void {
  const ours = [...fit.baseline, ...fit.coefficients];
  for (const [j, { estimate, standardError }] of ours.entries()) {
    expect(estimate).agreesWith(reference.estimates[j]!, close);
    expect(standardError).agreesWith(Math.sqrt(reference.covariance[j]![j]!), close);
    for (const [k, entry] of fit.covariance[j]!.entries())
      expect(entry).agreesWith(reference.covariance[j]![k]!, close);
  }
  expect(fit.logLikelihood.null).agreesWith(absoluteNull, close);
  expect(fit.logLikelihood.fitted).agreesWith(value, close);
  expect(fit.likelihoodRatio.chiSquared).agreesWith(2 * (value - absoluteNull), close);
}

describe.each(sets)("$name", (set) => {
  const sample = sampleOf(set);

  it.each(["weibull", "exponential", "logLogistic", "logNormal"] as const)(
    "%s, as R's survreg has it",
    {
      meta: {
        validates: {
          requirement: "Parametric regression of interval-censored times",
          functions: ["intervalRegression"],
          source: "R 4.2.2, survival 3.5.3 survreg",
        },
      },
    },
    (kind) => {
      const model: IntervalModel =
        kind === "weibull" || kind === "exponential" ? { kind, effect: "acceleratedTime" } : { kind };
      const reference = set.parametric[kind];
      const [none, value] = reference.logLikelihood as readonly [number, number];
      compare(fitted(sample, model), reference, none, value);
    },
  );

  it("piecewise exponential, as a second program in R has it", {
    meta: {
      validates: {
        requirement: "Piecewise exponential regression of interval-censored times",
        functions: ["intervalRegression"],
        source: "likelihood written out in R 4.2.2, optim and Newton steps",
      },
    },
  }, () => {
    const cuts = typeof set.cuts === "number" ? [set.cuts] : set.cuts;
    const fit = fitted(sample, { kind: "piecewiseExponential", cuts });
    compare(fit, set.piecewise, set.piecewiseNull, set.piecewise.logLikelihood as number);
  });

  it("Weibull as hazards is Weibull as times, by the delta method on R's survreg", () => {
    const fit = fitted(sample, { kind: "weibull", effect: "proportionalHazards" });
    const { estimates, covariance } = set.parametric.weibull;
    const shape = Math.exp(-estimates[1]!);
    expect(fit.baseline.map(({ name }) => name)).exactly(["logHazard", "logShape"]);
    expect(fit.baseline[1]!.estimate).agreesWith(-estimates[1]!, close);
    for (const [j, { estimate, standardError }] of [fit.baseline[0]!, ...fit.coefficients].entries()) {
      const at = j === 0 ? 0 : j + 1;
      const b = estimates[at]!;
      expect(estimate).agreesWith(-b * shape, close);
      const variance =
        shape * shape * (covariance[at]![at]! - 2 * b * covariance[at]![1]! + b * b * covariance[1]![1]!);
      expect(standardError).agreesWith(Math.sqrt(variance), close);
    }
  });

  it("exponential is piecewise exponential without cuts", () => {
    const one = fitted(sample, { kind: "exponential", effect: "proportionalHazards" });
    const other = fitted(sample, { kind: "piecewiseExponential", cuts: [] });
    const same = { relative: 1e-8, absolute: 1e-9, because: "two likelihoods, each to the rounding of its steps" };
    for (const [j, { estimate, standardError }] of [...one.baseline, ...one.coefficients].entries()) {
      const there = [...other.baseline, ...other.coefficients][j]!;
      expect(estimate).agreesWith(there.estimate, same);
      expect(standardError).agreesWith(there.standardError, same);
    }
    expect(one.score.chiSquared).agreesWith(other.score.chiSquared, same);
    expect(one.wald.chiSquared).agreesWith(other.wald.chiSquared, same);
  });
});

describe("laws", () => {
  it("with one arm covariate and exact exponential times has the closed form", () => {
    const times = [2, 5, 7, 1, 3, 4];
    const sample = { left: times, right: times, covariates: { arm: [0, 0, 0, 1, 1, 1] } };
    const fit = fitted(sample, { kind: "exponential", effect: "proportionalHazards" });
    const same = { relative: 1e-12, because: "closed form: events over total time" };
    expect(fit.baseline[0]!.estimate).agreesWith(Math.log(3 / 14), same);
    expect(fit.coefficients[0]!.estimate).agreesWith(Math.log(14 / 8), same);
    expect(fit.coefficients[0]!.standardError).agreesWith(Math.sqrt(2 / 3), same);
    expect(fit.wald.chiSquared).agreesWith(Math.log(14 / 8) ** 2 * 1.5, same);
    // Null: rate 6 / 22; the score of the arm is 3 - 8 rate, its information 8 rate (1 - 8 / 22).
    expect(fit.score.chiSquared).agreesWith((3 - 48 / 22) ** 2 / ((48 / 22) * (14 / 22)), same);
  });

  it("never gives a number that is none, and turns its sign when arms swap", () => {
    const patient = fc.record({
      left: fc.constantFrom(0, 1e-9, 1, 2, 3, 5, 1e9),
      width: fc.constantFrom(0, 1e-6, 1, 3, Infinity),
      arm: fc.integer({ min: 0, max: 1 }),
    });
    const model = fc.constantFrom<IntervalModel>(
      { kind: "weibull", effect: "proportionalHazards" },
      { kind: "exponential", effect: "acceleratedTime" },
      { kind: "logLogistic" },
      { kind: "logNormal" },
      { kind: "piecewiseExponential", cuts: [2] },
    );
    fc.assert(
      fc.property(fc.array(patient, { minLength: 1, maxLength: 12 }), model, (list, chosen) => {
        const patients = list.filter(({ left, width }) => left + width > 0 && (width === 0 || left + width > left));
        if (patients.length === 0) return;
        const run = (flip: number) =>
          intervalRegression(
            {
              left: patients.map(({ left }) => left),
              right: patients.map(({ left, width }) => left + width),
              covariates: { arm: patients.map(({ arm }) => Math.abs(flip - arm)) },
            },
            { model: chosen, level: 0.95 },
          );
        const first = run(0);
        const second = run(1);
        expect(second.kind).exactly(first.kind);
        if (first.kind !== "converged" || second.kind !== "converged") return;
        const { estimate, standardError } = first.coefficients[0]!;
        for (const number of [estimate, first.score.pValue, first.wald.pValue, first.likelihoodRatio.pValue])
          expect(number).toBeTypeOf("number");
        expect([estimate, first.score.pValue, first.wald.pValue].every(Number.isFinite)).exactly(true);
        expect(standardError).toBeGreaterThan(0);
        expect(second.coefficients[0]!.estimate).agreesWith(-estimate, {
          relative: 1e-5,
          absolute: 1e-5 * standardError,
          because: "two searches",
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe("limits and bad input", () => {
  const weibull: IntervalModel = { kind: "weibull", effect: "proportionalHazards" };

  it("names the covariate of an arm without events", () => {
    const sample = {
      left: [1, 2, 3, 4, 5, 6],
      right: [2, 4, 5, Infinity, Infinity, Infinity],
      covariates: { arm: [0, 0, 0, 1, 1, 1] },
    };
    for (const model of [weibull, { kind: "piecewiseExponential", cuts: [] }] satisfies IntervalModel[]) {
      const fit = intervalRegression(sample, { model, level: 0.95 });
      if (fit.kind !== "monotone") throw new Error(fit.kind);
      expect(fit.towards.find(({ name }) => name === "arm")?.limit).exactly("minusInfinity");
    }
  });

  it.each([
    // Two exact times and an arm: fitted without error, the density grows without bound.
    [{ left: [5.7, 0.9], right: [5.7, 0.9], arm: [0, 1] }],
    // The exact time is alone in its arm, and an interval leaves room for any spread.
    [{ left: [20.2, 21, 0.996], right: [20.2, 22, Infinity], arm: [0, 1, 0] }],
    // Far apart intervals, which once gave 0 times infinity.
    [{ left: [2.8, 1e6], right: [2.8, 2e6], arm: [0, 1] }],
  ])("has no finite maximum where times are fitted without error: %o", ({ left, right, arm }) => {
    for (const kind of ["weibull", "logLogistic", "logNormal"] as const) {
      const model: IntervalModel = kind === "weibull" ? { kind, effect: "acceleratedTime" } : { kind };
      const fit = intervalRegression({ left, right, covariates: { arm } }, { model, level: 0.95 });
      if (fit.kind !== "monotone") throw new Error(`${kind} ${fit.kind}`);
      expect(fit.towards.find(({ name }) => name === "logScale")?.limit).exactly("minusInfinity");
      expect(fit.reason).toMatch(/^no finite maximum: .*logScale goes to minus infinity/);
    }
  });

  it("has no finite maximum where an arm is only known to have had its events before", () => {
    const sample = { left: [0, 5.6, 7], right: [1, 5.6, 9], covariates: { arm: [1, 0, 0] } };
    const fit = intervalRegression(sample, { model: { kind: "exponential", effect: "acceleratedTime" }, level: 0.95 });
    expect(fit.kind === "monotone" && fit.towards).exactly([{ name: "arm", limit: "minusInfinity" }]);
  });

  it("says that no one had an event, that a covariate is constant, or depends on others", () => {
    const left = [1, 2, 3, 4];
    const none = { left, right: left.map(() => Infinity), covariates: { arm: [0, 1, 0, 1] } };
    expect(intervalRegression(none, { model: weibull, level: 0.95 })).exactly({
      kind: "notEstimable",
      reason: "no patient is known to have had the event",
    });
    const some = { left, right: [2, 4, 4, Infinity] };
    expect(intervalRegression({ ...some, covariates: { arm: [1, 1, 1, 1] } }, { model: weibull, level: 0.95 })).exactly(
      {
        kind: "notEstimable",
        reason: "arm is the same for all patients",
      },
    );
    const twice = { a: [1, 2, 3, 5], b: [3, 5, 7, 11] };
    expect(intervalRegression({ ...some, covariates: twice }, { model: weibull, level: 0.95 })).exactly({
      kind: "notEstimable",
      reason: "b depends on the covariates before it",
    });
  });

  const good = { left: [1, 2, 3], right: [2, 4, Infinity], covariates: { arm: [0, 1, 1] } };
  it.each([
    [{ ...good, covariates: {} }, weibull, 0.95, "there are no covariates"],
    [{ ...good, covariates: { arm: [0, 1] } }, weibull, 0.95, "2 entries for 3 times"],
    [{ ...good, covariates: { arm: [0, 1, Number.NaN] } }, weibull, 0.95, "arm.2: NaN"],
    [{ ...good, left: [0, 2, 3], right: [0, 4, 5] }, weibull, 0.95, "right"],
    [good, { kind: "piecewiseExponential", cuts: [3, 2] } satisfies IntervalModel, 0.95, "cuts"],
    [good, { kind: "gompertz" } as unknown as IntervalModel, 0.95, "gompertz is no choice"],
    [good, { kind: "weibull", effect: "odds" } as unknown as IntervalModel, 0.95, "odds is no choice"],
    [good, weibull, 1, "level"],
  ])("%o %o %d", (sample, model, level, message) => {
    expect(() => intervalRegression(sample, { model, level })).toThrow(InvalidInput);
    expect(() => intervalRegression(sample, { model, level })).toThrow(message);
  });
});
