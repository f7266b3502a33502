import { describe, expect, it } from "vitest";
import { binomialTable } from "../../src/binomial-normal/binomial-table.ts";
import { binomialNormalLikelihood } from "../../src/binomial-normal/likelihood.kernel.ts";
import { pool } from "../../src/index.ts";
import { rowsOf } from "../made-up.ts";

describe("where the binomial-normal likelihood has no interior", () => {
  it("all at 0 %: an exact limit for the patients together, and no prediction", () => {
    const pooled = pool(rowsOf([0, 10], [0, 12], [0, 8]));
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    expect(pooled.mean.value).exactly(0);
    expect(pooled.mean.interval.lower).exactly(0);
    // closed form 1 − 0.025^(1/30)
    expect(pooled.mean.interval.upper).agreesWith(1 - 0.025 ** (1 / 30), { relative: 1e-12, because: "closed form" });
    expect(pooled.prediction.kind).exactly("notEstimable");
    expect(pooled.logit).exactly(undefined);
    expect(pooled.tau2).exactly(undefined);
    expect(pooled.warnings[0]).toMatch(/every study is at 0 %/);
  });

  it("all at 100 % mirrors all at 0 %", () => {
    const full = pool(rowsOf([10, 10], [12, 12], [8, 8]));
    const none = pool(rowsOf([0, 10], [0, 12], [0, 8]));
    if (full.mean.kind === "notEstimable" || none.mean.kind === "notEstimable") throw new Error("not estimated");
    expect(full.mean.value).exactly(1);
    expect(full.mean.interval.lower).withinUlps(1 - none.mean.interval.upper, 4);
  });

  it("one study is itself, exactly", () => {
    const pooled = pool(rowsOf([12, 20]));
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    // Clopper-Pearson of 12/20, own calculation recorded to eight decimals
    expect(pooled.mean.interval.lower).asPrinted("0.36054259");
    expect(pooled.mean.interval.upper).asPrinted("0.80880994");
    expect(pooled.heterogeneity).exactly(undefined);
    expect(pooled.prediction.kind).exactly("notEstimable");
  });

  it("both ends and nothing between: no finite spread, so no estimate", () => {
    const pooled = pool(rowsOf([0, 8], [10, 10], [0, 15]));
    expect(pooled.mean.kind).exactly("notEstimable");
    expect(pooled.prediction.kind).exactly("notEstimable");
    expect(pooled.heterogeneity!.pValue).toBeLessThan(1e-6);
  });

  it("one patient per study: the exact binomial of all, since the spread cannot be seen", () => {
    const pooled = pool(rowsOf([1, 1], [0, 1], [1, 1], [1, 1]));
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    expect(pooled.mean.value).exactly(0.75);
    expect(pooled.tau2).exactly(undefined);
    expect(pooled.warnings[0]).toMatch(/one patient per study/);
  });

  it("no heterogeneity beyond chance: tau2 at its boundary, the mean that of the patients together", () => {
    const pooled = pool(rowsOf([5, 10], [10, 20], [15, 30]));
    expect(pooled.tau2!.value).exactly(0);
    expect(pooled.tau2!.interval!.lower).exactly(0);
    expect(pooled.tau2!.interval!.upper).toBeGreaterThan(0.1);
    expect(pooled.logit!.mean).exactly(0);
    // standard error of a logit at one half of 60 patients: sqrt(1 / (60 / 4))
    expect(pooled.logit!.standardError).agreesWith(Math.sqrt(4 / 60), { relative: 1e-14, because: "closed form" });
  });

  it("a study of a thousand million patients does not drown the others", () => {
    const small = rowsOf([3, 10], [8, 10], [9, 20], [2, 30], [18, 20]);
    const huge = { id: "huge", label: "Huge", events: 400_000_000, n: 1_000_000_000 };
    const large = { ...huge, events: 400_000, n: 1_000_000 };
    const [one, other] = [pool([...small, huge]), pool([...small, large])];
    expect(one.tau2!.value).toBeGreaterThan(1);
    expect(one.logit!.mean).agreesWith(other.logit!.mean, {
      absolute: 1e-5,
      because: "both sizes pin that study down",
    });
  });

  // Sizes at which each of these was once slow, without end, or short of digits.
  it.each([
    [
      [148_884_949, 153_314_386],
      [0, 503_534_358],
      [0, 79_801_278],
    ],
    [
      [0, 59],
      [1, 112_601_125],
      [15_270_266, 15_793_299],
      [554, 554],
      [327_833, 383_209],
    ],
    [
      [18_608_737, 18_608_737],
      [67_850_750, 67_850_750],
      [1, 70],
    ],
  ] as readonly (readonly (readonly [number, number])[])[])(
    "%j: extreme sizes end, with limits around the estimate",
    (...pairs) => {
      const pooled = pool(rowsOf(...pairs));
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      const { value, interval } = pooled.mean;
      expect(interval.lower >= 0 && interval.lower <= value && value <= interval.upper && interval.upper <= 1).exactly(
        true,
      );
    },
  );
});

it("a profile limit that is not found is a reason, not a 0 or a 1", () => {
  const { logit, marginalMean } = pool(rowsOf([148_884_949, 153_314_386], [0, 503_534_358], [0, 79_801_278]));
  expect(Number.isFinite(logit!.mean)).exactly(true);
  if (marginalMean?.kind !== "notEstimable") throw new Error("this search is expected to fail");
  expect(marginalMean.reason).toContain("no profile-likelihood limit");
});

// mpmath 1.2.1, 30 digits: log-likelihoods relative to a rate per study.
describe("large studies with few events", () => {
  it.each([
    [1, 1e6, -3, 2, -13.999507408670276],
    [3, 1e5, -14, 0.5, -6.82625018170466],
    [2, 50, 1, 4, -2.280585835666267],
    [0, 1e6, 2, 3, -16.03988624065484],
    [7, 1e7, -10, 1.5, -5.161043304814136],
  ])("%d of %d at mu %d, tau %d", (events, n, mu, tau, expected) => {
    expect(binomialNormalLikelihood(binomialTable([{ events, n }]), mu, tau).value).withinUlps(expected, 8);
  });
});
