import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adjustPValues,
  dunnettTest,
  graphicalLevels,
  graphicalTest,
  type HypothesisGraph,
  type HypothesisGroup,
  type IntersectionTest,
  InvalidInput,
  standardGraph,
  standardNormalSf,
} from "../../src/index.ts";

const tolerance = { relative: 1e-13, absolute: 1e-16, because: "products in another order" };
const half = [
  [1, 0.5],
  [0.5, 1],
];

/** Two primary and two secondary hypotheses. */
const gates: HypothesisGraph = {
  weights: [0.5, 0.5, 0, 0],
  transitions: [
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ],
};
const pairs: IntersectionTest = {
  kind: "grouped",
  groups: [
    { kind: "parametric", hypotheses: [0, 1], correlation: half },
    { kind: "parametric", hypotheses: [2, 3], correlation: half },
  ],
};

function expectAll(ours: readonly number[], theirs: readonly number[], near = tolerance): void {
  expect(ours.length).exactly(theirs.length);
  for (const [i, value] of theirs.entries()) expect(ours[i]!, `${i}`).agreesWith(value, near);
}

const published = {
  requirement: "Graphical tests: Bonferroni, Simes, correlated groups",
  functions: ["graphicalTest", "graphicalLevels"],
  source: "graphicalMCP 0.2.8 (R), two of its worked examples",
};

describe("published graphs", { meta: { validates: published } }, () => {
  const pValues = [0.018, 0.01, 0.105, 0.006];
  const options = { pValues, alpha: 0.025 };

  it("two primary and two secondary hypotheses, by Bonferroni, Simes and in correlated pairs", () => {
    const bonferroni = graphicalTest(gates, { ...options, test: "bonferroni" });
    expectAll(bonferroni.adjusted, [0.02, 0.02, 0.105, 0.02]);
    expect(bonferroni.rejected).exactly([true, true, false, true]);
    expectAll(graphicalTest(gates, { ...options, test: "simes" }).adjusted, [0.018, 0.02, 0.105, 0.02]);
    const { adjusted, errors, rejected } = graphicalTest(gates, { ...options, test: pairs });
    for (const [i, printed] of [".0187060756", ".02", ".105", ".02"].entries()) expect(adjusted[i]!).asPrinted(printed);
    expect(rejected).exactly([true, true, false, true]);
    expect(errors[0]!).toBeLessThan(1e-14);
  });

  it("two doses, a primary and two secondary endpoints", () => {
    const edge = 1e-5;
    const graph = {
      weights: [0.5, 0.5, 0, 0, 0, 0],
      transitions: [
        [0, 0.5, 0.25, 0, 0.25, 0],
        [0.5, 0, 0, 0.25, 0, 0.25],
        [0, 0, 0, 0, 1, 0],
        [edge, 0, 0, 0, 0, 1 - edge],
        [0, edge, 1 - edge, 0, 0, 0],
        [0, 0, 0, 1, 0, 0],
      ],
    };
    const p = { pValues: [0.015, 0.013, 0.01, 0.007, 0.1, 0.0124], alpha: 0.025 };
    const check = (test: IntersectionTest, printed: readonly string[], rejected: readonly boolean[]) => {
      const ours = graphicalTest(graph, { ...p, test });
      for (const [i, value] of printed.entries()) expect(ours.adjusted[i]!).asPrinted(value);
      expect(ours.rejected).exactly(rejected);
    };
    const primary: HypothesisGroup = { kind: "parametric", hypotheses: [0, 1], correlation: half };
    check("bonferroni", ["0.026", "0.026", "0.028", "0.028", "0.100", "0.028"], Array(6).fill(false) as boolean[]);
    const some = ["0.02413846", "0.02413846", "0.02800000", "0.02800000", "0.10000000", "0.02800000"];
    check({ kind: "grouped", groups: [primary] }, some, [true, true, false, false, false, false]);
    const rest: HypothesisGroup = { kind: "bonferroni", hypotheses: [2, 3, 4, 5] };
    check({ kind: "grouped", groups: [primary, rest] }, some, [true, true, false, false, false, false]);
    const secondary = [
      { kind: "simes", hypotheses: [2, 4] },
      { kind: "simes", hypotheses: [3, 5] },
    ] as const;
    check(
      { kind: "grouped", groups: [primary, ...secondary] },
      ["0.02413846", "0.02413846", "0.02480008", "0.02480000", "0.10000000", "0.02480008"],
      [true, true, true, true, false, true],
    );
    const { intersections } = graphicalLevels(graph, { alpha: 0.025, test: { kind: "grouped", groups: [primary] } });
    const factor = intersections.at(-1)!.levels[0]! / 0.0125;
    // graphicalMCP's root is searched to 1e-6 or so.
    expect(factor).agreesWith(1.0782936582, { absolute: 1e-6, because: "uniroot's default tolerance" });
  });

  it("Holm by its graph", () => {
    const graph = standardGraph({ kind: "holm", weights: [0.25, 0.25, 0.25, 0.25] });
    const p = { pValues: [0.01, 0.02, 0.03, 0.005], alpha: 0.025, test: "bonferroni" } as const;
    for (const [i, printed] of [".03", ".04", ".04", ".02"].entries())
      expect(graphicalTest(graph, p).adjusted[i]!).asPrinted(printed);
  });
});

interface Reference {
  readonly weights: readonly number[];
  readonly transitions: readonly (readonly number[])[];
  readonly scaling: "perGroup" | "common";
  readonly pValues: readonly number[];
  readonly adjusted: readonly number[];
  readonly groups: readonly {
    readonly kind: HypothesisGroup["kind"];
    readonly hypotheses: readonly number[];
    readonly correlation: readonly (readonly number[])[];
    readonly df: number;
  }[];
  readonly levels: readonly (readonly number[])[] | null;
}
const file = new URL("../reference/multiplicity/graphs.json", import.meta.url);
const { graphs } = JSON.parse(readFileSync(file, "utf8")) as { readonly graphs: readonly Reference[] };

function testOf({ groups, scaling }: Reference): IntersectionTest {
  return {
    kind: "grouped",
    scaling,
    groups: groups.map(({ kind, hypotheses, correlation, df }) =>
      kind === "parametric" ? { kind, hypotheses, correlation, ...(df === 0 ? {} : { df }) } : { kind, hypotheses },
    ),
  };
}

const byDefinition = {
  requirement: "Graphical tests: Bonferroni, Simes, correlated groups",
  functions: ["graphicalTest", "graphicalLevels"],
  source: "120 drawn graphs by a second program from the definition, R 4.2.2 with mvtnorm 1.1.3",
};

describe("drawn graphs", { meta: { validates: byDefinition } }, () => {
  // Groups of three and more t statistics take seconds together; all 120 graphs agreed when the reference was made.
  const largest = (reference: Reference, isT: boolean) =>
    Math.max(0, ...reference.groups.map(({ df, hypotheses }) => (df > 0 === isT ? hypotheses.length : 0)));

  it("have the adjusted p-values of the closed test", () => {
    let count = 0;
    for (const [g, reference] of graphs.entries()) {
      if (largest(reference, true) > (g < 30 ? 3 : 2)) continue;
      count += 1;
      const { pValues, adjusted } = reference;
      const ours = graphicalTest(reference, { pValues, alpha: 0.025, test: testOf(reference) });
      const isExact = reference.groups.every(({ hypotheses }) => hypotheses.length <= 3);
      for (const [i, value] of adjusted.entries())
        expect(ours.adjusted[i]!, `graph ${g}, ${i}`).agreesWith(value, {
          absolute: (isExact ? 1e-13 : 2e-7) + ours.errors[i]!,
          because: "R's program took TVPACK for up to three statistics and GenzBretz's 1e-7 for more",
        });
    }
    expect(count).toBeGreaterThan(80);
  });

  it("have the local levels that spend the weights", () => {
    for (const [g, reference] of graphs.entries()) {
      if (reference.levels === null || largest(reference, true) > 2 || largest(reference, false) > 4) continue;
      const { intersections } = graphicalLevels(reference, { alpha: 0.025, test: testOf(reference) });
      for (const [s, levels] of reference.levels.entries())
        for (const [i, value] of levels.entries())
          expect(intersections[s]!.levels[i]!, `graph ${g}, set ${s}`).agreesWith(value, {
            absolute: reference.groups.every(({ hypotheses }) => hypotheses.length <= 3) ? 1e-11 : 5e-7,
            because: "the tolerance of the roots, and GenzBretz's 1e-7",
          });
    }
  });
});

const someP = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 6 })
  .map((list) => list.map((k) => k / 1000));
const shares = (m: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: m, maxLength: m }).map((list) =>
    list.map(
      (k) =>
        k /
        Math.max(
          1,
          list.reduce((a, b) => a + b, 0),
        ),
    ),
  );

/** The worst intersection for each hypothesis. */
function closed(count: number, test: (set: readonly number[]) => number): readonly number[] {
  const worst = Array.from({ length: count }, () => 0);
  for (let bits = 1; bits < 1 << count; bits++) {
    const set = worst.map((_, i) => i).filter((i) => ((bits >> i) & 1) === 1);
    const p = Math.min(1, test(set));
    for (const i of set) worst[i] = Math.max(worst[i]!, p);
  }
  return worst;
}

describe("standardGraph", () => {
  const near = { relative: 1e-11, absolute: 1e-16, because: "weights of 1/m are rounded" };

  it("gives Holm, Hommel (by Simes) and the fixed sequence", () => {
    fc.assert(
      fc.property(someP, (pValues) => {
        const m = pValues.length;
        const holm = standardGraph({ kind: "holm", weights: pValues.map(() => 1 / m) });
        const options = { pValues, alpha: 0.05 };
        const check = (
          graph: HypothesisGraph,
          test: "bonferroni" | "simes",
          method: "holm" | "hommel" | "fixedSequence",
        ) => expectAll(graphicalTest(graph, { ...options, test }).adjusted, adjustPValues(pValues, { method }), near);
        check(holm, "bonferroni", "holm");
        check(holm, "simes", "hommel");
        check(standardGraph({ kind: "fixedSequence", count: m }), "bonferroni", "fixedSequence");
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("gives Holm's weighted procedure: the closed test with weights in their old proportion", () => {
    const cases = someP.chain((pValues) =>
      fc.record({ pValues: fc.constant(pValues), weights: shares(pValues.length) }),
    );
    fc.assert(
      fc.property(cases, ({ pValues, weights }) => {
        fc.pre(weights.every((w) => w > 0));
        const expected = closed(pValues.length, (set) => {
          const share = set.reduce((sum, i) => sum + weights[i]!, 0);
          return Math.min(...set.map((i) => (pValues[i]! * share) / weights[i]!));
        });
        const { adjusted } = graphicalTest(standardGraph({ kind: "holm", weights }), {
          pValues,
          alpha: 0.05,
          test: "bonferroni",
        });
        expectAll(adjusted, expected, near);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("gives Wiens's fallback, as a sequence of decisions and as a closed test", () => {
    const cases = someP.chain((pValues) =>
      fc.record({ pValues: fc.constant(pValues), weights: shares(pValues.length) }),
    );
    fc.assert(
      fc.property(cases, fc.constantFrom(0.01, 0.0333, 0.2, 0.47), ({ pValues, weights }, alpha) => {
        const graph = standardGraph({ kind: "fallback", weights });
        const ours = graphicalTest(graph, { pValues, alpha, test: "bonferroni" });
        // In an intersection a hypothesis has its own share and those of the hypotheses missing just before it.
        const expected = closed(pValues.length, (set) =>
          Math.min(
            1,
            ...set.flatMap((i, k) => {
              let share = 0;
              for (let j = k === 0 ? 0 : set[k - 1]! + 1; j <= i; j++) share += weights[j]!;
              return share > 0 ? [pValues[i]! / share] : [];
            }),
          ),
        );
        expectAll(ours.adjusted, expected, near);
        let passed = 0;
        for (const [i, p] of pValues.entries()) {
          const level = passed + weights[i]! * alpha;
          // A p-value on the level would be decided by roundings.
          if (Math.abs(p - level) < 1e-9) return;
          expect(ours.rejected[i]!).exactly(p < level);
          passed = p < level ? level : 0;
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("refuses what is no recipe", () => {
    expect(() => standardGraph({ kind: "holm", weights: [0.9, 0.2] })).toThrow(/sum to 1\.1/);
    expect(() => standardGraph({ kind: "fallback", weights: [] })).toThrow(/no hypotheses/);
    expect(() => standardGraph({ kind: "fallback", weights: [Number.NaN] })).toThrow(/outside 0/);
    expect(() => standardGraph({ kind: "fixedSequence", count: 0 })).toThrow(/count/);
    expect(() => standardGraph({ kind: "fixedSequence", count: 2.5 })).toThrow(InvalidInput);
    expect(() => standardGraph({ kind: "valueOf", weights: [1] } as never)).toThrow(/valueOf/);
    expect(standardGraph({ kind: "holm", weights: [1] }).transitions).exactly([[0]]);
    expect(standardGraph({ kind: "bonferroni", weights: [0.5, 0.5] }).transitions).exactly([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe("correlated groups", () => {
  const equal = (m: number, rho: number) =>
    Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => (i === j ? 1 : rho)));

  it("are step-down Dunnett on Holm's graph", () => {
    const sizes = { control: 40, arms: [20, 30, 45, 20] };
    const loading = sizes.arms.map((n) => Math.sqrt(n / (n + sizes.control)));
    const correlation = loading.map((a, i) => loading.map((b, j) => (i === j ? 1 : a * b)));
    const graph = standardGraph({ kind: "holm", weights: [0.25, 0.25, 0.25, 0.25] });
    const test: IntersectionTest = {
      kind: "grouped",
      groups: [{ kind: "parametric", hypotheses: [0, 1, 2, 3], correlation }],
    };
    for (const statistics of [
      [2.6, 2.1, 2.2, 0.3],
      [-1, 6, 9, 2],
      [2, 2, 2, 2],
    ]) {
      const pValues = statistics.map((z) => standardNormalSf(z));
      const ours = graphicalTest(graph, { pValues, alpha: 0.025, test });
      const dunnett = dunnettTest(
        { statistics, n: sizes },
        { alternative: "greater", procedure: "stepDown", alpha: 0.025 },
      );
      for (const i of statistics.keys())
        expect(ours.adjusted[i]!).agreesWith(dunnett.adjusted[i]!, {
          relative: 1e-11,
          because: "roots of the correlation",
        });
    }
    expect(graphicalLevels(graph, { alpha: 0.025, test }).consonance).exactly({ kind: "consonant" });
  });

  it("come to Bonferroni's p-value, or to that of one test, where the correlation goes", () => {
    const graph = standardGraph({ kind: "holm", weights: [0.5, 0.5] });
    const adjusted = (rho: number, df?: number) =>
      graphicalTest(graph, {
        pValues: [0.004, 0.2],
        alpha: 0.05,
        test: {
          kind: "grouped",
          groups: [
            { kind: "parametric", hypotheses: [0, 1], correlation: equal(2, rho), ...(df === undefined ? {} : { df }) },
          ],
        },
      }).adjusted[0]!;
    expect(adjusted(1)).agreesWith(0.004, { relative: 1e-12, because: "both statistics are one" });
    expect(adjusted(1, 7)).agreesWith(0.004, { relative: 1e-9, because: "both statistics are one" });
    expect(adjusted(-1)).agreesWith(0.008, { relative: 1e-12, because: "the events exclude each other" });
    expect(adjusted(0)).agreesWith(1 - 0.996 * 0.996, { relative: 1e-12, because: "independent events" });
    let before = Infinity;
    for (const rho of [-1, -0.9999999, -0.5, 0, 0.5, 0.9, 0.99999, 1]) {
      expect(adjusted(rho), `${rho}`).toBeLessThanOrEqual(before * (1 + 1e-9));
      before = adjusted(rho);
    }
  });

  it("keeps the digits of tiny p-values, also where three correlations are no products", () => {
    const correlation = [
      [1, 0.5, -0.3],
      [0.5, 1, 0.2],
      [-0.3, 0.2, 1],
    ];
    const graph = standardGraph({ kind: "holm", weights: [1 / 3, 1 / 3, 1 / 3] });
    const pValues = [1e-40, 0.3, 0.5];
    for (const kept of [correlation, equal(3, 0.5)]) {
      const { adjusted } = graphicalTest(graph, {
        pValues,
        alpha: 0.05,
        test: { kind: "grouped", groups: [{ kind: "parametric", hypotheses: [0, 1, 2], correlation: kept }] },
      });
      // Three events that hardly ever meet.
      expect(adjusted[0]!).agreesWith(3e-40, { relative: 1e-9, because: "joint tails are far smaller" });
    }
  });

  it("stands p-values at the end of the doubles, any df and correlations next to 1 and -1", () => {
    for (const df of [undefined, 1, 7, 1e15]) {
      for (const p of [0, 5e-324, 1e-300, 0.5]) {
        for (const rho of [1, 0.9999999999, 0.99999, 0.3, -0.99999, -0.9999999999, -1]) {
          const { adjusted, errors } = graphicalTest(standardGraph({ kind: "holm", weights: [0.5, 0.5] }), {
            pValues: [p, 1],
            alpha: 0.05,
            test: {
              kind: "grouped",
              groups: [
                {
                  kind: "parametric",
                  hypotheses: [0, 1],
                  correlation: equal(2, rho),
                  ...(df === undefined ? {} : { df }),
                },
              ],
            },
          });
          const name = `${df} ${p} ${rho}`;
          expect(adjusted[0]!, name).toBeGreaterThanOrEqual(p * (1 - 1e-9) - errors[0]!);
          expect(adjusted[0]!, name).toBeLessThanOrEqual(Math.min(1, 2 * p) * (1 + 1e-9));
          expect(errors[0]!, name).toBeLessThan(1e-9);
        }
      }
    }
  });

  it("are a closed test that may reject no hypothesis of an intersection, unless it is consonant", () => {
    const { consonance } = graphicalLevels(gates, { alpha: 0.025, test: pairs });
    expect(consonance).exactly({ kind: "notConsonant", hypothesis: 1, within: [0, 1, 2], butNotIn: [1, 2] });
    // The second hypothesis would be rejected in all of both its sets but that of the second and third.
    const { adjusted } = graphicalTest(gates, { pValues: [0.4, 0.013, 0.4, 0.4], alpha: 0.025, test: pairs });
    const { adjusted: alone } = graphicalTest(gates, {
      pValues: [0.4, 0.013, 0.4, 0.4],
      alpha: 0.025,
      test: "bonferroni",
    });
    expect(adjusted[1]!).agreesWith(alone[1]!, { relative: 1e-15, because: "half a share in both" });
    expect(graphicalLevels(gates, { alpha: 0.025, test: "bonferroni" }).consonance).exactly({ kind: "consonant" });
  });

  it("rejects one after the other exactly what the closed test rejects, where it is consonant", () => {
    let consonant = 0;
    for (const reference of graphs) {
      if (reference.levels === null || reference.pValues.length > 3) continue;
      const test = testOf(reference);
      const { intersections, consonance } = graphicalLevels(reference, { alpha: 0.025, test });
      if (consonance.kind === "notConsonant") continue;
      consonant += 1;
      for (const scale of [1, 0.3, 0.1]) {
        const pValues = reference.pValues.map((p) => p * scale);
        const left = new Set(pValues.keys());
        for (let again = true; again && left.size > 0; ) {
          const set = intersections.find(({ hypotheses }) => hypotheses.join() === [...left].join())!;
          const next = set.hypotheses.find((j, k) => pValues[j]! <= set.levels[k]!);
          again = next !== undefined && left.delete(next);
        }
        const { rejected } = graphicalTest(reference, { pValues, alpha: 0.025, test });
        expect(rejected).exactly(pValues.map((_, i) => !left.has(i)));
      }
    }
    expect(consonant).toBeGreaterThan(10);
  });
});

describe("arguments of graphicalTest", () => {
  it("never rejects a hypothesis that no share can reach", () => {
    const stranded = {
      weights: [1, 0],
      transitions: [
        [0, 0],
        [0, 0],
      ],
    };
    for (const test of ["bonferroni", "simes", { kind: "grouped", groups: [] }] as const) {
      const { adjusted, rejected } = graphicalTest(stranded, { pValues: [0.001, 0], alpha: 0.05, test });
      expect(adjusted).exactly([0.001, 1]);
      expect(rejected).exactly([true, false]);
    }
    const nothing = {
      weights: [0, 0],
      transitions: [
        [0, 1],
        [1, 0],
      ],
    };
    const common = { kind: "grouped", scaling: "common", groups: [] } as const;
    expect(graphicalTest(nothing, { pValues: [0, 0], alpha: 0.05, test: common }).adjusted).exactly([1, 1]);
  });

  it("takes p-values of 0 and 1", () => {
    const { adjusted } = graphicalTest(gates, { pValues: [0, 1, 0, 1], alpha: 0.025, test: pairs });
    expect(adjusted).exactly([0, 1, 0, 1]);
  });

  const good = { pValues: [0.1, 0.1], alpha: 0.05, test: "bonferroni" } as const;
  const two = standardGraph({ kind: "holm", weights: [0.5, 0.5] });

  it("refuses a graph that breaks its rules, naming each", () => {
    const bad = { weights: [0.7, 0.7], transitions: [[0.5, 1], [0]] };
    const call = () => graphicalTest(bad, { pValues: [0.1], alpha: 1, test: "bonferroni" });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/weights sum[^]*transitions\.0[^]*pass to itself[^]*transitions\.1[^]*pValues[^]*alpha/);
    const withHole = { weights: Object.assign<number[], object>([0.5], { length: 2 }), transitions: two.transitions };
    expect(() => graphicalTest(withHole, good)).toThrow(/a weight is outside/);
    const noRow = Object.assign<number[][], object>([[0, 1]], { length: 2 });
    expect(() => graphicalTest({ ...two, transitions: noRow }, good)).toThrow(/transitions\.1: there is no row/);
    const gap = [[0, 1], Object.assign<number[], object>([1], { length: 2 })];
    expect(() => graphicalTest({ ...two, transitions: gap }, good)).toThrow(/transitions\.1/);
    for (const share of [Number.NaN, -0.1, 1.5, "1", null])
      expect(() =>
        graphicalTest(
          {
            ...two,
            transitions: [
              [0, share as number],
              [1, 0],
            ],
          },
          good,
        ),
      ).toThrow(/transitions\.0/);
    expect(() => graphicalTest({ weights: [], transitions: [] }, { ...good, pValues: [] })).toThrow(/no hypotheses/);
  });

  it("refuses p-values, alpha and tests that are none", () => {
    for (const p of [Number.NaN, -0.1, 1.1, "0.1"])
      expect(() => graphicalTest(two, { ...good, pValues: [0.1, p as number] })).toThrow(/pValues\.1/);
    expect(() =>
      graphicalTest(two, { ...good, pValues: Object.assign<number[], object>([0.1], { length: 2 }) }),
    ).toThrow(/pValues\.1/);
    for (const alpha of [0, 1, Number.NaN]) expect(() => graphicalTest(two, { ...good, alpha })).toThrow(/alpha/);
    expect(() => graphicalTest(two, { ...good, test: "hommel" as never })).toThrow(/hommel/);
    const many = standardGraph({ kind: "fixedSequence", count: 13 });
    const pValues = many.weights.map(() => 0.1);
    for (const test of ["simes", { kind: "grouped", groups: [] }] as const)
      expect(() => graphicalTest(many, { pValues, alpha: 0.05, test })).toThrow(/at most 12/);
    expect(graphicalTest(many, { ...good, pValues }).adjusted.length).exactly(13);
  });

  const withGroups = (groups: readonly object[], more: object = {}) =>
    graphicalTest(two, { ...good, test: { kind: "grouped", groups, ...more } as IntersectionTest });
  const pair = { kind: "parametric", hypotheses: [0, 1], correlation: half };

  it.each<readonly [string, () => unknown, RegExp]>([
    ["a group without hypotheses", () => withGroups([{ kind: "simes", hypotheses: [] }]), /no hypotheses/],
    ["an index beyond the last", () => withGroups([{ kind: "simes", hypotheses: [0, 2] }]), /from 0 to 1/],
    ["an index that is not whole", () => withGroups([{ kind: "simes", hypotheses: [0.5] }]), /whole numbers/],
    ["a hypothesis in two groups", () => withGroups([pair, { kind: "simes", hypotheses: [1] }]), /twice/],
    ["another kind", () => withGroups([{ kind: "hochberg", hypotheses: [0] }]), /hochberg/],
    ["a matrix of another size", () => withGroups([{ ...pair, hypotheses: [0] }]), /2 rows of correlation for 1/],
    ["a matrix that is not square", () => withGroups([{ ...pair, correlation: [[1, 0.5]] }]), /correlation/],
    [
      "a matrix with a hole",
      () => withGroups([{ ...pair, correlation: [[1, 0.5], Object.assign([0.5], { length: 2 })] }]),
      /correlation/,
    ],
    [
      "a correlation of 1.1",
      () =>
        withGroups([
          {
            ...pair,
            correlation: [
              [1, 1.1],
              [1.1, 1],
            ],
          },
        ]),
      /1\.1/,
    ],
    [
      "a correlation that is no number",
      () =>
        withGroups([
          {
            ...pair,
            correlation: [
              [1, Number.NaN],
              [Number.NaN, 1],
            ],
          },
        ]),
      /NaN/,
    ],
    [
      "an asymmetric matrix",
      () =>
        withGroups([
          {
            ...pair,
            correlation: [
              [1, 0.2],
              [0.3, 1],
            ],
          },
        ]),
      /symmetric/,
    ],
    ["df 0", () => withGroups([{ ...pair, df: 0 }]), /df/],
    ["df NaN", () => withGroups([{ ...pair, df: Number.NaN }]), /df/],
    ["another scaling", () => withGroups([pair], { scaling: "none" }), /scaling/],
    [
      "simes with a common factor",
      () => withGroups([{ kind: "simes", hypotheses: [0, 1] }], { scaling: "common" }),
      /no levels/,
    ],
    ["another kind of test", () => withGroups([pair], { kind: "groups" }), /test\.kind/],
    ["a hole among the groups", () => withGroups(Object.assign([pair], { length: 2 })), /there is no group/],
    ["levels of simes", () => graphicalLevels(two, { alpha: 0.05, test: "simes" }), /no fixed levels/],
    ["levels at alpha 1", () => graphicalLevels(two, { alpha: 1, test: "bonferroni" }), /alpha/],
  ])("refuses %s", (_name, call, message) => {
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(message);
  });

  it("refuses correlations that cannot be", () => {
    const three = standardGraph({ kind: "holm", weights: [0.3, 0.3, 0.3] });
    const correlation = [
      [1, 0.9, -0.9],
      [0.9, 1, 0.9],
      [-0.9, 0.9, 1],
    ];
    const test: IntersectionTest = {
      kind: "grouped",
      groups: [{ kind: "parametric", hypotheses: [0, 1, 2], correlation }],
    };
    expect(() => graphicalTest(three, { pValues: [0.1, 0.2, 0.3], alpha: 0.05, test })).toThrow(/semidefinite/);
  });
});
