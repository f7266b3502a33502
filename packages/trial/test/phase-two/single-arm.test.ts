import { describe, expect, it } from "vitest";
import { simonTwoStage, singleStage, twoStageCharacteristics, twoStageInference } from "../../src/index.ts";

/**
 * Simon, Control. Clin. Trials 10 (1989) 1-10, tables 1 and 2, with more digits by clinfun 1.1.5: null and alternative rate, alpha,
 * beta, then r1/n1, r/n, expected size and probability of early stopping of the optimal and of the minimax design.
 */
const table = `
.05 .20 .10 .10 0/12 3/37 23.4910 .540360 0/18 3/32 26.4390 .397214
.05 .20 .05 .20 0/10 3/29 17.6240 .598737 0/13 3/27 19.8132 .513342
.05 .20 .05 .10 1/21 4/41 26.6606 .716972 1/29 4/38 32.8629 .570785
.05 .25 .10 .10 0/9 2/24 14.5463 .630249 0/13 2/20 16.4066 .513342
.05 .25 .05 .20 0/9 2/17 11.9580 .630249 0/12 2/16 13.8386 .540360
.05 .25 .05 .10 0/9 3/30 16.7648 .630249 0/15 3/25 20.3671 .463291
.10 .25 .10 .10 2/21 7/50 31.1961 .648409 2/27 6/40 33.7004 .484581
.10 .25 .05 .20 2/18 7/43 24.6551 .733796 2/22 7/40 28.8393 .620041
.10 .25 .05 .10 2/21 10/66 36.8216 .648409 3/31 9/55 40.0281 .623830
.10 .30 .10 .10 1/12 5/35 19.8429 .659002 1/16 4/25 20.3674 .514728
.10 .30 .05 .20 1/10 5/29 15.0141 .736099 1/15 5/25 19.5096 .549043
.10 .30 .05 .10 2/18 6/35 22.5255 .733796 2/22 6/33 26.1795 .620041
.20 .35 .10 .10 5/27 16/63 43.6084 .538657 6/33 15/58 45.4896 .500417
.20 .35 .05 .20 5/22 19/72 35.3681 .732638 6/31 15/53 40.4363 .571078
.20 .35 .05 .10 8/37 22/83 51.4482 .685908 8/42 21/77 58.4177 .530924
.20 .40 .10 .10 3/17 10/37 26.0225 .548876 3/19 10/36 28.2635 .455089
.20 .40 .05 .20 3/13 12/43 20.5803 .747324 4/18 10/33 22.2547 .716354
.20 .40 .05 .10 4/19 15/54 30.4349 .673288 5/24 13/45 31.2263 .655892
.30 .45 .10 .10 9/30 29/82 51.3819 .588809 16/50 25/69 56.0063 .683879
.30 .45 .05 .20 9/27 30/81 41.7122 .727553 16/46 25/65 49.6299 .808954
.30 .45 .05 .10 13/40 40/110 60.7726 .703249 27/77 33/88 78.5122 .862524
.30 .50 .10 .10 7/22 17/46 29.8900 .671251 7/28 15/39 34.9871 .364805
.30 .50 .05 .20 5/15 18/46 23.6297 .721621 6/19 16/39 25.6900 .665502
.30 .50 .05 .10 8/24 24/63 34.7236 .725037 7/24 21/53 36.6245 .564674
.40 .55 .10 .10 16/38 40/88 54.5207 .669586 18/45 34/73 57.1998 .564291
.40 .55 .05 .20 11/26 40/84 44.9266 .673679 28/59 34/70 60.0695 .902769
.40 .55 .05 .10 19/45 49/104 63.9612 .678624 24/62 45/94 78.8802 .472493
.40 .60 .10 .10 7/18 22/46 30.2237 .563441 11/28 20/41 33.8367 .551023
.40 .60 .05 .20 7/16 23/46 24.5181 .716063 17/34 20/39 34.4358 .912832
.40 .60 .05 .10 11/25 32/66 35.9764 .732282 12/29 27/54 38.0646 .637416
.50 .70 .10 .10 11/21 26/45 28.9635 .668188 11/23 23/39 31.0000 .500000
.50 .70 .05 .20 8/15 26/43 23.5013 .696381 12/23 23/37 27.7435 .661180
.50 .70 .05 .10 13/24 36/61 34.0132 .729372 14/27 32/53 36.1144 .649446
.60 .80 .10 .10 6/11 26/38 25.3849 .467226 18/27 24/35 28.4716 .816053
.60 .80 .05 .20 7/11 30/43 20.4811 .703716 8/13 25/35 20.7669 .646958
.60 .80 .05 .10 12/19 37/53 29.4744 .691931 15/26 32/45 35.9049 .478688
.70 .90 .10 .10 6/9 22/28 17.7938 .537169 11/16 20/25 20.0491 .550096
.70 .90 .05 .20 4/6 22/27 14.8237 .579825 19/23 21/26 23.1615 .946156
.70 .90 .05 .10 11/15 29/36 21.2342 .703132 13/18 26/32 22.6572 .667345
`;

const rows = table
  .trim()
  .split("\n")
  .map((line) => {
    const [p0, p1, alpha, beta, ...rest] = line.split(" ") as [string, string, string, string, ...string[]];
    return { p0, p1, alpha, beta, optimal: rest.slice(0, 4).join(" "), minimax: rest.slice(4).join(" ") };
  });

describe("Simon's tables, complete", {
  meta: {
    validates: {
      requirement: "Simon's two-stage tables",
      functions: ["simonTwoStage"],
      source: "clinfun 1.1.5, recorded output",
    },
  },
}, () => {
  it("has all 39 rows", () => expect(rows.length).exactly(39));

  it.each(rows)("$p0 against $p1, alpha $alpha, beta $beta", ({ p0, p1, alpha, beta, optimal, minimax }) => {
    const request = {
      nullRate: Number(p0),
      alternativeRate: Number(p1),
      alpha: Number(alpha),
      power: 1 - Number(beta),
    };
    const designs = simonTwoStage(request);
    for (const [design, printed] of [
      [designs.optimal, optimal],
      [designs.minimax, minimax],
    ] as const) {
      const [first, second, expected, early] = printed.split(" ") as [string, string, string, string];
      expect(`${design.r1}/${design.n1}`).exactly(first);
      expect(`${design.r}/${design.n}`).exactly(second);
      expect(design.expectedPatients).asPrinted(expected);
      expect(design.stopsEarly).asPrinted(early);
      expect(design.alpha).toBeLessThanOrEqual(Number(alpha));
      expect(design.power).toBeGreaterThanOrEqual(request.power);
      // The search ends well above the optimal design.
      expect(designs.searchedUpTo).toBeGreaterThan(1.1 * designs.optimal.n);
    }
    expect(designs.admissible[0]).exactly(designs.minimax);
    expect(designs.admissible.at(-1)).exactly(designs.optimal);
  });
});

describe("what a two-stage design does at any rate", () => {
  it("agrees with a count of all outcomes", () => {
    const design = { r1: 1, n1: 10, r: 5, n: 29 };
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const mass = (n: number, k: number, p: number) => choose(n, k) * p ** k * (1 - p) ** (n - k);
    for (const rate of [0.05, 0.1, 0.3, 0.62]) {
      let rejects = 0;
      let stops = 0;
      for (let x = 0; x <= 10; x++) {
        if (x <= 1) stops += mass(10, x, rate);
        else for (let y = 0; y <= 19; y++) if (x + y > 5) rejects += mass(10, x, rate) * mass(19, y, rate);
      }
      const because = "sums in another order";
      const found = twoStageCharacteristics(design, rate);
      expect(found.rejects).agreesWith(rejects, { relative: 1e-12, because });
      expect(found.stopsEarly).agreesWith(stops, { relative: 1e-11, because });
      expect(found.expectedPatients).agreesWith(29 - 19 * stops, { relative: 1e-12, because });
    }
  });

  it("refuses stages that are none", () => {
    expect(() => twoStageCharacteristics({ r1: 10, n1: 10, r: 12, n: 20 }, 0.2)).toThrow(/10\/10/);
    expect(() => simonTwoStage({ nullRate: 0.3, alternativeRate: 0.2, alpha: 0.05, power: 0.8 })).toThrow(/not above/);
    expect(() => simonTwoStage({ nullRate: 0, alternativeRate: 1, alpha: 2, power: 0 })).toThrow(
      /nullRate[\s\S]*alternativeRate[\s\S]*alpha[\s\S]*power/,
    );
    const far = { nullRate: 0.1, alternativeRate: 0.3, alpha: 0.05, power: 0.8 };
    expect(() => simonTwoStage(far, { maxPatients: 20 })).toThrow(/no two-stage design/);
    expect(() => simonTwoStage({ ...far, alternativeRate: 0.101 })).toThrow(/more than 1000 patients/);
  });
});

describe("single stage, exact (A'Hern 2001; clinfun)", {
  meta: {
    validates: {
      requirement: "Exact single-stage designs",
      functions: ["singleStage"],
      source: "A'Hern 2001; clinfun 1.1.5",
    },
  },
}, () => {
  it("0.2 against 0.4: 35 patients, more than 11 responses; 36 will not do better for a while", () => {
    const { smallest, lasting } = singleStage({ nullRate: 0.2, alternativeRate: 0.4, alpha: 0.05, power: 0.8 });
    expect([smallest.n, smallest.r]).exactly([35, 11]);
    expect(smallest.alpha).asPrinted("0.03435740");
    expect(smallest.power).asPrinted("0.8048255");
    expect(lasting.n).toBeGreaterThanOrEqual(smallest.n);
  });
  it("0.1 against 0.3: 33 patients, more than 6 responses", () => {
    const { smallest } = singleStage({ nullRate: 0.1, alternativeRate: 0.3, alpha: 0.05, power: 0.9 });
    expect([smallest.n, smallest.r]).exactly([33, 6]);
    expect(smallest.alpha).asPrinted("0.04170385");
    expect(1 - smallest.power).asPrinted("0.09444550");
  });
});

describe("inference after two stages (clinfun 1.1.5 twostage.inference)", {
  meta: {
    validates: {
      requirement: "Inference after two stages",
      functions: ["twoStageInference"],
      source: "clinfun 1.1.5 twostage.inference",
    },
  },
}, () => {
  it.each([
    {
      responses: 8,
      design: { r1: 2, n1: 16, r: 7, n: 33 },
      unbiased: "0.26200960",
      p: "0.01254271",
      limits: [0.1296, 0.3787],
    },
    {
      responses: 5,
      design: { r1: 1, n1: 10, r: 5, n: 29 },
      unbiased: "0.2427926",
      p: "0.1016202",
      limits: [0.0807, 0.3957],
    },
  ])("$responses responses", ({ responses, design, unbiased, p, limits }) => {
    const options = { design, nullRate: 0.1, level: 0.9 } as const;
    const found = twoStageInference(responses, { ...options, limits: "invertedPValue" });
    expect(found.unbiased).asPrinted(unbiased);
    expect(found.pValue).asPrinted(p);
    const because = "clinfun prints four digits";
    expect(found.interval.lower).agreesWith(limits[0]!, { absolute: 1e-4, because });
    expect(found.interval.upper).agreesWith(limits[1]!, { absolute: 1e-4, because });
    // The paper's interval counts the observed outcome in both limits and is wider.
    expect(twoStageInference(responses, options).interval.upper).toBeGreaterThan(found.interval.upper);
  });

  it("the estimate is unbiased and the interval keeps its level, by counting all outcomes", () => {
    const design = { r1: 1, n1: 10, r: 5, n: 29 };
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const mass = (n: number, k: number, rate: number) => choose(n, k) * rate ** k * (1 - rate) ** (n - k);
    const results = Array.from({ length: 30 }, (_, x) => twoStageInference(x, { design, nullRate: 0.1, level: 0.9 }));
    for (const rate of [0.05, 0.1, 0.2, 0.35, 0.6]) {
      let mean = 0;
      let covered = 0;
      const add = (x: number, probability: number) => {
        const { unbiased, interval } = results[x]!;
        mean += probability * unbiased;
        if (interval.lower <= rate && rate <= interval.upper) covered += probability;
      };
      for (let x = 0; x <= 10; x++) {
        if (x <= 1) add(x, mass(10, x, rate));
        else for (let y = 0; y <= 19; y++) add(x + y, mass(10, x, rate) * mass(19, y, rate));
      }
      expect(mean).agreesWith(rate, { absolute: 1e-12, because: "unbiased, summed over all outcomes" });
      expect(covered).toBeGreaterThanOrEqual(0.9);
    }
  });
});
