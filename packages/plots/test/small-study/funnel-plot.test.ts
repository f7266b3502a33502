import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { funnelPlot, type FunnelPlotOptions } from "../../src/index.ts";
import { longLabel, madeUpEffects } from "../fixtures/effects.ts";
import { draw, valuesOf, valuesOfMark } from "../fixtures/inspect.ts";
import { drawnPrecision, testSoundness, toldMarks } from "../fixtures/soundness.ts";

const options: FunnelPlotOptions = { title: "Funnel", effectTitle: "Risk ratio", effectScale: "log", centre: -0.35 };
const added = [{ label: "Filled 1", value: 0.9, variance: 0.5 }];

testSoundness({
  "a funnel with contours and filled studies": funnelPlot(madeUpEffects(13), { ...options, added, labels: "all" }),
  "a funnel of long names on a phone": funnelPlot(madeUpEffects(9, longLabel), {
    ...options,
    labels: "all",
    page: "narrow",
  }),
  "a funnel of 60 studies with a regression": funnelPlot(madeUpEffects(60), {
    ...options,
    regression: { intercept: -0.5, slope: 0.6 },
  }),
  "a funnel of one study": funnelPlot(madeUpEffects(1), { ...options, centre: 0 }),
  "a funnel of logits without contours": funnelPlot(madeUpEffects(8), {
    ...options,
    effectScale: "logit",
    reference: "none",
    theme: "dark",
  }),
  "a funnel of plain differences": funnelPlot(madeUpEffects(8), { ...options, effectScale: "linear" }),
});

describe("a funnel plot", () => {
  const studies = madeUpEffects(13);
  const spec = funnelPlot(studies, { ...options, added });
  const { width, height } = spec as unknown as { width: number; height: number };
  const scaleOf = (channel: "x" | "y") => {
    const found = JSON.stringify(spec).match(
      new RegExp(`"${channel}":\\{"field":"${channel}"[^}]*?"domain":\\[([^\\]]+)\\]`),
    )![1]!;
    return found.split(",").map(Number) as [number, number];
  };

  it("puts each study at its effect, by the logarithm, and its standard error downwards", async () => {
    const marks = toldMarks((await draw(spec)).svg);
    const [[from, to], [, largest]] = [scaleOf("x"), scaleOf("y")];
    expect(marks.length).exactly(studies.length + 1);
    [...studies, ...added].forEach(({ value, variance }, index) => {
      const x = (width * (value - Math.log(from))) / (Math.log(to) - Math.log(from));
      expect(marks[index]!.x).agreesWith(x, drawnPrecision);
      expect(marks[index]!.y).agreesWith((height * Math.sqrt(variance)) / largest, drawnPrecision);
    });
  });

  it("has sides 1.96 standard errors from the centre", () => {
    const sides = valuesOfMark(spec, "line").filter((value) => "side" in value && value["order"] === 1);
    const [, largest] = scaleOf("y");
    const [from, to] = scaleOf("x");
    // qnorm(0.975) of R 4.2.2.
    const z = 1.959963984540054;
    const free = [z, -z].map((each) => Math.exp(options.centre + each * largest));
    expect(sides.length).exactly(2);
    sides.forEach((side, index) => {
      const inside = free[index]! >= from && free[index]! <= to;
      const end = inside ? free[index]! : index === 0 ? to : from;
      expect(Number(side["x"])).agreesWith(end, { relative: 1e-12, absolute: 0, because: "another exponential" });
      const at = inside ? largest : Math.abs(Math.log(end) - options.centre) / z;
      expect(Number(side["y"])).agreesWith(at, { relative: 1e-12, absolute: 0, because: "another logarithm" });
    });
  });

  it("shades where p is below 0.01, 0.05 and 0.10 around no effect", () => {
    const contours = valuesOfMark(spec, "line").filter((value) => value["order"] === 0 && !("side" in value));
    for (const apex of contours) expect([apex["x"], apex["y"]]).exactly([1, 0]);
    expect(contours.length).exactly(3);
    expect(valuesOfMark(funnelPlot(studies, { ...options, contours: "none" }), "rect")).exactly([
      ...valuesOfMark(funnelPlot(studies, { ...options, reference: "none" }), "rect"),
    ]);
  });

  it("names the studies outside the funnel, and only those", () => {
    const texts = valuesOf(spec).map((value) => value["text"]);
    for (const { label, value, variance } of studies) {
      const outside = Math.abs(value - options.centre) > 1.959963984540054 * Math.sqrt(variance);
      if (!outside) expect(texts).not.toContain(label);
    }
  });
});

describe("what a funnel plot refuses", () => {
  const messages = (attempt: () => unknown) => {
    try {
      attempt();
    } catch (error) {
      if (error instanceof InvalidInput) return error.issues.map((issue) => issue.message);
      throw error;
    }
    return [];
  };

  it("everything wrong at once", () => {
    const bad = [
      { label: "A", value: Number.NaN, variance: 1 },
      { label: "B", value: 1, standardError: 0 },
    ];
    expect(messages(() => funnelPlot(bad, { ...options, level: 1, centre: Infinity }))).exactly([
      "value is NaN",
      "standardError is 0",
      "centre is Infinity",
      "level is 1",
    ]);
    expect(messages(() => funnelPlot([], options))).exactly(["studies has 0 rows"]);
  });
});
