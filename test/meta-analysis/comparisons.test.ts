import { readFileSync } from "node:fs";
import { type ComparisonCounts, measureComparisons, poolEffects } from "@rekindle/evidence";
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

interface ReferenceSet {
  readonly a: readonly number[];
  readonly n1: readonly number[];
  readonly c: readonly number[];
  readonly n2: readonly number[];
  readonly measures: Readonly<
    Record<string, Measured | null | Record<string, never>>
  >;
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

  const measured = Object.entries(set.measures).filter((entry): entry is [string, Measured] => entry[1] !== null && "yi" in entry[1]);

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
      for (const [j, value] of found.entries()) expect(value, `${method} knha ${j}`).agreesWith(fit.knha[j]!, { ...tolerance, relative: tolerance.relative * 10 });
    }
  });
});
