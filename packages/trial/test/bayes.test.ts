import { standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { assurance, type BetaPrior, probabilityGreater, twoArmBayes } from "../src/index.ts";

const beta = (a: number, b: number) => ({ kind: "beta", a, b }) as const;

describe("twoArmBayes", {
  meta: {
    validates: {
      requirement: "Bayesian two-arm trial with informative control prior",
      functions: ["twoArmBayes", "probabilityGreater"],
      source: "the AS trial design of RBesT's vignette, enumerated by an independent program",
    },
  },
}, () => {
  const informative = {
    control: { prior: beta(11, 32), n: 6 },
    experimental: { prior: beta(0.5, 1), n: 24 },
    threshold: 0.95,
  };
  const uniform = {
    ...informative,
    control: { prior: beta(1, 1), n: 6 },
    experimental: { prior: beta(1, 1), n: 24 },
  };

  it("has the posterior probability of the trial's result, 14 of 23 against 1 of 6", () => {
    const rule = twoArmBayes({ ...informative, experimental: { prior: beta(0.5, 1), n: 23 } });
    expect(rule.posterior({ control: 1, experimental: 14 })).asPrinted("0.9983223562");
  });

  it("has the exact type I error and power of both priors", () => {
    const printed = { absolute: 5e-9, because: "printed to eight places" };
    const [one, two] = [twoArmBayes(uniform), twoArmBayes(informative)];
    const nulls = [
      [0.1, 0.00002767, 0.00003031],
      [0.25, 0.0099155, 0.02048784],
      [0.5, 0.04149095, 0.54095927],
    ] as const;
    for (const [rate, flat, prior] of nulls) {
      expect(one.success({ control: rate, experimental: rate })).agreesWith(flat, printed);
      expect(two.success({ control: rate, experimental: rate })).agreesWith(prior, printed);
    }
    expect(one.success({ control: 0.25, experimental: 0.6 })).agreesWith(0.43582157, printed);
    expect(two.success({ control: 0.25, experimental: 0.6 })).agreesWith(0.92010328, printed);
  });

  it("needs more responses the more the control arm has", () => {
    const { fewest } = twoArmBayes(informative);
    fewest.forEach((x, i) => {
      if (i > 0 && x !== undefined) expect(x).toBeGreaterThanOrEqual(fewest[i - 1]!);
    });
  });

  it("updates a mixture by how likely each part made the data", () => {
    const robust: BetaPrior = {
      kind: "mixture",
      components: [
        { weight: 0.8, prior: beta(11, 32) },
        { weight: 0.2, prior: beta(1, 1) },
      ],
    };
    const rule = twoArmBayes({ ...informative, control: { prior: robust, n: 6 } });
    // Marginal likelihoods of 5 of 6: scipy 1.10.1, betabinom.pmf(5, 6, 11, 32) = 0.00783081986962974, and 1/7.
    const parts = [rule.posterior({ control: 5, experimental: 14 }), 0];
    const whole = (a: number, b: number) => probabilityGreater(beta(14.5, 11), beta(a, b));
    const weights = [0.8 * 0.00783081986962974, 0.2 / 7];
    const expected = (weights[0]! * whole(16, 33) + weights[1]! * whole(6, 2)) / (weights[0]! + weights[1]!);
    expect(parts[0]!).agreesWith(expected, { relative: 1e-9, because: "the quadrature" });
  });
});

describe("probabilityGreater", () => {
  it("of uniform laws is one half, and with a margin a triangle", () => {
    const near = { absolute: 1e-10, because: "the quadrature" };
    expect(probabilityGreater(beta(1, 1), beta(1, 1))).agreesWith(0.5, near);
    // P(X - Y > 0.2) = 0.8² / 2.
    expect(probabilityGreater(beta(1, 1), beta(1, 1), { margin: 0.2 })).agreesWith(0.32, near);
    const [a, b] = [beta(3, 9), beta(5, 4)];
    expect(probabilityGreater(a, b) + probabilityGreater(b, a)).agreesWith(1, near);
  });

  it("refuses shapes and margins that are none", () => {
    expect(() => probabilityGreater(beta(0, 1), beta(1, -1), { margin: 2 })).toThrow(
      /shapes 0[\s\S]*shapes 1[\s\S]*margin 2/,
    );
  });
});

describe("assurance", {
  meta: {
    validates: {
      requirement: "Assurance over a prior",
      functions: ["assurance"],
      source: "closed form for normal prior and data",
    },
  },
}, () => {
  // Two arms of 63 patients, standard deviation 1, the z test at 0.025.
  const power = (difference: number): number =>
    standardNormalCdf(difference * Math.sqrt(63 / 2) - standardNormalIsf(0.025));

  it("of a normal prior is the published number", () => {
    const found = assurance({ kind: "normal", mean: 0.5, sd: 0.25 }, power);
    expect(found.kind === "converged" && found.value).asPrinted("0.68834487");
  });

  it("of a point is the power, and of a mixture the weighted mean", () => {
    const point = (value: number) => ({ kind: "point", value }) as const;
    const one = assurance(point(0.5), power);
    expect(one.kind === "converged" && one.value).asPrinted("0.80130146");
    const both = assurance(
      {
        kind: "mixture",
        components: [
          { weight: 1, prior: point(0.5) },
          { weight: 3, prior: point(0) },
        ],
      },
      power,
    );
    expect(both.kind === "converged" && both.value).agreesWith(0.25 * 0.80130146 + 0.75 * 0.025, {
      absolute: 1e-8,
      because: "printed to eight places",
    });
  });
});
