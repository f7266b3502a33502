import { InvalidInput } from "@rekindle/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ForestPlotOptions, forestPlot } from "../../src/index.ts";
import { draw, textBoxes, textFaults, valuesOf, valuesOfMark } from "../fixtures/inspect.ts";
import { allFull, madeUpPools } from "../fixtures/made-up.ts";
import { bothModels } from "../fixtures/pools.ts";

const options: ForestPlotOptions = { title: "Uptake restored", axisTitle: "Uptake restored among evaluable patients" };
const longNames = [
  "Al-Khatib",
  "Łukaszewicz-Ávila and the Redifferentiation Consortium of Northern and Eastern Europe",
  "Leboulleux (MERAIODE, second course, per protocol, central review)",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "Ho",
];
const longLabel = (index: number) => `${longNames[index % longNames.length]} ${2000 + (index % 25)}`;
const published = {
  lower: 0.33,
  upper: 0.95,
  label: "range in the abstract of the review",
  lowerSource: "Weber 2022, BRAF V600E, 2/6",
  upperSource: "Leboulleux 2023, BRAF V600E, 20/21",
};
const byGenotype: ForestPlotOptions = {
  ...options,
  subgroups: [
    { title: "BRAF V600E", pooled: bothModels("braf") },
    { title: "RAS", pooled: bothModels("ras") },
  ],
};

const figures = {
  "both models": forestPlot(bothModels("restoration"), options),
  "a likelihood model alone": forestPlot(bothModels("best")[0], options),
  "subgroups under an overall pool": forestPlot(bothModels("restoration"), byGenotype),
  "subgroups without an overall pool": forestPlot([], byGenotype),
  "a published range and a subtitle": forestPlot(bothModels("restoration"), {
    ...options,
    subtitle: "Tiers A and B",
    publishedRange: published,
  }),
  "one study": forestPlot(
    madeUpPools(1, () => "Alone 2024"),
    options,
  ),
  "three studies": forestPlot(madeUpPools(3, longLabel), options),
  "eleven studies": forestPlot(madeUpPools(11, longLabel), { ...options, order: "byLabel" }),
  "forty studies": forestPlot(madeUpPools(40, longLabel), { ...options, order: "byWeight" }),
  "sixty studies on a cut axis": forestPlot(madeUpPools(60, longLabel), {
    ...options,
    domain: [0.2, 0.8],
    order: "byEstimate",
  }),
  "an axis that most studies are off": forestPlot(madeUpPools(20, longLabel), { ...options, domain: [0.4, 0.45] }),
  "studies at 100 % with a pool that has no estimate": forestPlot(allFull(), options),
};

/** The studies of a plot from top to bottom. */
function orderedBy(order: NonNullable<ForestPlotOptions["order"]>): unknown[] {
  const spec = forestPlot(bothModels("restoration"), { ...options, order });
  return valuesOf(spec).flatMap((value) => ("areaPx2" in value ? [value["study"]] : []));
}

/** What an attempt to draw is refused for. */
function issuesOf(attempt: () => unknown): string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues.map((issue) => issue.message);
    throw error;
  }
  return [];
}

describe.each(Object.entries(figures))("a forest plot of %s", (_name, spec) => {
  it("compiles and draws without a complaint", async () => {
    const { svg, complaints } = await draw(spec);
    expect(complaints).exactly([]);
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });

  it("has no text on another or off the page", () => {
    expect(textFaults(spec)).exactly([]);
  });

  it("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(spec))).exactly(spec);
  });
});

describe("the numbers of a forest plot", () => {
  const [glmm, inverse] = bothModels("restoration");
  const spec = forestPlot([glmm, inverse], options);
  const studies = valuesOf(spec).filter((value) => "areaPx2" in value);

  it("are those of the studies", () => {
    const drawn = studies.slice(0, inverse.studies.length);
    expect(
      drawn.map(({ study, events, n, estimate, weight }) => ({ study, events, n, proportion: estimate, weight })),
    ).exactly(
      inverse.studies.map(({ label, events, n, proportion, weight }) => ({
        study: label,
        events,
        n,
        proportion,
        weight,
      })),
    );
    expect(drawn.map((value) => [value["intervalLower"], value["intervalUpper"]])).exactly(
      inverse.studies.map(({ interval }) => [interval.lower, interval.upper]),
    );
  });

  it("give squares an area in proportion to the weight", () => {
    const perWeight = studies.map((value) => Number(value["areaPx2"]) / Number(value["weight"]));
    for (const ratio of perWeight) expect(ratio).withinUlps(perWeight[0]!, 4);
  });

  it("put a diamond's corners at the interval and the mean, and a prediction interval never in a diamond", () => {
    const corners = valuesOfMark(spec, "line");
    for (const pooled of [glmm, inverse]) {
      if (pooled.mean.kind !== "estimated" || pooled.prediction.kind !== "estimated")
        throw new Error("the fixture has estimates");
      const { value, interval } = pooled.mean;
      const own = corners.filter((corner) => corner["model"] === pooled.model);
      expect(own.map((corner) => corner["value"])).exactly([interval.lower, value, interval.upper, value]);
      const bar = valuesOfMark(spec, "rule").find((rule) => rule["model"] === pooled.model);
      expect([bar?.["intervalLower"], bar?.["intervalUpper"]]).exactly([
        pooled.prediction.interval.lower,
        pooled.prediction.interval.upper,
      ]);
    }
  });

  it("are printed in percent with one decimal", () => {
    const texts = textBoxes(spec).map((box) => box.text);
    // Pools by metafor 3.8.1: rma(method = "REML", test = "adhoc") and rma.glmm(nAGQ = 15) of the ten counts.
    for (const printed of ["62.8", "45.1", "77.6", "21.9", "91.0", "65.5", "50.1", "78.2", "114", "183"])
      expect(texts).toContain(printed);
    expect(texts.join("\n").replaceAll("\u00A0", " ")).toContain("Q = 23.50, df 9, p = 0.005");
    expect(texts.join("\n").replaceAll("\u00A0", " ")).toContain("I² = 62 %");
  });
});

describe("a forest plot", () => {
  it("draws equal squares and says so when the model gives no weights", () => {
    const spec = forestPlot(bothModels("best")[0], options);
    const areas = valuesOf(spec).flatMap((value) => ("areaPx2" in value ? [value["areaPx2"]] : []));
    expect(new Set(areas).size).exactly(1);
    const texts = textBoxes(spec).map((box) => box.text);
    expect(texts.join(" ")).toContain("all of one size, since the model gives studies no weights");
    expect(texts).not.toContain("Weight, %");
  });

  it("ends an interval that leaves the axis in an arrow and keeps its true ends", () => {
    const spec = forestPlot(bothModels("restoration"), { ...options, domain: [0.3, 0.9] });
    const weber = valuesOf(spec).find((value) => value["study"] === "Weber 2022 (ERRITI)")!;
    expect(weber["lower"]).exactly(0.3);
    expect(Number(weber["intervalLower"])).toBeLessThan(0.3);
    const arrows = valuesOf(spec).filter((value) => value["shape"] === "triangle-left" && value["y"] === weber["y"]);
    expect(arrows.map((arrow) => arrow["end"])).exactly([0.3]);
  });

  it("ends a cut diamond in an arrow too", () => {
    const spec = forestPlot(bothModels("restoration")[0], { ...options, domain: [0.6, 0.7] });
    const ys = valuesOfMark(spec, "line").map((corner) => Number(corner["y"]));
    const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
    const arrows = valuesOf(spec).filter((value) => "end" in value && Math.abs(Number(value["y"]) - middle) < 1);
    expect(arrows.map((arrow) => [arrow["shape"], arrow["end"]])).exactly([
      ["triangle-left", 0.6],
      ["triangle-right", 0.7],
    ]);
  });

  it("lists subgroups under their heads with their own pools, and the overall pool below", () => {
    const spec = forestPlot(bothModels("restoration"), byGenotype);
    const at = (text: string) => textBoxes(spec).find((box) => box.text === text)!.top;
    expect(at("BRAF V600E")).toBeLessThan(at("RAS"));
    expect(at("RAS")).toBeLessThan(at("All studies"));
    expect(valuesOfMark(spec, "line").length).exactly(6 * 4);
  });

  it("says why a pool has no estimate, and draws no diamond for it", () => {
    const spec = forestPlot(allFull(), options);
    expect(new Set(valuesOfMark(spec, "line").map((corner) => corner["model"]))).exactly(new Set(["inverseVariance"]));
    const texts = textBoxes(spec)
      .map((box) => box.text)
      .join(" ");
    expect(texts).toContain("not estimable");
    expect(texts).toContain("No estimate: every patient of every study had the event");
  });

  it("tells in its description what it shows", () => {
    const { description } = forestPlot(bothModels("restoration"), options);
    expect(description).toContain("10 studies");
    expect(description).toContain("65.5 % (95 % CI 50.1 to 78.2 %)");
  });

  it("orders studies as asked, without a locale", () => {
    const names = bothModels("restoration")[1].studies.map((study) => study.label);
    expect(orderedBy("asGiven").slice(0, 10)).exactly(names);
    expect(orderedBy("byLabel").slice(0, 10)).exactly(names.toSorted());
    expect(orderedBy("byEstimate")[0]).exactly("Leboulleux 2023 (MERAIODE, BRAF)");
    expect(orderedBy("byWeight")[0]).exactly("Toro-Tobon 2024 (Mayo)");
  });

  it("keeps its texts apart whatever the names and counts", () => {
    const label = fc.oneof(fc.string({ maxLength: 90 }), fc.string({ unit: "grapheme", maxLength: 60 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(label, { minLength: 1, maxLength: 8 }), (count, labels) => {
        const spec = forestPlot(
          madeUpPools(count, (index) => labels[index % labels.length]!),
          options,
        );
        expect(textFaults(spec)).exactly([]);
      }),
      { numRuns: 25, seed: 20260823 },
    );
  });
});

describe("what a forest plot refuses", () => {
  it.each([
    ["no pool", () => forestPlot([], options), "there is no pool to draw"],
    [
      "a pool without studies",
      () => forestPlot({ ...bothModels("best")[0], studies: [] }, options),
      "a pool has no studies",
    ],
    [
      "models of different studies",
      () => forestPlot([bothModels("best")[0], bothModels("six")[1]], options),
      "its pools are of different studies",
    ],
    [
      "a domain upside down",
      () => forestPlot(bothModels("best"), { ...options, domain: [0.8, 0.2] }),
      "the domain is [0.8, 0.2]",
    ],
    [
      "a domain in percent",
      () => forestPlot(bothModels("best"), { ...options, domain: [0, 100] }),
      "the domain is [0, 100]",
    ],
    [
      "a range in percent",
      () => forestPlot(bothModels("best"), { ...options, publishedRange: { ...published, upper: 95 } }),
      "the range is 0.33 to 95",
    ],
  ])("%s", (_name, attempt, message) => {
    expect(issuesOf(attempt)).exactly([message]);
  });

  it("tells everything at once", () => {
    expect(
      issuesOf(() => forestPlot([], { ...options, domain: [1, 0], publishedRange: { ...published, lower: -1 } }))
        .length,
    ).exactly(3);
  });
});
