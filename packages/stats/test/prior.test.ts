import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkWith,
  createStream,
  drawPrior,
  InvalidInput,
  nextWord,
  openStream,
  type Prior,
  parseSeed,
  priorCdf,
  priorMean,
  priorQuantile,
  priorSchema,
  streamFamily,
} from "../src/index.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "./streams/kolmogorov.ts";

const smooth: readonly Prior[] = [
  { kind: "normal", mean: -1, sd: 2 },
  { kind: "logitNormal", mean: 0.4, sd: 1.5 },
  { kind: "beta", a: 0.7, b: 3 },
  {
    kind: "mixture",
    components: [
      { weight: 3, prior: { kind: "beta", a: 2, b: 8 } },
      { weight: 1, prior: { kind: "beta", a: 20, b: 4 } },
    ],
  },
];
const point: Prior = { kind: "point", value: 0.3 };
const stepped: Prior = {
  kind: "mixture",
  components: [
    { weight: 1, prior: point },
    { weight: 3, prior: { kind: "beta", a: 2, b: 2 } },
  ],
};
const family = streamFamily(parseSeed(3), "prior", "draws");

describe("priorQuantile", () => {
  it("inverts priorCdf for every smooth kind", () => {
    fc.assert(
      fc.property(fc.constantFrom(...smooth), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (prior, p) => {
        const back = priorCdf(prior, priorQuantile(prior, p));
        expect(back).agreesWith(p, { relative: 1e-9, because: "a proportion near 1 keeps few digits of its distance" });
      }),
    );
  });

  it("is the least value that holds p, across the step of a point", () => {
    expect(priorQuantile(stepped, 0.3)).exactly(0.3);
    expect(priorQuantile(stepped, 0.4)).exactly(0.3);
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
        const x = priorQuantile(stepped, p);
        expect(priorCdf(stepped, x)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(priorCdf(stepped, x - 1e-9)).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
  });

  it("refuses what is no probability", () => {
    expect(() => priorQuantile(point, 1.1)).toThrow(InvalidInput);
    expect(() => priorQuantile(point, Number.NaN)).toThrow(InvalidInput);
  });
});

describe("priorMean", () => {
  it("is the published logit-normal mean: logit 0.1 with variance 0.1 (metafor's transf.ilogit.int)", () => {
    const prior: Prior = { kind: "logitNormal", mean: Math.log(1 / 9), sd: Math.sqrt(0.1) };
    expect(priorMean(prior)).asPrinted("0.103591");
  });

  it("of a symmetric logit-normal is one half, however wide", () => {
    for (const sd of [0.01, 1, 10, 300]) {
      expect(priorMean({ kind: "logitNormal", mean: 0, sd })).agreesWith(0.5, { relative: 1e-13, because: "rounding" });
    }
  });

  it("weighs a mixture", () => {
    expect(priorMean(stepped)).withinUlps((0.3 + 3 * 0.5) / 4, 2);
  });
});

describe("drawPrior", () => {
  it.each(smooth.map((prior) => [prior.kind, prior] as const))(
    "%s follows its law (Kolmogorov–Smirnov)",
    (_, prior) => {
      const stream = createStream();
      const draws = Float64Array.from({ length: 20_000 }, (__, i) => {
        openStream(stream, family, i);
        return drawPrior(prior, stream);
      });
      expect(kolmogorovStatistic(draws, (x) => priorCdf(prior, x))).toBeLessThan(kolmogorovLimit(1e-7));
    },
  );

  it("takes four words whatever the kind, so that priors can be exchanged", () => {
    const next = [point, ...smooth, stepped].map((prior) => {
      const stream = createStream();
      openStream(stream, family, 7);
      drawPrior(prior, stream);
      return nextWord(stream);
    });
    expect(new Set(next).size).exactly(1);
  });
});

describe("priorSchema", () => {
  it("takes every kind and refuses bad parameters with their place", () => {
    for (const prior of [point, ...smooth, stepped]) expect(checkWith(priorSchema, prior).kind).exactly("valid");
    const bad = { kind: "mixture", components: [{ weight: 0, prior: { kind: "beta", a: -1, b: 2 } }] };
    const checked = checkWith(priorSchema, bad);
    const paths = checked.kind === "invalid" ? checked.issues.map((issue) => issue.path.join(".")) : [];
    expect(paths).exactly(["components.0.weight", "components.0.prior.a"]);
  });
});
