import { readFileSync } from "node:fs";
import {
  type BayesOptions,
  type BinomialCounts,
  effectiveSampleSize,
  fitMapPrior,
  pool,
  poolBayes as poolOrRefuse,
} from "@rekindle/evidence";
import { priorCdf, priorMean } from "@rekindle/stats";
import { describe, expect, it } from "vitest";

interface ReferenceSet {
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly sd: number;
  readonly scale: number;
  readonly tau: { readonly mean: number; readonly sd: number; readonly quantiles: readonly number[] };
  readonly rate: { readonly mean: number; readonly quantiles: readonly number[] };
  readonly newStudy: { readonly mean: number; readonly sd: number; readonly quantiles: readonly number[] };
}

const url = new URL("../reference/meta-analysis/bayes.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };

function rowsOf(events: readonly number[], n: readonly number[]): readonly BinomialCounts[] {
  return events.map((x, i) => ({ id: `s${i}`, label: `Study ${i}`, events: x, n: n[i]! }));
}

function poolBayes(rows: readonly BinomialCounts[], options: BayesOptions) {
  const pooled = poolOrRefuse(rows, options);
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
  return pooled;
}

const grid = { absolute: 2e-4, relative: 5e-4, because: "the reference is a grid with steps of 0.004 and 0.01" };

describe.each(Object.entries(sets))("posterior of %s against a grid", (_, set) => {
  const pooled = poolBayes(rowsOf(set.events, set.n), {
    mean: { kind: "normal", mean: 0, sd: set.sd },
    tau: { kind: "halfNormal", scale: set.scale },
  });

  it.each(["tau", "rate", "newStudy"] as const)("%s", (which) => {
    const [found, expected] = [pooled[which], set[which]];
    expect(found.mean).agreesWith(expected.mean, grid);
    // the reference's quadrature is not adaptive and loses digits at large tau
    if ("sd" in expected) expect(found.standardDeviation).agreesWith(expected.sd, { ...grid, relative: 2e-3 });
    const quantiles = [found.central.lower, found.median, found.central.upper];
    for (const [i, value] of quantiles.entries()) expect(value).agreesWith(expected.quantiles[i]!, grid);
  });
});

describe("what must hold of any posterior", () => {
  const rows = rowsOf([12, 6, 5, 7], [20, 10, 6, 20]);
  const vague = { mean: { kind: "normal", mean: 0, sd: 10 }, tau: { kind: "halfCauchy", scale: 1 } } as const;

  it("the shortest interval is not longer than the central one and holds as much", () => {
    const { rate, tau, newStudy } = poolBayes(rows, vague);
    for (const { shortest, central } of [rate, tau, newStudy]) {
      expect(shortest.upper - shortest.lower).toBeLessThanOrEqual(central.upper - central.lower + 1e-9);
    }
  });

  it("a tau prior at 0 and a vague mean give the pooled binomial", () => {
    const pooled = poolBayes(rows, {
      mean: { kind: "normal", mean: 0, sd: 1000 },
      tau: { kind: "halfNormal", scale: 1e-6 },
    });
    const common = pool(rows, { model: "inverseVariance", tau2: { kind: "commonEffect" } });
    expect(pooled.logit.standardDeviation).agreesWith(common.logit!.standardError, {
      relative: 0.06,
      because: "a posterior of 56 patients is nearly normal",
    });
    // every study is drawn to the common rate
    const means = pooled.studies.map((study) => study.mean);
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(1e-6);
  });

  it("without patients the prior comes back", () => {
    // one study of one patient, seen through a prior so tight that it cannot move
    const pooled = poolBayes(rowsOf([1], [1]), {
      mean: { kind: "normal", mean: 0.5, sd: 1e-4 },
      tau: { kind: "halfNormal", scale: 0.7 },
    });
    expect(pooled.logit.mean).agreesWith(0.5, { absolute: 1e-6, because: "the prior does not move" });
  });

  it("heavy tails with one study: the standard deviation of tau does not exist, and is not made up", () => {
    const pooled = poolBayes(rowsOf([3], [10]), {
      mean: { kind: "normal", mean: 0, sd: 2 },
      tau: { kind: "halfCauchy", scale: 1 },
    });
    expect(pooled.tau.standardDeviation).exactly(undefined);
    expect(pooled.newStudy.central.lower).toBeGreaterThan(0);
    expect(pooled.newStudy.central.upper).toBeLessThan(1);
  });

  it("counting the other outcome mirrors it", () => {
    const options = { mean: { kind: "normal", mean: 0, sd: 2 }, tau: { kind: "halfT", df: 4, scale: 0.5 } } as const;
    const one = poolBayes(rows, options);
    const other = poolBayes(
      rows.map((row) => ({ ...row, events: row.n - row.events })),
      options,
    );
    const rounding = { absolute: 1e-8, because: "two quadratures" };
    expect(1 - other.rate.median).agreesWith(one.rate.median, rounding);
    expect(1 - other.newStudy.central.upper).agreesWith(one.newStudy.central.lower, rounding);
    expect(other.tau.median).agreesWith(one.tau.median, rounding);
    expect(other.logEvidence).agreesWith(one.logEvidence!, { absolute: 1e-9, because: "two quadratures" });
  });

  it.each([
    [{ ...vague, tau: { kind: "halfNormal", scale: 0 } }, /tau\.scale: 0 is out of range/],
    [{ ...vague, tau: { kind: "gamma", scale: 1 } }, /tau\.kind: "gamma" is not allowed/],
    [{ ...vague, mean: { kind: "normal", mean: 0, sd: -1 } }, /mean\.sd: -1 is out of range/],
  ])("%j is refused", (options, message) => {
    expect(() => poolBayes(rows, options as typeof vague)).toThrow(message);
  });
});

describe("MAP priors of the spondylitis trials", () => {
  const set = sets["spondylitis"]!;
  const pooled = poolBayes(rowsOf(set.events, set.n), {
    mean: { kind: "normal", mean: 0, sd: 2 },
    tau: { kind: "halfNormal", scale: 1 },
  });

  it.each(["beta", "logitNormal"] as const)("three %s components keep mean and quantiles", (family) => {
    const { prior, divergence, converged } = fitMapPrior(pooled, { family, components: 3 });
    expect(converged).exactly(true);
    expect(divergence).toBeLessThan(1e-3);
    expect(priorMean(prior)).agreesWith(pooled.newStudy.mean!, {
      absolute: 1e-3,
      because: "a fit of three components",
    });
    for (const [p, rate] of [
      [0.025, pooled.newStudy.central.lower],
      [0.5, pooled.newStudy.median],
      [0.975, pooled.newStudy.central.upper],
    ] as const) {
      expect(priorCdf(prior, rate)).agreesWith(p, { absolute: 5e-3, because: "a fit of three components" });
    }
  });

  it("more components never fit worse", () => {
    const divergences = [1, 2, 3].map((components) => fitMapPrior(pooled, { family: "beta", components }).divergence);
    expect(divergences[1]!).toBeLessThan(divergences[0]!);
    expect(divergences[2]!).toBeLessThan(divergences[1]!);
  });

  it("a robust prior has its vague component", () => {
    const { prior } = fitMapPrior(pooled, { family: "beta", components: 2, robust: { weight: 0.2 } });
    if (prior.kind !== "mixture") throw new Error(prior.kind);
    expect(prior.components.at(-1)).exactly({ weight: 0.2, prior: { kind: "beta", a: 1, b: 1 } });
    const total = prior.components.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).agreesWith(1, { absolute: 1e-12, because: "rounding" });
  });

  it("is worth about 24 patients by moments", () => {
    const { prior } = fitMapPrior(pooled, { family: "beta", components: 3 });
    // recorded for these trials by deterministic quadrature: 24.1
    expect(effectiveSampleSize(prior, { method: "moment" })).agreesWith(24.1, {
      absolute: 0.15,
      because: "a fitted mixture",
    });
  });
});

describe("effective sample size", () => {
  it.each([
    [3, 7],
    [11, 32],
    [1.5, 2],
  ])("of Beta(%d, %d) is a + b by both definitions", (a, b) => {
    const prior = { kind: "beta", a, b } as const;
    const because = "integrated over the logit";
    expect(effectiveSampleSize(prior, { method: "ELIR" })).agreesWith(a + b, { relative: 1e-8, because });
    expect(effectiveSampleSize(prior, { method: "moment" })).agreesWith(a + b, { relative: 1e-8, because });
  });

  it("is not for priors that are not of a rate", () => {
    expect(() => effectiveSampleSize({ kind: "point", value: 0.3 }, { method: "ELIR" })).toThrow(
      /kind: "point" is not allowed/,
    );
  });
});
