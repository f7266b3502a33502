import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustPValues, graphicalTest, type HypothesisGraph, InvalidInput } from "../../src/index.ts";

const names = ["bonferroni", "holm", "hochberg", "hommel", "benjaminiHochberg", "benjaminiYekutieli"] as const;
type Set = Readonly<Record<(typeof names)[number] | "p", readonly number[]>>;
const file = new URL("../reference/multiplicity/adjusted.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly Set[] };
const tolerance = { relative: 1e-13, absolute: 1e-16, because: "products in another order" };

describe("adjustPValues", () => {
  it.each(sets)("is R's p.adjust of $p", (set) => {
    for (const method of names) {
      const ours = adjustPValues(set.p, { method });
      for (const [i, value] of set[method].entries()) expect(ours[i]!, `${method} ${i}`).agreesWith(value, tolerance);
    }
  });

  it("tests a fixed sequence until the first that fails", () => {
    expect(adjustPValues([0.01, 0.04, 0.02, 0.5, 0.03], { method: "fixedSequence" })).exactly([
      0.01, 0.04, 0.04, 0.5, 0.5,
    ]);
  });

  it("is 1 - (1 - p)^m by Šidák, also for tiny p", () => {
    const [large, tiny] = adjustPValues([0.1, 1e-20], { method: "sidak" });
    expect(large!).withinUlps(0.19, 4);
    expect(tiny!).withinUlps(2e-20, 2);
  });

  const pValues = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 })
    .map((list) => list.map((k) => k / 1000));

  /** The closure principle, by every intersection. */
  it("Hommel is the closed test of all Simes intersections, Holm of all Bonferroni ones", () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const worst = (test: (sorted: readonly number[]) => number) =>
          p.map((_, i) => {
            let most = 0;
            for (let set = 0; set < 2 ** p.length; set++) {
              if (((set >> i) & 1) === 0) continue;
              most = Math.max(most, test(p.filter((__, j) => ((set >> j) & 1) === 1).toSorted((a, b) => a - b)));
            }
            return most;
          });
        const simes = worst((sorted) => Math.min(...sorted.map((value, k) => (sorted.length * value) / (k + 1))));
        const bonferroni = worst((sorted) => Math.min(1, sorted.length * sorted[0]!));
        for (const [i, value] of adjustPValues(p, { method: "hommel" }).entries())
          expect(value).agreesWith(simes[i]!, tolerance);
        for (const [i, value] of adjustPValues(p, { method: "holm" }).entries())
          expect(value).agreesWith(bonferroni[i]!, tolerance);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it("orders the methods by their power and follows a change of order", () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const [bonferroni, holm, hochberg, hommel] = (["bonferroni", "holm", "hochberg", "hommel"] as const).map(
          (method) => adjustPValues(p, { method }),
        );
        for (const i of p.keys()) {
          expect(hommel![i]!).toBeLessThanOrEqual(hochberg![i]! + 1e-12);
          expect(hochberg![i]!).toBeLessThanOrEqual(holm![i]! + 1e-12);
          expect(holm![i]!).toBeLessThanOrEqual(bonferroni![i]! + 1e-12);
          expect(hommel![i]!).toBeGreaterThanOrEqual(p[i]!);
        }
        const reversed = adjustPValues(p.toReversed(), { method: "hommel" });
        expect(reversed.toReversed()).exactly(hommel);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("refuses what is no p-value, naming each", () => {
    const call = () => adjustPValues([0.1, -0.1, Number.NaN], { method: "holm" });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/pValues\.1[^]*pValues\.2/);
    expect(() => adjustPValues([0.1], { method: "valueOf" as never })).toThrow(/valueOf/);
    const withHole = Object.assign<number[], object>([0.1], { 2: 0.2 });
    expect(() => adjustPValues(withHole, { method: "hommel" })).toThrow(/pValues\.1: undefined/);
    const graph = { weights: Object.assign<number[], object>([0.5], { 1: 0.5, length: 3 }), transitions: [[], [], []] };
    expect(() => graphicalTest(graph, { pValues: [0.1, 0.1, 0.1], alpha: 0.05, test: "bonferroni" })).toThrow(
      /a weight is outside/,
    );
    expect(adjustPValues([], { method: "hommel" })).exactly([]);
  });
});

/** graphicalMCP 0.2.8: two primary and two secondary hypotheses. */
const gates: HypothesisGraph = {
  weights: [0.5, 0.5, 0, 0],
  transitions: [
    [0, 0, 1, 0],
    [0, 0, 0, 1],
    [0, 1, 0, 0],
    [1, 0, 0, 0],
  ],
};

function expectAll(ours: readonly number[], theirs: readonly number[]): void {
  for (const [i, value] of theirs.entries()) expect(ours[i]!).agreesWith(value, tolerance);
}

describe("graphicalTest", () => {
  const pValues = [0.018, 0.01, 0.105, 0.006];

  it("reproduces graphicalMCP's Bonferroni and Simes results", () => {
    const bonferroni = graphicalTest(gates, { pValues, alpha: 0.025, test: "bonferroni" });
    expectAll(bonferroni.adjusted, [0.02, 0.02, 0.105, 0.02]);
    expect(bonferroni.rejected).exactly([true, true, false, true]);
    expectAll(graphicalTest(gates, { pValues, alpha: 0.025, test: "simes" }).adjusted, [0.018, 0.02, 0.105, 0.02]);
  });

  const uniform = (m: number): HypothesisGraph => ({
    weights: Array.from({ length: m }, () => 1 / m),
    transitions: Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => (i === j ? 0 : 1 / (m - 1)))),
  });

  it("is Holm's or Hommel's procedure on the complete graph, and a fixed sequence on a chain", () => {
    const p = fc
      .array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 6 })
      .map((list) => list.map((k) => k / 1000));
    fc.assert(
      fc.property(p, (pValues_) => {
        const m = pValues_.length;
        const options = { pValues: pValues_, alpha: 0.05 };
        const near = { relative: 1e-11, because: "weights of 1/m are rounded" };
        const check = (ours: readonly number[], theirs: readonly number[]) => {
          for (const i of theirs.keys()) expect(ours[i]!).agreesWith(theirs[i]!, near);
        };
        check(
          graphicalTest(uniform(m), { ...options, test: "bonferroni" }).adjusted,
          adjustPValues(pValues_, { method: "holm" }),
        );
        check(
          graphicalTest(uniform(m), { ...options, test: "simes" }).adjusted,
          adjustPValues(pValues_, { method: "hommel" }),
        );
        const chain = {
          weights: Array.from({ length: m }, (_, i) => (i === 0 ? 1 : 0)),
          transitions: Array.from({ length: m }, (_, i) => Array.from({ length: m }, (__, j) => (j === i + 1 ? 1 : 0))),
        };
        check(
          graphicalTest(chain, { ...options, test: "bonferroni" }).adjusted,
          adjustPValues(pValues_, { method: "fixedSequence" }),
        );
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("never rejects a hypothesis that no share can reach", () => {
    const stranded = {
      weights: [1, 0],
      transitions: [
        [0, 0],
        [0, 0],
      ],
    };
    const { adjusted, rejected } = graphicalTest(stranded, { pValues: [0.001, 0], alpha: 0.05, test: "bonferroni" });
    expect(adjusted).exactly([0.001, 1]);
    expect(rejected).exactly([true, false]);
  });

  it("refuses a graph that breaks its rules, naming each", () => {
    const bad = { weights: [0.7, 0.7], transitions: [[0.5, 1], [0]] };
    const call = () => graphicalTest(bad, { pValues: [0.1], alpha: 1, test: "bonferroni" });
    expect(call).toThrow(InvalidInput);
    expect(call).toThrow(/weights sum[^]*transitions\.0[^]*pass to itself[^]*transitions\.1[^]*pValues[^]*alpha/);
  });
});
