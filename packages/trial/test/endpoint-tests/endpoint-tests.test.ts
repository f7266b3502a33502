import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardNormalSf } from "@rekindle/stats";
import {
  type EndpointTestPart,
  endpointTests,
  type LookColumns,
  type ReadyTest,
  type TestResult,
} from "../../src/index.ts";
import { readReference } from "../reference.ts";
import { responseColumns, type SurvivalRows, survivalColumns, type Table } from "./columns.ts";

interface LogRankReference {
  readonly z: number;
  readonly excess: number;
  readonly variance: number;
}

interface Reference {
  readonly survival: readonly (SurvivalRows & {
    readonly name: string;
    readonly plain: LogRankReference;
    readonly stratified: LogRankReference;
  })[];
  readonly tables: readonly (Table & {
    readonly chisq?: number | null;
    readonly unpooled?: number;
    readonly greater: number;
    readonly less: number;
    readonly point: number;
  })[];
  readonly strata: readonly {
    readonly x1: readonly number[];
    readonly n1: readonly number[];
    readonly x0: readonly number[];
    readonly n0: readonly number[];
    readonly chisq: number;
    readonly yates: number;
    readonly difference: number;
  }[];
}

const reference = readReference("endpoint-tests/endpoint-tests.json") as Reference;

interface Setting {
  readonly strata?: number;
  readonly capacity?: number;
  readonly better?: "higher" | "lower";
}

function ready(recipe: { readonly kind: string } & Record<string, unknown>, setting: Setting = {}): ReadyTest {
  const part = endpointTests.find((each) => each.kind === recipe.kind)!;
  const { strata = 1, capacity = 1200, better = "higher" } = setting;
  return (part as EndpointTestPart).ready(part.options.parse(recipe), { strata, capacity, better });
}

/** A copy of a tested result: the test's own record is reused. */
function tested(result: TestResult) {
  if (result.kind !== "tested") throw new Error(result.reason);
  return { ...result };
}

const because = "R rounds in another order";

describe("log-rank tests agree with R survival's survdiff", {
  meta: {
    validates: {
      requirement: "Log-rank test of the simulator",
      functions: ["endpointTests"],
      source: "R survival 3.5.3 survdiff",
    },
  },
}, () => {
  it.each(reference.survival)("$name", (set) => {
    const columns = survivalColumns(set);
    const strata = Math.max(...set.stratum) + 1;
    const plain = tested(ready({ kind: "logRank" })(columns));
    expect(plain.z).agreesWith(set.plain.z, { relative: 1e-11, absolute: 1e-12, because });
    expect(plain.information).agreesWith(set.plain.variance, { relative: 1e-12, because });
    expect(plain.estimate).agreesWith(set.plain.excess / set.plain.variance, {
      relative: 1e-11,
      absolute: 1e-13,
      because,
    });
    const stratified = tested(ready({ kind: "stratifiedLogRank" }, { strata })(columns));
    expect(stratified.z).agreesWith(set.stratified.z, { relative: 1e-11, absolute: 1e-12, because });
    expect(stratified.information).agreesWith(set.stratified.variance, { relative: 1e-12, because });
  });

  it("is not slowed or misled by a point mass and an outlier", () => {
    const n = 1000;
    const time = Array.from({ length: n }, (_, i) => (i === 0 ? 1e9 : 1 + (i % 7) / 1000 + (i % 499) * 1e-6));
    const rows = { time, event: time.map(() => 1), arm: time.map((_, i) => i % 2), stratum: time.map(() => 0) };
    const order = time.map((_, i) => i).toSorted((a, b) => time[a]! - time[b]!);
    const sorted = { ...rows, time: order.map((i) => time[i]!), arm: order.map((i) => i % 2) };
    const test = ready({ kind: "logRank" });
    const scattered = tested(test(survivalColumns(rows)));
    // Ranks are all that counts: the same order on an even scale.
    const ranks = [...new Set(sorted.time)];
    const even = tested(test(survivalColumns({ ...sorted, time: sorted.time.map((each) => ranks.indexOf(each) + 1) })));
    expect(scattered.z).agreesWith(even.z, { absolute: 1e-12, because: "the sums are taken in the same order" });
  });
});

describe("two proportions agree with R's prop.test and fisher.test", {
  meta: {
    validates: {
      requirement: "Two-proportion tests of the simulator",
      functions: ["endpointTests"],
      source: "R 4.2.2 prop.test, fisher.test",
    },
  },
}, () => {
  it("pooled and unpooled z", () => {
    const pooled = ready({ kind: "riskDifference" });
    const unpooled = ready({ kind: "riskDifference", variance: "unpooled" });
    for (const table of reference.tables) {
      const columns = responseColumns([table]);
      if (typeof table.chisq === "number") {
        const result = tested(pooled(columns));
        expect(result.z * result.z).agreesWith(table.chisq, { relative: 1e-10, absolute: 1e-13, because });
        expect(Math.sign(result.z)).exactly(Math.sign(table.x1 * table.n0 - table.x0 * table.n1));
      } else expect(pooled(columns).kind).exactly("notEstimable");
      if (table.unpooled === undefined) expect(unpooled(columns).kind).exactly("notEstimable");
      else
        expect(tested(unpooled(columns)).z).agreesWith(table.unpooled, { relative: 1e-11, absolute: 1e-14, because });
    }
  });

  it("Fisher's exact p and the mid-P on the z scale", () => {
    const exact = ready({ kind: "fisherExact" });
    const mid = ready({ kind: "fisherExact", pValue: "mid" });
    for (const table of reference.tables) {
      const columns = responseColumns([table]);
      const isUp = table.x1 * table.n0 >= table.x0 * table.n1;
      const p = isUp ? table.greater : table.less;
      const z = tested(exact(columns)).z;
      const smaller = Math.min(table.greater, table.less);
      if (smaller >= 0.5) expect(z).exactly(0);
      else {
        expect(standardNormalSf(Math.abs(z))).agreesWith(smaller, { relative: 1e-9, because });
        expect(Math.sign(z)).exactly(table.greater < table.less ? 1 : -1);
      }
      const midP = p - table.point / 2;
      const midZ = tested(mid(columns)).z;
      if (midP < 0.4999) {
        expect(standardNormalSf(Math.abs(midZ))).agreesWith(midP, {
          relative: 1e-7,
          because: "a difference of p-values",
        });
        expect(Math.sign(midZ)).exactly(isUp ? 1 : -1);
      }
    }
  });
});

describe("Cochran-Mantel-Haenszel agrees with R's mantelhaen.test", {
  meta: {
    validates: {
      requirement: "CMH test of the simulator",
      functions: ["endpointTests"],
      source: "R 4.2.2 mantelhaen.test",
    },
  },
}, () => {
  it.each(reference.strata.map((each, i) => ({ ...each, i })))(
    "strata set $i",
    ({ x1, n1, x0, n0, chisq, yates, difference }) => {
      const tables = x1.map((_, s) => ({ x1: x1[s]!, n1: n1[s]!, x0: x0[s]!, n0: n0[s]! }));
      const columns = responseColumns(tables);
      const plain = tested(ready({ kind: "cochranMantelHaenszel" }, { strata: tables.length })(columns));
      const corrected = tested(
        ready({ kind: "cochranMantelHaenszel", continuity: "yates" }, { strata: tables.length })(columns),
      );
      expect(plain.z * plain.z).agreesWith(chisq, { relative: 1e-11, absolute: 1e-13, because });
      // Below an excess of 1/2 R corrects nothing; we go down to 0.
      const isCorrected = Math.abs(plain.z) * Math.sqrt(plain.information) >= 0.5;
      const expected = isCorrected ? yates : 0;
      expect(corrected.z * corrected.z).agreesWith(expected, { relative: 1e-10, absolute: 1e-13, because });
      expect(plain.estimate).agreesWith(difference, { relative: 1e-12, absolute: 1e-15, because });
    },
  );
});

describe("properties of every test", () => {
  const patient = fc.record({
    arm: fc.constantFrom(0, 1),
    stratum: fc.constantFrom(0, 1, 2),
    response: fc.constantFrom(0, 1),
    timeDays: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 30, noNaN: true })),
    event: fc.constantFrom(0, 1),
  });
  type Row = { arm: number; stratum: number; response: number; timeDays: number; event: number };
  const columnsOf = (rows: readonly Row[]): LookColumns => ({
    patients: rows.length,
    arm: Uint8Array.from(rows, (row) => row.arm),
    stratum: Uint8Array.from(rows, (row) => row.stratum),
    response: Uint8Array.from(rows, (row) => row.response),
    timeDays: Float64Array.from(rows, (row) => row.timeDays),
    event: Uint8Array.from(rows, (row) => row.event),
  });
  const recipes = [
    { kind: "riskDifference" },
    { kind: "riskDifference", variance: "unpooled" },
    { kind: "cochranMantelHaenszel" },
    { kind: "cochranMantelHaenszel", continuity: "yates" },
    { kind: "fisherExact" },
    { kind: "fisherExact", pValue: "mid" },
    { kind: "logRank" },
    { kind: "stratifiedLogRank" },
  ];

  it.each(recipes)("$kind $variance $continuity $pValue: swapping the arms, or what is better, mirrors z", (recipe) => {
    const test = ready(recipe, { strata: 3 });
    const opposite = ready(recipe, { strata: 3, better: "lower" });
    fc.assert(
      fc.property(fc.array(patient, { maxLength: 60 }), (rows) => {
        const columns = columnsOf(rows);
        const result = { ...test(columns) };
        const swapped = test(columnsOf(rows.map((row) => ({ ...row, arm: 1 - row.arm }))));
        const mirrored = opposite(columns);
        if (result.kind === "notEstimable") {
          expect(swapped.kind).exactly("notEstimable");
          return;
        }
        expect(
          Number.isFinite(result.z) && Number.isFinite(result.estimate) && Number.isFinite(result.information),
        ).exactly(true);
        const close = { absolute: 1e-9, because: "sums in another order" };
        expect(tested(swapped).z + result.z).agreesWith(0, close);
        expect(tested(mirrored).z + result.z).exactly(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each(recipes)("$kind $variance $continuity $pValue: does not depend on the order of the patients", (recipe) => {
    const test = ready(recipe, { strata: 3 });
    fc.assert(
      fc.property(fc.array(patient, { minLength: 2, maxLength: 50 }), (rows) => {
        const first = { ...test(columnsOf(rows)) };
        const second = test(columnsOf(rows.toReversed()));
        expect(second.kind).exactly(first.kind);
        if (first.kind === "tested") {
          expect(tested(second).z).agreesWith(first.z, { absolute: 1e-11, because: "sums in another order" });
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(recipes)("$kind $variance $continuity $pValue: says why it cannot be computed", (recipe) => {
    const test = ready(recipe, { strata: 3 });
    const none = test(columnsOf([]));
    expect(none.kind).exactly("notEstimable");
    const oneArm = test(columnsOf([{ arm: 1, stratum: 0, response: 1, timeDays: 3, event: 1 }]));
    expect(oneArm.kind).exactly("notEstimable");
  });
});
