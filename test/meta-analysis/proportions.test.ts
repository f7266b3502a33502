import { readFileSync } from "node:fs";
import { type BinomialCounts, pool, type Pooled } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface Method {
  readonly mu: number;
  readonly se: number;
  readonly tau2: number;
  readonly seTau2?: number | null;
  readonly I2FromTau2: number;
  readonly Q: number;
  readonly Qp: number;
  readonly wald: Limits;
  readonly t: Limits;
  readonly hartungKnapp?: Limits;
  readonly seHartungKnapp?: number;
  readonly modifiedHartungKnapp?: Limits;
  readonly predictionNormal?: Limits;
  readonly predictionModifiedTKMinus1?: Limits;
}

type Limits = readonly [number, number];

interface ReferenceSet {
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly methods: Readonly<Record<string, Method | null>>;
  readonly qProfile?: Limits;
  readonly lme4?: { readonly mu: number; readonly se: number; readonly tau2: number };
  readonly glmm?: { readonly lrt: number };
}

function read<T>(name: string): Readonly<Record<string, T>> {
  const url = new URL(`../reference/meta-analysis/${name}`, import.meta.url);
  return (JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, T>> }).sets;
}

const sets = Object.entries(read<ReferenceSet>("proportions.json"));

function counts(events: readonly number[], n: readonly number[]): readonly BinomialCounts[] {
  return events.map((x, i) => ({ id: `study ${i + 1}`, label: `Study ${i + 1}`, events: x, n: n[i]! }));
}

const closedForm = { relative: 1e-8, absolute: 1e-12, because: "closed form, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };
const closedForms = new Set(["DL", "SJ", "HE", "HS", "EE"]);

function logitLimits({ mean }: Pooled): Limits {
  if (mean.kind === "notEstimable") throw new Error(mean.reason);
  return [logit(mean.interval.lower), logit(mean.interval.upper)];
}

const logit = (p: number): number => Math.log(p / (1 - p));

describe.each(sets)(
  "metafor on %s",
  {
    meta: {
      validates: { requirement: "Pooled proportions, every estimator", functions: ["pool"], source: "metafor 3.8.1" },
    },
  },
  (_, set) => {
    const rows = counts(set.events, set.n);
    const methods = Object.entries(set.methods).filter((entry): entry is [string, Method] => entry[1] !== null);

    it.each(methods)("%s", (name, reference) => {
      const because = closedForms.has(name) ? closedForm : iterated;
      const common = name === "EE";
      const by = (interval: string, prediction = "normal") =>
        pool(rows, {
          model: "inverseVariance",
          tau2: { kind: common ? "commonEffect" : name },
          interval: { kind: interval },
          prediction: { kind: prediction },
        });
      const pooled = by("wald");
      expect(pooled.logit!.mean).agreesWith(reference.mu, because);
      expect(pooled.logit!.standardError).agreesWith(reference.se, because);
      expect(pooled.tau2!.value).agreesWith(reference.tau2, because);
      if (typeof reference.seTau2 === "number")
        expect(pooled.tau2!.standardError).agreesWith(reference.seTau2, because);
      expect(pooled.heterogeneity!.statistic).agreesWith(reference.Q, closedForm);
      expect(pooled.heterogeneity!.pValue).agreesWith(reference.Qp, closedForm);
      if (!common) expect(pooled.I2FromTau2!.value).agreesWith(reference.I2FromTau2, because);
      const limits = { wald: reference.wald, t: reference.t };
      const scaled = { hartungKnapp: reference.hartungKnapp, modifiedHartungKnapp: reference.modifiedHartungKnapp };
      for (const [kind, expected] of Object.entries({ ...limits, ...scaled })) {
        if (expected === undefined) continue;
        const found = logitLimits(by(kind));
        // near 0 and 1 the logit of a rounded rate is known to fewer digits
        const loose = { ...because, relative: Math.max(because.relative, 1e-7) };
        expect(found[0], kind).agreesWith(expected[0], loose);
        expect(found[1], kind).agreesWith(expected[1], loose);
      }
      if (reference.predictionNormal !== undefined) {
        const { prediction } = pooled;
        if (prediction.kind === "notEstimable") throw new Error(prediction.reason);
        expect(logit(prediction.interval.lower)).agreesWith(reference.predictionNormal[0], iterated);
        expect(logit(prediction.interval.upper)).agreesWith(reference.predictionNormal[1], iterated);
      }
      if (reference.predictionModifiedTKMinus1 !== undefined && set.events.length > 2) {
        const { prediction } = by("modifiedHartungKnapp", "tKMinus1");
        if (prediction.kind === "notEstimable") throw new Error(prediction.reason);
        expect(logit(prediction.interval.lower)).agreesWith(reference.predictionModifiedTKMinus1[0], iterated);
        expect(logit(prediction.interval.upper)).agreesWith(reference.predictionModifiedTKMinus1[1], iterated);
      }
    });

    const { qProfile } = set;
    // metafor has none where every effect is the same.
    if (qProfile !== undefined && qProfile[1] > 0)
      it("Q-profile interval of tau2", () => {
        const { interval } = pool(rows, { model: "inverseVariance" }).tau2!;
        expect(interval!.lower).agreesWith(qProfile[0], { ...iterated, absolute: 1e-8 });
        expect(interval!.upper).agreesWith(qProfile[1], iterated);
      });
  },
);

describe.each(sets.filter(([, set]) => set.lme4 !== undefined))(
  "lme4 with 99 quadrature points on %s",
  {
    meta: {
      validates: { requirement: "Binomial-normal model", functions: ["pool"], source: "lme4, 99 quadrature points" },
    },
  },
  (name, set) => {
    const pooled = pool(counts(set.events, set.n));

    it("mean, standard error and tau2", () => {
      const because = "lme4 stops when its optimiser's steps are small";
      // at so wide a spread lme4's 99 points are not enough: see the mpmath values
      const relative = name === "wideSpread" ? 1e-3 : 2e-6;
      expect(pooled.logit!.mean).agreesWith(set.lme4!.mu, { relative, because });
      expect(pooled.logit!.standardError).agreesWith(set.lme4!.se, { relative, because });
      expect(pooled.tau2!.value).agreesWith(set.lme4!.tau2, { relative, absolute: 1e-12, because });
    });

    it("likelihood-ratio test of separate rates, by metafor", () => {
      const because = "metafor maximises both models by iteration";
      expect(pooled.heterogeneity!.statistic).agreesWith(set.glmm!.lrt, { relative: 1e-7, because });
    });
  },
);

interface Profiles {
  readonly rows: readonly (readonly [number, number])[];
  readonly mu: number;
  readonly tau2: number;
  readonly logLikelihood: number;
  readonly marginal: number;
  readonly mulower: number;
  readonly muupper: number;
  readonly marginallower: number;
  readonly marginalupper: number;
  readonly tau2lower: number;
  readonly tau2upper: number;
}

describe.each(Object.entries(read<Profiles>("profiles.json")))(
  "mpmath, 25 digits, on %s",
  {
    meta: {
      validates: {
        requirement: "Profile likelihood of the binomial-normal model",
        functions: ["pool"],
        source: "mpmath 1.2.1, 25 digits",
      },
    },
  },
  (_, reference) => {
    const rows = counts(
      reference.rows.map(([x]) => x),
      reference.rows.map(([, n]) => n),
    );
    const pooled = pool(rows);
    const because = "a maximum is known to the square root of rounding at worst";

    it("maximum and marginal mean", () => {
      expect(pooled.logit!.mean).agreesWith(reference.mu, { relative: 1e-9, because });
      expect(pooled.tau2!.value).agreesWith(reference.tau2, { relative: 1e-9, because });
      expect(pooled.logLikelihood).agreesWith(reference.logLikelihood, { relative: 1e-13, because: "rounding" });
      if (pooled.marginalMean?.kind !== "estimated") throw new Error("not estimated");
      expect(pooled.marginalMean.value).agreesWith(reference.marginal, { relative: 1e-9, because });
    });

    it("profile limits of mean, marginal mean and tau2", () => {
      const [lower, upper] = logitLimits(pooled);
      expect(lower).agreesWith(reference.mulower, { relative: 1e-8, because });
      expect(upper).agreesWith(reference.muupper, { relative: 1e-8, because });
      if (pooled.marginalMean?.kind !== "estimated") throw new Error("not estimated");
      expect(pooled.marginalMean.interval.lower).agreesWith(reference.marginallower, { relative: 1e-8, because });
      expect(pooled.marginalMean.interval.upper).agreesWith(reference.marginalupper, { relative: 1e-8, because });
      const { interval } = pooled.tau2!;
      expect(interval!.lower).agreesWith(reference.tau2lower, { relative: 1e-8, because });
      expect(interval!.upper).agreesWith(reference.tau2upper, { relative: 1e-8, because });
    });
  },
);
