import { givenEffects, type PooledEffect, poolEffects } from "@rekindle/evidence";
import { exp, InvalidInput } from "@rekindle/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureTable, forestPlot, type ForestPlotOptions, type PlotSpec } from "../../src/index.ts";
import { draw } from "../fixtures/inspect.ts";
import { drawnFaults } from "../fixtures/svg-boxes.ts";

const kinds = {
  ratio: { scale: "log odds ratio", naturalScale: "odds ratio", toNatural: exp },
  difference: { scale: "mean difference", naturalScale: "mean difference", toNatural: (value: number) => value },
  proportion: { scale: "logit", naturalScale: "proportion", toNatural: (value: number) => 1 / (1 + exp(-value)) },
};

const study = fc.record({
  value: fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true })),
  variance: fc.oneof(fc.double({ min: 0.01, max: 4, noNaN: true }), fc.double({ min: 1e-8, max: 1e4, noNaN: true })),
  label: fc.string({ maxLength: 70 }),
});
const choices = fc.record({
  kind: fc.constantFrom("ratio" as const, "difference" as const, "proportion" as const),
  layout: fc.constantFrom("default" as const, "JAMA" as const, "BMJ" as const, "RevMan5" as const, "compact" as const),
  page: fc.constantFrom("wide" as const, "narrow" as const),
  order: fc.constantFrom(
    "asGiven" as const,
    "byEstimate" as const,
    "byPrecision" as const,
    "byWeight" as const,
    "byLabel" as const,
  ),
  logit: fc.boolean(),
});

describe("forest plots of whatever effects", () => {
  it("are drawn without a complaint, with all texts apart and every number a number", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(study, { minLength: 1, maxLength: 9 }),
        choices,
        async (studies, { kind, logit, ...rest }) => {
          const rows = studies.map((each, index) => ({ ...each, id: `s${index}` }));
          let pooled: PooledEffect;
          try {
            pooled = poolEffects(givenEffects(rows, kinds[kind]));
          } catch {
            return;
          }
          const options: ForestPlotOptions = {
            title: "Whatever",
            axisTitle: "Effect",
            favours: { left: "one thing", right: "a quite different thing" },
            ...rest,
            ...(kind === "proportion" && logit ? { scale: "logit" } : {}),
          };
          const spec = forestPlot(pooled, options);
          const { svg, complaints } = await draw(spec);
          expect(complaints).exactly([]);
          expect(svg.replaceAll(/aria-label="[^"]*"|<text[^>]*>[^<]*/g, "")).not.toMatch(/NaN|undefined|Infinity/);
          expect(drawnFaults(svg)).exactly([]);
          expect(JSON.stringify(figureTable(spec)!.rows.map((row) => row.slice(1)))).not.toMatch(
            /NaN|undefined|Infinity/,
          );
        },
      ),
      {
        numRuns: Number(process.env["REKINDLE_RUNS"] ?? 30),
        seed: Number(process.env["REKINDLE_SEED"] ?? 20261124),
        endOnFailure: true,
      },
    );
  });
});

const hostile = fc.constantFrom(
  0,
  -0,
  1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  1e-101,
  1e99,
  -31,
  2,
  Infinity,
  -Infinity,
  Number.NaN,
);
const hostilePool = fc.record({
  kind: fc.constantFrom("odds ratio" as const, "risk difference" as const, "proportion" as const),
  values: fc.array(fc.tuple(hostile, hostile, hostile, hostile), { minLength: 1, maxLength: 3 }),
  mean: fc.tuple(hostile, hostile, hostile),
  scale: fc.constantFrom("linear" as const, "log" as const, "logit" as const),
});
const intervalOf = (lower: number, upper: number) => ({ lower, upper, level: 0.95, method: "made up" });
const inOrder = (...numbers: readonly number[]) => numbers.toSorted((a, b) => a - b) as [number, number, number];

describe("forest plots of hostile numbers", () => {
  it("are refused with InvalidInput, or drawn", async () => {
    let drawn = 0;
    await fc.assert(
      fc.asyncProperty(hostilePool, async ({ kind, values, mean: ends, scale }) => {
        const [low, value, high] = inOrder(...ends);
        const mean = { kind: "estimated", value, interval: intervalOf(low, high) } as const;
        const pooled: PooledEffect = {
          measure: { kind: "made up", label: kind, scale: `log ${kind}`, naturalScale: kind },
          method: "made up",
          studies: values.map(([first, second, third, weight], index) => {
            const [lower, estimate, upper] = inOrder(first, second, third);
            return {
              id: `s${index}`,
              label: `Study ${index}`,
              value: 0,
              standardError: 1,
              interval: intervalOf(-1, 1),
              natural: { value: estimate, ...intervalOf(lower, upper) },
              weight: Math.abs(weight) <= 1 ? Math.abs(weight) : 0.3,
            };
          }),
          mean,
          prediction: mean,
          natural: { mean, prediction: mean },
          warnings: [],
        };
        let spec: PlotSpec;
        try {
          spec = forestPlot(pooled, { title: "Whatever", axisTitle: "Effect", scale });
        } catch (error) {
          if (error instanceof InvalidInput) return;
          throw error;
        }
        drawn += 1;
        const { svg, complaints } = await draw(spec);
        expect(complaints).exactly([]);
        expect(svg.replaceAll(/aria-label="[^"]*"|<text[^>]*>[^<]*/g, "")).not.toMatch(/NaN|undefined|Infinity/);
        expect(drawnFaults(svg)).exactly([]);
      }),
      {
        numRuns: 20 * Number(process.env["REKINDLE_RUNS"] ?? 30),
        seed: Number(process.env["REKINDLE_SEED"] ?? 20261124),
        endOnFailure: true,
      },
    );
    expect(drawn).toBeGreaterThan(5);
  });
});
