import { describe, expect, it } from "vitest";
import { defineTau2Estimator, pool, type PoolOptions, poolToPrior } from "../src/index.ts";
import { rowsOf } from "./made-up.ts";

const rows = rowsOf([12, 20], [6, 10], [5, 6], [7, 20]);

describe("pool", () => {
  it("does not accept an option that its model would ignore", () => {
    expect(() => pool(rows, { model: "binomialNormal", tau2: { kind: "DL" } } as PoolOptions)).toThrow(
      /unknown key "tau2"/,
    );
  });

  it.each([
    [{ model: "bayes" }, /model: "bayes" is not allowed \(allowed: binomialNormal, inverseVariance, betaBinomial\)/],
    [{ model: "inverseVariance", tau2: { kind: "RELM" } }, /tau2\.kind: unknown kind "RELM" \(did you mean REML\?/],
    [{ model: "inverseVariance", interval: { kind: "hk" } }, /interval\.kind: unknown kind "hk"/],
    [{ prediction: { kind: "z" } }, /prediction\.kind: unknown kind "z"/],
    [{ level: 95 }, /level: 95 is out of range/],
    [{ level: 0 }, /level: 0 is out of range/],
  ])("%j is refused", (options, message) => {
    expect(() => pool(rows, options as PoolOptions)).toThrow(message);
  });

  it("takes an estimator of tau2 from outside, and shows it", () => {
    const half = defineTau2Estimator({
      kind: "half",
      label: "one half",
      estimate: () => ({ kind: "estimated", tau2: 0.5 }),
    });
    const pooled = pool(rows, { model: "inverseVariance", tau2: { kind: "half" }, parts: { tau2: [half] } });
    expect(pooled.tau2!.value).exactly(0.5);
    expect(pooled.method).toMatch(/one half/);
  });

  it("an estimator that does not converge gives a result that says so", () => {
    const lost = defineTau2Estimator({
      kind: "lost",
      label: "lost",
      estimate: () => ({ kind: "notConverged", reason: "lost its way" }),
    });
    const pooled = pool(rows, { model: "inverseVariance", tau2: { kind: "lost" }, parts: { tau2: [lost] } });
    expect(pooled.mean).exactly({ kind: "notEstimable", reason: "lost its way" });
    expect(pooled.prediction).exactly({ kind: "notEstimable", reason: "lost its way" });
  });

  it("a prediction interval names its degrees of freedom, and two studies have none with k − 2", () => {
    const labels = (["higginsThompsonSpiegelhalter", "tKMinus1", "normal"] as const).map((kind) => {
      const { prediction } = pool(rows, { model: "inverseVariance", prediction: { kind } });
      return prediction.kind === "estimated" ? prediction.interval.method : prediction.reason;
    });
    expect(labels).exactly(["Higgins-Thompson-Spiegelhalter, t(2)", "t with k - 1, t(3)", "normal quantile, z"]);
    expect(pool(rows.slice(0, 2)).prediction).exactly({
      kind: "notEstimable",
      reason: "a prediction interval needs at least three studies",
    });
  });

  it("an estimate that rests on the continuity correction alone says so", () => {
    const pooled = pool(rowsOf([0, 10], [0, 12], [0, 8]), { model: "inverseVariance", interval: { kind: "wald" } });
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    // meta 8.4-0, metaprop with inverse variance: 0.0459 (0.0093 to 0.1987)
    expect(pooled.mean.value).asPrinted("0.0459");
    expect(pooled.mean.interval.lower).asPrinted("0.0093");
    expect(pooled.mean.interval.upper).asPrinted("0.1987");
    expect(pooled.warnings).exactly(["every study is at 0 %: this estimate rests on the continuity correction alone"]);
  });

  it("refuses counts over different denominators", () => {
    const [first, second] = rows;
    const mixed = [
      { ...first!, denominator: "evaluable" },
      { ...second!, denominator: "treated" },
    ] as const;
    expect(() => pool(mixed)).toThrow(/denominators evaluable and treated/);
    expect(pool(mixed, { mixture: "labelled" }).warnings).exactly(["mixed denominators: evaluable, treated"]);
  });
});

describe("poolToPrior", () => {
  it("adds the spread between studies for a new study", () => {
    const pooled = pool(rows);
    const { mean, standardError } = pooled.logit!;
    expect(poolToPrior(pooled, { for: "mean" })).exactly({ kind: "logitNormal", mean, sd: standardError });
    const sd = Math.sqrt(pooled.tau2!.value + standardError ** 2);
    expect(poolToPrior(pooled, { for: "newStudy" })).exactly({ kind: "logitNormal", mean, sd });
  });

  it("is the Jeffreys posterior where there is no logit, and nothing for a new study", () => {
    const pooled = pool(rowsOf([0, 10], [0, 12]));
    expect(poolToPrior(pooled, { for: "mean" })).exactly({ kind: "beta", a: 0.5, b: 22.5 });
    expect(() => poolToPrior(pooled, { for: "newStudy" })).toThrow(/no prior: every study is at 0 %/);
  });

  it("an unknown purpose is refused", () => {
    expect(() => poolToPrior(pool(rows), { for: "luck" as "mean" })).toThrow(/allowed: newStudy, mean/);
  });
});
