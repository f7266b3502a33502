import { measureComparisons, poolEffects, poolMantelHaenszel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { trials, vaccineTrials } from "./bcg-trials.ts";
import { byEstimator, effectsOf, expectExample, expectPrinted, regressed } from "./shared.ts";

const logRiskRatios = measureComparisons(vaccineTrials, { kind: "logRiskRatio" });
const plain = effectsOf(
  logRiskRatios.rows.map(({ value }) => value),
  logRiskRatios.rows.map(({ variance }) => variance),
);

describe("BCG vaccine, Colditz 1994", {
  meta: {
    validates: {
      requirement: "Worked example: BCG vaccine",
      functions: ["poolEffects", "poolMantelHaenszel", "regressEffects"],
      source: "metafor 5.1-12, as it and its tests print",
    },
  },
}, () => {
  // metafor iterates ML, REML and EB to 1e-5 of tau2: their last printed digits are compared to that.
  expectExample(plain, [
    { kind: "commonEffect", mean: "-0.43028516", se: "0.040498752" },
    { kind: "DL", mean: "-0.71411722", se: "0.17874209", tau2: "0.30876026" },
    { kind: "HE", mean: "-0.71587859", se: "0.18327999", tau2: "0.32856386" },
    { kind: "HS", mean: "-0.70453537", se: "0.15865209", tau2: "0.22836286" },
    { kind: "SJ", mean: "-0.71724859", se: "0.18705946", tau2: "0.34551570" },
    { kind: "ML", mean: "-0.7112", se: "0.1719", tau2: "0.2800" },
    { kind: "REML", mean: "-0.7145", se: "0.1798", tau2: "0.3132" },
    { kind: "EB", mean: "-0.7150", se: "0.1809", tau2: "0.3181" },
    { kind: "PM", mean: "-0.7150", se: "0.1809", tau2: "0.3181" },
  ]);

  it("heterogeneity and the interval of Knapp and Hartung", () => {
    const { heterogeneity } = byEstimator(plain, "DL");
    expect(heterogeneity!.statistic).asPrinted("152.23301");
    expect(heterogeneity!.pValue).agreesWith(1.9967646e-26, { relative: 1e-7, because: "printed to eight digits" });
    const pooled = poolEffects(plain, { tau2: { kind: "REML" }, interval: { kind: "hartungKnapp" } });
    expectPrinted(pooled, { se: "0.1808" });
    if (pooled.mean.kind === "estimated") {
      expect(pooled.mean.interval.lower).asPrinted("-1.1084");
      expect(pooled.mean.interval.upper).asPrinted("-0.3206");
    }
  });

  it("Mantel-Haenszel risk and odds ratio", () => {
    const printed = { riskRatio: ["-0.453710", "0.039337"], oddsRatio: ["-0.473411", "0.041008"] } as const;
    for (const measure of ["riskRatio", "oddsRatio"] as const) {
      const { estimate, standardError } = poolMantelHaenszel(vaccineTrials, { measure });
      if (estimate.kind === "notEstimable") throw new Error(estimate.reason);
      expect(Math.log(estimate.value)).asPrinted(printed[measure][0]);
      expect(standardError!).asPrinted(printed[measure][1]);
    }
  });

  it("regression on latitude", () => {
    const { coefficients, tau2, residualHeterogeneity } = regressed(
      plain,
      { name: "latitude", values: trials.map((trial) => trial[4]) },
      "REML",
    );
    expect(coefficients.map(({ value }) => value.toFixed(4))).exactly(["0.2515", "-0.0291"]);
    expect(coefficients.map(({ standardError }) => standardError.toFixed(4))).exactly(["0.2491", "0.0072"]);
    expect(tau2.value).agreesWith(0.076355, { absolute: 1e-5, because: "metafor stops iterating at 1e-5" });
    expect(residualHeterogeneity.statistic).asPrinted("30.733090");
  });
});
