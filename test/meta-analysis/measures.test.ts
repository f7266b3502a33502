import { readFileSync } from "node:fs";
import { measureEffects, pool } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface Fit {
  readonly mu: number;
  readonly se: number;
  readonly tau2: number;
  readonly Q: number;
  readonly natural: readonly [number, number, number];
}

interface ReferenceSet {
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly measures: Readonly<
    Record<string, { yi: readonly number[]; vi: readonly number[]; fits: Readonly<Record<"REML" | "DL" | "EE", Fit>> }>
  >;
}

const url = new URL("../reference/meta-analysis/measures.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const closedForm = { relative: 1e-8, absolute: 1e-12, because: "closed form, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };
const clamp = (p: number) => Math.min(1, Math.max(0, p));

describe.each(Object.entries(sets))("metafor's other measures on %s", (_, set) => {
  const rows = set.events.map((events, i) => ({ id: `s${i}`, label: `Study ${i}`, events, n: set.n[i]! }));

  it.each(Object.entries(set.measures))("%s", (kind, { yi, vi, fits }) => {
    const effects = measureEffects(rows, { kind });
    for (const [i, effect] of effects.rows.entries()) {
      expect(effect.value).agreesWith(yi[i]!, closedForm);
      expect(effect.variance).agreesWith(vi[i]!, closedForm);
    }
    for (const [method, fit] of Object.entries(fits)) {
      const tolerance = method === "REML" ? iterated : closedForm;
      const tau2 = { kind: method === "EE" ? "commonEffect" : method };
      const pooled = pool(effects, { tau2, interval: { kind: "wald" } });
      expect(pooled.tau2!.value).agreesWith(fit.tau2, tolerance);
      expect(pooled.heterogeneity!.statistic).agreesWith(fit.Q, closedForm);
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      const { value, interval } = pooled.mean;
      // rates outside [0, 1] are cut there, which metafor leaves to its user
      const expected = fit.natural.map(clamp);
      for (const [j, found] of [value, interval.lower, interval.upper].entries()) {
        expect(found, `${method} ${j}`).agreesWith(expected[j]!, tolerance);
      }
    }
  });
});

// Miller (1978), doi:10.1080/00031305.1978.10479283: printed are twice the transformed values, four times the variances.
describe("Miller 1978", {
  meta: {
    validates: {
      requirement: "Freeman-Tukey back-transformation",
      functions: ["measureEffects"],
      source: "Miller 1978, as named in the test",
    },
  },
}, () => {
  const rows = (
    [
      [3, 11],
      [6, 17],
      [10, 21],
      [1, 6],
    ] as const
  ).map(([events, n], i) => ({ id: `${i}`, label: `${i}`, events, n }));
  it("transformed values and variances", () => {
    const effects = measureEffects(rows, { kind: "freemanTukey" });
    const printed = [
      ["1.1391", "0.0870"],
      ["1.2888", "0.0571"],
      ["1.5253", "0.0465"],
      ["0.9515", "0.1538"],
    ] as const;
    for (const [i, { value, variance }] of effects.rows.entries()) {
      expect(2 * value).asPrinted(printed[i]![0]);
      expect(4 * variance).asPrinted(printed[i]![1]);
    }
  });

  it("pooled by weight, and back", () => {
    const pooled = pool(rows, {
      model: "inverseVariance",
      measure: { kind: "freemanTukey" },
      tau2: { kind: "commonEffect" },
    });
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    expect(pooled.mean.value).asPrinted("0.3595");
    expect(pooled.warnings[0]).toMatch(/^Freeman-Tukey: the back-transformation uses the harmonic mean/);
  });

  it("a study's own value comes back to its own rate", () => {
    for (const [events, n] of [
      [0, 10],
      [4, 10],
      [9, 15],
      [16, 20],
      [20, 20],
    ] as const) {
      const { measure, rows: own } = measureEffects([{ id: "a", label: "A", events, n }], { kind: "freemanTukey" });
      const back = measure.toNatural(own[0]!.value, { harmonicMeanN: n });
      expect(back).agreesWith(events / n, { absolute: 1e-14, because: "rounding" });
    }
  });
});
