import { beta, normal } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { type DensityCurve, densityPlot } from "../../src/index.ts";
import { valuesOfMark } from "../fixtures/inspect.ts";
import { testSoundness } from "../fixtures/soundness.ts";

const prior: DensityCurve = { title: "Prior", role: "prior", density: (rate) => beta({ a: 0.5, b: 0.5 }).pdf(rate) };
const posterior: DensityCurve = {
  title: "Posterior",
  role: "posterior",
  density: (rate) => beta({ a: 30, b: 20 }).pdf(rate),
  interval: { lower: 0.46, upper: 0.73, level: 0.95 },
};
const options = { title: "Rates", axisTitle: "Uptake restored", domain: [0, 1], unit: "percent" } as const;

testSoundness({
  "a prior that is infinite at the ends and a posterior": densityPlot([prior, posterior], options),
  "a posterior on a phone": densityPlot([posterior], { ...options, page: "narrow", theme: "dark" }),
  "a prediction on a plain axis": densityPlot(
    [
      {
        title: "New study",
        role: "prediction",
        density: normal({ mean: -2, sd: 3 }).pdf,
        interval: { lower: -40, upper: 40, level: 0.95 },
      },
    ],
    { title: "Logits", axisTitle: "Logit", domain: [-12, 8] },
  ),
  "a density of 0": densityPlot([{ title: "Nothing", role: "prior", density: () => 0 }], options),
});

describe("a density plot", () => {
  it("draws the density at even places, highest where the law is", {
    meta: { validates: { requirement: "Densities", functions: ["densityPlot"], source: "R 4.2.2 dbeta" } },
  }, () => {
    const points = valuesOfMark(densityPlot([posterior], options), "line").filter(
      (point) => point["curve"] === "Posterior",
    );
    expect(points.length).exactly(241);
    const top = points.reduce((best, point) => (Number(point["density"]) > Number(best["density"]) ? point : best));
    // The mode of beta(30, 20) is 29/48.
    expect(Math.abs(Number(top["value"]) - 29 / 48)).toBeLessThan(1 / 480);
    // dbeta(0.5, 30, 20) of R 4.2.2.
    const half = points.find((point) => point["value"] === 0.5)!;
    expect(Number(half["density"])).agreesWith(2.0092391641225, {
      relative: 1e-9,
      absolute: 0,
      because: "printed with 14 digits",
    });
  });

  it.each([
    ["no curve", () => densityPlot([], options), "there is no curve to draw"],
    ["a domain upside down", () => densityPlot([posterior], { ...options, domain: [1, 0] }), "the domain is [1, 0]"],
    [
      "a density below 0",
      () => densityPlot([{ ...prior, density: () => -1 }], options),
      "the density of Prior is -1 at 0",
    ],
    [
      "a density that is NaN",
      () => densityPlot([{ ...prior, density: () => Number.NaN }], options),
      "the density of Prior is NaN at 0",
    ],
    [
      "an interval upside down",
      () => densityPlot([{ ...posterior, interval: { lower: 1, upper: 0, level: 0.9 } }], options),
      "the interval is 1 to 0",
    ],
  ])("refuses %s", (_name, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
