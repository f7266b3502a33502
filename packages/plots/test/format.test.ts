import { describe, expect, it } from "vitest";
import { counted, grouped, percent, percentLevel, pValueText, significant } from "../src/format.ts";

describe("formatting", () => {
  it("writes proportions as percentages", () => {
    expect([percent(0.6286), percent(0), percent(1), percent(0.333, 0)]).exactly(["62.9", "0.0", "100.0", "33"]);
    expect([percent(-0.021), percent(0.285, 0)]).exactly(["−2.1", "29"]);
  });

  it("writes levels with the decimals they need", () => {
    expect([percentLevel(0.95), percentLevel(0.975), percentLevel(0.999)]).exactly(["95 %", "97.5 %", "99.9 %"]);
  });

  it("writes p values without false precision", () => {
    expect([0.0004, 0.0051, 0.0499, 0.137, 0.995].map(pValueText)).exactly([
      "p < 0.001",
      "p = 0.005",
      "p = 0.050",
      "p = 0.14",
      "p > 0.99",
    ]);
  });

  it("writes numbers to significant digits", () => {
    expect([
      significant(9),
      significant(0.08321, 2),
      significant(123.456),
      significant(1e-7),
      significant(123456.7),
    ]).exactly(["9", "0.083", "123", "1.00e-7", "123000"]);
  });

  it("groups thousands and counts in words", () => {
    expect([grouped(5), grouped(1000), grouped(1_234_567)]).exactly(["5", "1,000", "1,234,567"]);
    expect([counted(1, "study", "studies"), counted(3, "study", "studies")]).exactly(["1 study", "3 studies"]);
  });
});
