import { jStat } from "jstat";
import { describe, expect, it } from "vitest";
import { beta, chiSquared, fDistribution, gamma, normal, studentT } from "../src/index.ts";

/**
 * An independent program, at its own accuracy: jstat 1.9.6 is good to about 5e-6 in the body of these laws and has no upper tails,
 * which is why nothing of ours is computed with it.
 */
const because = "jstat is accurate to about 5e-6 here";

describe("distribution functions agree with jstat to the accuracy of jstat", () => {
  it.each([
    { name: "normal", ours: normal({ mean: 1, sd: 2 }).cdf, theirs: (x: number) => jStat.normal.cdf(x, 1, 2) },
    { name: "t", ours: studentT({ df: 5 }).cdf, theirs: (x: number) => jStat.studentt.cdf(x, 5) },
    { name: "chi-squared", ours: chiSquared({ df: 3 }).cdf, theirs: (x: number) => jStat.chisquare.cdf(x, 3) },
    { name: "F", ours: fDistribution({ df1: 3, df2: 8 }).cdf, theirs: (x: number) => jStat.centralF.cdf(x, 3, 8) },
    { name: "gamma", ours: gamma({ shape: 2.5, rate: 2 }).cdf, theirs: (x: number) => jStat.gamma.cdf(x, 2.5, 0.5) },
  ])("$name", ({ ours, theirs }) => {
    for (const x of [0.1, 0.5, 1, 2, 4]) expect(ours(x)).agreesWith(theirs(x), { absolute: 1e-5, because });
  });

  it("beta", () => {
    const law = beta({ a: 2, b: 3 });
    for (const x of [0.05, 0.3, 0.5, 0.9])
      expect(law.cdf(x)).agreesWith(jStat.beta.cdf(x, 2, 3), { absolute: 1e-5, because });
  });
});
