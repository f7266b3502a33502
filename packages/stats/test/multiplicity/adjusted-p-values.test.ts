import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustPValues, InvalidInput } from "../../src/index.ts";

const names = ["bonferroni", "holm", "hochberg", "hommel", "benjaminiHochberg", "benjaminiYekutieli"] as const;
type Set = Readonly<Record<(typeof names)[number] | "p", readonly number[]>>;
const file = new URL("../reference/multiplicity/adjusted.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(file, "utf8")) as { readonly sets: readonly Set[] };
const sweepFile = new URL("../reference/multiplicity/sweep.json", import.meta.url);
type Swept = Omit<Set, "benjaminiYekutieli">;
const { sets: swept } = JSON.parse(readFileSync(sweepFile, "utf8")) as { readonly sets: readonly Swept[] };
const tolerance = { relative: 1e-13, absolute: 1e-16, because: "products in another order" };

const validates = {
  requirement: "Adjusted p-values: Bonferroni, Holm, Hochberg, Hommel, Benjamini-Hochberg, Benjamini-Yekutieli",
  functions: ["adjustPValues"],
  source: "R 4.2.2 p.adjust, 412 vectors of p-values with ties, zeros and ones",
};

describe("adjustPValues", () => {
  it("is R's p.adjust over a sweep", { meta: { validates } }, () => {
    for (const set of swept) {
      for (const method of names) {
        if (method === "benjaminiYekutieli") continue;
        const ours = adjustPValues(set.p, { method });
        expect(ours.length).exactly(set.p.length);
        for (const [i, value] of set[method].entries())
          expect(ours[i]!, `${method} ${i} of ${set.p.join()}`).agreesWith(value, { ...tolerance, relative: 1e-14 });
      }
    }
  });

  it("gives what is printed for .01 .02 .03 .005 .04", { meta: { validates } }, () => {
    const p = [0.01, 0.02, 0.03, 0.005, 0.04];
    const printed = {
      holm: [".04", ".06", ".06", ".025", ".06"],
      hochberg: [".04", ".04", ".04", ".025", ".04"],
      hommel: [".04", ".04", ".04", ".025", ".04"],
      benjaminiHochberg: [".025", ".033333", ".0375", ".025", ".04"],
      benjaminiYekutieli: [".057083", ".076111", ".085625", ".057083", ".091333"],
    } as const;
    for (const [method, values] of Object.entries(printed))
      for (const [i, value] of values.entries())
        expect(adjustPValues(p, { method: method as keyof typeof printed })[i]!, method).asPrinted(value);
  });

  it.each(sets)("is R's p.adjust of $p", { meta: { validates } }, (set) => {
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
  it("Hommel is the closed test of all Simes intersections, Holm of all Bonferroni ones, Hochberg of its own", () => {
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
        // Rejected at p(k) <= alpha / (m - k + 1) for some k.
        const stepUp = worst((sorted) => Math.min(...sorted.map((value, k) => (sorted.length - k) * value)));
        for (const [i, value] of adjustPValues(p, { method: "hochberg" }).entries())
          expect(value).agreesWith(stepUp[i]!, tolerance);
        for (const [i, value] of adjustPValues(p, { method: "hommel" }).entries())
          expect(value).agreesWith(simes[i]!, tolerance);
        for (const [i, value] of adjustPValues(p, { method: "holm" }).entries())
          expect(value).agreesWith(bonferroni[i]!, tolerance);
      }),
      { numRuns: 100, seed: 1 },
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
    for (const bad of [Number.NaN, -1e-300, 1.0000001, Infinity, "0.5", undefined, null])
      for (const method of [...names, "sidak", "fixedSequence"] as const)
        expect(() => adjustPValues([0.2, bad as number], { method }), String(bad)).toThrow(/pValues\.1/);
    expect(adjustPValues([], { method: "hommel" })).exactly([]);
  });
});
