import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BinomialCounts,
  givenEffects,
  pool,
  poolEffects,
  type PoolOptions,
  type Pooled,
  regressEffects,
} from "../src/index.ts";
import { deepFreeze, rowsOf } from "./made-up.ts";

const row = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const counts = fc.array(row, { minLength: 1, maxLength: 9 }).map((pairs) => deepFreeze(rowsOf(...pairs)));
const models: readonly PoolOptions[] = [
  { model: "binomialNormal" },
  ...["REML", "DL", "PM", "ML", "SJ", "HE", "HS"].map(
    (kind) => ({ model: "inverseVariance", tau2: { kind } }) as const,
  ),
];
const eachModel = fc.constantFrom(...models);

function flat(pooled: Pooled): readonly number[] {
  const { mean, prediction, marginalMean, logit, tau2, heterogeneity } = pooled;
  return [mean, prediction, marginalMean]
    .flatMap((each) => (each?.kind === "estimated" ? [each.value, each.interval.lower, each.interval.upper] : []))
    .concat(logit === undefined ? [] : [logit.mean, logit.standardError])
    .concat(tau2 === undefined ? [] : [tau2.value, tau2.interval?.lower ?? 0, tau2.interval?.upper ?? 0])
    .concat(heterogeneity === undefined ? [] : [heterogeneity.statistic, heterogeneity.pValue]);
}

function mirrored(rows: readonly BinomialCounts[]): readonly BinomialCounts[] {
  return rows.map((each) => ({ ...each, events: each.n - each.events }));
}

describe("properties of pooling", () => {
  it("nothing is ever NaN, rates stay in [0, 1], limits enclose, and refusals have a reason", () => {
    fc.assert(
      fc.property(counts, eachModel, (rows, options) => {
        const pooled = pool(rows, options);
        expect(flat(pooled).every((value) => !Number.isNaN(value))).exactly(true);
        for (const each of [pooled.mean, pooled.prediction, pooled.marginalMean]) {
          if (each === undefined) continue;
          if (each.kind === "notEstimable") expect(each.reason).not.exactly("");
          else {
            const { lower, upper } = each.interval;
            expect(lower >= 0 && lower <= each.value && each.value <= upper && upper <= 1).exactly(true);
          }
        }
        const weights = pooled.studies.map((study) => study.weight ?? 0).reduce((sum, weight) => sum + weight, 0);
        if (pooled.model === "inverseVariance") expect(weights).agreesWith(1, { absolute: 1e-12, because: "rounding" });
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("the order of studies does not matter, to the last bit", () => {
    fc.assert(
      fc.property(counts, eachModel, fc.integer({ min: 0, max: 8 }), (rows, options, turn) => {
        const there = flat(pool(rows, options));
        const turned = [...rows.slice(turn), ...rows.slice(0, turn)];
        for (const other of [rows.toReversed(), turned]) expect(flat(pool(other, options))).toEqual(there);
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it("the order of studies does not change a bit of the binomial-normal result", () => {
    fc.assert(
      fc.property(counts, (rows) => {
        expect(flat(pool(rows.toReversed()))).exactly(flat(pool(rows)));
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it("counting the other outcome mirrors everything", () => {
    fc.assert(
      fc.property(counts, eachModel, (rows, options) => {
        const [one, other] = [pool(rows, options), pool(mirrored(rows), options)];
        expect(other.mean.kind).exactly(one.mean.kind);
        if (one.mean.kind === "notEstimable" || other.mean.kind === "notEstimable") return;
        const tolerance = { relative: 1e-6, absolute: 1e-8, because: "iterated from the other side" };
        expect(1 - other.mean.value).agreesWith(one.mean.value, tolerance);
        expect(1 - other.mean.interval.upper).agreesWith(one.mean.interval.lower, tolerance);
        expect(other.tau2?.value ?? 0).agreesWith(one.tau2?.value ?? 0, tolerance);
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it("doubling every study with equal weights keeps the inverse-variance mean and shrinks its Wald interval", () => {
    fc.assert(
      fc.property(counts, (rows) => {
        if (rows.length < 2) return;
        const options = { model: "inverseVariance", tau2: { kind: "commonEffect" } } as const;
        const twice = [...rows, ...rows.map((each) => ({ ...each, id: `${each.id} again` }))];
        const [one, two] = [pool(rows, options), pool(twice, options)];
        expect(two.logit!.mean).agreesWith(one.logit!.mean, { absolute: 1e-12, because: "rounding" });
        expect(two.logit!.standardError * Math.SQRT2).agreesWith(one.logit!.standardError, {
          relative: 1e-12,
          because: "rounding",
        });
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it("the modified interval contains the Wald interval and the Hartung-Knapp interval", () => {
    fc.assert(
      fc.property(counts, (rows) => {
        if (rows.length < 2) return;
        const limits = (kind: string) => {
          const { mean } = pool(rows, { model: "inverseVariance", interval: { kind } });
          if (mean.kind === "notEstimable") throw new Error(mean.reason);
          return mean.interval;
        };
        const widest = limits("modifiedHartungKnapp");
        for (const kind of ["wald", "t", "hartungKnapp"]) {
          expect(limits(kind).lower).toBeGreaterThanOrEqual(widest.lower - 1e-12);
          expect(limits(kind).upper).toBeLessThanOrEqual(widest.upper + 1e-12);
        }
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  it("5,000 studies take about a second by both models; up to three tries, for a busy machine", () => {
    const many = rowsOf(...Array.from({ length: 5000 }, (_, i) => [(i * 7) % (5 + (i % 50)), 5 + (i % 50)] as const));
    let best = Infinity;
    for (let tries = 0; tries < 3 && best > 1; tries++) {
      const started = process.hrtime.bigint();
      expect(pool(many).mean.kind).exactly("estimated");
      expect(pool(many, { model: "inverseVariance" }).mean.kind).exactly("estimated");
      best = Math.min(best, Number(process.hrtime.bigint() - started) / 1e9);
    }
    expect(best).toBeLessThan(4);
  });
});

describe("order of effects", () => {
  const effect = fc.record({
    value: fc.double({ min: -5, max: 5, noNaN: true }),
    variance: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    dose: fc.integer({ min: 0, max: 5 }),
  });
  const named = fc
    .array(effect, { minLength: 4, maxLength: 12 })
    .map((rows) => rows.map((each, i) => ({ id: `s${i}`, label: `S${i}`, ...each })));

  it("pooling and regression give the same bits however the studies are listed", () => {
    fc.assert(
      fc.property(named, (rows) => {
        fc.pre(new Set(rows.map((each) => each.dose)).size > 1);
        const run = (list: typeof rows) => {
          const effects = givenEffects(list, { scale: "anything" });
          const moderators = [{ name: "dose", values: list.map((each) => each.dose) }];
          const { mean, prediction, standardError, tau2, heterogeneity, I2FromTau2 } = poolEffects(effects);
          const regression = regressEffects(effects, { moderators, permutations: { count: 99, seed: 1 } });
          return { mean, prediction, standardError, tau2, heterogeneity, I2FromTau2, regression };
        };
        expect(run(rows.toReversed())).toEqual(run(rows));
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

describe("numbers of patients", () => {
  it("a size beyond 1e12 is refused by its own name", () => {
    const rows = [{ id: "a", label: "A", events: 4e15, n: 9e15 }];
    expect(() => pool(rows)).toThrow("n is 9000000000000000");
    expect(pool([{ id: "a", label: "A", events: 4e11, n: 1e12 }]).mean.kind).exactly("estimated");
  });
});
