import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  coxRegression,
  type CurveInterval,
  cumulativeHazard,
  cumulativeIncidence,
  grayTest,
  type HazardTies,
  kaplanMeier,
  logRankTest,
  restrictedMean,
  survivalAt,
  survivalQuantile,
} from "../../src/index.ts";

type Numbers = readonly number[];
type Limits = readonly (number | null)[];
interface Curve {
  readonly survival: Numbers;
  readonly standardError: Numbers;
  readonly lower: Limits;
  readonly upper: Limits;
  readonly quantiles: Readonly<Record<"p" | "estimate" | "lower" | "upper", Limits>>;
}
interface Fit {
  readonly ties: "efron" | "breslow";
  readonly stratified: boolean;
  readonly robust: boolean;
  readonly coefficients: Numbers;
  readonly covariance: readonly Numbers[];
  readonly logLikelihood: readonly [number, number];
  readonly score: number;
  readonly robustScore?: number;
}
interface Competing {
  readonly causes: Numbers;
  readonly incidence: readonly Numbers[];
  readonly variance: readonly Numbers[];
  readonly aalenJohansen: readonly Numbers[];
  readonly tests: readonly { readonly rho: number; readonly stratified: boolean; readonly chiSquared: Numbers }[];
}
interface DataSet {
  readonly name: string;
  readonly times: Numbers;
  readonly events: Numbers;
  readonly groups: Numbers;
  readonly strata: Numbers;
  readonly clusters: Numbers;
  readonly covariates: Readonly<Record<string, Numbers>>;
  readonly grid: Numbers;
  readonly curves: Readonly<Record<CurveInterval, Curve>>;
  readonly hazards: Readonly<Record<HazardTies, { readonly hazard: Numbers; readonly standardError: Numbers }>>;
  readonly cox: readonly Fit[];
  readonly restrictedMean: { readonly horizon: number; readonly mean: Numbers; readonly standardError: Numbers };
  readonly tests: readonly { readonly rho: number; readonly stratified: boolean; readonly chiSquared: number }[];
  readonly competing: Competing | null;
}

const file = new URL("../reference/survival/data-sets.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly DataSet[] };
const close = { relative: 1e-10, absolute: 1e-12, because: "R adds up in another order" };

describe.each(sets)(
  "$name",
  {
    meta: {
      validates: {
        requirement: "Survival estimates, tests and regression on bladder, kidney, rats, myeloid, mgus2 and nafld1",
        functions: [
          "kaplanMeier",
          "survivalAt",
          "survivalQuantile",
          "cumulativeHazard",
          "logRankTest",
          "restrictedMean",
          "coxRegression",
          "cumulativeIncidence",
          "grayTest",
        ],
        source: "R survival 3.5.3, cmprsk 2.2.11",
      },
    },
  },
  (set) => {
    const { times, events, groups, strata, grid } = set;

    it.each(Object.entries(set.curves))("Kaplan–Meier with %s limits", (kind, reference) => {
      const curve = kaplanMeier({ times, events }, { interval: kind as CurveInterval, level: 0.95 });
      for (const [i, time] of grid.entries()) {
        const { survival, standardError, interval } = survivalAt(curve, time);
        expect(survival).agreesWith(reference.survival[i]!, close);
        expect(standardError).agreesWith(reference.standardError[i]!, close);
        expect(interval!.lower).agreesWith(reference.lower[i]!, close);
        expect(interval!.upper).agreesWith(reference.upper[i]!, close);
      }
      for (const [i, p] of reference.quantiles.p.entries()) {
        const quantile = survivalQuantile(curve, { p: p! });
        for (const which of ["estimate", "lower", "upper"] as const) {
          const found = quantile[which];
          expect(found.kind === "reached" ? found.time : null, `${which} of ${p}`).exactly(
            reference.quantiles[which][i]!,
          );
        }
      }
    });

    it.each(["nelsonAalen", "flemingHarrington"] as const)("cumulative hazard, %s", (ties) => {
      const points = cumulativeHazard({ times, events }, { ties, interval: "log", level: 0.95 });
      for (const [i, time] of grid.entries()) {
        const point = points.findLast((one) => one.time <= time)!;
        expect(point.hazard).agreesWith(set.hazards[ties].hazard[i]!, close);
        expect(point.standardError).agreesWith(set.hazards[ties].standardError[i]!, close);
      }
    });

    it("log-rank tests", () => {
      for (const { rho, stratified, chiSquared } of set.tests) {
        const sample = stratified ? { times, events, groups, strata } : { times, events, groups };
        const test = logRankTest(sample, { weight: { kind: "flemingHarrington", rho, gamma: 0 } });
        expect(test.kind === "tested" ? test.chiSquared : -1).agreesWith(chiSquared, close);
      }
    });

    it("restricted means", () => {
      const { horizon, mean, standardError } = set.restrictedMean;
      for (const g of [0, 1]) {
        const own = (column: Numbers) => column.filter((_, i) => groups[i] === g);
        const ours = restrictedMean({ times: own(times), events: own(events) }, { horizon });
        if (ours.kind !== "tested") throw new Error(ours.reason);
        expect(ours.mean).agreesWith(mean[g]!, close);
        expect(Math.sqrt(ours.variance)).agreesWith(standardError[g]!, close);
      }
    });

    it.each(set.cox)("Cox, $ties, stratified $stratified, robust $robust", (reference) => {
      const sample = { times, events, covariates: set.covariates, ...(reference.stratified ? { strata } : {}) };
      const variance = reference.robust
        ? { kind: "robust" as const, clusters: set.clusters }
        : { kind: "model" as const };
      const ours = coxRegression(sample, { ties: reference.ties, variance, level: 0.95 });
      if (ours.kind !== "converged") throw new Error(ours.reason);
      const covariance = reference.robust ? ours.robustCovariance! : ours.covariance;
      for (const [j, { estimate }] of ours.coefficients.entries()) {
        expect(estimate).agreesWith(reference.coefficients[j]!, close);
        for (const [k, value] of covariance[j]!.entries()) {
          expect(value).agreesWith(reference.covariance[j]![k]!, close);
        }
      }
      expect(ours.logLikelihood.null).agreesWith(reference.logLikelihood[0], close);
      expect(ours.logLikelihood.fitted).agreesWith(reference.logLikelihood[1], close);
      expect(ours.score.chiSquared).agreesWith(reference.score, close);
      if (reference.robustScore !== undefined) {
        expect(ours.robustScore!.chiSquared).agreesWith(reference.robustScore, close);
      }
    });

    it.each(set.competing === null ? [] : [set.competing])("competing risks", (reference) => {
      const { causes, incidence, variance, aalenJohansen, tests } = reference;
      const points = cumulativeIncidence({ times, causes }, { interval: "plain", level: 0.95 });
      for (const [t, time] of grid.entries()) {
        const point = points.findLast((one) => one.time <= time)!;
        for (const k of [0, 1]) {
          expect(point.incidence[k]!).agreesWith(incidence[k]![t]!, close);
          expect(point.incidence[k]!).agreesWith(aalenJohansen[t]![k]!, close);
          expect(point.standardError[k]! ** 2).agreesWith(variance[k]![t]!, close);
        }
      }
      for (const { rho, stratified, chiSquared } of tests) {
        const sample = stratified ? { times, causes, groups, strata } : { times, causes, groups };
        for (const [k, value] of chiSquared.entries()) {
          const test = grayTest(sample, { cause: k + 1, rho });
          expect(test.kind === "tested" ? test.chiSquared : -1).agreesWith(value, close);
        }
      }
    });
  },
);
