import { InvalidInput } from "@rekindle/stats";
import { z } from "zod";
import { defineSpending } from "./spending-function.ts";

/**
 * Spending given as the cumulative alpha of each look. The last one must be the design's alpha, or less.
 */
export const userDefined = defineSpending({
  kind: "userDefined",
  options: z.strictObject({
    kind: z.literal("userDefined"),
    /** Cumulative probability spent at each look, in the same sidedness as the design's alpha. */
    cumulative: z.array(z.number().min(0).max(1)).min(1),
  }),
  describe: ({ cumulative }) => `the cumulative amounts ${cumulative.join(", ")}`,
  spent: ({ cumulative }, { rates, alpha, sided }) => {
    const issues = [];
    const path = ["spending", "cumulative"];
    if (cumulative.length !== rates.length) {
      const message = `${cumulative.length} cumulative values for ${rates.length} looks`;
      issues.push({ kind: "wrongLength", path, message, hint: "one value per look" });
    }
    cumulative.forEach((value, k) => {
      if (value > alpha * sided * (1 + 1e-12)) {
        const message = `${value} spends more than alpha, ${alpha * sided}`;
        issues.push({ kind: "outOfRange", path: [...path, k], message, hint: "at most alpha" });
      }
      const before = cumulative[k - 1] ?? 0;
      if (value < before) {
        const message = `${value} is below ${before}, the value of the look before`;
        issues.push({ kind: "notIncreasing", path: [...path, k], message, hint: "cumulative values never decrease" });
      }
    });
    if (issues.length > 0) throw new InvalidInput(issues);
    return cumulative.map((value) => value / sided);
  },
});
