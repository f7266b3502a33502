import { measureComparisons, poolEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

/** Deaths of patients given lidocaine and of controls (Hine 1989). */
const trials = [
  [2, 39, 1, 43],
  [4, 44, 4, 44],
  [6, 107, 4, 110],
  [7, 103, 5, 100],
  [7, 110, 3, 106],
  [11, 154, 4, 146],
] as const;
const rows = trials.map(([x1, n1, x0, n0], i) => ({
  id: `t${i + 1}`,
  label: `Trial ${i + 1}`,
  experimental: { events: x1, n: n1 },
  control: { events: x0, n: n0 },
}));

describe("Normand 1999, lidocaine", {
  meta: {
    validates: {
      requirement: "Worked example: Normand 1999",
      functions: ["poolEffects"],
      source: "Normand (1999), as metafor's tests print it",
    },
  },
}, () => {
  const differences = measureComparisons(rows, { kind: "riskDifference" });

  it("risk differences in percent", () => {
    const printed = ["2.8026", "0.0000", "1.9711", "1.7961", "3.5334", "4.4031"];
    differences.rows.forEach(({ value }, i) => expect(100 * value).asPrinted(printed[i]!));
  });

  it.each(["commonEffect", "REML", "DL"])("%s: no heterogeneity, the same mean", (kind) => {
    const { mean, tau2 } = poolEffects(differences, { tau2: { kind }, interval: { kind: "wald" } });
    if (mean.kind === "notEstimable") throw new Error(mean.reason);
    expect(100 * mean.value).asPrinted("2.9444");
    expect(100 * mean.interval.lower).asPrinted("0.3831");
    expect(100 * mean.interval.upper).asPrinted("5.5058");
    expect(tau2?.value ?? 0).agreesWith(0, { absolute: 1e-10, because: "the likelihood falls from 0 on" });
  });
});
