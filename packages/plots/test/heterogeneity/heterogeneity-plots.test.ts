import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { baujatPlot, bubblePlot, goshPlot, labbePlot } from "../../src/index.ts";
import { longLabel, madeUpEffects } from "../fixtures/effects.ts";
import { draw, valuesOfMark } from "../fixtures/inspect.ts";
import { drawnPrecision, testSoundness, toldMarks } from "../fixtures/soundness.ts";

const bubbles = (count: number, label?: (index: number) => string) =>
  madeUpEffects(count, label).map((each, index) => ({ ...each, moderator: 10 + ((index * 17) % 45) }));
const curve = [10, 30, 55].map((moderator) => {
  const value = 0.3 - 0.02 * moderator;
  return { moderator, value, lower: value - 0.3, upper: value + 0.3 };
});
const bubble = {
  title: "Latitude",
  effectTitle: "Risk ratio",
  effectScale: "log",
  moderatorTitle: "Latitude, °",
  curve,
  reference: 0,
} as const;
const contributions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    label: longLabel(index),
    baujat: { heterogeneity: ((index * 7) % 23) / 4, influence: ((index * 11) % 19) / 40 },
  }));
const arms = Array.from({ length: 14 }, (_, index) => ({
  label: `Trial ${index + 1}`,
  control: { events: (index * 7) % 30, n: 40 + index * 9 },
  experimental: { events: (index * 5) % 20, n: 38 + index * 10 },
}));
const labbe = { title: "Both arms", experimentalTitle: "Treated", controlTitle: "Untreated" };
const subsets = {
  estimate: Float64Array.from({ length: 4000 }, (_, index) => -0.5 + ((index * 37) % 101) / 90),
  I2: Float64Array.from({ length: 4000 }, (_, index) => ((index * 53) % 97) / 100),
};
const gosh = { title: "All subsets", effectTitle: "Risk ratio", effectScale: "log" } as const;

testSoundness({
  "a bubble plot of 13 studies": bubblePlot(bubbles(13), bubble),
  "a bubble plot of long names on a phone": bubblePlot(bubbles(40, longLabel), { ...bubble, page: "narrow" }),
  "a bubble plot of one study without a line": bubblePlot(bubbles(1), {
    title: "One",
    effectTitle: "Logit",
    moderatorTitle: "Drug days",
  }),
  "a Baujat plot of 10 studies": baujatPlot(contributions(10), { title: "Baujat" }),
  "a Baujat plot of 60 studies on a phone": baujatPlot(contributions(60), {
    title: "Baujat",
    page: "narrow",
    theme: "dark",
  }),
  "a Baujat plot of nothing but noughts": baujatPlot([{ label: "A", baujat: { heterogeneity: 0, influence: 0 } }], {
    title: "Baujat",
  }),
  "a GOSH plot of 4,000 subsets": goshPlot(subsets, gosh),
  "a GOSH plot that asks about a study": goshPlot(subsets, {
    ...gosh,
    study: { label: "Trial 7", isIn: (subset) => subset % 3 === 0 },
  }),
  "a GOSH plot of one subset": goshPlot({ estimate: [0.2], I2: [0] }, { ...gosh, page: "narrow" }),
  "a L'Abbé plot": labbePlot(arms, { ...labbe, pooled: { kind: "oddsRatio", value: 0.5 } }),
  "a L'Abbé plot of one study on a phone": labbePlot(arms.slice(3, 4), {
    ...labbe,
    pooled: { kind: "riskDifference", value: -0.1 },
    page: "narrow",
  }),
  "a L'Abbé plot of rates of 0 and 100 %": labbePlot(
    [
      { label: "Nobody", control: { events: 0, n: 9 }, experimental: { events: 0, n: 9 } },
      { label: "All", control: { events: 9, n: 9 }, experimental: { events: 9, n: 9 } },
    ],
    labbe,
  ),
});

/** The domain of a channel's scale. */
const domainOf = (spec: unknown, field: string) =>
  new RegExp(`"field":"${field}","type":"quantitative","scale":\\{(?:"type":"log",)?"domain":\\[([^\\]]+)\\]`)
    .exec(JSON.stringify(spec))![1]!
    .split(",")
    .map(Number) as [number, number];

describe("a bubble plot", () => {
  it("puts studies at their moderators and effects, with areas in proportion to 1 / variance", async () => {
    const studies = bubbles(13);
    const spec = bubblePlot(studies, bubble);
    const marks = toldMarks((await draw(spec)).svg);
    const { width, height } = spec as unknown as { width: number; height: number };
    const [left, right] = domainOf(spec, "moderator");
    const [bottom, top] = domainOf(spec, "y");
    const rows = valuesOfMark(spec, "point").filter((row) => "areaPx2" in row);
    for (const { label, moderator, value, variance } of studies) {
      const mark = marks.find(({ told }) => told.startsWith(`${label}:`))!;
      expect(mark.x).agreesWith((width * (moderator - left)) / (right - left), drawnPrecision);
      expect(mark.y).agreesWith((height * (Math.log(top) - value)) / Math.log(top / bottom), drawnPrecision);
      const area = Number(rows.find((row) => row["study"] === label)!["areaPx2"]);
      expect(area * variance).agreesWith(Number(rows[0]!["areaPx2"]) / Number(rows[0]!["weight"]), {
        relative: 1e-12,
        absolute: 0,
        because: "a square root is squared",
      });
    }
  });
});

describe("a Baujat plot", () => {
  it("puts studies at their contribution and influence, from 0", async () => {
    const studies = contributions(10);
    const spec = baujatPlot(studies, { title: "Baujat" });
    const marks = toldMarks((await draw(spec)).svg);
    const { width, height } = spec as unknown as { width: number; height: number };
    const [left, right] = domainOf(spec, "heterogeneity");
    const [bottom, top] = domainOf(spec, "influence");
    expect([left, bottom]).exactly([0, 0]);
    studies.forEach(({ baujat }, index) => {
      expect(marks[index]!.x).agreesWith((width * baujat.heterogeneity) / right, drawnPrecision);
      expect(marks[index]!.y).agreesWith(height * (1 - baujat.influence / top), drawnPrecision);
    });
  });
});

describe("a GOSH plot", () => {
  const spec = goshPlot(subsets, { ...gosh, study: { label: "Trial 7", isIn: (subset) => subset % 3 === 0 } });
  const bins = valuesOfMark(spec, "rect").filter((bin) => "count" in bin);

  it("counts every subset once, in the bin that holds it", () => {
    expect(bins.reduce((sum, bin) => sum + Number(bin["count"]), 0)).exactly(4000);
    expect(bins.reduce((sum, bin) => sum + Number(bin["including"]), 0)).exactly(1334);
    const held = bins.map((bin) => {
      let count = 0;
      for (let i = 0; i < 4000; i++) {
        const [x, y] = [Math.exp(subsets.estimate[i]!), subsets.I2[i]!];
        // A little wider than the bin, since its edges are rounded.
        const inside =
          x > Number(bin["x"]) * (1 - 1e-9) &&
          x < Number(bin["x2"]) * (1 + 1e-9) &&
          y > Number(bin["y"]) - 1e-9 &&
          y < Number(bin["y2"]) + 1e-9;
        if (inside) count += 1;
      }
      return count >= Number(bin["count"]);
    });
    expect(held.every(Boolean)).exactly(true);
  });

  it("is small whatever the number of subsets, and says which have no pool", () => {
    expect(JSON.stringify(spec).length).toBeLessThan(700_000);
    const partly = goshPlot({ estimate: [0.1, Number.NaN, 0.4], I2: [0.2, 0.3, 0.1] }, gosh);
    expect(valuesOfMark(partly, "text").map((value) => value["text"])).toContain(
      "2 subsets; the darker, the more of them, on a logarithmic scale. 1 more have no pool.",
    );
  });
});

describe("a L'Abbé plot", () => {
  it("puts studies at their two rates and draws the curve of the pooled effect", async () => {
    const spec = labbePlot(arms, { ...labbe, pooled: { kind: "oddsRatio", value: 0.5 } });
    const marks = toldMarks((await draw(spec)).svg);
    const [, top] = domainOf(spec, "control");
    const { width } = spec as unknown as { width: number };
    for (const { label, control, experimental } of arms) {
      const mark = marks.find(({ told }) => told.startsWith(`${label}:`))!;
      expect(mark.x).agreesWith((width * control.events) / control.n / top, drawnPrecision);
      expect(mark.y).agreesWith(width * (1 - experimental.events / experimental.n / top), drawnPrecision);
    }
    const points = valuesOfMark(spec, "line").filter(
      (point) => Number(point["experimental"]) !== Number(point["control"]),
    );
    expect(points.length).toBeGreaterThan(50);
    for (const point of points) {
      const odds = (rate: number) => rate / (1 - rate);
      const ratio = odds(Number(point["experimental"])) / odds(Number(point["control"]));
      expect(ratio).agreesWith(0.5, { relative: 1e-12, absolute: 0, because: "the odds are formed again" });
    }
  });
});

describe("what the plots of heterogeneity refuse", () => {
  it.each([
    [
      "bubbles without a moderator",
      () => bubblePlot([{ label: "A", value: 1, variance: 1, moderator: Number.NaN }], bubble),
      "moderator is NaN",
    ],
    [
      "a band that does not hold its line",
      () => bubblePlot(bubbles(2), { ...bubble, curve: [curve[0]!, { ...curve[1]!, lower: 9 }] }),
      "-0.3 is not between 9 and 0",
    ],
    [
      "a contribution below 0",
      () => baujatPlot([{ label: "A", baujat: { heterogeneity: -1, influence: 0 } }], { title: "B" }),
      "heterogeneity is -1",
    ],
    [
      "columns of different lengths",
      () => goshPlot({ estimate: [1, 2], I2: [0] }, gosh),
      "1 measures of heterogeneity for 2 estimates",
    ],
    [
      "subsets without any pool",
      () => goshPlot({ estimate: [Number.NaN], I2: [Number.NaN] }, gosh),
      "no subset has a pool",
    ],
    [
      "more events than patients",
      () => labbePlot([{ label: "A", control: { events: 3, n: 2 }, experimental: { events: 1, n: 2 } }], labbe),
      "control is 1.5",
    ],
    [
      "an odds ratio of 0",
      () => labbePlot(arms, { ...labbe, pooled: { kind: "oddsRatio", value: 0 } }),
      "the pooled odds ratio is 0",
    ],
  ])("%s", (_name, attempt, message) => {
    let messages: string[] = [];
    try {
      attempt();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      messages = error.issues.map((issue) => issue.message);
    }
    expect(messages).toContain(message);
  });
});
