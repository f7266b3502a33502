import { readFileSync } from "node:fs";
import {
  type BayesianEffectPool,
  type EffectsBayesOptions,
  type EffectsTauPrior,
  givenEffects,
  type Law,
  measureComparisons,
  type MeanPrior,
  poolBayes,
  poolEffectsBayes,
  shortestInterval,
  type TauPrior,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface Numbers {
  readonly mean?: number;
  readonly sd?: number;
  readonly quantiles: readonly number[];
  readonly at: number;
  readonly density: number;
  readonly cdf?: number;
}

interface NormalCase {
  readonly set: string;
  readonly effects: { readonly y: readonly number[]; readonly v: readonly number[] };
  readonly mean: MeanPrior;
  readonly tau: EffectsTauPrior;
  readonly posterior: Readonly<Record<"mean" | "tau" | "newStudy" | "firstStudy", Numbers>>;
  readonly logEvidence?: number;
  readonly zeroTau?: number;
  readonly zeroMean?: number;
}

interface BinomialCase {
  readonly set: string;
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly mean: MeanPrior;
  readonly tau: TauPrior;
  readonly logEvidence?: number;
  readonly posterior: {
    readonly logit: { readonly mean: number; readonly sd: number; readonly at: number; readonly density: number };
    readonly tau: { readonly mean: number; readonly sd: number };
    readonly newStudy: { readonly mean: number; readonly sd: number };
  };
}

function read(name: string): readonly unknown[] {
  const text = readFileSync(new URL(`../reference/meta-analysis/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: readonly unknown[] }).cases;
}

type Estimated = Extract<BayesianEffectPool, { readonly kind: "estimated" }>;

function effectsOf(y: readonly number[], v: readonly number[]) {
  return givenEffects(
    y.map((value, i) => ({ id: `s${i}`, label: `S${i}`, value, variance: v[i]! })),
    { scale: "effect" },
  );
}

function estimate(y: readonly number[], v: readonly number[], options: EffectsBayesOptions): Estimated {
  const pooled = poolEffectsBayes(effectsOf(y, v), options);
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
  return pooled;
}

const quadratures = { relative: 1e-10, absolute: 1e-12, because: "two quadratures" };
const vague = { mean: { kind: "flat" }, tau: { kind: "uniform" } } as const;
const HALF_NORMAL = { mean: { kind: "normal", mean: 0, sd: 4 }, tau: { kind: "halfNormal", scale: 0.5 } } as const;

describe("posteriors of the normal-normal model", {
  meta: {
    validates: {
      requirement: "Bayesian random-effects meta-analysis of effects by exact quadrature",
      functions: ["poolEffectsBayes"],
      source: "own mpmath program, 30 digits (test/reference/meta-analysis/normal-bayes.py)",
    },
  },
}, () => {
  const cases = read("normal-bayes") as readonly NormalCase[];
  it.each(cases.map((each) => [each.set, each.mean.kind, each.tau.kind, each] as const))(
    "%s, mean %s, tau %s",
    (_set, _mean, _tau, { effects, mean, tau, ...reference }) => {
      const pooled = estimate(effects.y, effects.v, { mean, tau });
      const { laws, studies, bayesFactors, logEvidence } = pooled;
      const pairs = [
        [pooled.mean, laws.mean, reference.posterior.mean],
        [pooled.tau, laws.tau, reference.posterior.tau],
        [pooled.newStudy, laws.newStudy, reference.posterior.newStudy],
        [studies[0]!, laws.studies[0]!, reference.posterior.firstStudy],
      ] as const;
      for (const [found, law, expected] of pairs) compare(found, law, expected);
      for (const [found, expected] of [
        [logEvidence, reference.logEvidence],
        [bayesFactors.zeroTau, reference.zeroTau],
        [bayesFactors.zeroMean, reference.zeroMean],
      ] as const) {
        expect(found === undefined).exactly(expected === undefined);
        if (expected !== undefined) expect(found).agreesWith(expected, quadratures);
      }
    },
  );

  function compare(found: Estimated["studies"][number] | Estimated["mean"], law: Law, expected: Numbers): void {
    const { mean, standardDeviation, median, central } = found;
    expect(mean === undefined).exactly(expected.mean === undefined);
    expect(standardDeviation === undefined).exactly(expected.sd === undefined);
    if (expected.mean !== undefined) expect(mean).agreesWith(expected.mean, quadratures);
    if (expected.sd !== undefined) expect(standardDeviation).agreesWith(expected.sd, quadratures);
    for (const [i, value] of [central.lower, median, central.upper].entries()) {
      expect(value).agreesWith(expected.quantiles[i]!, quadratures);
    }
    expect(law.density(expected.at)).agreesWith(expected.density, quadratures);
    if (expected.cdf !== undefined) expect(law.cdf(expected.at)).agreesWith(expected.cdf, quadratures);
  }
});

describe("transplantation trials of Crins", {
  meta: {
    validates: {
      requirement: "Bayesian random-effects meta-analysis: bayesmeta's example",
      functions: ["poolEffectsBayes", "shortestInterval"],
      source: "bayesmeta 3.4 (CrinsEtAl2014), which leaves out 1e-4 of the probability (its epsilon)",
    },
  },
}, () => {
  const counts = [
    [14, 61, 15, 20],
    [16, 28, 19, 28],
    [3, 18, 8, 12],
    [9, 54, 29, 54],
    [4, 36, 11, 36],
    [0, 50, 3, 34],
  ] as const;
  const rows = counts.map(([a, n1, c, n2], i) => ({
    id: `s${i}`,
    label: `S${i}`,
    experimental: { events: a, n: n1 },
    control: { events: c, n: n2 },
  }));
  const pooled = poolEffectsBayes(measureComparisons(rows, { kind: "logOddsRatio" }), HALF_NORMAL);
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
  const { tau, mean, newStudy } = pooled;
  it.each([
    ["tau, median", tau.median, 0.344502],
    ["tau, upper", tau.shortest.upper, 0.860719],
    ["mean, median", mean.median, -1.573482],
    ["mean, mean", mean.mean, -1.576437],
    ["mean, sd", mean.standardDeviation, 0.32953],
    ["mean, lower", mean.shortest.lower, -2.231125],
    ["mean, upper", mean.shortest.upper, -0.926307],
    ["new study, lower", newStudy.shortest.lower, -2.766132],
    ["new study, upper", newStudy.shortest.upper, -0.407297],
  ] as const)("%s", (_, found, expected) => {
    expect(found).agreesWith(expected, { absolute: 2e-3, because: "bayesmeta leaves out 1e-4 of the probability" });
  });
  it("has odds ratios beside", () => {
    expect(pooled.natural.mean.median).agreesWith(Math.exp(mean.median), { relative: 1e-14, because: "rounding" });
  });
});

describe("what must hold of any posterior of effects", () => {
  const y = [-0.2, 0.5, 1.3, 0.1];
  const v = [0.1, 0.2, 0.15, 0.4];

  it("does not depend on the order, and moves with the effects", () => {
    const one = estimate(y, v, vague);
    const turned = estimate(y.toReversed(), v.toReversed(), vague);
    expect(turned.mean).exactly(one.mean);
    const moved = estimate(
      y.map((value) => value + 100),
      v,
      vague,
    );
    expect(moved.mean.median - 100).agreesWith(one.mean.median, {
      absolute: 1e-11,
      because: "digits lost to the shift",
    });
    const scaled = estimate(
      y.map((value) => value * 1e-6),
      v.map((value) => value * 1e-12),
      vague,
    );
    expect(scaled.tau.central.upper * 1e6).agreesWith(one.tau.central.upper, {
      relative: 1e-11,
      because: "another unit",
    });
  });

  it("shortest intervals hold their level with equal densities at both ends", () => {
    const { laws } = estimate(y, v, vague);
    for (const law of [laws.mean, laws.newStudy, laws.studies[2]!]) {
      const [lower, upper] = shortestInterval(law, 0.9);
      expect(law.cdf(upper) - law.cdf(lower)).agreesWith(0.9, { absolute: 1e-12, because: "quantiles to rounding" });
      expect(law.density(lower)).agreesWith(law.density(upper), { relative: 1e-6, because: "a search" });
    }
    expect(shortestInterval(laws.tau, 0.9)[0]).exactly(0);
  });

  it.each([
    [1, { kind: "flat" }, { kind: "uniform" }],
    [2, { kind: "flat" }, { kind: "uniform" }],
    [1, { kind: "normal", mean: 0, sd: 1 }, { kind: "uniform" }],
    [1, { kind: "flat" }, { kind: "jeffreys" }],
    [1, { kind: "flat" }, { kind: "bergerDeely" }],
    [1, { kind: "flat" }, { kind: "squareRoot" }],
    [1, { kind: "normal", mean: 0, sd: 1 }, { kind: "uniformI2" }],
  ] as const)("%i studies with %j and %j have no posterior", (k, mean, tau) => {
    expect(poolEffectsBayes(effectsOf(y.slice(0, k), v.slice(0, k)), { mean, tau }).kind).exactly("notEstimable");
  });

  it("one study with a flat mean and a law of tau: the mean has a posterior", () => {
    expect(
      estimate([1], [0.2], { mean: { kind: "flat" }, tau: { kind: "halfNormal", scale: 1 } }).mean.median,
    ).agreesWith(1, {
      absolute: 1e-12,
      because: "symmetric about the study",
    });
  });

  it("no spread, or all of it", () => {
    const tight = estimate(y, v, { mean: { kind: "flat" }, tau: { kind: "halfNormal", scale: 1e-7 } });
    const weight = v.reduce((sum, each) => sum + 1 / each, 0);
    expect(tight.mean.standardDeviation).agreesWith(Math.sqrt(1 / weight), {
      relative: 1e-9,
      because: "the common effect",
    });
    const many = Array.from({ length: 2000 }, (_, i) => (i % 7) / 3);
    const large = estimate(
      many,
      many.map(() => 0.01),
      vague,
    );
    expect(large.mean.mean).agreesWith(many.reduce((a, b) => a + b, 0) / 2000, {
      relative: 1e-10,
      because: "equal weights",
    });
  });

  it.each([
    [{ ...vague, tau: { kind: "halfNormal", scale: -1 } }, /tau\.scale: -1 is out of range/],
    [{ ...vague, tau: { kind: "gamma" } }, /tau\.kind: "gamma" is not allowed/],
    [{ ...vague, mean: { kind: "normal", mean: 0, sd: 0 } }, /mean\.sd: 0 is out of range/],
    [{ ...vague, level: 1 }, /level: 1 is out of range/],
  ])("%j is refused", (options, message) => {
    expect(() => poolEffectsBayes(effectsOf(y, v), options as typeof vague)).toThrow(message);
  });

  it("refuses variances of 0", () => {
    expect(() => poolEffectsBayes(effectsOf([1], [0]), HALF_NORMAL)).toThrow(/variance is 0/);
  });
});

describe("posteriors of the binomial-normal model with studies at 0 and 100 %", {
  meta: {
    validates: {
      requirement: "Bayesian binomial-normal pooling with studies at 0 and 100 %",
      functions: ["poolBayes"],
      source: "own numpy program, checked by mpmath at 25 digits (test/reference/meta-analysis/binomial-bayes.py)",
    },
  },
}, () => {
  const close = { relative: 1e-9, absolute: 2e-10, because: "the reference leaves out tau below 4e-11" };
  it.each((read("binomial-bayes") as readonly BinomialCase[]).map((each) => [each.set, each.tau.kind, each] as const))(
    "%s, tau %s",
    (_set, _tau, { events, n, mean, tau, posterior, logEvidence }) => {
      const rows = events.map((x, i) => ({ id: `s${i}`, label: `S${i}`, events: x, n: n[i]! }));
      const pooled = poolBayes(rows, { mean, tau });
      if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
      for (const which of ["logit", "tau", "newStudy"] as const) {
        expect(pooled[which].mean).agreesWith(posterior[which].mean, close);
        expect(pooled[which].standardDeviation).agreesWith(posterior[which].sd, close);
      }
      const { at, density } = posterior.logit;
      expect(pooled.laws.logit.density(at)).agreesWith(density, {
        absolute: 1e-11,
        because: "a Fourier series between lattice points",
      });
      if (logEvidence !== undefined) expect(pooled.logEvidence).agreesWith(logEvidence, close);
    },
  );

  it.each([
    [
      [
        [0, 10],
        [0, 5],
      ],
      { kind: "halfNormal", scale: 1 },
    ],
    [
      [
        [0, 10],
        [5, 5],
      ],
      { kind: "halfCauchy", scale: 1 },
    ],
    [[[3, 10]], { kind: "uniform" }],
  ] as const)("%j with a flat mean and %j have no posterior", (counts, tau) => {
    const rows = counts.map(([x, n], i) => ({ id: `s${i}`, label: `S${i}`, events: x, n }));
    expect(poolBayes(rows, { mean: { kind: "flat" }, tau }).kind).exactly("notEstimable");
  });
});
