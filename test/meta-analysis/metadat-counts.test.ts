import { readFileSync } from "node:fs";
import {
  type BinomialCounts,
  type ComparisonCounts,
  type GivenEffects,
  givenEffects,
  measureComparisons,
  measureEffects,
  pool,
  poolEffects,
  poolMantelHaenszel,
  poolTwoArms,
  type TwoArmModel,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Row = readonly (number | null)[];

interface Summary {
  /** Of the effects, of the variances and of their product; then Q. */
  readonly sums: readonly [number, number, number, number];
  /** Estimate, error and tau2 by each method. */
  readonly fits: readonly Row[];
}

/** Estimate, error, tau2, likelihood-ratio statistic, and the log-likelihood there. */
type Glmm = readonly [number, number, number, number, number];

interface Comparisons {
  readonly a: readonly number[];
  readonly n1: readonly number[];
  readonly c: readonly number[];
  readonly n2: readonly number[];
  readonly measures: Readonly<Record<string, Summary>>;
  readonly mantelHaenszel: Readonly<
    Partial<Record<"oddsRatio" | "riskRatio" | "riskDifference", readonly [number, number]>>
  >;
  readonly peto: readonly [number, number, number];
  readonly glmm: Readonly<Partial<Record<TwoArmModel, Glmm>>> | readonly [];
}

interface Rates {
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly logit: Summary;
  readonly glmm: Glmm;
}

const url = new URL("../reference/meta-analysis/metadat-counts.json", import.meta.url);
const reference = JSON.parse(readFileSync(url, "utf8")) as {
  readonly comparisons: Readonly<Record<string, Comparisons>>;
  readonly rates: Readonly<Record<string, Rates>>;
};
const methods = ["REML", "DL", "PM", "ML", "HE", "SJ", "HS", "EE"] as const;
const closedForms = new Set<string>(["DL", "HE", "SJ", "HS", "EE"]);
const closedForm = { relative: 1e-8, absolute: 1e-11, because: "closed form, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };

function expectSummary(effects: GivenEffects, { sums, fits }: Summary): void {
  const total = (of: (row: { readonly value: number; readonly variance: number }) => number) =>
    effects.rows.reduce((sum, each) => sum + of(each), 0);
  expect(total(({ value }) => value)).agreesWith(sums[0], closedForm);
  expect(total(({ variance }) => variance)).agreesWith(sums[1], closedForm);
  expect(total(({ value, variance }) => value * variance)).agreesWith(sums[2], closedForm);
  for (const [i, method] of methods.entries()) {
    const tolerance = closedForms.has(method) ? closedForm : iterated;
    const tau2 = { kind: method === "EE" ? "commonEffect" : method };
    const pooled = poolEffects(effects, { tau2, interval: { kind: "wald" } });
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    const [estimate, error, spread] = fits[i]!;
    expect(pooled.mean.value, method).agreesWith(estimate!, tolerance);
    expect(pooled.standardError, method).agreesWith(error!, tolerance);
    expect(pooled.tau2!.value, method).agreesWith(spread!, tolerance);
    expect(pooled.heterogeneity!.statistic).agreesWith(sums[3], closedForm);
  }
}

/** metafor's estimate to 1e-4 where it is as high on the likelihood as ours; and ours is nowhere lower than its. */
function expectGlmm(
  found: { readonly estimate: number; readonly error: number; readonly tau2: number; readonly logLikelihood: number },
  [estimate, error, tau2, , height]: Glmm,
): void {
  const because = "7 quadrature points, and lme4's optimiser";
  expect(found.logLikelihood - height).toBeGreaterThan(-1e-9);
  const lost = found.logLikelihood - height > 4e-8;
  const tolerance = { relative: lost ? 2e-3 : 1e-4, absolute: lost ? 1e-3 : 1e-4, because };
  expect(found.estimate).agreesWith(estimate, tolerance);
  expect(found.error).agreesWith(error, tolerance);
  expect(found.tau2).agreesWith(tau2, tolerance);
}

describe.each(Object.entries(reference.comparisons))(
  "metafor on the two arms of %s",
  {
    meta: {
      validates: {
        requirement: "Two-arm measures, Mantel-Haenszel, Peto and models on all counts of metadat",
        functions: ["measureComparisons", "poolEffects", "poolMantelHaenszel", "poolTwoArms"],
        source: "metafor 3.8.1 on metadat 1.2.0",
      },
    },
  },
  (_, set) => {
    const rows = set.a.map(
      (events, i): ComparisonCounts => ({
        id: `s${i}`,
        label: `Study ${i}`,
        experimental: { events, n: set.n1[i]! },
        control: { events: set.c[i]!, n: set.n2[i]! },
      }),
    );

    it.each(Object.entries(set.measures))("%s", (kind, summary) => {
      expectSummary(measureComparisons(rows, { kind }), summary);
    });

    it("Mantel-Haenszel and Peto", () => {
      for (const measure of ["oddsRatio", "riskRatio", "riskDifference"] as const) {
        const { estimate, standardError } = poolMantelHaenszel(rows, { measure });
        if (estimate.kind === "notEstimable") throw new Error(estimate.reason);
        const value = measure === "riskDifference" ? estimate.value : Math.log(estimate.value);
        expect(value).agreesWith(set.mantelHaenszel[measure]![0], closedForm);
        expect(standardError).agreesWith(set.mantelHaenszel[measure]![1], closedForm);
      }
      const informative = rows.filter(
        ({ experimental: e, control: c }) => e.events + c.events > 0 && e.events + c.events < e.n + c.n,
      );
      const peto = poolEffects(measureComparisons(informative, { kind: "petoLogOddsRatio" }), {
        tau2: { kind: "commonEffect" },
      });
      if (peto.mean.kind === "notEstimable") throw new Error(peto.mean.reason);
      expect(peto.mean.value).agreesWith(set.peto[0], closedForm);
      expect(peto.standardError).agreesWith(set.peto[1], closedForm);
      expect(peto.heterogeneity!.statistic).agreesWith(set.peto[2], closedForm);
    });

    const models = Object.entries(set.glmm) as readonly (readonly [TwoArmModel, Glmm])[];
    it.skipIf(models.length === 0).each(models)("%s", (model, glmm) => {
      const pooled = poolTwoArms(rows, { model });
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      const { standardError, tau2, logLikelihood, heterogeneity } = pooled;
      expectGlmm(
        { estimate: pooled.mean.value, error: standardError!, tau2: tau2!.value, logLikelihood: logLikelihood! },
        glmm,
      );
      expect(heterogeneity!.statistic).agreesWith(glmm[3], { relative: 1e-7, because: "a glm in the reference" });
    });
  },
);

describe("metafor on the rates of metadat's arms", {
  meta: {
    validates: {
      requirement: "Pooled proportions on all counts of metadat",
      functions: ["measureEffects", "givenEffects", "poolEffects", "pool"],
      source: "metafor 3.8.1 on metadat 1.2.0",
    },
  },
}, () => {
  const rates = Object.entries(reference.rates).map(([name, set]) => ({
    name,
    set,
    rows: set.events.map((events, i): BinomialCounts => ({ id: `s${i}`, label: `Study ${i}`, events, n: set.n[i]! })),
  }));

  it.each(rates)("logits of $name", ({ set, rows }) => {
    const { rows: effects } = measureEffects(rows, { kind: "logitProportion" });
    expectSummary(givenEffects(effects, { scale: "logit" }), set.logit);
  });

  const fitted = rates.map(({ name, set, rows }) => ({ name, set, pooled: pool(rows) }));
  it.each(fitted)("binomial-normal model of $name", ({ set, pooled }) => {
    const { mean: estimate, standardError: error } = pooled.logit!;
    expectGlmm({ estimate, error, tau2: pooled.tau2!.value, logLikelihood: pooled.logLikelihood! }, set.glmm);
    expect(pooled.heterogeneity!.statistic).agreesWith(set.glmm[3], {
      relative: 1e-7,
      because: "metafor maximises both models by iteration",
    });
  });

  // By 7 points of quadrature metafor stops below the maximum: each log-likelihood is its own sum over 8,501 points at metafor's estimate.
  it("metafor's default quadrature has not converged in seven sets of rare or very different rates", () => {
    const short = fitted.filter(({ set, pooled }) => pooled.logLikelihood! - set.glmm[4] > 4e-8);
    expect(short.map(({ name }) => name)).toEqual([
      "dong2013 ICS",
      "dong2013 LABA",
      "dong2013 LABA-ICS",
      "dong2013 Placebo",
      "dong2013 TIO-HH",
      "baker2009 Tiotropium",
      "collins1985aDeath control",
    ]);
  });
});
