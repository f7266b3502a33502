import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Alternative, type UnconditionalStatistic, unconditionalTest } from "../../src/index.ts";

type ByStatistic = Readonly<Partial<Record<UnconditionalStatistic, number>>>;
type Row = Readonly<Record<"x1" | "n1" | "x2" | "n2", number>> & Readonly<Record<Alternative, ByStatistic>>;

const file = new URL("../reference/proportions/unconditional-sweep.json", import.meta.url);
const { rows } = JSON.parse(readFileSync(file, "utf8")) as { readonly rows: readonly Row[] };

describe("unconditionalTest, randomised sweep", {
  meta: {
    validates: {
      requirement: "Unconditional exact tests, randomised sweep",
      functions: ["unconditionalTest"],
      source: "scipy 1.10.1 barnard_exact and boschloo_exact, one-sided; exact fractions in Python, two-sided",
    },
  },
}, () => {
  it.each(rows)("$x1 of $n1 against $x2 of $n2", ({ x1, n1, x2, n2, ...theirs }) => {
    const table = { experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } };
    const because = "scipy's search stops at about 1e-9, a grid of 200,001 points misses so much";
    for (const alternative of ["greater", "less", "twoSided"] as const) {
      for (const [statistic, pValue] of Object.entries(theirs[alternative])) {
        const ours = unconditionalTest(table, { statistic: statistic as UnconditionalStatistic, alternative });
        expect(ours.pValue, `${statistic} ${alternative}`).agreesWith(pValue, { relative: 1e-7, because });
        expect(pValue).toBeLessThanOrEqual(ours.pValueAtMost * (1 + 1e-9));
      }
    }
  });
});
