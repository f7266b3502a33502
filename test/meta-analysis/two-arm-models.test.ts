import { readFileSync } from "node:fs";
import { type ComparisonCounts, type PooledOddsRatio, poolTwoArms, type TwoArmModel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface MetaforFit {
  readonly beta: number;
  readonly se: number;
  readonly tau2: number;
  readonly lrt: number;
  readonly wald: number;
}

interface Fit {
  readonly beta: number;
  readonly tau2: number;
  readonly se: number;
  readonly logLikelihood: number;
  readonly studyVariance?: number;
  readonly limits?: readonly [number, number];
  readonly metafor?: MetaforFit;
}

interface ReferenceSet {
  readonly a: readonly number[];
  readonly n1: readonly number[];
  readonly c: readonly number[];
  readonly n2: readonly number[];
  readonly models: Readonly<Record<TwoArmModel, Fit | null | Record<string, never>>>;
}

const url = new URL("../reference/meta-analysis/two-arm-models.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const table = (a: number, n1: number, c: number, n2: number, i: number): ComparisonCounts => ({
  id: `s${i}`,
  label: `Study ${i}`,
  experimental: { events: a, n: n1 },
  control: { events: c, n: n2 },
});
const rowsOf = (set: ReferenceSet) => set.a.map((a, i) => table(a, set.n1[i]!, set.c[i]!, set.n2[i]!, i));
const converged = {
  relative: 1e-6,
  absolute: 2e-7,
  because: "a fixed grid and numerical derivatives in the reference",
};
const cases = Object.entries(sets).flatMap(([name, set]) =>
  Object.entries(set.models).flatMap(([model, fit]) =>
    fit !== null && "beta" in fit ? [{ name, set, model: model as TwoArmModel, fit: fit as Fit }] : [],
  ),
);

function meanOf({ mean }: PooledOddsRatio) {
  if (mean.kind === "notEstimable") throw new Error(mean.reason);
  return mean;
}

describe("the second program, and metafor at its default quadrature", {
  meta: {
    validates: {
      requirement: "Two-arm binomial-normal models",
      functions: ["poolTwoArms"],
      source: "metafor 3.8.1 rma.glmm and a second program",
    },
  },
}, () => {
  it.each(cases)("$model on $name", ({ set, model, fit }) => {
    const pooled = poolTwoArms(rowsOf(set), { model });
    const { value, interval } = meanOf(pooled);
    expect(value).agreesWith(fit.beta, converged);
    expect(pooled.standardError!).agreesWith(fit.se, converged);
    expect(pooled.tau2!.value).agreesWith(fit.tau2, { ...converged, relative: 5e-6 });
    expect(pooled.logLikelihood!).agreesWith(fit.logLikelihood, converged);
    if (fit.studyVariance !== undefined)
      expect(pooled.studyVariance!.value).agreesWith(fit.studyVariance, { ...converged, relative: 5e-6 });
    if (fit.limits !== undefined) {
      expect(interval.lower).agreesWith(fit.limits[0], { ...converged, relative: 1e-5, absolute: 1e-6 });
      expect(interval.upper).agreesWith(fit.limits[1], { ...converged, relative: 1e-5, absolute: 1e-6 });
    }
    const { metafor } = fit;
    if (metafor === undefined || !("beta" in metafor)) return;
    // metafor fits UM.RS by Laplace's approximation, which few events per study do not bear, and its optimiser stops early
    const loose = model === "UM.RS" ? 0.1 : 1e-3;
    expect(value).agreesWith(metafor.beta, {
      relative: loose,
      absolute: 1e-4,
      because: "7 quadrature points or 1, and lme4's optimiser",
    });
    if (model !== "UM.RS")
      expect(pooled.heterogeneity!.statistic).agreesWith(metafor.lrt, {
        relative: 1e-7,
        because: "a glm in the reference",
      });
    else
      expect(pooled.heterogeneity!.statistic).agreesWith(metafor.lrt, {
        relative: 0.1,
        absolute: 0.1,
        because: "Laplace's approximation",
      });
    if (pooled.heterogeneityWald !== undefined)
      expect(pooled.heterogeneityWald.statistic).agreesWith(metafor.wald, {
        relative: 1e-5,
        because: "a glm in the reference",
      });
  });
});

// Stijnen, Hamza & Özdemir (2010), table of the catheter trials, as recorded by others: log odds ratio, its error, tau, and the odds ratio.
describe("Stijnen 2010, exact conditional model", {
  meta: {
    validates: {
      requirement: "Stijnen's exact conditional model",
      functions: ["poolTwoArms"],
      source: "values of Stijnen 2010 named in the test",
    },
  },
}, () => {
  it("prints as the paper", () => {
    const pooled = poolTwoArms(rowsOf(sets["nielweise2007"]!), { model: "CM.EL" });
    expect(meanOf(pooled).value).asPrinted("-1.3532");
    expect(Math.sqrt(pooled.tau2!.value)).asPrinted("0.8327");
    expect(pooled.standardError!).agreesWith(0.3511, {
      absolute: 1e-4,
      because: "the paper's error is from a numerical Hessian",
    });
  });
});

describe("honest ends", () => {
  const pooled = (rows: readonly ComparisonCounts[], model: TwoArmModel) => poolTwoArms(rows, { model });
  const reasonOf = ({ mean }: PooledOddsRatio) => (mean.kind === "notEstimable" ? mean.reason : "");
  const models: readonly TwoArmModel[] = ["UM.FS", "UM.RS", "CM.EL", "CM.AL"];

  it.each(models)("%s: no events at all, or in one arm only, has no odds ratio", (model) => {
    expect(reasonOf(pooled([table(0, 10, 0, 12, 1), table(0, 8, 0, 9, 2)], model))).toContain("no study has both");
    expect(reasonOf(pooled([table(10, 10, 12, 12, 1), table(8, 8, 9, 9, 2)], model))).toContain("no study has both");
    expect(reasonOf(pooled([table(0, 10, 3, 12, 1), table(0, 8, 1, 9, 2)], model))).toContain(
      "no odds ratio is finite",
    );
  });

  it.each(["UM.FS", "CM.EL"] as const)("%s: one study has its own odds ratio and no spread", (model) => {
    const one = pooled([table(4, 20, 8, 22, 1)], model);
    expect(one.tau2).exactly(undefined);
    expect(one.prediction.kind).exactly("notEstimable");
    // the sample log odds ratio, and the conditional estimate of R's fisher.test (R 4.2.2: 0.446208362)
    const truth = model === "UM.FS" ? Math.log((4 * 14) / (16 * 8)) : Math.log(0.446208362);
    expect(meanOf(one).value).agreesWith(truth, {
      absolute: 2e-5,
      because: "closed form, or the root search of fisher.test",
    });
  });

  it("studies without information are left out of the fixed and conditional models and said", () => {
    const rows = [table(4, 20, 8, 22, 1), table(2, 15, 5, 14, 2), table(0, 30, 0, 30, 3)];
    for (const model of ["UM.FS", "CM.EL", "CM.AL"] as const) {
      expect(meanOf(pooled(rows, model)).value).exactly(meanOf(pooled(rows.slice(0, 2), model)).value);
      expect(pooled(rows, model).warnings[0]).toContain("1 study has no events");
    }
  });

  it("arms exchanged turn the sign, and the order of studies changes no bit", () => {
    const rows = rowsOf(sets["random3"]!);
    const turned = rows.map((row) => ({ ...row, experimental: row.control, control: row.experimental }));
    const rounding = { relative: 1e-9, absolute: 1e-10, because: "rounding of an iterated fit" };
    for (const model of ["UM.FS", "CM.EL", "CM.AL"] as const) {
      expect(meanOf(pooled(turned, model)).value).agreesWith(-meanOf(pooled(rows, model)).value, rounding);
      expect(pooled(rows.toReversed(), model)).toEqual(pooled(rows, model));
    }
  });

  it("refuses an unknown model and impossible counts by name", () => {
    expect(() => poolTwoArms([table(1, 2, 1, 2, 1)], { model: "UM.XX" as "UM.FS" })).toThrow("UM.XX");
    expect(() => poolTwoArms([table(3, 2, 1, 2, 1)], { model: "UM.FS" })).toThrow("events is 3");
  });
});
