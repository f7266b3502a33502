import { givenEffects, type PooledEffect, poolEffects } from "@rekindle/evidence";
import { exp } from "@rekindle/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureTable, forestPlot, type ForestPlotOptions } from "../../src/index.ts";
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
