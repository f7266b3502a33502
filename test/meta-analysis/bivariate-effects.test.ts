import { readFileSync } from "node:fs";
import { type BivariateEffects, poolBivariateEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface ReferenceCase {
  readonly name: string;
  readonly method: "REML" | "ML";
  readonly trial: readonly number[];
  readonly outcome: readonly string[];
  readonly yi: readonly number[];
  readonly vi: readonly number[];
  readonly cov: readonly number[];
  readonly beta: readonly [number, number];
  readonly se: readonly [number, number];
  readonly tau2: readonly [number, number];
  readonly rho: number;
  readonly ll: number;
  readonly "ci.lb": readonly [number, number];
}

const url = new URL("../reference/meta-analysis/bivariate-effects.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(url, "utf8")) as { cases: readonly ReferenceCase[] };

function rowsOf({ trial, outcome, yi, vi, cov }: ReferenceCase): readonly BivariateEffects[] {
  const [one, other] = outcome.includes("PD") ? ["PD", "AL"] : ["first", "second"];
  return [...new Set(trial)].map((id, k) => {
    const effect = (name: string | undefined) => {
      const i = trial.findIndex((each, j) => each === id && outcome[j] === name);
      return i < 0 ? undefined : { value: yi[i]!, variance: vi[i]! };
    };
    const [first, second] = [effect(one), effect(other)];
    return {
      id: `${id}`,
      label: `Trial ${id}`,
      covariance: cov[k]!,
      ...(first === undefined ? {} : { first }),
      ...(second === undefined ? {} : { second }),
    };
  });
}

const optimisers = { relative: 1e-5, absolute: 3e-6, because: "metafor's optimiser stops a little below the maximum" };
const flat = {
  relative: 3e-5,
  absolute: 3e-5,
  because: "metafor's optimiser stops a little below the maximum, and spreads are flat there",
};

function estimate(rows: readonly BivariateEffects[], method: "REML" | "ML") {
  const pooled = poolBivariateEffects(rows, { method });
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
  return pooled;
}

describe("two effects pooled together", {
  meta: {
    validates: {
      requirement: "Bivariate normal-normal meta-analysis (van Houwelingen)",
      functions: ["poolBivariateEffects"],
      source: 'metafor 3.8.1 rma.mv, struct = "UN" (dat.berkey1998, dat.colditz1994)',
    },
  },
}, () => {
  it.each(cases.map((each) => [each.name, each.method, each] as const))("%s, %s", (_name, method, reference) => {
    const pooled = estimate(rowsOf(reference), method);
    for (const [i, outcome] of [pooled.first, pooled.second].entries()) {
      if (outcome.mean.kind === "notEstimable") throw new Error(outcome.mean.reason);
      expect(outcome.mean.value).agreesWith(reference.beta[i]!, optimisers);
      expect(outcome.mean.interval.lower).agreesWith(reference["ci.lb"][i]!, optimisers);
      expect(outcome.standardError).agreesWith(reference.se[i]!, optimisers);
      expect(outcome.tau2).agreesWith(reference.tau2[i]!, flat);
    }
    expect(pooled.correlation.kind === "estimated" && pooled.correlation.value).agreesWith(reference.rho, flat);
    expect(pooled.logLikelihood).agreesWith(reference.ll, { absolute: 1e-8, because: "two optimisers" });
    // never below metafor's maximum
    expect(pooled.logLikelihood).toBeGreaterThan(reference.ll - 1e-10);
  });
});

describe("what must hold of two effects", () => {
  const rows = rowsOf(cases[0]!);

  it("swapping them, and their unit, changes nothing else", () => {
    const one = estimate(rows, "REML");
    const swapped = estimate(
      rows.map(({ first, second, ...row }) => ({ ...row, first: second!, second: first! })),
      "REML",
    );
    const iterated = { relative: 1e-5, because: "two searches" };
    expect(swapped.second.tau2).agreesWith(one.first.tau2, iterated);
    expect(swapped.logLikelihood).agreesWith(one.logLikelihood, { absolute: 1e-9, because: "two searches" });
    const large = rows.map((row) => ({
      ...row,
      first: { value: row.first!.value * 1e3, variance: row.first!.variance * 1e6 },
      second: { value: row.second!.value * 1e3, variance: row.second!.variance * 1e6 },
      covariance: row.covariance! * 1e6,
    }));
    expect(estimate(large, "REML").first.tau2 / 1e6).agreesWith(one.first.tau2, iterated);
  });

  it("says when there is nothing to learn", () => {
    expect(poolBivariateEffects(rows.slice(0, 2)).kind).exactly("notEstimable");
    const alike = Array.from({ length: 5 }, (_, i) => ({
      id: `s${i}`,
      label: "",
      first: { value: 1, variance: 0.1 },
      second: { value: 2, variance: 0.2 },
    }));
    const pooled = estimate(alike, "ML");
    expect(pooled.first.tau2).agreesWith(0, { absolute: 1e-9, because: "a bound" });
  });

  it.each([
    [[{ id: "a", label: "" }], /has neither effect/],
    [[{ id: "a", label: "", first: { value: NaN, variance: 1 } }], /value is NaN/],
    [[{ id: "a", label: "", first: { value: 1, variance: 0 } }], /variance is 0/],
    [
      [{ id: "a", label: "", first: { value: 1, variance: 1 }, second: { value: 1, variance: 1 }, covariance: 1 }],
      /covariance is 1/,
    ],
    [[{ id: "a", label: "", first: { value: 1, variance: 1 }, covariance: 0.1 }], /covariance is 0.1/],
  ])("%j is refused", (bad, message) => {
    expect(() => poolBivariateEffects(bad)).toThrow(message);
  });
});
