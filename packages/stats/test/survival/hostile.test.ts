import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  coxRegression,
  type CurveInterval,
  cumulativeHazard,
  type EventWeight,
  kaplanMeier,
  logRankTest,
  restrictedMean,
  survivalQuantile,
} from "../../src/index.ts";

type Numbers = readonly number[];
type Limits = readonly (number | null)[];
interface Curve {
  readonly survival: Numbers;
  readonly standardError: Limits;
  readonly lower: Limits;
  readonly upper: Limits;
  readonly quantiles: Limits;
  readonly quantilesLower: Limits;
  readonly quantilesUpper: Limits;
}
interface Fit {
  readonly estimates: Limits;
  readonly errors: Numbers;
  readonly logLikelihood: Numbers;
  readonly score: Numbers;
}
interface Sample {
  readonly times: Numbers;
  readonly events: Numbers;
  readonly groups: Numbers;
  readonly strata: Numbers;
  readonly x: Numbers;
  readonly curves: Readonly<Record<CurveInterval, Curve | null>>;
  readonly hazard: Numbers;
  readonly hazardError: Numbers;
  readonly tests: Readonly<Record<"logRank" | "petoPeto" | "half" | "stratified", number | null>>;
  readonly cox: Readonly<Record<"efron" | "breslow" | "exact", Fit | null>>;
  readonly coxStratified: Readonly<Record<"efron" | "breslow", Fit | null>>;
  readonly horizon: number;
  readonly restrictedMeans: readonly (readonly [number | null, number | null] | null)[];
}

const path = new URL("../reference/survival/hostile.json", import.meta.url);
const { samples } = JSON.parse(readFileSync(path, "utf8")) as { readonly samples: readonly Sample[] };
const because = "R adds up in another order";
const close = { relative: 1e-10, absolute: 1e-12, because };

describe("hostile samples", {
  meta: {
    validates: {
      requirement: "Survival tools on hostile small samples",
      functions: [
        "kaplanMeier",
        "survivalQuantile",
        "cumulativeHazard",
        "logRankTest",
        "coxRegression",
        "restrictedMean",
      ],
      source: "R survival 3.5.3",
    },
  },
}, () => {
  it.each(["plain", "log", "logLog", "logit", "arcsine"] as const)("Kaplan–Meier and quantiles, %s", (interval) => {
    for (const [k, { times, events, curves }] of samples.entries()) {
      const reference = curves[interval];
      if (reference === null) continue;
      const curve = kaplanMeier({ times, events }, { interval, level: 0.95 });
      expect(curve.points.length).exactly(reference.survival.length);
      for (const [i, point] of curve.points.entries()) {
        expect(point.survival).agreesWith(reference.survival[i]!, close);
        // R has no interval at 0, and at 1 none on the scales where it is infinite.
        if (point.survival === 0 || reference.lower[i] === null) continue;
        expect(point.standardError).agreesWith(reference.standardError[i]!, close);
        expect(point.interval!.lower).agreesWith(reference.lower[i]!, close);
        expect(point.interval!.upper).agreesWith(reference.upper[i]!, close);
      }
      // R interpolates past the first time where the upper limits rise again.
      const uppers = curve.points.map((point) => point.interval?.upper ?? -1);
      const isFalling = uppers.every((upper, i) => i === 0 || upper < 0 || upper <= uppers[i - 1]! + 1e-12);
      for (const [i, p] of [0.25, 0.5, 0.75].entries()) {
        const { estimate, lower, upper } = survivalQuantile(curve, { p });
        const timeOf = (limit: typeof estimate) => (limit.kind === "reached" ? limit.time : -1);
        const tied = { relative: 1e-14, absolute: 0, because: "the middle of two times" };
        expect(timeOf(estimate), `sample ${k}`).agreesWith(reference.quantiles[i] ?? -1, tied);
        expect(timeOf(lower), `sample ${k}`).agreesWith(reference.quantilesLower[i] ?? -1, tied);
        if (isFalling) expect(timeOf(upper), `sample ${k}`).agreesWith(reference.quantilesUpper[i] ?? -1, tied);
      }
    }
  });

  it("cumulative hazards", () => {
    for (const { times, events, hazard, hazardError } of samples) {
      const points = cumulativeHazard({ times, events }, { ties: "nelsonAalen", interval: "log", level: 0.95 });
      for (const [i, point] of points.entries()) {
        expect(point.hazard).agreesWith(hazard[i]!, close);
        expect(point.standardError).agreesWith(hazardError[i]!, close);
      }
    }
  });

  it("log-rank tests", () => {
    const half = { kind: "flemingHarrington", rho: 0.5, gamma: 0 } as const;
    const weights: Readonly<Record<string, EventWeight>> = { petoPeto: { kind: "petoPeto" }, half };
    for (const { times, events, groups, strata, tests } of samples) {
      for (const [name, reference] of Object.entries(tests)) {
        const sample = name === "stratified" ? { times, events, groups, strata } : { times, events, groups };
        const test = logRankTest(sample, { weight: weights[name] ?? { kind: "logRank" } });
        expect(test.kind).exactly(reference === null ? "notEstimable" : "tested");
        if (test.kind === "tested") expect(test.chiSquared).agreesWith(reference!, close);
      }
    }
  });

  it("restricted means", () => {
    for (const { times, events, groups, horizon, restrictedMeans } of samples) {
      for (const [arm, reference] of restrictedMeans.entries()) {
        const own = (column: Numbers) => column.filter((_, i) => groups[i] === arm);
        if (reference === null || own(times).length === 0) continue;
        const ours = restrictedMean({ times: own(times), events: own(events) }, { horizon });
        if (ours.kind !== "tested") {
          expect(ours.reason).toMatch(/^follow-up ends at .*, before the horizon/);
          continue;
        }
        if (reference[0] !== null) expect(ours.mean).agreesWith(reference[0], { ...close, absolute: 0 });
        if (reference[1] !== null) {
          expect(Math.sqrt(ours.variance)).agreesWith(reference[1], { ...close, absolute: 1e-10 * ours.mean });
        }
      }
    }
  });

  it("Cox regression: the same maximum, or the reason why there is none", () => {
    for (const [k, { times, events, groups, strata, x, cox, coxStratified }] of samples.entries()) {
      const fits = [
        ...Object.entries(cox).map(([ties, fit]) => ({ ties, fit, sample: { times, events, covariates: { groups } } })),
        ...Object.entries(coxStratified).map(([ties, fit]) => {
          return { ties, fit, sample: { times, events, strata, covariates: { groups, x } } };
        }),
      ];
      for (const { ties, fit, sample } of fits) {
        const ours = coxRegression(sample, {
          ties: ties as "efron" | "breslow" | "exact",
          variance: { kind: "model" },
          level: 0.95,
        });
        // coxph stops by the likelihood, so that its estimates have half the digits; far offsets cost it more.
        const offset = Math.max(...x.map(Math.abs)) < 1e5 ? 1 : 100;
        const loose = { relative: 1e-7 * offset, absolute: 1e-7 * offset, because: "coxph stops by the likelihood" };
        if (ours.kind === "converged") {
          expect(fit, `sample ${k}`).not.toBeNull();
          for (const [j, { estimate, standardError }] of ours.coefficients.entries()) {
            const slack = { ...loose, absolute: loose.absolute * standardError };
            expect(estimate, `sample ${k}`).agreesWith(fit!.estimates[j]!, slack);
          }
          expect(ours.logLikelihood.fitted).agreesWith(fit!.logLikelihood.at(-1)!, { ...loose, relative: 1e-9 });
        } else if (ours.kind === "monotone") {
          expect(ours.logLikelihood.supremum).toBeLessThan(1e-9);
          // coxph stops on the way up, or sums rounding to a value above 0.
          const reached = Math.min(0, fit?.logLikelihood.at(-1) ?? -Infinity);
          expect(ours.logLikelihood.supremum).toBeGreaterThan(reached - 1e-6 * offset);
        } else {
          expect(ours.kind).exactly("notEstimable");
          const errors = fit?.errors ?? [];
          // R then has no events, an aliased coefficient or a standard error without bound.
          const isVague =
            fit === null || fit.estimates.includes(null) || errors.some((error) => error === 0 || error > 1e3);
          expect(isVague, `sample ${k} ${ties}: ${ours.kind === "notEstimable" ? ours.reason : ""}`).exactly(true);
        }
      }
    }
  });
});
