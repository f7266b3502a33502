import { standardNormalIsf, standardNormalQuantile, standardNormalSf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  exactProportionsPower,
  exactProportionsPValue,
  exactProportionsSampleSize,
  logRankEvents,
  meansPower,
  meansSampleSize,
  proportionsPower,
  proportionsSampleSize,
  survivalSampleSize,
} from "../../src/index.ts";
import { readReference } from "../reference.ts";

interface Request {
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly power: number;
  readonly ratio: number;
}

const rpact = readReference("sample-size/sample-size.json") as {
  readonly rates: readonly (Request & {
    control: number;
    experimental: number;
    total: number;
    n1: number;
    n0: number;
    powerAtN: number;
  })[];
  readonly means: readonly (Request & {
    difference: number;
    sd: number;
    z: number;
    t: number;
    n: number;
    powerAtN: number;
  })[];
  readonly survival: readonly (Request & {
    hazardRatio: number;
    median: number;
    enrolment: number;
    followUp: number;
    dropoutHazard: number;
    method: "Schoenfeld" | "Freedman" | "HsiehFreedman";
    total: number;
    events: number;
  })[];
};
const exact = readReference("sample-size/exact.json") as {
  readonly tables: readonly { x1: number; n1: number; x0: number; n0: number; boschloo: number; zPooled: number }[];
  readonly powers: readonly {
    n1: number;
    n0: number;
    p1: number;
    p0: number;
    alpha: number;
    boschloo: number;
    boschlooSize: number;
    zPooled: number;
    zPooledSize: number;
  }[];
  readonly means: readonly {
    difference: number;
    sd: number;
    alpha: number;
    power: number;
    ratio: number;
    control: number;
  }[];
};

const requestOf = ({ alpha, sided, power, ratio }: Request) => ({ alpha, sided, power, allocationRatio: ratio });
const rates = (control: number, experimental: number) => ({ control, experimental });
const month = 30.4375;

describe("against rpact 3.3.4, 360 requests", {
  meta: {
    validates: {
      requirement: "Sample sizes",
      functions: ["proportionsSampleSize", "meansSampleSize", "survivalSampleSize"],
      source: "rpact 3.3.4",
    },
  },
}, () => {
  it("two proportions", () => {
    for (const each of rpact.rates) {
      const { total } = proportionsSampleSize(rates(each.control, each.experimental), requestOf(each));
      expect(total).agreesWith(each.total, { relative: 1e-9, because: "one formula, rounded in another order" });
      const sizes = { control: each.n0, experimental: each.n1 };
      const power = proportionsPower(rates(each.control, each.experimental), { ...requestOf(each), sizes });
      // rpact counts the other side of a two-sided test as well: with drift d and limit c, Φ(d - c) and Φ(-d - c).
      const limit = standardNormalIsf(each.alpha / each.sided);
      const drift = limit + standardNormalQuantile(power);
      const both = power + (each.sided === 2 ? standardNormalSf(limit + drift) : 0);
      expect(both).agreesWith(each.powerAtN, { absolute: 1e-7, because: "rpact integrates numerically" });
    }
  });

  it("two means, known and estimated standard deviation", () => {
    for (const each of rpact.means) {
      const effect = { difference: each.difference, standardDeviation: each.sd };
      const z = meansSampleSize(effect, { ...requestOf(each), test: "z" });
      expect(z.total).agreesWith(each.z, { relative: 1e-9, because: "one formula" });
      const t = meansSampleSize(effect, requestOf(each));
      expect(t.total).agreesWith(each.t, {
        relative: 2e-5,
        because: "rpact stops its root finder at 1e-4 patients or so",
      });
      const power = meansPower(effect, { ...requestOf(each), sizes: { control: each.n, experimental: each.n } });
      expect(power).agreesWith(each.powerAtN, {
        absolute: 1e-9,
        because: "R's pt with non-centrality is good to 1e-9",
      });
    }
  });

  it("survival: Schoenfeld, Freedman, Hsieh-Freedman, with drop-out and unequal arms", () => {
    for (const each of rpact.survival) {
      const truth = {
        controlHazardPerDay: Math.LN2 / (each.median * month),
        hazardRatio: each.hazardRatio,
        dropoutHazardPerDay: each.dropoutHazard / month,
      };
      const method = ({ Schoenfeld: "schoenfeld", Freedman: "freedman", HsiehFreedman: "hsiehFreedman" } as const)[
        each.method
      ];
      const periods = { enrolmentDays: each.enrolment * month, followUpDays: each.followUp * month };
      const size = survivalSampleSize(truth, { ...requestOf(each), ...periods, method });
      const because = "one formula, rounded in another order";
      expect(size.events).agreesWith(each.events, { relative: 1e-9, because });
      expect(size.total).agreesWith(each.total, { relative: 1e-8, because });
    }
  });
});

describe("two proportions as published", {
  meta: {
    validates: {
      requirement: "Two proportions as published",
      functions: ["proportionsSampleSize", "proportionsPower"],
      source: "published values named in the test",
    },
  },
}, () => {
  it.each([
    [0.2, 0.4, "162.44848"],
    [0.3, 0.5, "185.99769"],
    [0.25, 0.45, "176.18560"],
    [0.4, 0.6, "193.84729"],
  ])("rpact: %d against %d, alpha 0.025, power 0.8", (control, experimental, printed) => {
    expect(proportionsSampleSize(rates(control, experimental), { alpha: 0.025, sided: 1, power: 0.8 }).total).asPrinted(
      printed,
    );
  });

  it("gsDesign's nBinomial help page: 0.2 against 0.1", () => {
    const size = (alpha: number, power: number) =>
      proportionsSampleSize(rates(0.1, 0.2), { alpha, sided: 1, power }).total;
    expect(size(0.025, 0.9)).asPrinted("531.7119719");
    expect(size(0.05, 0.85)).asPrinted("363.8668882");
  });

  it.each([
    [0.1, 0.1, -0.05, 1, "1549.1777560834"],
    [0.1, 0.2, 0.05, 1, "2095.128880064"],
    [0.4, 0.35, -0.15, 2, "1122.8234696976"],
    [0.8, 0.85, -0.1, 1.5, "273.85104165214"],
    [0.2, 0.3, -0.05, 0.5, "378.99708542327"],
  ])(
    "Farrington-Manning: %d and %d, margin %d, ratio %d (rpact 3.3.4, thetaH0)",
    (control, experimental, margin, allocationRatio, total) => {
      const request = { alpha: 0.025, sided: 1, power: 0.9, margin, allocationRatio } as const;
      const found = proportionsSampleSize(rates(control, experimental), request);
      expect(found.total).agreesWith(Number(total), { relative: 1e-11, because: "a cubic solved in another order" });
      const power = proportionsPower(rates(control, experimental), { ...request, sizes: found });
      expect(power).agreesWith(0.9, { absolute: 1e-12, because: "the inverse" });
    },
  );

  it("R's power.prop.test help page", () => {
    const sizes = { control: 50, experimental: 50 };
    expect(proportionsPower(rates(0.5, 0.75), { sizes, alpha: 0.05, sided: 2 })).asPrinted("0.7401659");
    const because = "R's root finder stops at 1e-4";
    const size = (sided: 1 | 2) => proportionsSampleSize(rates(0.5, 0.75), { alpha: 0.05, sided, power: 0.9 }).control;
    expect(size(2)).agreesWith(76.7069301, { absolute: 1e-4, because });
    expect(size(1)).agreesWith(62.3355114, { absolute: 1e-4, because });
  });

  it("clinfun: 313 per arm by Casagrande, Pike and Smith, 311 by Fisher's test itself (0.2 against 0.3, power 0.8)", () => {
    const request = { alpha: 0.05, sided: 2, power: 0.8 } as const;
    const corrected = proportionsSampleSize(rates(0.2, 0.3), { ...request, continuity: "casagrandePikeSmith" });
    expect(corrected.rounded.control).exactly(313);
    const { smallest } = exactProportionsSampleSize(rates(0.2, 0.3), { ...request, test: "fisher" });
    expect(smallest.control).exactly(311);
  });
});

describe("exact tests against a second program (scipy's laws, 20,001 rates)", {
  meta: {
    validates: {
      requirement: "Exact two-proportion sample sizes",
      functions: ["exactProportionsPower", "exactProportionsPValue", "exactProportionsSampleSize"],
      source: "a second program (scipy)",
    },
  },
}, () => {
  // The grid misses the maximum by up to the square of its spacing times the curvature.
  const because = "a grid of 20,001 rates against a refined maximum";
  it.each(exact.tables)("p-values of $x1/$n1 against $x0/$n0", ({ x1, n1, x0, n0, boschloo, zPooled }) => {
    const sizes = { control: n0, experimental: n1 };
    const p = (test: "boschloo" | "zPooled") => exactProportionsPValue(rates(x0, x1), { sizes, test });
    expect(p("boschloo")).agreesWith(boschloo, { relative: 1e-6, because });
    expect(p("zPooled")).agreesWith(zPooled, { relative: 1e-6, because });
  });

  it.each(exact.powers)("power of $n1 + $n0 patients at $p1 and $p0", (each) => {
    const sizes = { control: each.n0, experimental: each.n1 };
    for (const test of ["boschloo", "zPooled"] as const) {
      const found = exactProportionsPower(rates(each.p0, each.p1), { sizes, alpha: each.alpha, sided: 1, test });
      expect(found.power).agreesWith(each[test], { relative: 1e-10, because: "sums in another order" });
      expect(found.size).agreesWith(each[`${test}Size`], { relative: 1e-6, because });
    }
  });

  it("orders as theory does: Fisher never beats Boschloo, none but the mid-P exceeds its level", () => {
    for (const [n1, n0, p1, p0] of [
      [20, 20, 0.6, 0.2],
      [35, 15, 0.4, 0.1],
      [60, 60, 0.35, 0.15],
    ] as const) {
      const request = { sizes: { control: n0, experimental: n1 }, alpha: 0.025, sided: 1 } as const;
      const of = (test: "fisher" | "boschloo" | "zPooled") =>
        exactProportionsPower(rates(p0, p1), { ...request, test });
      expect(of("boschloo").power).toBeGreaterThanOrEqual(of("fisher").power);
      for (const test of ["fisher", "boschloo", "zPooled"] as const) expect(of(test).size).toBeLessThanOrEqual(0.025);
    }
  });

  it("a lower rate is tested as a higher one with the arms exchanged", () => {
    const request = { alpha: 0.025, sided: 1, test: "boschloo" } as const;
    const down = exactProportionsPower(rates(0.6, 0.2), { ...request, sizes: { control: 18, experimental: 30 } });
    const up = exactProportionsPower(rates(0.2, 0.6), { ...request, sizes: { control: 30, experimental: 18 } });
    expect(down).exactly(up);
  });

  it("the saw-tooth has two answers", () => {
    const found = exactProportionsSampleSize(rates(0.1, 0.5), { alpha: 0.025, sided: 1, power: 0.8, test: "fisher" });
    expect(found.smallest.power).toBeGreaterThanOrEqual(0.8);
    expect(found.lasting.control).toBeGreaterThanOrEqual(found.smallest.control);
    const before = { control: found.lasting.control - 1, experimental: found.lasting.control - 1 };
    const request = { alpha: 0.025, sided: 1, test: "fisher" } as const;
    expect(exactProportionsPower(rates(0.1, 0.5), { ...request, sizes: before }).power).toBeLessThan(0.8);
  });
});

describe("two means as published", {
  meta: {
    validates: {
      requirement: "Two means as published",
      functions: ["meansPower", "meansSampleSize"],
      source: "published values named in the test",
    },
  },
}, () => {
  it("R's power.t.test help page, strict and not", () => {
    const sizes = { control: 20, experimental: 20 };
    const power = meansPower({ difference: 1, standardDeviation: 1 }, { sizes, alpha: 0.05, sided: 2 });
    expect(power).asPrinted("0.8689528017");
  });
  it.each(exact.means)(
    "t-test size for $difference / $sd (mpmath)",
    ({ difference, sd, alpha, power, ratio, control }) => {
      const size = meansSampleSize(
        { difference, standardDeviation: sd },
        { alpha, sided: 1, power, allocationRatio: ratio },
      );
      expect(size.control).agreesWith(control, { relative: 1e-11, because: "two integrations and root finders" });
    },
  );
});

describe("survival as published", {
  meta: {
    validates: {
      requirement: "Survival as published",
      functions: ["survivalSampleSize"],
      source: "published values named in the test",
    },
  },
}, () => {
  it.each([
    [0.6, { alpha: 0.05, sided: 2, power: 0.9 }, "161.06859190"],
    [0.7, { alpha: 0.025, sided: 1, power: 0.9 }, "330.37791396"],
    [0.5, { alpha: 0.05, sided: 2, power: 0.8 }, "65.34565926"],
    [2 / 3, { alpha: 0.05, sided: 2, power: 0.8, allocationRatio: 2 }, "214.83904521"],
  ] as const)("Schoenfeld events at HR %d", (hazardRatio, request, printed) => {
    expect(logRankEvents(hazardRatio, request)).asPrinted(printed);
  });

  const months = (controlMedian: number, hazardRatio: number, dropoutMedian: number) => ({
    controlHazardPerDay: Math.LN2 / controlMedian,
    hazardRatio,
    dropoutHazardPerDay: Math.LN2 / dropoutMedian,
  });
  const request = { alpha: 0.025, sided: 1, power: 0.9, enrolmentDays: 24, followUpDays: 12 } as const;

  it("gsDesign's nSurv and nSurvival help pages (Lachin-Foulkes)", () => {
    const size = survivalSampleSize(months(6, 0.5, 40), { ...request, method: "lachinFoulkes" });
    expect(size.total).asPrinted("119.8183926");
    expect(size.events).asPrinted("86.3257784");
    const truth = { controlHazardPerDay: 0.2, hazardRatio: 0.5, dropoutHazardPerDay: 0.1 };
    const short = survivalSampleSize(truth, {
      ...request,
      enrolmentDays: 0.5,
      followUpDays: 1.5,
      method: "lachinFoulkes",
    });
    expect(short.total).asPrinted("429.6188599");
    expect(short.events).asPrinted("90.0987489");
    expect(short.rounded.total).exactly(430);
  });

  it.each([
    ["lachinFoulkes", "522.19427738", "329.72376108"],
    ["schoenfeld", "523.23028064", "330.37791396"],
    ["freedman", "534.35935264", "337.40502942"],
  ] as const)("one request, by %s (gsDesign 3.11)", (method, total, events) => {
    const size = survivalSampleSize(months(12, 0.7, 120), { ...request, method });
    expect(size.total).asPrinted(total);
    expect(size.events).asPrinted(events);
  });
});

describe("impossible requests say what cannot be and what could", () => {
  const request = { alpha: 0.025, sided: 1, power: 0.8 } as const;
  it.each([
    [() => proportionsSampleSize(rates(0.3, 0.3), request), /no number of patients/],
    [() => proportionsSampleSize(rates(-0.1, 1.3), request), /control rate -0.1[\s\S]*experimental rate 1.3/],
    [() => proportionsSampleSize(rates(0.2, 0.3), { ...request, power: 0.01 }), /power 0.01/],
    [
      () => proportionsSampleSize(rates(0.2, 0.3), { ...request, alpha: 0, allocationRatio: 0 }),
      /alpha 0[\s\S]*allocation ratio 0/,
    ],
    [() => meansSampleSize({ difference: 0, standardDeviation: 1 }, request), /difference is 0/],
    [() => meansSampleSize({ difference: 1, standardDeviation: 0 }, request), /standard deviation 0/],
    [() => logRankEvents(1, request), /hazard ratio is 1/],
    [() => logRankEvents(-1, request), /hazard ratio -1/],
    [
      () =>
        survivalSampleSize(
          { controlHazardPerDay: 0, hazardRatio: 0.5 },
          { ...request, enrolmentDays: 0, followUpDays: -1 },
        ),
      /control hazard 0[\s\S]*enrolment of 0[\s\S]*follow-up of -1/,
    ],
    [() => exactProportionsSampleSize(rates(0.2, 0.21), { ...request, test: "fisher" }), /too many/],
    [
      () =>
        exactProportionsPower(rates(0.2, 0.4), {
          ...request,
          sizes: { control: 0, experimental: 2.5 },
          test: "fisher",
        }),
      /control arm of 0[\s\S]*arm of 2.5/,
    ],
  ])("request %#", (run, message) => {
    expect(run).toThrow(message);
  });
});
