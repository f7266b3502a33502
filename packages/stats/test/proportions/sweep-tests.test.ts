import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  binomialTest,
  chiSquaredTest,
  differenceInterval,
  fisherTest,
  mantelHaenszelEstimate,
  mantelHaenszelTest,
  mcNemarTest,
  trendTest,
  zTest,
} from "../../src/index.ts";
import { tableOf, tested } from "../tested.ts";

type Four = Readonly<Record<"x1" | "n1" | "x2" | "n2", number>>;
type Three = Readonly<Record<"two" | "upper" | "lower", string>>;
type Found = Readonly<Record<"statistic" | "p", string>>;

interface Sweep {
  readonly binom: readonly (Readonly<Record<"x" | "n" | "p", number>> & Three)[];
  readonly fisher: readonly (Four & Three)[];
  readonly prop: readonly (Four & {
    readonly none: Found;
    readonly yates: Found;
    readonly lower: string;
    readonly upper: string;
  })[];
  readonly mcnemar: readonly (Readonly<Record<"b" | "c", number>> &
    Readonly<Record<"asymptotic" | "continuity" | "exact", string>>)[];
  readonly trend: readonly (Readonly<Record<"x" | "n" | "scores", readonly number[]>> & Found)[];
  readonly strata: readonly (Readonly<Record<keyof Four, readonly number[]>> &
    Found &
    Readonly<Record<"oddsRatio" | "lower" | "upper", string>>)[];
}

const file = new URL("../reference/proportions/sweep-tests.json", import.meta.url);
const sweep = JSON.parse(readFileSync(file, "utf8")) as Sweep;
const close = { relative: 1e-11, absolute: 1e-300, because: "R sums in another order" };
/** R's table functions subtract rounded expected counts. */
const loose = { relative: 1e-9, absolute: 1e-9, because: "R subtracts expected counts rounded to 16 digits" };

describe("tests of proportions, randomised sweep against R", {
  meta: {
    validates: {
      requirement: "Tests of proportions, randomised sweep",
      functions: [
        "binomialTest",
        "fisherTest",
        "chiSquaredTest",
        "zTest",
        "mcNemarTest",
        "trendTest",
        "mantelHaenszelTest",
        "mantelHaenszelEstimate",
        "differenceInterval",
      ],
      source: "R 4.2.2 stats",
    },
  },
}, () => {
  it.each(sweep.binom)("binom.test of $x of $n against $p", ({ x, n, p, ...theirs }) => {
    const ours = binomialTest({ events: x, n }, { proportion: p, twoSided: "minimumLikelihood" });
    expect(ours.pTwoSided).agreesWith(Number(theirs.two), close);
    expect(ours.pUpper).agreesWith(Number(theirs.upper), close);
    expect(ours.pLower).agreesWith(Number(theirs.lower), close);
  });

  it.each(sweep.fisher)("fisher.test of $x1 of $n1 against $x2 of $n2", (row) => {
    const ours = fisherTest(tableOf(row), { twoSided: "minimumLikelihood" });
    // R's noncentral hypergeometric masses come from differences of large logarithms.
    const tolerance = { ...close, relative: 1e-9 };
    expect(ours.pTwoSided).agreesWith(Number(row.two), tolerance);
    expect(ours.pUpper).agreesWith(Number(row.upper), tolerance);
    expect(ours.pLower).agreesWith(Number(row.lower), tolerance);
  });

  it.each(sweep.prop)("prop.test of $x1 of $n1 against $x2 of $n2", (row) => {
    const counts = [
      [row.x1, row.n1 - row.x1],
      [row.x2, row.n2 - row.x2],
    ];
    const plain = tested(chiSquaredTest(counts, { correction: "none" }));
    expect(plain.statistic).agreesWith(Number(row.none.statistic), loose);
    expect(plain.pValue).agreesWith(Number(row.none.p), loose);
    expect(tested(chiSquaredTest(counts, { correction: "yates" })).pValue).agreesWith(Number(row.yates.p), loose);
    const { z } = tested(zTest(tableOf(row), { variance: "pooled" }));
    expect(z * z).agreesWith(Number(row.none.statistic), loose);
    const limits = differenceInterval(tableOf(row), { method: "wald", level: 0.95 });
    expect(limits.lower).agreesWith(Number(row.lower), { ...close, absolute: 1e-14 });
    expect(limits.upper).agreesWith(Number(row.upper), { ...close, absolute: 1e-14 });
  });

  it.each(sweep.mcnemar)("mcnemar.test of $b against $c", ({ b, c, ...theirs }) => {
    const pairs = { onlyExperimental: b, onlyControl: c };
    for (const method of ["asymptotic", "continuity", "exact"] as const) {
      const { pTwoSided } = tested(mcNemarTest(pairs, { method }));
      expect(pTwoSided, method).agreesWith(Number(theirs[method]), close);
    }
  });

  it.each(sweep.trend)("prop.trend.test of $x of $n by $scores", ({ x, n, scores, ...theirs }) => {
    const ours = tested(
      trendTest(
        x.map((events, i) => ({ events, n: n[i]! })),
        { scores },
      ),
    );
    expect(ours.z * ours.z).agreesWith(Number(theirs.statistic), loose);
    expect(ours.pTwoSided).agreesWith(Number(theirs.p), { ...loose, relative: 1e-8 });
  });

  it.each(sweep.strata)("mantelhaen.test of $x1 of $n1 against $x2 of $n2", (row) => {
    const strata = row.x1.map((x1, h) => tableOf({ x1, n1: row.n1[h]!, x2: row.x2[h]!, n2: row.n2[h]! }));
    const ours = tested(mantelHaenszelTest(strata, { correction: "none" }));
    expect(ours.statistic).agreesWith(Number(row.statistic), loose);
    expect(ours.pValue).agreesWith(Number(row.p), loose);
    const fit = mantelHaenszelEstimate(strata, { measure: "oddsRatio", level: 0.95 });
    if (fit.kind !== "tested") {
      expect(["0", "Inf", "NaN"]).toContain(row.oddsRatio.trim());
      return;
    }
    expect(fit.estimate).agreesWith(Number(row.oddsRatio), close);
    expect(fit.interval.lower).agreesWith(Number(row.lower), close);
    expect(fit.interval.upper).agreesWith(Number(row.upper), close);
  });
});
