import { describe, expect, it } from "vitest";
import { beta, binomial, fisherTest, gamma, InvalidInput, normal, weibull } from "../src/index.ts";

/** Callers in JavaScript have no compiler: what is no number is refused, not turned into one. */
const text = "0.5" as unknown as number;
const nothing = undefined as unknown as number;

describe("arguments that are no numbers", () => {
  it.each([
    ["gamma shape", () => gamma({ shape: text, rate: 1 })],
    ["beta a", () => beta({ a: text, b: 1 })],
    ["weibull shape", () => weibull({ shape: text, scale: 1 })],
    ["binomial p", () => binomial({ n: 5, p: text })],
    ["cdf of a text", () => normal({ mean: 0, sd: 1 }).cdf(text)],
    ["cdf of nothing", () => normal({ mean: 0, sd: 1 }).cdf(nothing)],
    ["quantile of a text", () => normal({ mean: 0, sd: 1 }).quantile(text)],
  ])("%s", (_name, call) => {
    expect(call).toThrow(InvalidInput);
  });
});

describe("counts too many to go through one by one", () => {
  it("have an exact p-value all the same: 1 at no difference, whatever the convention", () => {
    const half = { events: 1e11, n: 2e11 };
    for (const twoSided of ["minimumLikelihood", "doubled", "blaker"] as const) {
      const { pTwoSided } = fisherTest({ experimental: half, control: half }, { twoSided });
      expect(pTwoSided).agreesWith(1, { relative: 1e-11, because: "tails of millions of terms" });
    }
  });
});
