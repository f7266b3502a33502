import { poolMantelHaenszel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

const rows = [
  { id: "a", label: "Under 55", experimental: { events: 8, n: 106 }, control: { events: 5, n: 120 } },
  { id: "b", label: "55 and over", experimental: { events: 22, n: 98 }, control: { events: 16, n: 85 } },
];

describe("Rothman 2008, tolbutamide", {
  meta: {
    validates: {
      requirement: "Worked example: Rothman 2008",
      functions: ["poolMantelHaenszel"],
      source: "Rothman et al. (2008), as metafor's tests print it",
    },
  },
}, () => {
  it("Mantel-Haenszel difference, risk ratio and odds ratio", () => {
    const difference = poolMantelHaenszel(rows, { measure: "riskDifference", level: 0.9 }).estimate;
    const risk = poolMantelHaenszel(rows, { measure: "riskRatio" }).estimate;
    const odds = poolMantelHaenszel(rows, { measure: "oddsRatio", level: 0.9 }).estimate;
    for (const estimate of [difference, risk, odds])
      if (estimate.kind === "notEstimable") throw new Error(estimate.reason);
    if (difference.kind === "estimated") {
      expect(difference.value).asPrinted("0.0349");
      expect(difference.interval.lower).asPrinted("-0.0176");
      expect(difference.interval.upper).asPrinted("0.0874");
    }
    if (risk.kind === "estimated") expect(Math.log(risk.value)).asPrinted("0.2818");
    if (odds.kind === "estimated") {
      expect(Math.log(odds.value)).asPrinted("0.3387");
      expect(Math.log(odds.interval.lower)).asPrinted("-0.1731");
      expect(Math.log(odds.interval.upper)).asPrinted("0.8505");
    }
  });
});
