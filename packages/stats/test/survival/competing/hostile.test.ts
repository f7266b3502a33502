import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { coxRegression, cumulativeIncidence, grayTest } from "../../../src/index.ts";

type Numbers = readonly number[];
interface Sample {
  readonly times: Numbers;
  readonly causes: Numbers;
  readonly groups: Numbers;
  readonly strata: Numbers;
  readonly x: Numbers;
  readonly clusters: Numbers;
  readonly at: Numbers;
  readonly incidenceCauses: Numbers;
  readonly incidence: readonly (readonly (number | null)[])[];
  readonly variance: readonly (readonly (number | null)[])[];
  readonly testCauses: Numbers;
  readonly tests: Numbers;
  readonly stratified: Numbers;
  readonly robust: Readonly<Record<"efron" | "breslow", readonly (number | null)[] | null>>;
}

const file = new URL("../../reference/survival/hostile-competing.json", import.meta.url);
const { samples } = JSON.parse(readFileSync(file, "utf8")) as { readonly samples: readonly Sample[] };
const close = { relative: 1e-10, absolute: 1e-12, because: "R adds up in another order" };

describe("hostile samples", {
  meta: {
    validates: {
      requirement: "Competing risks and clustered Cox regression on hostile small samples",
      functions: ["cumulativeIncidence", "grayTest", "coxRegression"],
      source: "R cmprsk 2.2.11, survival 3.5.3",
    },
  },
}, () => {
  it("cumulative incidence and its variance, to the last event", () => {
    for (const { times, causes, at, incidenceCauses, incidence, variance } of samples) {
      const points = cumulativeIncidence({ times, causes }, { interval: "logLog", level: 0.95 });
      for (const [row, cause] of incidenceCauses.entries()) {
        if (cause === 0) continue;
        for (const [t, time] of at.entries()) {
          const point = points.find((one) => one.time === time)!;
          const [f, v] = [incidence[row]![t], variance[row]![t]];
          if (f != null) expect(point.incidence[cause - 1]!).agreesWith(f, close);
          if (v != null) expect(point.standardError[cause - 1]! ** 2).agreesWith(v, close);
        }
      }
    }
  });

  it("Gray's test", () => {
    for (const { times, causes, groups, strata, testCauses, tests, stratified } of samples) {
      for (const [row, cause] of testCauses.entries()) {
        if (cause === 0) continue;
        for (const [sample, reference] of [
          [{ times, causes, groups }, tests[row]],
          [{ times, causes, groups, strata }, stratified[row]],
        ] as const) {
          // cmprsk's mark for a singular variance; we then test in the directions that have one.
          if (reference === undefined || reference === -1) continue;
          const test = grayTest(sample, { cause, rho: 0 });
          if (test.kind !== "tested") throw new Error(test.reason);
          expect(test.chiSquared).agreesWith(reference, { ...close, relative: 1e-9 });
        }
      }
    }
  });

  it("Cox regression with clusters", () => {
    for (const { times, causes, x, clusters, robust } of samples) {
      for (const ties of ["efron", "breslow"] as const) {
        const reference = robust[ties];
        const events = causes.map((cause) => (cause > 0 ? 1 : 0));
        const variance = { kind: "robust", clusters } as const;
        const fit = coxRegression({ times, events, covariates: { x } }, { ties, variance, level: 0.95 });
        if (fit.kind !== "converged" || reference === null) continue;
        const [estimate, robustVariance, score] = reference;
        const loose = { relative: 1e-5, absolute: 1e-6, because: "coxph stops by the likelihood" };
        expect(fit.coefficients[0]!.estimate).agreesWith(estimate!, loose);
        expect(fit.robustCovariance![0]![0]!).agreesWith(robustVariance!, { ...loose, relative: 1e-4 });
        if (score != null && fit.robustScore) expect(fit.robustScore.chiSquared).agreesWith(score, loose);
      }
    }
  });

  it("says that a robust variance is none", () => {
    const sample = { times: [3, 3, 3], events: [1, 1, 1], covariates: { x: [0.3, 1.1, -0.4] } };
    const variance = { kind: "robust", clusters: [1, 1, 1] } as const;
    const fit = coxRegression(sample, { ties: "breslow", variance, level: 0.95 });
    expect(fit).exactly({
      kind: "notEstimable",
      reason: "the residuals of x cancel within clusters, so it has no robust variance",
    });
  });
});
