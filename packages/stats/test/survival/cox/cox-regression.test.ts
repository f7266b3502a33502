import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CoxFit,
  coxRegression,
  type CoxSample,
  type CoxTies,
  InvalidInput,
  logRankTest,
} from "../../../src/index.ts";

interface Fit {
  readonly ties: CoxTies;
  readonly stratified: boolean;
  readonly robust: boolean;
  readonly clustered: boolean;
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly robustCovariance?: readonly (readonly number[])[];
  readonly robustScore?: number;
  readonly logLikelihood: readonly [number, number];
  readonly score: number;
  readonly wald: number;
}
interface DataSet {
  readonly name: string;
  readonly times: readonly number[];
  readonly events: readonly number[];
  readonly strata: readonly number[];
  readonly clusters: readonly number[];
  readonly covariates: Readonly<Record<string, readonly number[]>>;
  readonly fits: readonly Fit[];
}

const file = new URL("../../reference/survival/cox.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly DataSet[] };
const model = { variance: { kind: "model" }, level: 0.95 } as const;

function fitted(sample: CoxSample, ties: CoxTies): CoxFit {
  const result = coxRegression(sample, { ...model, ties });
  if (result.kind !== "converged") throw new Error(result.reason);
  return result;
}

describe.each(sets)(
  "$name, as R survival fits it",
  {
    meta: {
      validates: {
        requirement: "Cox regression: ties, strata, robust variance, clusters",
        functions: ["coxRegression"],
        source: "R survival 3.5.3",
      },
    },
  },
  ({ times, events, strata, clusters, covariates, fits }) => {
    it.each(fits)("$ties, stratified $stratified, robust $robust, clustered $clustered", (reference) => {
      const sample = { times, events, covariates, ...(reference.stratified ? { strata } : {}) };
      const ours = coxRegression(sample, {
        ties: reference.ties,
        level: 0.95,
        variance: reference.robust
          ? { kind: "robust", ...(reference.clustered ? { clusters } : {}) }
          : { kind: "model" },
      });
      if (ours.kind !== "converged") throw new Error(ours.reason);
      // R stops by the likelihood, within 1e-9 of the maximum; the generator could polish the others.
      const relative = reference.ties === "exact" ? 2e-9 : 1e-10;
      const close = { relative, absolute: 1e-12, because: "R iterates on unscaled covariates" };
      for (const [j, coefficient] of ours.coefficients.entries()) {
        expect(coefficient.estimate).agreesWith(reference.coefficients[j]!, close);
        for (const [k, value] of ours.covariance[j]!.entries())
          expect(value).agreesWith(reference.covariance[j]![k]!, close);
        for (const [k, value] of (ours.robustCovariance?.[j] ?? []).entries()) {
          expect(value).agreesWith(reference.robustCovariance![j]![k]!, close);
        }
      }
      expect(ours.robustCovariance !== undefined).exactly(reference.robust);
      expect(ours.logLikelihood.null).agreesWith(reference.logLikelihood[0], close);
      expect(ours.logLikelihood.fitted).agreesWith(reference.logLikelihood[1], close);
      expect(ours.score.chiSquared).agreesWith(reference.score, close);
      expect(ours.wald.chiSquared).agreesWith(reference.wald, close);
      if (reference.robustScore !== undefined) {
        expect(ours.robustScore?.chiSquared).agreesWith(reference.robustScore, close);
      }
    });
  },
);

describe("textbook values", {
  meta: {
    validates: {
      requirement: "Cox regression, textbook values",
      functions: ["coxRegression"],
      source: "published values named in the test",
    },
  },
}, () => {
  const unstratified = (wanted: string): CoxSample => {
    const { times, events, covariates } = sets.find(({ name }) => name === wanted)!;
    return { times, events, covariates };
  };
  const gehan = unstratified("gehan");
  const logHazardRatio = (ties: CoxTies): number => fitted(gehan, ties).coefficients[0]!.estimate;

  it("of the 6-MP trial in remission, as R survival 3.5-3 prints them", () => {
    expect(logHazardRatio("efron")).asPrinted("1.5721251488");
    expect(logHazardRatio("breslow")).asPrinted("1.5091914126");
    expect(logHazardRatio("exact")).asPrinted("1.62824395");
  });

  it("of aml", () => {
    const { estimate, standardError } = fitted(unstratified("aml"), "efron").coefficients[0]!;
    expect(estimate).asPrinted("-0.9155325750");
    expect(standardError).asPrinted("0.5119342752");
  });
});

const rows = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 15 }),
    event: fc.integer({ min: 0, max: 1 }),
    x: fc.integer({ min: -3, max: 3 }),
    y: fc.integer({ min: -16, max: 16 }).map((eighths) => eighths / 8),
  }),
  { minLength: 3, maxLength: 40 },
);

describe("laws", () => {
  it("every fit is a place without slope: moved by a step, the likelihood falls, or the result says why there is none", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom<CoxTies>("efron", "breslow", "exact"), (list, ties) => {
        const times = list.map(({ time }) => time);
        const events = list.map(({ event }) => event);
        const x = list.map((one) => one.x);
        const fit = coxRegression({ times, events, covariates: { x } }, { ...model, ties });
        if (fit.kind !== "converged") {
          expect(fit.reason.length).toBeGreaterThan(5);
          return;
        }
        const shifted = fitted({ times, events, covariates: { x: x.map((value) => 100 - 3 * value) } }, ties);
        const { estimate, standardError } = fit.coefficients[0]!;
        expect(Number.isFinite(estimate) && standardError > 0 && standardError < 1e4).exactly(true);
        expect(shifted.coefficients[0]!.estimate).agreesWith(-estimate / 3, {
          relative: 1e-8,
          absolute: 1e-9,
          because: "the covariate is centred and scaled with rounding",
        });
        expect(shifted.logLikelihood.fitted).agreesWith(fit.logLikelihood.fitted, {
          relative: 1e-10,
          absolute: 1e-10,
          because: "order of sums",
        });
      }),
      { numRuns: 200 },
    );
  });

  it("with an indicator of group the score test without ties is the log-rank test", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const times = list.map(({ time }, i) => time + i / 100);
        const events = list.map(({ event }) => event);
        const groups = list.map(({ x }) => (x > 0 ? 1 : 0));
        const fit = coxRegression({ times, events, covariates: { arm: groups } }, { ...model, ties: "efron" });
        const test = logRankTest({ times, events, groups }, { weight: { kind: "logRank" } });
        if ((fit.kind !== "converged" && fit.kind !== "monotone") || test.kind !== "tested") return;
        expect(fit.score.chiSquared).agreesWith(test.chiSquared, {
          relative: 1e-9,
          absolute: 1e-11,
          because: "order of sums",
        });
      }),
    );
  });

  it("does not depend on the order of patients, and one stratum changes nothing", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sample = (of: typeof list): CoxSample => ({
          times: of.map(({ time }) => time),
          events: of.map(({ event }) => event),
          covariates: { x: of.map(({ x }) => x), y: of.map(({ y }) => y) },
        });
        const first = coxRegression(sample(list), { ...model, ties: "efron" });
        const second = coxRegression(sample(list.toReversed()), { ...model, ties: "efron" });
        const third = coxRegression({ ...sample(list), strata: list.map(() => 3) }, { ...model, ties: "efron" });
        expect(third).exactly(first);
        expect(second.kind).exactly(first.kind);
        if (first.kind !== "converged" || second.kind !== "converged") return;
        for (const [j, { estimate }] of first.coefficients.entries()) {
          expect(second.coefficients[j]!.estimate).agreesWith(estimate, {
            relative: 1e-7,
            absolute: 1e-8,
            because: "order of sums",
          });
        }
      }),
    );
  });
});

describe("no finite maximum", () => {
  it("of a covariate that separates events is `monotone`, with the sign and the likelihood it comes close to", () => {
    const sample = {
      times: [1, 2, 3, 4, 5, 6],
      events: [1, 1, 1, 0, 0, 0],
      covariates: { marker: [1, 1, 1, 0, 0, 0] },
    };
    for (const ties of ["efron", "breslow", "exact"] as const) {
      const result = coxRegression(sample, { ...model, ties });
      if (result.kind !== "monotone") throw new Error(result.kind);
      expect(result.towards).exactly([{ covariate: "marker", limit: "infinity" }]);
      // Closed form: among the marked, any order is equally likely, -log(3!).
      expect(result.logLikelihood.supremum).agreesWith(-Math.log(6), {
        absolute: 1e-2,
        because: "the likelihood comes close, not there",
      });
    }
  });

  it("of a combination of covariates is `monotone` in both", () => {
    // At every event x - y is largest, while neither x nor y is.
    const x = [5, 1, 4, 0, 2, 3];
    const y = [0, -3, 1, -2, 1, 3];
    const result = coxRegression(
      { times: [1, 2, 3, 4, 5, 6], events: [1, 1, 1, 1, 1, 1], covariates: { x, y } },
      { ...model, ties: "efron" },
    );
    expect(x.map((value, i) => value - y[i]!)).exactly([5, 4, 3, 2, 1, 0]);
    if (result.kind !== "monotone") throw new Error(result.kind);
    expect(result.towards.map(({ covariate }) => covariate)).exactly(["x", "y"]);
  });

  it("beside a covariate that is well estimated names only the other", () => {
    const times = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const events = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
    const bad = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
    const fine = [1, 0, 0, 1, 0, 1, 1, 0, 1, 0];
    const result = coxRegression({ times, events, covariates: { fine, bad } }, { ...model, ties: "efron" });
    if (result.kind !== "monotone") throw new Error(result.kind);
    expect(result.towards).exactly([{ covariate: "bad", limit: "infinity" }]);
  });
});

describe("nothing to estimate", () => {
  const times = [1, 2, 3, 4];
  const x = [0, 1, 0, 1];
  it.each([
    ["no events", { times, events: [0, 0, 0, 0], covariates: { x } }, "there are no events"],
    ["a constant", { times, events: [1, 1, 1, 1], covariates: { x: [2, 2, 2, 2] } }, "x is the same for all patients"],
    [
      "a copy",
      { times, events: [1, 1, 1, 0], covariates: { x, y: x.map((v) => 2 * v + 1) } },
      "y carries no information",
    ],
    [
      "everybody at risk having it",
      { times: [1, 13, 13], events: [0, 1, 1], covariates: { x: [0, 1, 0] } },
      "x carries no",
    ],
    ["all tied", { times: [3, 3, 3, 3], events: [1, 1, 1, 1], covariates: { x } }, ""],
    [
      "a covariate of the stratum",
      { times, events: [1, 1, 1, 1], covariates: { x }, strata: x },
      "x carries no information",
    ],
  ] as const)("%s", (_name, sample, reason) => {
    const result = coxRegression(sample, { ...model, ties: "exact" });
    expect(result.kind).exactly("notEstimable");
    if (result.kind === "notEstimable") expect(result.reason).toContain(reason);
  });
});

describe("bad input", () => {
  const times = [1, 2, 3];
  const events = [1, 0, 1];
  it.each([
    [{ times, events, covariates: { x: [1, Number.NaN, 2] } }, "x.1: NaN is out of range"],
    [{ times, events, covariates: { x: [1, Infinity, 2] } }, "x.1: Infinity is out of range"],
    [{ times, events, covariates: { x: [1, 2] } }, "x: 2 entries for 3 times"],
    [{ times, events, covariates: {} }, "there are no covariates"],
    [{ times: [], events: [], covariates: { x: [] } }, "there are no patients"],
    [{ times: [1, -2, 3], events, covariates: { x: [1, 2, 3] } }, "times.1"],
  ])("%o", (sample, message) => {
    const run = () => coxRegression(sample, { ...model, ties: "efron" });
    expect(run).toThrow(InvalidInput);
    expect(run).toThrow(message);
  });

  it("robust variance with exact ties, and clusters of another length", () => {
    const sample = { times, events, covariates: { x: [1, 2, 4] } };
    expect(() => coxRegression(sample, { ties: "exact", variance: { kind: "robust" }, level: 0.95 })).toThrow(
      "variance",
    );
    expect(() =>
      coxRegression(sample, { ties: "efron", variance: { kind: "robust", clusters: [1] }, level: 0.95 }),
    ).toThrow("clusters");
  });
});
