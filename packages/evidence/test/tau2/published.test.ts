import { describe, expect, it } from "vitest";
import { meanProblem } from "../../src/linear/weighted-fit.ts";
import { tau2Estimators } from "../../src/tau2/index.ts";

function tau2(kind: string, y: readonly number[], v: readonly number[]): { tau2: number; standardError: number } {
  const found = tau2Estimators.find((each) => each.kind === kind)!.estimate(meanProblem(y, v));
  if (found.kind === "notConverged") throw new Error(found.reason);
  return { tau2: found.tau2, standardError: found.standardError ?? Number.NaN };
}

// Printed in Viechtbauer (2005), J Educ Behav Stat 30:261–293, doi:10.3102/10769986030003261, and asserted in metafor's own tests.
describe("Viechtbauer 2005", () => {
  const first = {
    y: [-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
    v: [0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04],
  };
  it.each([
    ["HS", ".2282", ".1328"],
    ["HE", ".1484", ".1234"],
    ["DL", ".2768", ".1841"],
    ["ML", ".1967", ".1255"],
    ["REML", ".2232", ".1464"],
    ["EB", ".1920", ".1330"],
    ["SJ", ".1992", ".0979"],
  ])("example 1, %s", (kind, printed, standardError) => {
    const found = tau2(kind, first.y, first.v);
    expect(found.tau2).asPrinted(printed);
    expect(found.standardError).asPrinted(standardError);
  });

  const second = {
    y: [
      0.1, -0.162, -0.09, -0.049, -0.046, -0.01, -0.431, -0.261, 0.134, 0.019, 0.175, 0.056, 0.045, 0.103, 0.121,
      -0.482, 0.29, 0.342,
    ],
    v: [
      0.016, 0.015, 0.05, 0.05, 0.032, 0.052, 0.036, 0.024, 0.034, 0.033, 0.031, 0.034, 0.039, 0.167, 0.134, 0.096,
      0.016, 0.035,
    ],
  };
  it.each([
    ["HS", ".0099"],
    ["HE", "0.0000"],
    ["DL", ".0126"],
    ["ML", ".0132"],
    ["REML", ".0157"],
    ["EB", ".0104"],
    ["SJ", ".0248"],
  ])("example 2, %s", (kind, printed) => {
    expect(tau2(kind, second.y, second.v).tau2).asPrinted(printed);
  });
});

// DerSimonian & Kacker (2007), doi:10.1016/j.cct.2006.04.004, table of the CLASP trial; printed as tau.
describe("DerSimonian & Kacker 2007, CLASP", () => {
  const treated = [5, 5, 12, 69, 9, 313];
  const control = [8, 17, 9, 94, 11, 352];
  const n1 = [156, 303, 565, 1570, 103, 4659];
  const n2 = [74, 303, 477, 1565, 105, 4650];
  const y = treated.map((a, i) => Math.log((a * (n2[i]! - control[i]!)) / (control[i]! * (n1[i]! - a))));
  const v = treated.map((a, i) => 1 / a + 1 / (n1[i]! - a) + 1 / control[i]! + 1 / (n2[i]! - control[i]!));
  it.each([
    ["PM", "0.3681"],
    ["HE", "0.4410"],
    ["DL", "0.2323"],
    ["EB", "0.3681"],
    ["REML", "0.1843"],
    ["HS", "0.1330"],
    ["SJ", "0.4572"],
  ])("%s", (kind, printed) => {
    expect(Math.sqrt(tau2(kind, y, v).tau2)).asPrinted(printed);
  });

  // Printed as 0.0023, which metafor repeats at its default threshold of 1e-5; at 1e-12 it gives 0.0000007. The log-likelihood is
  // 2.245560 at 0 and falls from there (2.245455 at 0.0023² = 5e-6), so the maximum is at 0.
  it("ML is 0: the printed 0.0023 is an iteration that was stopped early", () => {
    expect(tau2("ML", y, v).tau2).exactly(0);
  });
});

describe("estimators of tau2", () => {
  it.each(tau2Estimators.map(({ kind }) => kind))(
    "%s: identical effects have none, or the little that is left",
    (kind) => {
      expect(tau2(kind, [0.3, 0.3, 0.3], [0.1, 0.2, 0.4]).tau2).exactly(0);
    },
  );

  it.each(tau2Estimators.map(({ kind }) => kind))("%s: scales with the square of the unit", (kind) => {
    const [y, v] = [
      [0.1, 0.9, -0.4, 1.3, 2.2],
      [0.1, 0.2, 0.1, 0.4, 0.3],
    ];
    const once = tau2(kind, y, v).tau2;
    const scaled = tau2(
      kind,
      y.map((value) => 1000 * value),
      v.map((value) => 1e6 * value),
    ).tau2;
    expect(scaled / 1e6).agreesWith(once, { relative: 1e-10, because: "rounding of the search" });
  });

  it("the likelihood estimators compare every local maximum", () => {
    // two clusters: the restricted likelihood of these has its maximum away from 0
    const found = tau2("REML", [-3, -3, 3, 3], [0.01, 0.01, 0.01, 0.01]).tau2;
    // closed form for equal variances: sample variance minus v
    expect(found).agreesWith(12 - 0.01, { relative: 1e-10, because: "iterated" });
  });
});

// Fitted by metafor 3.8.1 (method = "ML", threshold 1e-13) at tau2 = 0, which is a lower maximum: the log-likelihoods below, without
// constants, are of base R (4.2.2): 14.058801732107 at 0, 15.719400958723 at 2.431148e-6.
it("ML takes the higher of two maxima, where metafor 3.8.1 stays at tau2 = 0", () => {
  const y = [0.0057721184, 0.0032645426, -0.0003010507];
  const v = [2.886184e-4, 5.617098e-8, 1.170916e-6];
  const found = tau2Estimators.find((each) => each.kind === "ML")!.estimate(meanProblem(y, v));
  expect(found.kind === "estimated" ? found.tau2 : NaN).agreesWith(2.431148e-6, {
    relative: 1e-4,
    because: "the effects are printed to seven digits",
  });
});
