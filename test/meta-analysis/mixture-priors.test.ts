import { readFileSync } from "node:fs";
import {
  effectiveSampleSize,
  fitMapPrior,
  givenEffects,
  type MixturePrior,
  mixtureLaw,
  poolEffectsBayes,
  priorDataConflict,
  type PriorData,
  readMixtureJson,
  robustify,
  shortestInterval,
  updateMixture,
  writeMixtureJson,
} from "@rekindle/evidence";
import { createStream, drawPrior, openStream, parseSeed, priorCdf, priorMean, streamFamily } from "@rekindle/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

interface ReferenceMixture {
  readonly name: string;
  readonly family: "beta" | "normal" | "gamma";
  readonly components: readonly (readonly [number, number, number])[];
  readonly sigma: number;
  readonly sizes: Readonly<Record<"ELIR" | "moment" | "morita", number>>;
  readonly updates: readonly {
    readonly data: PriorData;
    readonly logEvidence: number;
    readonly weights: readonly number[];
    readonly box: number;
    readonly tail: number;
  }[];
  readonly quantiles: readonly number[];
}

const url = new URL("../reference/meta-analysis/mixture-priors.json", import.meta.url);
const { mixtures } = JSON.parse(readFileSync(url, "utf8")) as { mixtures: readonly ReferenceMixture[] };

function priorOf({ family, components }: Pick<ReferenceMixture, "family" | "components">): MixturePrior {
  const parts = components.map(([weight, first, second]) => ({
    weight,
    prior:
      family === "beta"
        ? ({ kind: "beta", a: first, b: second } as const)
        : family === "gamma"
          ? ({ kind: "gamma", shape: first, rate: second } as const)
          : ({ kind: "normal", mean: first, sd: second } as const),
  }));
  return parts.length === 1 ? parts[0]!.prior : { kind: "mixture", components: parts };
}

const exactly = { relative: 1e-9, absolute: 1e-12, because: "two quadratures" };

describe.each(mixtures.map((each) => [each.name, each] as const))(
  "mixture %s",
  {
    meta: {
      validates: {
        requirement: "Mixture priors: effective sample sizes, conjugate updating, prior-data conflict, quantiles",
        functions: ["effectiveSampleSize", "updateMixture", "priorDataConflict", "mixtureLaw"],
        source: "own mpmath and scipy program from the definitions (test/reference/meta-analysis/mixture-priors.py)",
      },
    },
  },
  (_, reference) => {
    const prior = priorOf(reference);

    it.each(["ELIR", "moment", "morita"] as const)("%s size", (method) => {
      const options = reference.family === "normal" ? { method, sigma: reference.sigma } : { method };
      expect(effectiveSampleSize(prior, options)).agreesWith(reference.sizes[method], {
        relative: 1e-8,
        because: "the reference's derivatives are numerical",
      });
    });

    it("quantiles", () => {
      const law = mixtureLaw(prior);
      for (const [i, p] of [0.025, 0.5, 0.975].entries()) {
        expect(law.quantile(p)).agreesWith(reference.quantiles[i]!, exactly);
      }
    });

    it("after data", () => {
      for (const { data, logEvidence, weights, box, tail } of reference.updates) {
        const updated = updateMixture(prior, data);
        expect(updated.logEvidence).agreesWith(logEvidence, exactly);
        const { posterior } = updated;
        const found = posterior.kind === "mixture" ? posterior.components.map(({ weight }) => weight) : [1];
        for (const [i, weight] of weights.entries()) expect(found[i]).agreesWith(weight, exactly);
        const conflict = priorDataConflict(prior, data);
        const rounding = { absolute: 6e-6, because: "the reference sums on a grid with steps of 5e-5" };
        expect(conflict.boxPValue).agreesWith(box, rounding);
        expect(conflict.tailPValue).agreesWith(tail, rounding);
      }
    });

    it("comes back from its text to the last bit", () => {
      expect(readMixtureJson(writeMixtureJson(prior))).exactly(prior);
    });
  },
);

describe("what must hold of mixture priors", () => {
  it("a beta law after binomial data is the textbook's", () => {
    const { posterior } = updateMixture({ kind: "beta", a: 11, b: 32 }, { kind: "binomial", events: 14, n: 23 });
    expect(posterior).exactly({ kind: "beta", a: 25, b: 41 });
  });

  it("two updates are one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 30 }), (first, second) => {
        const prior = priorOf({
          family: "beta",
          components: [
            [0.3, 1, 1],
            [0.7, 8, 20],
          ],
        });
        const once = updateMixture(prior, { kind: "binomial", events: first + second, n: 42 }).posterior;
        const step = updateMixture(prior, { kind: "binomial", events: first, n: 12 }).posterior;
        const twice = updateMixture(step, { kind: "binomial", events: second, n: 30 }).posterior;
        for (const x of [0.1, 0.4, 0.8]) {
          expect(mixtureLaw(twice).cdf(x)).agreesWith(mixtureLaw(once).cdf(x), {
            absolute: 1e-11,
            because: "rounding of two weights",
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("a robust prior yields to data that contradict it", () => {
    const prior = robustify({ kind: "beta", a: 11, b: 32 }, { weight: 0.2, vague: { kind: "beta", a: 1, b: 1 } });
    const { posterior } = updateMixture(prior, { kind: "binomial", events: 19, n: 20 });
    expect(posterior.kind === "mixture" && posterior.components[1]!.weight).toBeGreaterThan(0.99);
  });

  it("reads what R's jsonlite makes of RBesT's attributes", () => {
    const text =
      '{"meta":{"dim":[3,2],"dimnames":[["w","m","s"],["rob","inf"]],"class":["normMix","mix"],"sigma":[5],"link":["identity"]},"comp":[[0.2,0.8],[0,2],[2,2]]}';
    expect(readMixtureJson(text)).exactly(
      priorOf({
        family: "normal",
        components: [
          [0.2, 0, 2],
          [0.8, 2, 2],
        ],
      }),
    );
  });

  it.each([
    [() => readMixtureJson("{"), /not JSON/],
    [() => readMixtureJson('{"meta":{"class":["mvnormMix"]},"comp":[[1],[0],[1]]}'), /mvnormMix is not known/],
    [() => readMixtureJson('{"meta":{"class":["betaMix"]},"comp":[[1],[0],[1]]}'), /a: 0 is out of range/],
    [
      () => readMixtureJson('{"meta":{"class":["betaMix"],"link":["logit"]},"comp":[[1],[1],[1]]}'),
      /"logit" is not allowed/,
    ],
    [() => readMixtureJson('{"meta":{"class":["betaMix"]},"comp":[[1],[1,2],[1]]}'), /rows of 1, 2 and 1 numbers/],
    [() => writeMixtureJson({ kind: "logitNormal", mean: 0, sd: 1 }), /logitNormal/],
    [() => updateMixture({ kind: "normal", mean: 0, sd: 1 }, { kind: "binomial", events: 1, n: 2 }), /not conjugate/],
    [
      () => updateMixture({ kind: "beta", a: 1, b: 1 }, { kind: "binomial", events: 3, n: 2 }),
      /more events than patients/,
    ],
    [
      () => robustify({ kind: "beta", a: 1, b: 1 }, { weight: 1, vague: { kind: "beta", a: 1, b: 1 } }),
      /weight: 1 is out of range/,
    ],
    [() => effectiveSampleSize({ kind: "normal", mean: 0, sd: 1 }, { method: "ELIR" }), /sigma is missing/],
    [() => effectiveSampleSize({ kind: "beta", a: 0.5, b: 1 }, { method: "ELIR" }), /a shape of 0.5/],
    [() => priorDataConflict({ kind: "beta", a: 1, b: 1 }, { kind: "binomial", events: 3, n: 1e6 }), /goes on beyond/],
    [() => mixtureLaw({ kind: "beta", a: -1, b: 1 }), /a: -1 is out of range/],
    [
      () => robustify({ kind: "beta", a: 1, b: 1 }, { weight: 0.1, vague: { kind: "normal", mean: 0, sd: 1 } }),
      /not of the quantity of a beta prior/,
    ],
    [
      () => updateMixture({ kind: "normal", mean: 0, sd: 1 }, { kind: "normal", mean: 1e300, standardError: 1e-3 }),
      /so far from every component/,
    ],
    [() => fitMapPrior({ kind: "notEstimable" } as never, { family: "beta" }), /no predictive law/],
    [() => poolEffectsBayes(null as never, { mean: { kind: "flat" }, tau: { kind: "uniform" } }), /are not effects/],
    [() => shortestInterval(mixtureLaw({ kind: "beta", a: 1, b: 1 }), 1), /level: 1 is out of range/],
    [() => shortestInterval({} as never, 0.9), /is no law/],
    [() => mixtureLaw({ kind: "beta", a: 1, b: 1 }).quantile(1.5), /p: 1.5 is out of range/],
    [() => mixtureLaw({ kind: "beta", a: 1, b: 1 }).cdf(Number.NaN), /x: NaN is no number/],
  ] as const)("refuses %#", (act, message) => {
    expect(act).toThrow(message);
  });
});

describe("predictive laws as mixtures", () => {
  const rows = [-0.3, 1.1, 0.2].map((value, i) => ({
    id: `s${i}`,
    label: `S${i}`,
    value,
    variance: [0.09, 0.2, 0.1][i]!,
  }));
  const pooled = poolEffectsBayes(givenEffects(rows, { scale: "log rate" }), {
    mean: { kind: "normal", mean: 0, sd: 4 },
    tau: { kind: "halfNormal", scale: 0.5 },
  });
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);

  it("two normal components tell how far they are from the law", () => {
    const { prior, largestCdfError, divergence, converged } = fitMapPrior(pooled, { family: "normal", components: 2 });
    expect(converged).exactly(true);
    expect(divergence).toBeLessThan(0.01);
    for (const x of [-1.5, -0.5, 0.3, 2]) {
      expect(Math.abs(priorCdf(prior, x) - pooled.predictive.cdf(x))).toBeLessThanOrEqual(largestCdfError + 1e-4);
    }
    expect(priorMean(prior)).agreesWith(pooled.newStudy.mean!, {
      absolute: 0.002,
      because: "expectation-maximisation keeps the mean",
    });
  });

  it("a gamma mixture is a prior of the rate", () => {
    const { prior, largestCdfError } = fitMapPrior(pooled, { family: "gamma", components: 2 });
    expect(Math.abs(mixtureLaw(prior).cdf(1.3) - pooled.predictive.cdf(0.26236426446749106))).toBeLessThanOrEqual(
      largestCdfError + 1e-4,
    );
  });

  it("draws of the prior, as trials take them, follow the law", () => {
    const { prior } = fitMapPrior(pooled, { family: "normal", components: 2 });
    const [stream, family] = [createStream(), streamFamily(parseSeed(7), "evidence", "bridge")];
    const draws = Array.from({ length: 4000 }, (_, replicate) => {
      openStream(stream, family, replicate);
      return drawPrior(prior, stream);
    });
    const below = draws.filter((x) => x <= 0.5).length / 4000;
    expect(below).withinMonteCarlo(priorCdf(prior, 0.5), { replicates: 4000, falseAlarm: 1e-9 });
  });
});
