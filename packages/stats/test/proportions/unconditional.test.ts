import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Alternative,
  differenceInterval,
  fisherTest,
  InvalidInput,
  type TwoByTwo,
  type UnconditionalStatistic,
  unconditionalTest,
} from "../../src/index.ts";

interface Row {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly statistic: UnconditionalStatistic;
  readonly alternative: Alternative;
  readonly pValue: string;
}

const file = new URL("../reference/proportions/unconditional.json", import.meta.url);
const { rows, chanZhang } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly rows: readonly Row[];
  readonly chanZhang: readonly Readonly<Record<"x1" | "n1" | "x2" | "n2" | "level" | "lower" | "upper", number>>[];
};

function tableOf(x1: number, n1: number, x2: number, n2: number): TwoByTwo {
  return { experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } };
}

const swapped = ({ experimental, control }: TwoByTwo): TwoByTwo => ({ experimental: control, control: experimental });

const arm = fc.integer({ min: 1, max: 14 }).chain((n) => fc.record({ n: fc.constant(n), events: fc.nat(n) }));
const tables: fc.Arbitrary<TwoByTwo> = fc.record({ experimental: arm, control: arm });
const statistics = fc.constantFrom("zPooled", "zUnpooled", "boschloo", "csm" as const);
const tolerance = { relative: 1e-10, absolute: 1e-14, because: "the maximum is found to a relative 1e-11" };

describe("unconditionalTest", {
  meta: {
    validates: {
      requirement: "Unconditional exact tests",
      functions: ["unconditionalTest"],
      source: "exact integers in Python; scipy 1.10.1 boschloo_exact",
    },
  },
}, () => {
  it.each(rows)("$statistic $alternative of $x1 of $n1 against $x2 of $n2, by exact integers and mpmath", (row) => {
    const { x1, n1, x2, n2, statistic, alternative } = row;
    const ours = unconditionalTest(tableOf(x1, n1, x2, n2), { statistic, alternative });
    expect(ours.pValue).agreesWith(Number(row.pValue), tolerance);
    expect(ours.pValueAtMost / ours.pValue - 1).toBeLessThan(1.1e-11);
  });

  /** scipy 1.10.1, boschloo_exact([[74, 31], [43, 32]], alternative="greater"), whose search stops at about 1e-9. */
  it("reproduces scipy's example of Boschloo's test", () => {
    const table = tableOf(74, 117, 31, 63);
    const { pValue } = unconditionalTest(table, { statistic: "boschloo", alternative: "greater" });
    expect(pValue).asPrinted("0.03556406");
  });

  /** G. A. Barnard, Nature 156 (1945) 177: all three of one arm and none of the other has probability (1/2)^6 at most. */
  it("gives Barnard's 1/64 for 3 of 3 against 0 of 3", () => {
    const { pValue, commonProportion } = unconditionalTest(tableOf(3, 3, 0, 3), {
      statistic: "csm",
      alternative: "greater",
    });
    expect(pValue).withinUlps(1 / 64, 4);
    expect(commonProportion).exactly(0.5);
  });

  it("adds gamma and searches less under Berger and Boos", () => {
    const table = tableOf(12, 15, 7, 15);
    const options = { statistic: "zPooled", alternative: "greater" } as const;
    const all = unconditionalTest(table, options).pValue;
    const tiny = unconditionalTest(table, { ...options, nuisance: { kind: "bergerBoos", gamma: 1e-9 } }).pValue;
    expect(tiny).agreesWith(all + 1e-9, { relative: 1e-10, because: "the maximum is well inside the interval" });
  });

  it("is the same for swapped arms and for swapped outcomes", () => {
    fc.assert(
      fc.property(tables, statistics, (table, statistic) => {
        const { experimental: e, control: c } = table;
        const flip = ({ events, n }: { events: number; n: number }) => ({ events: n - events, n });
        const greater = unconditionalTest(table, { statistic, alternative: "greater" }).pValue;
        expect(unconditionalTest(swapped(table), { statistic, alternative: "less" }).pValue).exactly(greater);
        const outcomes = { experimental: flip(e), control: flip(c) };
        expect(unconditionalTest(outcomes, { statistic, alternative: "less" }).pValue).agreesWith(greater, tolerance);
        const two = unconditionalTest(table, { statistic, alternative: "twoSided" }).pValue;
        expect(unconditionalTest(swapped(table), { statistic, alternative: "twoSided" }).pValue).agreesWith(
          two,
          tolerance,
        );
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("is never above Fisher's one-sided p-value under Boschloo", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { pValue } = unconditionalTest(table, { statistic: "boschloo", alternative: "greater" });
        expect(pValue).toBeLessThanOrEqual(fisherTest(table, { twoSided: "doubled" }).pUpper * (1 + 1e-9));
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  /** P(p-value <= α) under every common proportion is at most α: the definition of a test of level α. */
  it.each(["zPooled", "zUnpooled", "boschloo", "csm"] as const)("keeps its level: %s, 6 against 8", (statistic) => {
    const level = 0.1;
    const rejected = Array.from({ length: 7 * 9 }, (_, k) => [Math.floor(k / 9), k % 9] as const).filter(
      ([i, j]) => unconditionalTest(tableOf(i, 6, j, 8), { statistic, alternative: "twoSided" }).pValue <= level,
    );
    expect(rejected.length).toBeGreaterThan(0);
    for (let p = 0.01; p < 1; p += 0.01) {
      const size = rejected.reduce((sum, [i, j]) => sum + binomialMass(i, 6, p) * binomialMass(j, 8, p), 0);
      expect(size).toBeLessThanOrEqual(level);
    }
  });

  it("refuses what it cannot answer, naming everything", () => {
    const bad = { experimental: { events: 7.5, n: 6 }, control: { events: -1, n: 0 } };
    const call = () => unconditionalTest(bad, { statistic: "zPooled", alternative: "greater" });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/experimental\.events[^]*control\.n[^]*control\.events/);
    const fine = tableOf(1, 70, 2, 70);
    expect(() => unconditionalTest(fine, { statistic: "csm", alternative: "greater" })).toThrow(/at most 60/);
    expect(() => unconditionalTest(tableOf(1, 1500, 2, 700), { statistic: "zPooled", alternative: "less" })).toThrow(
      /2200/,
    );
    const nuisance = { kind: "bergerBoos", gamma: 0 } as const;
    expect(() => unconditionalTest(fine, { statistic: "zPooled", alternative: "less", nuisance })).toThrow(/gamma/);
    expect(() => unconditionalTest(fine, { statistic: "toString" as never, alternative: "less" })).toThrow(/toString/);
  });
});

/** Second program: every table, its restricted estimate by golden search of the likelihood, and a fine grid of control proportions. */
function marginByEnumeration(table: readonly [number, number, number, number], delta: number): number {
  const [x1, n1, x2, n2] = table;
  const score = (i: number, j: number): number => {
    const logs = (p: number): number => {
      const term = (k: number, q: number): number => (k === 0 ? 0 : k * Math.log(q));
      return term(i, p + delta) + term(n1 - i, 1 - p - delta) + term(j, p) + term(n2 - j, 1 - p);
    };
    let a = Math.max(0, -delta);
    let b = Math.min(1, 1 - delta);
    for (let round = 0; round < 200; round++) {
      const left = a + (b - a) * 0.382;
      const right = a + (b - a) * 0.618;
      if (logs(left) < logs(right)) a = left;
      else b = right;
    }
    const p2 = (a + b) / 2;
    const p1 = p2 + delta;
    return (i / n1 - j / n2 - delta) / Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2);
  };
  const observed = score(x1, x2);
  const region: (readonly [number, number])[] = [];
  for (let i = 0; i <= n1; i++) {
    for (let j = 0; j <= n2; j++) if (score(i, j) >= observed - 1e-6) region.push([i, j]);
  }
  const least = Math.max(0, -delta);
  const most = Math.min(1, 1 - delta);
  let best = 0;
  for (let g = 0; g <= 4000; g++) {
    const p2 = least + ((most - least) * g) / 4000;
    const p1 = Math.min(1, Math.max(0, p2 + delta));
    best = Math.max(
      best,
      region.reduce((sum, [i, j]) => sum + binomialMass(i, n1, p1) * binomialMass(j, n2, p2), 0),
    );
  }
  return best;
}

describe("unconditionalTest against a margin", {
  meta: {
    validates: {
      requirement: "Non-inferiority, unconditional",
      functions: ["unconditionalTest"],
      source: "full enumeration",
    },
  },
}, () => {
  const options = { statistic: "zPooled", alternative: "greater" } as const;

  it.each([
    [6, 8, 5, 9, -0.2],
    [7, 10, 6, 10, -0.15],
    [3, 7, 1, 12, 0.1],
    [9, 11, 2, 6, -0.35],
  ])("%d of %d against %d of %d, margin %d, by full enumeration", (x1, n1, x2, n2, difference) => {
    const table = tableOf(x1, n1, x2, n2);
    const { pValue, pValueAtMost } = unconditionalTest(table, { ...options, difference });
    const grid = marginByEnumeration([x1, n1, x2, n2], difference);
    expect(pValue).agreesWith(grid, { relative: 1e-5, because: "a grid of 4,000 steps misses so much of its maximum" });
    expect(grid).toBeLessThanOrEqual(pValueAtMost * (1 + 1e-12));
    expect(pValueAtMost / pValue - 1).toBeLessThan(1.01e-7);
    const turned = tableOf(x2, n2, x1, n1);
    const less = unconditionalTest(turned, { statistic: "zPooled", alternative: "less", difference: -difference });
    expect(less.pValue).agreesWith(pValue, { relative: 2e-7, because: "each maximum is proven to a relative 1e-7" });
  });

  it("is dual to the interval of Chan and Zhang at its limits", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { lower } = differenceInterval(table, { method: "chanZhang", level: 0.9 });
        if (lower < -0.99) return;
        const further = unconditionalTest(table, { ...options, difference: lower - 2e-6 || -2e-6 });
        expect(further.pValue).toBeLessThanOrEqual(0.05);
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it("refuses a margin where it has none", () => {
    const table = tableOf(3, 7, 2, 9);
    const call = (change: object) => () => unconditionalTest(table, { ...options, difference: 0.1, ...change });
    expect(call({ difference: 1 })).toThrow(/difference/);
    expect(call({ difference: Number.NaN })).toThrow(/difference/);
    expect(call({ statistic: "boschloo" })).toThrow(/margins are for zPooled/);
    expect(call({ alternative: "twoSided" })).toThrow(/greater or less/);
    expect(call({ nuisance: { kind: "bergerBoos", gamma: 0.001 } })).toThrow(/bergerBoos/);
  });
});

function binomialMass(k: number, n: number, p: number): number {
  let coefficient = 1;
  for (let i = 0; i < k; i++) coefficient *= (n - i) / (i + 1);
  return coefficient * p ** k * (1 - p) ** (n - k);
}

describe("differenceInterval by chanZhang", {
  meta: {
    validates: {
      requirement: "Chan-Zhang interval",
      functions: ["differenceInterval"],
      source: "a second program (numpy)",
    },
  },
}, () => {
  it.each(chanZhang)(
    "$x1 of $n1 against $x2 of $n2, by a second program in numpy",
    ({ x1, n1, x2, n2, level, ...theirs }) => {
      const ours = differenceInterval(tableOf(x1, n1, x2, n2), { method: "chanZhang", level });
      const near = {
        absolute: 1e-9,
        because: "the other program halves 36 times and refines its grid to about 1e-8 of p",
      };
      expect(ours.lower).agreesWith(theirs.lower, near);
      expect(ours.upper).agreesWith(theirs.upper, near);
    },
  );

  const interval = (table: TwoByTwo) => differenceInterval(table, { method: "chanZhang", level: 0.9 });

  it("turns round with the arms and the outcomes", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { lower, upper } = interval(table);
        const turned = interval(swapped(table));
        const because = "halving to 1e-13 on either side";
        expect(turned.lower).agreesWith(-upper, { absolute: 1e-9, because });
        expect(turned.upper).agreesWith(-lower, { absolute: 1e-9, because });
        const { experimental: e, control: c } = table;
        expect(lower).toBeLessThanOrEqual(e.events / e.n - c.events / c.n);
        expect(upper).toBeGreaterThanOrEqual(e.events / e.n - c.events / c.n);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  /** Its purpose: coverage of at least the level everywhere. */
  it("covers at its level for every pair of proportions, 5 against 7", () => {
    const all = Array.from({ length: 6 * 8 }, (_, k) => [Math.floor(k / 8), k % 8] as const).map(([i, j]) => ({
      i,
      j,
      limits: interval(tableOf(i, 5, j, 7)),
    }));
    for (let p1 = 0; p1 <= 1; p1 += 0.05) {
      for (let p2 = 0; p2 <= 1; p2 += 0.05) {
        const covered = all
          .filter(({ limits }) => limits.lower <= p1 - p2 + 1e-12 && p1 - p2 - 1e-12 <= limits.upper)
          .reduce((sum, { i, j }) => sum + binomialMass(i, 5, p1) * binomialMass(j, 7, p2), 0);
        expect(covered).toBeGreaterThanOrEqual(0.9 - 1e-12);
      }
    }
  });

  /** Where tables join the region the p-value jumps over α/2, and the limit is the jump. */
  it.each([
    [54, 60, 4, 5, 0.9],
    [10, 60, 5, 5, 0.8],
    [1, 1, 30, 30, 0.9],
    [0, 3, 0, 55, 0.8],
  ])("%d of %d against %d of %d at %d has its lower limit where the test turns", (x1, n1, x2, n2, level) => {
    const table = tableOf(x1, n1, x2, n2);
    const { lower } = differenceInterval(table, { method: "chanZhang", level });
    const p = (difference: number) =>
      unconditionalTest(table, { statistic: "zPooled", alternative: "greater", difference }).pValue;
    expect(p(lower - 1e-8)).toBeLessThanOrEqual((1 - level) / 2);
    expect(p(lower + 1e-8)).toBeGreaterThan((1 - level) / 2);
  });

  it("is for at most 1,000 patients", () => {
    expect(() => interval(tableOf(1, 700, 2, 700))).toThrow(/1400 patients/);
  });
});
