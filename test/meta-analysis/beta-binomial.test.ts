import { readFileSync } from "node:fs";
import { pool, poolToPrior } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface ReferenceSet {
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly logit: number;
  readonly se: number;
  readonly rho: number;
  readonly logLikelihood: number;
  readonly mean: readonly [number, number];
  readonly rhoLimits: readonly [number, number];
}

const url = new URL("../reference/meta-analysis/beta-binomial.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const rowsOf = (events: readonly number[], n: readonly number[]) =>
  events.map((x, i) => ({ id: `s${i}`, label: `Study ${i}`, events: x, n: n[i]! }));

describe.each(Object.entries(sets))(
  "beta-binomial model on %s, maximised in R from the written-out density",
  (_, set) => {
    const pooled = pool(rowsOf(set.events, set.n), { model: "betaBinomial" });

    it("mean, rho, standard error, likelihood and profile limits", () => {
      const close = { relative: 1e-6, absolute: 1e-8, because: "numerical derivatives and uniroot in the reference" };
      expect(pooled.logit!.mean).agreesWith(set.logit, close);
      expect(pooled.logit!.standardError).agreesWith(set.se, { ...close, relative: 1e-5 });
      expect(pooled.intraclassCorrelation!.value).agreesWith(set.rho, { ...close, relative: 1e-5 });
      expect(pooled.logLikelihood!).agreesWith(set.logLikelihood, close);
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      const { lower, upper } = pooled.mean.interval;
      const limits = { ...close, relative: 1e-5 };
      expect(lower).agreesWith(set.mean[0], limits);
      expect(upper).agreesWith(set.mean[1], limits);
      expect(pooled.intraclassCorrelation!.interval!.lower).agreesWith(set.rhoLimits[0], { ...limits, absolute: 1e-7 });
      expect(pooled.intraclassCorrelation!.interval!.upper).agreesWith(set.rhoLimits[1], limits);
    });
  },
);

describe("ends of the beta-binomial model", () => {
  it("rho at 0 is said, and a new study has the common rate", () => {
    const pooled = pool(rowsOf([2, 3, 2], [10, 12, 9]), { model: "betaBinomial" });
    expect(pooled.intraclassCorrelation!.value).exactly(0);
    expect(pooled.warnings[0]).toContain("rho is at its lower end");
    if (pooled.mean.kind !== "estimated" || pooled.prediction.kind !== "estimated") throw new Error("estimable");
    expect(pooled.mean.value).agreesWith(7 / 31, { relative: 1e-12, because: "closed form" });
    expect(pooled.prediction.interval.lower).exactly(pooled.mean.interval.lower);
  });

  it.each([
    [[3], [10], "one study"],
    [[0, 0], [5, 7], "every study is at 0 %"],
    [[5, 7], [5, 7], "every study is at 100 %"],
    [[0, 7], [5, 7], "no finite estimate"],
    [[0, 1], [1, 1], "one patient per study"],
  ])("%j of %j: nothing to predict, and why", (events, n, reason) => {
    const { prediction, model } = pool(rowsOf(events, n), { model: "betaBinomial" });
    expect(model).exactly("betaBinomial");
    expect(prediction.kind === "notEstimable" ? prediction.reason : "").toContain(reason);
  });

  it("sums beyond 4096 terms agree with the sums themselves", () => {
    const pooled = pool(rowsOf(sets["large"]!.events, sets["large"]!.n), { model: "betaBinomial" });
    expect(pooled.logLikelihood!).agreesWith(sets["large"]!.logLikelihood, {
      absolute: 1e-7,
      because: "rounding of sums of 20,000 logs",
    });
  });

  it("is a beta prior for a new study", () => {
    const pooled = pool(rowsOf([12, 6, 7], [20, 10, 20]), { model: "betaBinomial" });
    const spread = pool(rowsOf([12, 1, 17], [20, 10, 20]), { model: "betaBinomial" });
    expect(poolToPrior(spread, { for: "newStudy" }).kind).exactly("beta");
    expect(poolToPrior(pooled, { for: "mean" }).kind).exactly("logitNormal");
  });
});
