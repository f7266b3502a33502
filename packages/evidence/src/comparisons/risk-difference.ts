import { defineComparison, hasEmptyCell } from "./comparison.ts";

/** p1 − p2: RD. */
export const riskDifference = defineComparison({
  kind: "riskDifference",
  label: "risk differences",
  scale: "risk difference",
  naturalScale: "risk difference",
  needsCorrection: hasEmptyCell,
  effect: ({ a, b, c, d }) => {
    const [n1, n2] = [a + b, c + d];
    return { value: a / n1 - c / n2, variance: (a * b) / (n1 * n1 * n1) + (c * d) / (n2 * n2 * n2) };
  },
  toNatural: (value) => value,
});
