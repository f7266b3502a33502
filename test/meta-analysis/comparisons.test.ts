import { readFileSync } from "node:fs";
import { type ComparisonCounts, measureComparisons, poolEffects, poolMantelHaenszel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface Fit {
  readonly mu: number;
  readonly se: number;
  readonly tau2: number;
  readonly Q: number;
  readonly Qp: number;
  readonly z: number;
  readonly p: number;
  readonly knha: readonly [number, number, number, number] | Record<string, never>;
}

interface Measured {
  readonly yi: readonly number[];
  readonly vi: readonly number[];
  readonly fits: Readonly<Record<string, Fit>>;
}

interface Common {
  readonly estimate: number;
  readonly se: number;
  readonly cmh?: number;
  readonly cmhP?: number;
  readonly tarone?: number;
  readonly taroneP?: number;
}

interface ReferenceSet {
  readonly mantelHaenszel: Readonly<Record<"oddsRatio" | "riskRatio" | "riskDifference", Common>>;
  readonly peto: { readonly estimate: number; readonly se: number; readonly Q: number };
  readonly a: readonly number[];
  readonly n1: readonly number[];
  readonly c: readonly number[];
  readonly n2: readonly number[];
  readonly measures: Readonly<Record<string, Measured | null | Record<string, never>>>;
}

const url = new URL("../reference/meta-analysis/comparisons.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const closedForm = { relative: 1e-8, absolute: 1e-12, because: "closed form, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };
const closedForms = new Set(["DL", "HE", "SJ", "HS", "EE"]);

describe.each(Object.entries(sets))("metafor's two-arm measures on %s", (_, set) => {
  const rows = set.a.map((events, i): ComparisonCounts => {
    const control = { events: set.c[i]!, n: set.n2[i]! };
    return { id: `s${i}`, label: `Study ${i}`, experimental: { events, n: set.n1[i]! }, control };
  });

  const measured = Object.entries(set.measures).filter(
    (entry): entry is [string, Measured] => entry[1] !== null && "yi" in entry[1],
  );

  it.each(measured)("%s", (kind, { yi, vi, fits }) => {
    const effects = measureComparisons(rows, { kind });
    for (const [i, effect] of effects.rows.entries()) {
      expect(effect.value, `value ${i}`).agreesWith(yi[i]!, closedForm);
      expect(effect.variance, `variance ${i}`).agreesWith(vi[i]!, closedForm);
    }
    for (const [method, fit] of Object.entries(fits)) {
      const tolerance = closedForms.has(method) ? closedForm : iterated;
      const tau2 = { kind: method === "EE" ? "commonEffect" : method };
      const pooled = poolEffects(effects, { tau2, interval: { kind: "wald" } });
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      expect(pooled.mean.value, method).agreesWith(fit.mu, tolerance);
      expect(pooled.standardError, method).agreesWith(fit.se, tolerance);
      expect(pooled.tau2!.value, method).agreesWith(fit.tau2, tolerance);
      expect(pooled.heterogeneity!.statistic).agreesWith(fit.Q, closedForm);
      expect(pooled.heterogeneity!.pValue).agreesWith(fit.Qp, { ...closedForm, absolute: 1e-12 });
      expect(pooled.test!.statistic, method).agreesWith(fit.z, tolerance);
      expect(pooled.test!.pValue, method).agreesWith(fit.p, { ...tolerance, relative: 1e-5 });
      if (!Array.isArray(fit.knha)) continue;
      const scaled = poolEffects(effects, { tau2, interval: { kind: "hartungKnapp" } });
      if (scaled.mean.kind === "notEstimable") throw new Error(scaled.mean.reason);
      const { lower, upper } = scaled.mean.interval;
      const found = [lower, upper, scaled.test!.statistic, scaled.test!.pValue];
      for (const [j, value] of found.entries())
        expect(value, `${method} knha ${j}`).agreesWith(fit.knha[j], {
          ...tolerance,
          relative: tolerance.relative * 10,
        });
    }
  });

  it.each(["oddsRatio", "riskRatio", "riskDifference"] as const)("Mantel-Haenszel %s", (measure) => {
    const reference = set.mantelHaenszel[measure];
    const found = poolMantelHaenszel(rows, { measure });
    if (found.estimate.kind === "notEstimable") throw new Error(found.estimate.reason);
    const { value } = found.estimate;
    expect(measure === "riskDifference" ? value : Math.log(value)).agreesWith(reference.estimate, closedForm);
    expect(found.standardError).agreesWith(reference.se, closedForm);
    if (measure !== "oddsRatio") return;
    expect(found.association!.statistic).agreesWith(reference.cmh!, closedForm);
    expect(found.association!.pValue).agreesWith(reference.cmhP!, closedForm);
    expect(found.homogeneity!.statistic).agreesWith(reference.tarone!, closedForm);
    expect(found.homogeneity!.pValue).agreesWith(reference.taroneP!, closedForm);
  });

  it("Peto's common odds ratio, from the studies with information", () => {
    const informative = rows.filter(
      ({ experimental: e, control: c }) => e.events + c.events > 0 && e.events + c.events < e.n + c.n,
    );
    const pooled = poolEffects(measureComparisons(informative, { kind: "petoLogOddsRatio" }), {
      tau2: { kind: "commonEffect" },
    });
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    expect(pooled.mean.value).agreesWith(set.peto.estimate, closedForm);
    expect(pooled.standardError).agreesWith(set.peto.se, closedForm);
    expect(pooled.heterogeneity!.statistic).agreesWith(set.peto.Q, closedForm);
  });
});

// Rothman, Greenland & Lash (2008), as asserted in metafor's own tests.
describe("Rothman 2008", {
  meta: {
    validates: {
      requirement: "Mantel-Haenszel estimates",
      functions: ["poolMantelHaenszel"],
      source: "published values named in the test",
    },
  },
}, () => {
  const rows = [
    { id: "1", label: "Stratum 1", experimental: { events: 8, n: 106 }, control: { events: 5, n: 120 } },
    { id: "2", label: "Stratum 2", experimental: { events: 22, n: 98 }, control: { events: 16, n: 85 } },
  ];
  it("risk difference with 90 % limits", () => {
    const { estimate } = poolMantelHaenszel(rows, { measure: "riskDifference", level: 0.9 });
    if (estimate.kind === "notEstimable") throw new Error(estimate.reason);
    expect(estimate.value).asPrinted("0.0349");
    expect(estimate.interval.lower).asPrinted("-0.0176");
    expect(estimate.interval.upper).asPrinted("0.0874");
  });

  it("log risk ratio, log odds ratio and tests", () => {
    const log = (measure: "riskRatio" | "oddsRatio") => {
      const { estimate } = poolMantelHaenszel(rows, { measure });
      return Math.log(estimate.kind === "estimated" ? estimate.value : Number.NaN);
    };
    expect(log("riskRatio")).asPrinted("0.2818");
    expect(log("oddsRatio")).asPrinted("0.3387");
    expect(poolMantelHaenszel(rows, { measure: "oddsRatio" }).homogeneity!.statistic).asPrinted("0.3489");
  });
});
