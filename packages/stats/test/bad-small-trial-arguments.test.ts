import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as stats from "../src/index.ts";

const count = { events: 3, n: 10 };
const groups = [count, count, { events: 5, n: 9 }];
const table = { experimental: { events: 3, n: 10 }, control: { events: 5, n: 12 } };
const samples = { experimental: [1, 2, 3], control: [2, 3, 5, 0] };
const tables = [
  [
    [1, 2],
    [3, 4],
  ],
  [
    [1, 2],
    [3, 9],
  ],
];
const cohort = { outcomes: [1, 2, 3, 5, 8, 9], groups: [0, 1, 0, 1, 0, 1], covariates: [[1, 2, 2, 4, 5, 7]] };
const ordinal = { categories: [0, 1, 2, 1, 2, 2], covariates: [[0, 0, 0, 1, 1, 1]], counts: [1, 2, 1, 1, 1, 1] };
const summaries = {
  experimental: { n: 5, mean: 1, standardDeviation: 2 },
  control: { n: 6, mean: 2, standardDeviation: 1 },
};

/** Sound arguments of every function for small trials; each field of them is then replaced by what it cannot be. */
const sound: Readonly<Record<string, readonly [subject: unknown, options: unknown]>> = {
  proportionInterval: [count, { method: "wilson", level: 0.95 }],
  binomialTest: [count, { proportion: 0.3, twoSided: "doubled", tails: "exact" }],
  differenceInterval: [table, { method: "newcombe", level: 0.95 }],
  ratioInterval: [table, { method: "katz", level: 0.95 }],
  oddsRatioInterval: [table, { method: "woolf", level: 0.95 }],
  conditionalOddsRatio: [table, { level: 0.95, tails: "exact" }],
  fisherTest: [table, { twoSided: "doubled", tails: "exact" }],
  unconditionalTest: [
    table,
    { statistic: "zPooled", alternative: "greater", nuisance: { kind: "bergerBoos", gamma: 0.001 }, difference: 0 },
  ],
  zTest: [table, { variance: "farringtonManning", difference: 0.1 }],
  chiSquaredTest: [tables[0], { correction: "none" }],
  mcNemarTest: [{ onlyExperimental: 3, onlyControl: 1 }, { method: "exact" }],
  trendTest: [groups, { scores: [0, 1, 2] }],
  exactTrendTest: [groups, { scores: [0, 1, 2], twoSided: "doubled", tails: "exact" }],
  mantelHaenszelTest: [[table, table], { correction: "none" }],
  mantelHaenszelEstimate: [[table, table], { measure: "ratio", level: 0.9 }],
  stratifiedScore: [[table, table], { weights: "equal", level: 0.9, difference: 0.1 }],
  stratifiedNewcombe: [[table, table], { weights: "equal", level: 0.9, correction: "none" }],
  cochranMantelHaenszel: [tables, { statistic: "correlation", rowScores: [1, 2], columnScores: [1, 3] }],
  rankSumTest: [samples, { method: "exact", twoSided: "distance" }],
  stratifiedRankSumTest: [[samples, samples], { weights: "equal" }],
  brunnerMunzelTest: [samples, { level: 0.9 }],
  hodgesLehmann: [samples, { method: "exact", level: 0.8 }],
  proportionalOdds: [ordinal, undefined],
  tTest: [samples, { variance: "pooled", level: 0.9, difference: 0 }],
  tTestOfSummaries: [summaries, { variance: "separate", level: 0.9, difference: 0 }],
  oneSampleTTest: [[1, 2, 3], { mean: 0, level: 0.9 }],
  ancova: [cohort, { level: 0.9, difference: 0, standardErrors: "HC3", slopes: "common" }],
};

type Path = readonly string[];

/** Numbers that no count, level, value or score can be, and things that are no numbers. */
const NOT_NUMBERS: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  "3",
  null,
  {},
  [],
  true,
];
const NOT_CHOICES: readonly unknown[] = [Number.NaN, 3, null, {}, true, "toString", "constructor", "", "Exact"];
const NOT_OBJECTS: readonly unknown[] = [Number.NaN, 3, null, "text", true];
const COUNTED = new Set(["events", "n", "onlyExperimental", "onlyControl"]);

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value);
}

function withBad(value: unknown, [key, ...rest]: Path, bad: unknown): unknown {
  if (key === undefined) return bad;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as unknown as Record<string, unknown>)
    : { ...(value as Record<string, unknown>) };
  copy[key] = withBad(copy[key], rest, bad);
  return copy;
}

function badFor(value: unknown, path: Path): readonly unknown[] {
  if (typeof value === "object") return NOT_OBJECTS;
  if (typeof value === "string") return NOT_CHOICES;
  const whole = COUNTED.has(path.at(-1)!) ? [-1, 2.5, 2 ** 53] : [];
  const level = path.at(-1) === "level" ? [0, 1, -0.5, 95] : [];
  return [...NOT_NUMBERS, ...whole, ...level];
}

/** The name of the innermost field on the way that has one. */
function fieldOf(path: Path): string | undefined {
  return path.slice(1).findLast((key) => !/^\d+$/.test(key));
}

describe.each(Object.entries(sound))("%s", (name, args) => {
  const call = stats[name as keyof typeof stats] as unknown as (...given: readonly unknown[]) => unknown;
  const tuple = args[1] === undefined ? [args[0]] : args;

  it("takes the sound arguments", () => {
    expect(() => call(...tuple)).not.toThrow();
  });

  it("refuses every field that is none, by its name", () => {
    for (const path of pathsOf(tuple).slice(1)) {
      for (const bad of badFor(valueAt(tuple, path), path)) {
        let thrown: unknown = "nothing";
        try {
          call(...(withBad(tuple, path, bad) as unknown[]));
        } catch (error) {
          thrown = error;
        }
        const what = `${path.join(".")} as ${JSON.stringify(bad) ?? String(bad)}`;
        expect(thrown, what).toBeInstanceOf(stats.InvalidInput);
        const field = fieldOf(path);
        if (field !== undefined) expect((thrown as Error).message, what).toContain(field);
      }
    }
  });
});

describe("holes, gaps and lists that do not fit", () => {
  // oxlint-disable-next-line no-sparse-arrays -- a hole is what is refused
  const hole = [1, , 3] as unknown as readonly number[];

  it.each<readonly [string, () => unknown]>([
    ["a hole among values", () => stats.rankSumTest({ experimental: hole, control: [1] }, { method: "exact" })],
    [
      "a hole among t-test values",
      () => stats.tTest({ experimental: hole, control: [1, 2] }, { variance: "pooled", level: 0.9 }),
    ],
    ["a hole among counts", () => stats.chiSquaredTest([hole, [1, 2, 3]], { correction: "none" })],
    ["a hole among scores", () => stats.trendTest(groups, { scores: hole })],
    [
      "a hole among strata",
      () =>
        stats.mantelHaenszelTest(Object.assign(Array.from({ length: 2 }), { 0: table }) as never, {
          correction: "none",
        }),
    ],
    ["a hole in a stratum", () => stats.cochranMantelHaenszel([[hole, [1, 2, 3]]], { statistic: "correlation" })],
    ["no values", () => stats.hodgesLehmann({ experimental: [], control: [1] }, { method: "exact", level: 0.9 })],
    ["no strata", () => stats.stratifiedNewcombe([], { weights: "equal", level: 0.9 })],
    ["no groups", () => stats.exactTrendTest([], { twoSided: "doubled" })],
    ["one group", () => stats.trendTest([count])],
    ["one row", () => stats.chiSquaredTest([[1, 2]], { correction: "none" })],
    ["one value in an arm", () => stats.brunnerMunzelTest({ experimental: [1], control: [1, 2] }, { level: 0.9 })],
    ["columns of unequal length", () => stats.ancova({ ...cohort, groups: [0, 1] }, { level: 0.9 })],
    [
      "tables of unequal shape",
      () =>
        stats.cochranMantelHaenszel(
          [
            tables[0]!,
            [
              [1, 2, 3],
              [1, 2, 3],
            ],
          ],
          { statistic: "correlation" },
        ),
    ],
    [
      "fewer patients than coefficients",
      () => stats.ancova({ outcomes: [1, 2, 3], groups: [0, 1, 0], covariates: [[1, 2, 4]] }, { level: 0.9 }),
    ],
    [
      "row scores for a statistic without them",
      () => stats.cochranMantelHaenszel(tables, { statistic: "rowMeanScores", rowScores: [1, 2] }),
    ],
    [
      "more events than patients",
      () => stats.binomialTest({ events: 4, n: 3 }, { proportion: 0.5, twoSided: "doubled" }),
    ],
  ])("%s", (_, call) => {
    expect(call).toThrow(stats.InvalidInput);
  });
});

describe("many values", () => {
  const many = Float64Array.from({ length: 140_000 }, (_, i) => (i * 7919) % 1009);
  const more = many.map((value, i) => value + (i % 3));

  it.each<readonly [string, () => unknown]>([
    ["t test", () => stats.tTest({ experimental: many, control: more }, { variance: "pooled", level: 0.9 })],
    ["rank sum", () => stats.rankSumTest({ experimental: many, control: more }, { method: "normal" })],
    ["Brunner-Munzel", () => stats.brunnerMunzelTest({ experimental: many, control: more }, { level: 0.9 })],
    [
      "strata",
      () =>
        stats.mantelHaenszelTest(
          Array.from({ length: 40_000 }, () => table),
          { correction: "none" },
        ),
    ],
    ["groups", () => stats.trendTest(Array.from({ length: 60_000 }, (_, i) => ({ events: i % 3, n: 4 })))],
  ])("are no reason to fail: %s", (_, call) => {
    expect(call()).toMatchObject({ kind: "tested" });
  });

  it("that are wrong are told up to a hundred", () => {
    const wrong = many.map(() => Number.NaN);
    expect(() => stats.tTest({ experimental: wrong, control: more }, { variance: "pooled", level: 0.9 })).toThrow(
      stats.InvalidInput,
    );
  });
});

describe("data that allow no result", () => {
  const empty = { experimental: { events: 0, n: 7 }, control: { events: 0, n: 8 } };
  const tied = { experimental: [2, 2, 2], control: [2, 2] };

  it.each<readonly [string, { readonly kind: string }]>([
    ["no events, pooled z", stats.zTest(empty, { variance: "pooled" })],
    [
      "no events, chi-squared",
      stats.chiSquaredTest(
        [
          [0, 7],
          [0, 8],
        ],
        { correction: "nMinusOne" },
      ),
    ],
    ["no events, conditional odds ratio", stats.conditionalOddsRatio(empty, { level: 0.95 })],
    [
      "no events, CMH",
      stats.cochranMantelHaenszel(
        [
          [
            [0, 7],
            [0, 8],
          ],
        ],
        { statistic: "generalAssociation" },
      ),
    ],
    ["no events, Mantel-Haenszel", stats.mantelHaenszelEstimate([empty], { measure: "oddsRatio", level: 0.95 })],
    ["all tied, rank sum", stats.rankSumTest(tied, { method: "normal" })],
    ["all tied, strata", stats.stratifiedRankSumTest([tied], { weights: "vanElteren" })],
    ["all tied, Brunner-Munzel", stats.brunnerMunzelTest(tied, { level: 0.95 })],
    ["constant, t", stats.tTest(tied, { variance: "separate", level: 0.95 })],
    [
      "constant, ANCOVA",
      stats.ancova(
        { outcomes: [1, 1, 1, 1], groups: [0, 1, 0, 1], covariates: [] },
        { level: 0.95, standardErrors: "HC0" },
      ),
    ],
    ["one arm", stats.ancova({ outcomes: [1, 2, 1, 3], groups: [1, 1, 1, 1], covariates: [] }, { level: 0.95 })],
  ])("%s", (_, outcome) => {
    expect(outcome).toMatchObject({ kind: "notEstimable", reason: expect.stringMatching(/\w+ \w+/) });
  });

  it("have p-values of 1 where the law given the data has one value", () => {
    expect(stats.fisherTest(empty, { twoSided: "minimumLikelihood" })).toMatchObject({
      pUpper: 1,
      pLower: 1,
      pTwoSided: 1,
    });
    const trend = stats.exactTrendTest([empty.experimental, empty.control], { twoSided: "distance" });
    expect(trend).toMatchObject({ statistic: 0, pUpper: 1, pLower: 1, pTwoSided: 1 });
    expect(stats.rankSumTest(tied, { method: "exact" })).toMatchObject({ pUpper: 1, pLower: 1, pTwoSided: 1 });
  });

  it("give a binomial test its limits at proportions of 0 and 1", () => {
    const at = (events: number, proportion: number) =>
      stats.binomialTest({ events, n: 5 }, { proportion, twoSided: "minimumLikelihood" });
    expect(at(0, 0)).toMatchObject({ pUpper: 1, pLower: 1, pTwoSided: 1 });
    expect(at(1, 0)).toMatchObject({ pUpper: 0, pLower: 1, pTwoSided: 0 });
    expect(at(5, 1)).toMatchObject({ pUpper: 1, pLower: 1, pTwoSided: 1 });
    expect(at(4, 1)).toMatchObject({ pUpper: 1, pLower: 0, pTwoSided: 0 });
  });
});

describe("values at the ends of the range", () => {
  const ends = fc.constantFrom(1e304, -1e304, 5e-324, 1e-300, -1e-150, 0, 1, 2, 3, 1e16, -7, 1e150, 1e160);
  const column = (length: number) => fc.array(ends, { minLength: length, maxLength: length });
  const arms = fc.record({ experimental: column(4), control: column(3) });
  const people = fc.record({
    outcomes: column(8),
    groups: fc.constant([0, 1, 0, 1, 1, 0, 1, 0]),
    covariates: fc.tuple(column(8)),
  });

  function holdsNaN(value: unknown): boolean {
    if (typeof value === "number") return Number.isNaN(value);
    return typeof value === "object" && value !== null && Object.values(value).some(holdsNaN);
  }

  function expectSound(result: { readonly kind?: string; readonly pTwoSided?: number }, what: string): void {
    expect(holdsNaN(result), what).exactly(false);
    if (result.pTwoSided !== undefined) expect(result.pTwoSided >= 0 && result.pTwoSided <= 1, what).exactly(true);
  }

  it("give no NaN, and p-values between 0 and 1", () => {
    fc.assert(
      fc.property(arms, people, (two, cohortOfEnds) => {
        for (const variance of ["pooled", "separate"] as const) {
          expectSound(stats.tTest(two, { variance, level: 0.9 }), variance);
        }
        expectSound(stats.oneSampleTTest(two.experimental, { mean: two.control[0]!, level: 0.9 }), "one sample");
        for (const method of ["exact", "normal"] as const) expectSound(stats.rankSumTest(two, { method }), method);
        expectSound(stats.brunnerMunzelTest(two, { level: 0.9 }), "Brunner-Munzel");
        expect(holdsNaN(stats.hodgesLehmann(two, { method: "exact", level: 0.5 }))).exactly(false);
        for (const standardErrors of ["ordinary", "HC0", "HC1", "HC2", "HC3"] as const) {
          for (const slopes of ["common", "perArm"] as const) {
            expectSound(
              stats.ancova(cohortOfEnds, { level: 0.9, standardErrors, slopes }),
              `${standardErrors} ${slopes}`,
            );
          }
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
