import { describe, expect, it } from "vitest";
import { formatInterval, formatNumber, formatPercent, formatPValue, InvalidInput } from "../src/index.ts";

const decimals = (count: number) => ({ kind: "decimals", decimals: count }) as const;
const significant = (digits: number) => ({ kind: "significant", digits }) as const;

describe("formatNumber", () => {
  it.each([
    [1.005, decimals(2), "1.00"],
    [-0.001, decimals(2), "0.00"],
    [-1.5, decimals(1), "−1.5"],
    [1234567.8, decimals(0), "1234568"],
    [0.03164, significant(2), "0.032"],
    [99.96, significant(3), "100"],
    [0.00001234, significant(3), "1.23e-5"],
    [0, significant(3), "0.00"],
    [Number.NEGATIVE_INFINITY, decimals(1), "−∞"],
  ] as const)("%d as %j", (value, format, text) => {
    expect(formatNumber(value, format)).exactly(text);
  });

  it("refuses NaN", () => {
    expect(() => formatNumber(Number.NaN, decimals(1))).toThrow(InvalidInput);
  });
});

describe("formatPercent", () => {
  it("shifts the decimal text: 28.5 %, not 28.499…", () => {
    expect(formatPercent(0.285, { decimals: 0 })).exactly("29%");
    expect(formatPercent(0.6286)).exactly("62.9%");
    expect(formatPercent(-0.05, { decimals: 1 })).exactly("−5.0%");
  });
});

describe("formatPValue", () => {
  it.each([
    [0, "<0.001"],
    [0.00099, "<0.001"],
    [0.0316, "0.032"],
    [0.09996, "0.10"],
    [0.5, "0.50"],
    [1, ">0.99"],
  ])("%d", (value, text) => {
    expect(formatPValue(value)).exactly(text);
  });
});

describe("formatInterval", () => {
  it("separates with a word", () => {
    expect(formatInterval(-0.1, 0.25, decimals(2))).exactly("−0.10 to 0.25");
  });
});
