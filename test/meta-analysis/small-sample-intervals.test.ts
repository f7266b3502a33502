import { readFileSync } from "node:fs";
import { type EffectPoolOptions, givenEffects, pool, poolEffects, regressEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Limits = readonly [number, number];

interface ReferenceSet {
  readonly y: readonly number[];
  readonly v: readonly number[];
  readonly biggerstaffTweedie: Limits;
  readonly jackson: Limits;
  readonly kenwardRoger: { readonly tau2: number; readonly se: number; readonly df: number };
  readonly nagashima?: Limits;
}

const url = new URL("../reference/meta-analysis/small-sample-intervals.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };

function effectsOf({ y, v }: Pick<ReferenceSet, "y" | "v">) {
  const rows = y.map((value, i) => ({ id: `s${i}`, label: `Study ${i}`, value, variance: v[i]! }));
  return givenEffects(rows, { scale: "anything" });
}

describe.each(Object.entries(sets))("%s", (_, set) => {
  const by = (options: EffectPoolOptions) => poolEffects(effectsOf(set), options);

  it.each(["biggerstaffTweedie", "jackson"] as const)("%s limits of tau2, against Imhof's integral", (kind) => {
    const { interval } = by({ tau2Interval: { kind } }).tau2!;
    const because = "the reference's integral is good to about 1e-9";
    expect(interval!.lower).agreesWith(set[kind][0], { relative: 1e-7, absolute: 1e-9, because });
    expect(interval!.upper).agreesWith(set[kind][1], { relative: 1e-7, absolute: 1e-9, because });
  });

  it("Kenward-Roger by the matrix definitions", () => {
    const because = "numerical derivatives in the reference";
    const pooled = by({ interval: { kind: "kenwardRoger" } });
    expect(pooled.tau2!.value).agreesWith(set.kenwardRoger.tau2, { relative: 1e-9, absolute: 1e-12, because });
    expect(pooled.standardError!).agreesWith(set.kenwardRoger.se, { relative: 1e-9, because });
    const law = pooled.test!.law;
    expect(law.kind === "t" ? law.df : 0).agreesWith(set.kenwardRoger.df, { relative: 1e-8, because });
  });

  const { nagashima } = set;
  if (nagashima !== undefined)
    it("Nagashima's limits are those of the distribution that is drawn from", () => {
      const replicates = 100_000;
      const { prediction } = by({ prediction: { kind: "parametricBootstrap", replicates, seed: 5 } });
      if (prediction.kind === "notEstimable") throw new Error(prediction.reason);
      const { lower, upper, method } = prediction.interval;
      const errors = /errors ([\d.]+) and ([\d.]+)/.exec(method)!;
      expect(lower).withinMonteCarlo(nagashima[0], { standardError: Number(errors[1]), falseAlarm: 1e-6 });
      expect(upper).withinMonteCarlo(nagashima[1], { standardError: Number(errors[2]), falseAlarm: 1e-6 });
    });
});

describe("where they do not apply", () => {
  const effects = effectsOf(sets["random2"]!);
  const same = effectsOf({ y: [1, 1, 1, 1], v: [0.1, 0.2, 0.3, 0.4] });

  it("the bootstrap is the same for a seed, and another for another", () => {
    const at = (seed: number) =>
      poolEffects(effects, { prediction: { kind: "parametricBootstrap", replicates: 2000, seed } }).prediction;
    expect(at(1)).toEqual(at(1));
    expect(at(2)).not.toEqual(at(1));
  });

  it("draws belong to the bootstrap, Kenward-Roger to REML and to a mean", () => {
    expect(() => poolEffects(effects, { prediction: { kind: "normal", seed: 1 } })).toThrow("normal makes no draws");
    expect(() => poolEffects(effects, { interval: { kind: "kenwardRoger" }, tau2: { kind: "DL" } })).toThrow(
      "needs tau2 by REML",
    );
    const regression = regressEffects(effects, {
      moderators: [{ name: "x", values: [1, 2, 3, 5] }],
      interval: { kind: "kenwardRoger" },
    });
    if (regression.kind === "notEstimable") throw new Error(regression.reason);
    expect(regression.coefficients[0]!.interval.kind).exactly("notEstimable");
  });

  it("a likelihood model of counts has no such bootstrap, and says why", () => {
    const counts = [1, 4, 9].map((events, i) => ({ id: `c${i}`, label: "C", events, n: 12 }));
    const { prediction } = pool(counts, { prediction: { kind: "parametricBootstrap" } });
    expect(prediction.kind === "notEstimable" ? prediction.reason : "").toContain("inverse variance");
  });

  it("equal effects have no tau2 that fits", () => {
    const { tau2 } = poolEffects(same, { tau2Interval: { kind: "biggerstaffTweedie" } });
    expect(tau2!.noInterval).toContain("agree more than chance allows");
  });

  it("two studies: t with one degree of freedom at equal variances", () => {
    const two = effectsOf({ y: [0.1, 1.4], v: [0.2, 0.2] });
    const law = poolEffects(two, { interval: { kind: "kenwardRoger" } }).test!.law;
    expect(law.kind === "t" ? law.df : 0).agreesWith(1, { relative: 1e-12, because: "closed form: k − 1" });
  });
});
