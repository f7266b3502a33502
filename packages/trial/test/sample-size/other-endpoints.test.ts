import {
  createStream,
  drawStandardNormal,
  openStream,
  parseSeed,
  standardNormalIsf,
  streamFamily,
} from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  countsSampleSize,
  equivalenceSampleSize,
  oddsRatioSampleSize,
  oneSampleMeansPower,
  oneSampleMeansSampleSize,
  ordinalSampleSize,
  proportionsSampleSize,
  wilcoxonSampleSize,
  winRatioSampleSize,
} from "../../src/index.ts";

const request = { alpha: 0.05, sided: 2, power: 0.9 } as const;
const validates = (requirement: string, functions: readonly string[], source: string) => ({
  meta: { validates: { requirement, functions, source } },
});

describe(
  "ordered outcomes",
  validates(
    "Sizes for ordered outcomes and wins",
    ["ordinalSampleSize", "wilcoxonSampleSize", "winRatioSampleSize"],
    "Whitehead 1993; Hmisc posamsize; hce 0.9.4",
  ),
  () => {
    it("by proportional odds: Whitehead's example, its good category last", () => {
      const truth = { control: [0.1, 0.2, 0.5, 0.2], oddsRatio: Math.exp(0.887) };
      expect(ordinalSampleSize(truth, request).total).asPrinted("186.99137");
    });

    it("two categories are two rates, to the order of the effect squared", () => {
      const p = 0.305;
      const odds = (p / (1 - p)) * (0.7 / 0.3);
      const ordinal = ordinalSampleSize({ control: [0.7, 0.3], oddsRatio: odds }, request).total;
      const rates = proportionsSampleSize({ control: 0.3, experimental: p }, request).total;
      expect(ordinal).agreesWith(rates, { relative: 1e-3, because: "both are limits for small effects" });
    });

    it("by win odds and win ratio, as hce", () => {
      expect(wilcoxonSampleSize({ winProbability: 1.25 / 2.25 }, request).total).asPrinted("1134.8");
      const wins = winRatioSampleSize({ winRatio: 1.35, tieProbability: 0.125 }, { ...request, power: 0.8 });
      expect(Math.ceil(wins.total)).exactly(598);
    });

    it("takes ties and unequal arms by Noether's formula", () => {
      const z = standardNormalIsf(0.025) + standardNormalIsf(0.1);
      const tied = wilcoxonSampleSize(
        { winProbability: 0.6, tiedShares: [0.5, 0.3] },
        { ...request, allocationRatio: 2 },
      );
      const closed = (z * z * (1 - 0.125 - 0.027)) / (12 * (2 / 9) * 0.01);
      expect(tied.total).agreesWith(closed, { relative: 1e-12, because: "closed form" });
      expect(tied.experimental).agreesWith(2 * tied.control, { relative: 1e-15, because: "the ratio" });
    });
  },
);

describe(
  "odds ratio and margins",
  validates(
    "Sizes on the odds-ratio scale, and with a margin",
    ["oddsRatioSampleSize", "proportionsSampleSize"],
    "gsDesign 3.4.0 nBinomial",
  ),
  () => {
    it("0.1 against 0.15, by difference and odds ratio", () => {
      const one = { alpha: 0.025, sided: 1, power: 0.9 } as const;
      const rates = { control: 0.1, experimental: 0.15 };
      expect(oddsRatioSampleSize(rates, one).total).asPrinted("1821.300715");
      expect(proportionsSampleSize(rates, one).total).asPrinted("1834.641268");
      const margin = proportionsSampleSize({ control: 0.1, experimental: 0.1 }, { ...one, margin: -0.05 });
      expect(margin.control).asPrinted("774.588878");
    });
  },
);

describe(
  "one group or pairs",
  validates(
    "One-sample and paired t tests",
    ["oneSampleMeansSampleSize", "oneSampleMeansPower"],
    "R 4.2.2 power.t.test",
  ),
  () => {
    it("has R's number of pairs", () => {
      const size = oneSampleMeansSampleSize({ difference: 0.5, standardDeviation: 2 }, request);
      expect(size.patients).asPrinted("170.0511283");
      expect(size.rounded).exactly(171);
      const power = oneSampleMeansPower(
        { difference: 0.5, standardDeviation: 2 },
        { ...request, patients: size.patients },
      );
      expect(power).agreesWith(0.9, { absolute: 1e-12, because: "the search" });
    });
  },
);

describe(
  "counts",
  validates("Negative binomial counts", ["countsSampleSize"], "Zhu and Lakkis (2014), formula of each method"),
  () => {
    it("by the three null variances", () => {
      const truth = { controlRate: 0.8, rateRatio: 0.85, dispersion: 0.4, exposure: 0.75 };
      const z = [standardNormalIsf(0.025), standardNormalIsf(0.2)] as const;
      const variance = (a: number, b: number) => (1 / a + 1 / b) / 0.75 + 0.8;
      const alternative = variance(0.8, 0.68);
      const nulls = { control: variance(0.8, 0.8), alternative, maximumLikelihood: variance(0.74, 0.74) };
      for (const nullVariance of ["control", "alternative", "maximumLikelihood"] as const) {
        const root = (z[0] * Math.sqrt(nulls[nullVariance]) + z[1] * Math.sqrt(alternative)) / Math.log(0.85);
        const size = countsSampleSize(truth, { ...request, power: 0.8, nullVariance });
        expect(size.control).agreesWith(root * root, { relative: 1e-12, because: "closed form" });
      }
      expect(countsSampleSize(truth, { ...request, power: 0.8, nullVariance: "alternative" }).rounded.control).exactly(
        1316,
      );
    });
  },
);

describe("equivalence", () => {
  it("has its power among simulated trials", () => {
    const truth = { kind: "means", margins: [-5, 4], difference: 0.5, standardDeviation: 10 } as const;
    const one = { alpha: 0.05, sided: 1, power: 0.8 } as const;
    const { control: n } = equivalenceSampleSize(truth, one);
    const error = 10 * Math.sqrt(2 / n);
    const stream = createStream();
    openStream(stream, streamFamily(parseSeed(3), "test", "equivalence"), 0);
    let shown = 0;
    const replicates = 20_000;
    for (let i = 0; i < replicates; i++) {
      const estimate = 0.5 + error * drawStandardNormal(stream);
      const critical = standardNormalIsf(0.05) * error;
      if (estimate - critical > -5 && estimate + critical < 4) shown++;
    }
    expect(shown / replicates).withinMonteCarlo(0.8, { replicates, falseAlarm: 1e-6 });
  });

  it("of symmetric margins is the closed form with half of beta", () => {
    const size = equivalenceSampleSize(
      { kind: "means", margins: [-5, 5], standardDeviation: 10 },
      { alpha: 0.05, sided: 1, power: 0.8 },
    );
    const z = standardNormalIsf(0.05) + standardNormalIsf(0.1);
    expect(size.control).agreesWith(2 * z * z * 4, { relative: 1e-9, because: "closed form at no difference" });
  });
});

describe("what cannot be", () => {
  it("is refused with everything that is wrong", () => {
    expect(() => ordinalSampleSize({ control: [0.5, 0.6], oddsRatio: 1 }, request)).toThrow(/control[\s\S]*oddsRatio/);
    expect(() => wilcoxonSampleSize({ winProbability: 0.5, tiedShares: [2] }, request)).toThrow(
      /one half[\s\S]*tiedShares/,
    );
    expect(() => winRatioSampleSize({ winRatio: 1, tieProbability: 1 }, request)).toThrow(
      /winRatio[\s\S]*tieProbability/,
    );
    expect(() => oddsRatioSampleSize({ control: 0, experimental: 0.5 }, request)).toThrow("have no odds ratio");
    expect(() => countsSampleSize({ controlRate: 0, rateRatio: 1, dispersion: -1, exposure: 0 }, request)).toThrow(
      /controlRate[\s\S]*rateRatio[\s\S]*dispersion[\s\S]*exposure/,
    );
    expect(() => equivalenceSampleSize({ kind: "means", margins: [1, 5], standardDeviation: 0 }, request)).toThrow(
      /sided[\s\S]*standardDeviation[\s\S]*margins/,
    );
    expect(() => oneSampleMeansSampleSize({ difference: 0, standardDeviation: 1 }, request)).toThrow("difference is 0");
  });
});
