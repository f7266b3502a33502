import { describe, expect, it } from "vitest";
import { beta, binomial, fisherTest, gamma, InvalidInput, normal, proportionInterval, weibull } from "../src/index.ts";

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

describe("counts too many to go through", () => {
  it("are refused, with what could be done", () => {
    const half = { events: 1e11, n: 2e11 };
    expect(() => fisherTest({ experimental: half, control: half }, { twoSided: "minimumLikelihood" })).toThrow(
      /doubled/,
    );
    expect(() => proportionInterval({ events: 0, n: 1e8 }, { method: "blaker", level: 0.95 })).toThrow(/10 million/);
  });
});
