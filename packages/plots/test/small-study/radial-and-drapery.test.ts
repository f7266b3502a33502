import { describe, expect, it } from "vitest";
import { draperyPlot, radialPlot } from "../../src/index.ts";
import { longLabel, madeUpEffects } from "../fixtures/effects.ts";
import { draw, valuesOfMark } from "../fixtures/inspect.ts";
import { drawnPrecision, testSoundness, toldMarks } from "../fixtures/soundness.ts";

const radial = {
  title: "Radial plot",
  effectTitle: "Risk ratio",
  effectScale: "log",
  centre: -0.3,
  tau2: 0.1,
} as const;
const drapery = {
  title: "p-value functions",
  effectTitle: "Risk ratio",
  effectScale: "log",
  pooled: { value: -0.3, standardError: 0.12, df: 12 },
  prediction: { value: -0.3, standardError: 0.4, df: 11 },
  reference: 0,
} as const;

testSoundness({
  "a radial plot of 13 studies": radialPlot(madeUpEffects(13), radial),
  "a radial plot of long names on a phone": radialPlot(madeUpEffects(20, longLabel), {
    ...radial,
    tau2: 0,
    page: "narrow",
  }),
  "a radial plot of one study": radialPlot(madeUpEffects(1), { ...radial, effectScale: "linear" }),
  "a radial plot of effects far above 0": radialPlot(
    madeUpEffects(8).map((each) => ({ ...each, value: each.value + 6 })),
    { ...radial, effectScale: "linear", centre: 5.5 },
  ),
  "a drapery of 13 studies": draperyPlot(madeUpEffects(13), drapery),
  "a drapery of 60 studies on a phone": draperyPlot(madeUpEffects(60), { ...drapery, page: "narrow", theme: "dark" }),
  "a drapery of one study": draperyPlot(madeUpEffects(1), {
    title: "One",
    effectTitle: "Difference",
    pooled: { value: 0, standardError: 1 },
  }),
});

describe("a radial plot", () => {
  const studies = madeUpEffects(13);

  it("puts studies at 1 / √(v + tau2) and value / √(v + tau2)", async () => {
    const spec = radialPlot(studies, radial);
    const marks = toldMarks((await draw(spec)).svg);
    const { width, height } = spec as unknown as { width: number; height: number };
    const [from, to] = /"field":"y","type":"quantitative","scale":\{"domain":\[([^\]]+)\]/
      .exec(JSON.stringify(spec))![1]!
      .split(",")
      .map(Number) as [number, number];
    const [, right] = /"field":"x","type":"quantitative","scale":\{"domain":\[([^\]]+)\]/
      .exec(JSON.stringify(spec))![1]!
      .split(",")
      .map(Number) as [number, number];
    studies.forEach(({ value, variance }, index) => {
      const error = Math.sqrt(variance + radial.tau2);
      expect(marks[index]!.x).agreesWith(width / error / right, drawnPrecision);
      expect(marks[index]!.y).agreesWith((height * (to - value / error)) / (to - from), drawnPrecision);
    });
  });

  it("has an arc on which the direction of a study is its effect", () => {
    const spec = radialPlot(studies, { ...radial, tau2: 0 });
    const { width, height } = spec as unknown as { width: number; height: number };
    const json = JSON.stringify(spec);
    const [from, to] = /"field":"y","type":"quantitative","scale":\{"domain":\[([^\]]+)\]/
      .exec(json)![1]!
      .split(",")
      .map(Number) as [number, number];
    const [, right] = /"field":"x","type":"quantitative","scale":\{"domain":\[([^\]]+)\]/
      .exec(json)![1]!
      .split(",")
      .map(Number) as [number, number];
    const label = valuesOfMark(spec, "text").find(
      (value) => /^0\.\d$/.test(String(value["text"])) && Number(value["x"]) > 0.8 * width,
    )!;
    const zero = (height * to) / (to - from);
    const slope = ((zero - Number(label["y"])) / (height / (to - from)) / Number(label["x"])) * (width / right);
    expect(slope).agreesWith(Math.log(Number(label["text"])), {
      relative: 1e-9,
      absolute: 0,
      because: "tangent of an arctangent",
    });
  });
});

describe("a drapery plot", {
  meta: { validates: { requirement: "p-value functions", functions: ["draperyPlot"], source: "R 4.2.2 qnorm and qt" } },
}, () => {
  it("has p-values of the normal law for studies and of Student's t for the pool", () => {
    const studies = [{ label: "A", value: 0.2, standardError: 0.3 }];
    const spec = draperyPlot(studies, { ...drapery, effectScale: "linear" });
    const curves = valuesOfMark(spec, "line");
    const [a, pooled] = ["A", "Pooled"].map((name) => curves.filter((point) => point["study"] === name));
    for (const curve of [a!, pooled!]) {
      const highest = curve.reduce((best, point) => (Number(point["p"]) > Number(best["p"]) ? point : best));
      expect(Number(highest["p"])).exactly(1);
      expect(Number(highest["x"])).exactly(curve === a ? 0.2 : -0.3);
    }
    // Two-sided p = 0.05 at 1.95996398454005 standard errors (qnorm) and at 2.17881282966723 (qt, 12 df), R 4.2.2.
    const near = (curve: typeof curves, x: number) => {
      const right = curve.findIndex((point) => Number(point["x"]) >= x);
      const [before, after] = [curve[right - 1]!, curve[right]!];
      const share = (x - Number(before["x"])) / (Number(after["x"]) - Number(before["x"]));
      return Number(before["p"]) + share * (Number(after["p"]) - Number(before["p"]));
    };
    const between = { relative: 0, absolute: 0.003, because: "points 1/120 of the axis apart are joined by lines" };
    expect(near(a!, 0.2 + 1.95996398454005 * 0.3)).agreesWith(0.05, between);
    expect(near(pooled!, -0.3 - 2.17881282966723 * 0.12)).agreesWith(0.05, between);
  });
});
