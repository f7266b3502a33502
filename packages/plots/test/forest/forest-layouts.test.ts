import type { PooledEffect } from "@rekindle/evidence";
import { givenEffects, poolEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import {
  figureTable,
  type ForestLayoutName,
  type ForestPlotOptions,
  forestPlot,
  type Judgement,
} from "../../src/index.ts";
import { draw, valuesOfMark } from "../fixtures/inspect.ts";
import { madeUpPools } from "../fixtures/made-up.ts";
import { bothModels } from "../fixtures/pools.ts";
import { drawnFaults, drawnTexts } from "../fixtures/svg-boxes.ts";

const names = [
  "Al-Khatib",
  "Łukaszewicz-Ávila and the Redifferentiation Consortium of Northern and Eastern Europe",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "Ho",
];

/** Log odds ratios of made-up studies with very different errors, pooled. */
function effectsOf(count: number): PooledEffect {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    label: `${names[index % names.length]} ${1990 + index}`,
    value: ((index * 7) % 11) / 5 - 1.2,
    variance: 0.01 + ((index * 13) % 17) ** 2 / 40,
  }));
  return poolEffects(
    givenEffects(rows, {
      kind: "logOddsRatio",
      label: "log odds ratios",
      scale: "log odds ratio",
      naturalScale: "odds ratio",
      toNatural: exponential,
    }),
  );
}
// Test values only: the engine's own exponential will do.
const exponential = (value: number) => Math.exp(value);

const judgement = (index: number): Judgement => (["low", "some", "high", "unknown"] as const)[index % 4]!;
const options: ForestPlotOptions = {
  title: "Response",
  axisTitle: "Odds ratio",
  favours: { left: "control", right: "drug" },
};
const layouts: readonly ForestLayoutName[] = ["default", "JAMA", "BMJ", "RevMan5", "compact"];

const figures = Object.fromEntries(
  layouts.flatMap((layout) =>
    (layout === "default" || layout === "JAMA" ? [3, 60] : [12]).flatMap((count) => {
      const pooled = effectsOf(count);
      const riskOfBias = {
        domains: ["randomisation", "missing data", "measurement"],
        judgements: Object.fromEntries(
          pooled.studies.map(({ id }, index) => [id, [index, index + 1, index + 2].map(judgement)]),
        ),
      };
      return [
        [`${count} comparisons as ${layout}`, forestPlot(pooled, { ...options, layout, riskOfBias })],
        [
          `${count} rates as ${layout}`,
          forestPlot(
            madeUpPools(count, (index) => `${names[index % 4]} ${index}`),
            { ...options, favours: { left: "less", right: "more" }, layout },
          ),
        ],
      ] as const;
    }),
  ),
);
const phone = forestPlot(effectsOf(20), {
  ...options,
  page: "narrow",
  notes: ["A note that is a good deal longer than a phone is wide, so that it has to be broken."],
});

describe.each([...Object.entries(figures), ["20 comparisons on a phone", phone] as const])("%s", (_name, spec) => {
  it("are drawn without a complaint, and with all texts apart", async () => {
    const { svg, complaints } = await draw(spec);
    expect(complaints).exactly([]);
    expect(drawnFaults(svg)).exactly([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("a forest plot on a phone", () => {
  it("is 360 pixels wide whatever it shows", () => {
    const { width, padding } = phone as unknown as { width: number; padding: { left: number; right: number } };
    expect(width + padding.left + padding.right).exactly(360);
  });

  it("crosses no text with a line", async () => {
    const { svg } = await draw(phone);
    const { padding } = phone as unknown as { padding: { top: number } };
    const lines = valuesOfMark(phone, "rule").filter((value) => "reference" in value || "mean" in value);
    const texts = drawnTexts(svg).filter(
      (text) => text.top > padding.top && text.bottom < padding.top + (phone as unknown as { height: number }).height,
    );
    const crossed = texts.filter((text) =>
      lines.some(
        (line) =>
          Number(line["top"]) + padding.top < text.bottom - 3 && Number(line["bottom"]) + padding.top > text.top + 4,
      ),
    );
    expect(crossed.map(({ text }) => text)).exactly([]);
  });
});

describe("wording and columns", () => {
  const pooled = effectsOf(12);
  const textsOf = (given: ForestPlotOptions) =>
    valuesOfMark(forestPlot(pooled, given), "text")
      .map((value) => String(value["text"]).replaceAll("\u00A0", " "))
      .join(" ");

  it("follow the journal", () => {
    expect(textsOf({ ...options, layout: "JAMA" })).toMatch(/Favors drug →.*χ²₁₁ = [\d.]+ \(P [=<] \.\d+\)/);
    expect(textsOf({ ...options, layout: "BMJ" })).toMatch(/Test for heterogeneity: τ²=.*, df=11, P[=<]0\.\d+/);
    expect(textsOf({ ...options, layout: "RevMan5" })).toMatch(/Tau² = .*Chi² = .*, df = 11 \(P.*Total \(95% CI\)/);
    expect(textsOf({ ...options, layout: "default" })).toMatch(/Favours drug →/);
  });

  it("are the user's where the user says so", () => {
    const values = Object.fromEntries(pooled.studies.map(({ id }, index) => [id, `${index}/100`]));
    const spec = forestPlot(pooled, {
      ...options,
      leftColumns: [{ kind: "text", title: "Drug", values, total: "66/1200", align: "right" }],
      rightColumns: ["estimate", "standardError"],
    });
    const table = figureTable(spec)!;
    expect(table.columns).exactly(["Study", "Drug", "Odds ratio", "SE (log)"]);
    expect(table.rows[3]![1]).exactly("3/100");
    expect(table.rows[12]!.slice(0, 2)).exactly(["Pooled", "66/1200"]);
  });

  it("leave 1 as the line of no effect of ratios, and none of rates", () => {
    const lineOf = (spec: unknown) =>
      valuesOfMark(spec, "rule").flatMap((value) => ("reference" in value ? [value["reference"]] : []));
    expect(lineOf(forestPlot(pooled, options))).exactly([1]);
    expect(lineOf(forestPlot(bothModels("restoration"), options))).exactly([]);
    expect(lineOf(forestPlot(pooled, { ...options, reference: 1.5 }))).exactly([1.5]);
    expect(lineOf(forestPlot(pooled, { ...options, reference: "none" }))).exactly([]);
  });
});

describe("axes", () => {
  const inverse = bothModels("restoration")[1];

  it("put squares on a logit axis at the logits of the rates", () => {
    const squares = valuesOfMark(
      forestPlot(inverse, { ...options, favours: { left: "a", right: "b" }, scale: "logit" }),
      "point",
    ).filter((value) => "areaPx2" in value);
    expect(squares.length).exactly(inverse.studies.length);
    for (const square of squares) {
      const rate = Number(square["estimate"]);
      // The engine's logarithm as the other program.
      expect(Number(square["at"])).agreesWith(Math.log(rate) - Math.log1p(-rate), {
        relative: 1e-14,
        absolute: 1e-15,
        because: "the same formula in another order",
      });
    }
  });

  it("draw squares of a log axis where the logarithm says, and diamonds from end to end", async () => {
    const pooled = effectsOf(6);
    const spec = forestPlot(pooled, { ...options, domain: [0.1, 10] });
    const { svg } = await draw(spec);
    const { padding } = spec as unknown as { padding: { left: number } };
    const drawn = [...svg.matchAll(/<path aria-label="([^"]*)"[^>]*transform="translate\(([\d.]+),[\d.]+\)"/g)].filter(
      (match) => match[1]!.includes("weight"),
    );
    expect(drawn.length).exactly(pooled.studies.filter(({ value }) => Math.abs(value) <= Math.log(10)).length);
    const expected = pooled.studies.map(({ value }) => 320 * (0.5 + value / (2 * Math.log(10))));
    drawn.forEach((match, index) =>
      expect(Number(match[2])).agreesWith(expected[index]!, {
        relative: 0,
        absolute: 0.002,
        because: "SVG paths have three decimals",
      }),
    );
    expect(padding.left).toBeGreaterThan(0);
  });

  it("say why rates of 0 and 100 % have no square", () => {
    const texts = valuesOfMark(
      forestPlot(madeUpPools(12, (index) => `Study ${index}`)[1], {
        ...options,
        favours: { left: "a", right: "b" },
        scale: "logit",
      }),
      "text",
    );
    expect(texts.map((value) => value["text"]).join(" ")).toContain(
      "Rates of 0 and 100 % lie infinitely far on this axis",
    );
  });
});

describe("dark mode", () => {
  it("changes colours and nothing else", () => {
    const light = JSON.stringify(forestPlot(bothModels("restoration"), options)).replaceAll(/#[0-9a-f]{6}/g, "");
    const dark = JSON.stringify(forestPlot(bothModels("restoration"), { ...options, theme: "dark" }));
    expect(dark.replaceAll(/#[0-9a-f]{6}/g, "")).exactly(light);
    expect(dark).toContain('"background":"#15171b"');
    expect(dark).not.toContain("#1b1b1f");
  });

  it("leaves a study alone that is called like a colour", () => {
    const spec = forestPlot(
      madeUpPools(1, () => "#1b1b1f"),
      { ...options, theme: "dark" },
    );
    expect(valuesOfMark(spec, "text").map((value) => value["text"])).toContain("#1b1b1f");
  });
});

describe("for screen readers", () => {
  it("each square and diamond has a role and says what it shows", async () => {
    const { svg } = await draw(forestPlot(bothModels("restoration"), options));
    expect(svg).toContain(
      'aria-label="Ho 2013: 60.0 % (95 % CI 36.1 to 80.9 %), weight 12.1 %" role="graphics-symbol"',
    );
    expect(svg).toMatch(/aria-label="Pooled, GLMM: 65\.5 % \(95 % CI 50\.1 to 78\.2 %\)" role="graphics-symbol"/);
  });

  it("the table has every number of the figure", () => {
    const table = figureTable(forestPlot(bothModels("restoration"), options))!;
    expect(table.columns).exactly(["Study", "Events", "Patients", "Rate, %", "95 % CI", "Weight, %"]);
    expect(table.rows[0]).exactly(["Ho 2013", "12", "20", "60.0", "36.1 to 80.9", "12.1"]);
    for (const row of table.rows) expect(row.length).exactly(6);
  });
});
