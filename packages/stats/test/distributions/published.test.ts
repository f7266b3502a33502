import { describe, expect, it } from "vitest";
import { binomial, noncentralChiSquared, noncentralT } from "../../src/index.ts";

describe("spot checks of noncentral laws", {
  meta: {
    validates: {
      requirement: "Noncentral laws at recorded points",
      functions: ["noncentralT", "noncentralChiSquared", "binomial"],
      source: "R 4.2.2 pt, qt, pchisq, pbinom, checked by independent integration",
    },
  },
}, () => {
  it.each([
    ["pt(2, 10, ncp = 1)", noncentralT({ df: 10, noncentrality: 1 }).cdf(2), "0.807611562530"],
    [
      "pt(2.024394, 38, ncp = 3.162278)",
      noncentralT({ df: 38, noncentrality: 3.162278 }).cdf(2.024394),
      "0.131047093200",
    ],
    ["qt(0.3, 15, ncp = 0.7)", noncentralT({ df: 15, noncentrality: 0.7 }).quantile(0.3), "0.178271761220"],
    ["pchisq(3.84, 1, ncp = 2)", noncentralChiSquared({ df: 1, noncentrality: 2 }).cdf(3.84), "0.706882611803"],
    ["pbinom(5, 20, 0.2)", binomial({ n: 20, p: 0.2 }).cdf(5), "0.804207785460"],
    // lib-r-math.js fails this one.
    [
      "qt(0.025, 1544, ncp = -1.96596032513375, upper)",
      noncentralT({ df: 1544, noncentrality: -1.96596032513375 }).isf(0.025),
      "-0.0059973",
    ],
  ])("%s", (_, value, printed) => {
    expect(value).asPrinted(printed);
  });
});
