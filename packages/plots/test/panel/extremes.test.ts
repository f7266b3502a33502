import { InvalidInput } from "@rekindle/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baujatPlot,
  bubblePlot,
  draperyPlot,
  figureTable,
  funnelPlot,
  goshPlot,
  labbePlot,
  type PlotSpec,
  radialPlot,
  specificationCurve,
} from "../../src/index.ts";
import { draw } from "../fixtures/inspect.ts";
import { drawnFaults } from "../fixtures/svg-boxes.ts";

const runs = Number(process.env["REKINDLE_RUNS"] ?? 8);
const seed = Number(process.env["REKINDLE_SEED"] ?? 20261124);
const number = fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -25, max: 25, noNaN: true }));
const positive = fc.oneof(
  fc.double({ min: 0.01, max: 3, noNaN: true }),
  fc.double({ min: 1e-5, max: 99, noNaN: true }),
);
const label = fc.string({ maxLength: 60 });
const studies = fc.array(
  fc.record({
    label,
    value: number,
    standardError: positive,
    moderator: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
const common = fc.record({
  title: label,
  effectTitle: fc.constant("Effect"),
  effectScale: fc.constantFrom("linear" as const, "log" as const, "logit" as const),
  page: fc.constantFrom("wide" as const, "narrow" as const),
  centre: number,
});
type Studies = typeof studies extends fc.Arbitrary<infer T> ? T : never;
type Common = typeof common extends fc.Arbitrary<infer T> ? T : never;

const makers: Readonly<Record<string, (rows: Studies, options: Common) => PlotSpec>> = {
  funnel: (rows, options) =>
    funnelPlot(rows, { ...options, labels: "all", regression: { intercept: options.centre, slope: -1 } }),
  radial: (rows, options) => radialPlot(rows, { ...options, tau2: rows[0]!.share }),
  drapery: (rows, options) =>
    draperyPlot(rows, { ...options, pooled: { value: options.centre, standardError: rows[0]!.standardError, df: 3 } }),
  bubble: (rows, options) => bubblePlot(rows, { ...options, moderatorTitle: "Moderator", reference: 0 }),
  baujat: (rows, options) =>
    baujatPlot(
      rows.map((row) => ({ label: row.label, baujat: { heterogeneity: row.standardError, influence: row.share } })),
      options,
    ),
  gosh: (rows, options) =>
    goshPlot({ estimate: rows.map((row) => row.value), I2: rows.map((row) => row.share) }, options),
  labbe: (rows, { title, page }) =>
    labbePlot(
      rows.map((row) => ({
        label: row.label,
        control: { events: Math.floor(row.share * 50), n: 50 },
        experimental: { events: Math.floor(row.share * 7), n: 9 },
      })),
      {
        title,
        page,
        controlTitle: "Control",
        experimentalTitle: "Drug",
        pooled: { kind: "oddsRatio", value: rows[0]!.standardError },
      },
    ),
  specification: (rows, { title, page }) =>
    specificationCurve(
      rows.map((row, index) => ({
        changes: index === 0 ? [] : [row.label],
        pooled: {
          mean: {
            kind: "estimated",
            value: row.share,
            interval: { lower: row.share / 2, upper: (1 + row.share) / 2, level: 0.95, method: "t" },
          },
        },
      })),
      { title, page, axisTitle: "Rate" },
    ),
};

describe.each(Object.entries(makers))("%s plots of whatever studies", (_name, make) => {
  it("are drawn without a complaint, with all texts apart and every number a number", async () => {
    await fc.assert(
      fc.asyncProperty(studies, common, async (rows, options) => {
        const spec = make(rows, options);
        const { svg, complaints } = await draw(spec);
        expect(complaints).exactly([]);
        expect(svg.replaceAll(/aria-label="[^"]*"|<text[^>]*>[^<]*/g, "")).not.toMatch(/NaN|undefined|Infinity/);
        expect(drawnFaults(svg)).exactly([]);
        expect(figureTable(spec)!.rows.length).toBeGreaterThan(0);
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
  });
});

describe("names that are not known", () => {
  it("are refused by every plot, with what may have been meant", () => {
    const row = { label: "A", value: 0.1, standardError: 0.2, moderator: 1, share: 0.5 };
    const options = {
      title: "T",
      effectTitle: "Effect" as const,
      effectScale: "linear" as const,
      page: "wide" as const,
      centre: 0,
    };
    for (const make of Object.values(makers))
      expect(() => make([row], { ...options, page: "narow" as "narrow" })).toThrow(
        'page is "narow" (did you mean narrow? one of wide, narrow)',
      );
  });
});

describe("a narrow page", () => {
  it("is no wider than a phone, whatever the plot", () => {
    const rows = [0, 1, 2, 3].map((index) => ({
      label: `Study ${index}`,
      value: index / 3 - 0.4,
      standardError: 0.1 + index / 5,
      moderator: 10 * index,
      share: 0.2 + index / 6,
    }));
    for (const [name, make] of Object.entries(makers)) {
      const spec = make(rows, { title: "T", effectTitle: "Effect", effectScale: "log", page: "narrow", centre: 0 });
      const { width, padding } = spec as unknown as { width: number; padding: { left: number; right: number } };
      expect(width + padding.left + padding.right, name).toBeLessThanOrEqual(360);
    }
  });
});

const hostile = fc.constantFrom(
  0,
  -0,
  1e308,
  -1e308,
  5e-324,
  1e-101,
  1e-99,
  1e99,
  101,
  -31,
  Infinity,
  -Infinity,
  Number.NaN,
);
const hostileStudies = fc.array(
  fc.record({ label, value: hostile, standardError: hostile, moderator: hostile, share: hostile }),
  { minLength: 1, maxLength: 3 },
);

describe.each(Object.entries(makers))("%s plots of hostile numbers", (_name, make) => {
  it("are refused with InvalidInput, or drawn", async () => {
    await fc.assert(
      fc.asyncProperty(hostileStudies, common, async (rows, options) => {
        let spec: PlotSpec;
        try {
          spec = make(rows, options);
        } catch (error) {
          if (error instanceof InvalidInput) return;
          throw error;
        }
        const { svg, complaints } = await draw(spec);
        expect(complaints).exactly([]);
        expect(svg.replaceAll(/aria-label="[^"]*"|<text[^>]*>[^<]*/g, "")).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 4 * runs, seed, endOnFailure: true },
    );
  });
});
