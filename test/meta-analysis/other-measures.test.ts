import { readFileSync } from "node:fs";
import {
  type GivenEffects,
  type HazardRatioSource,
  measureHazardRatios,
  measureLandmarks,
  measureMeans,
  measureMedians,
  measureRateComparisons,
  measureRates,
  poolEffects,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Numbers = readonly number[];
type Columns<Name extends string> = Readonly<Record<Name, Numbers>>;
type Measures = Readonly<Record<string, { yi: Numbers; vi: Numbers }>>;

const url = new URL("../reference/meta-analysis/other-measures.json", import.meta.url);
const reference = JSON.parse(readFileSync(url, "utf8")) as {
  rates: Columns<"x1" | "t1" | "x2" | "t2"> & { one: Measures; two: Measures; harmonicBack: number };
  means: Columns<"m1" | "sd1" | "n1" | "m2" | "sd2" | "n2"> & { measures: Measures };
  hazardRatios: Columns<"hr" | "p" | "e1" | "e2" | "n1" | "n2" | "level" | "lower" | "upper"> & { measures: Measures };
  landmarks: Columns<"S" | "n" | "se" | "loCll" | "hiCll"> & { measures: Measures };
};
const tolerance = { relative: 1e-11, absolute: 1e-13, because: "two programs round differently" };

function expectSame(effects: GivenEffects, { yi, vi }: { yi: Numbers; vi: Numbers }, looser = tolerance) {
  expect(effects.rows.length).exactly(yi.length);
  for (const [i, row] of effects.rows.entries()) {
    expect(row.value, `${i}`).agreesWith(yi[i]!, looser);
    expect(row.variance, `${i}`).agreesWith(vi[i]!, looser);
  }
}
const named = (i: number) => ({ id: `s${i}`, label: `Study ${i}` });

describe("rates against metafor's escalc", {
  meta: {
    validates: {
      requirement: "Incidence rates",
      functions: ["measureRates", "measureRateComparisons"],
      source: "metafor 3.8.1 escalc",
    },
  },
}, () => {
  const { x1, t1, x2, t2, one, two, harmonicBack } = reference.rates;
  const arms = x1.map((events, i) => ({ ...named(i), events, time: t1[i]! }));
  const pairs = x1.map((events, i) => ({
    ...named(i),
    experimental: { events, time: t1[i]! },
    control: { events: x2[i]!, time: t2[i]! },
  }));

  it.each(Object.entries(one))("%s", (kind, expected) => expectSame(measureRates(arms, { kind }), expected));
  it.each(Object.entries(two))("%s", (kind, expected) => expectSame(measureRateComparisons(pairs, { kind }), expected));

  it("the double square root goes back at the harmonic mean, with a warning", () => {
    const effects = measureRates(arms.slice(0, 12), { kind: "freemanTukeyRate" });
    expect(effects.warnings[0]).toContain("harmonic mean");
    const pooled = poolEffects(effects, { tau2: { kind: "DL" } });
    if (pooled.natural.mean.kind === "notEstimable") throw new Error(pooled.natural.mean.reason);
    expect(pooled.natural.mean.value).agreesWith(harmonicBack, tolerance);
  });

  it("refuses what it cannot measure, and says which rows", () => {
    const none = [{ id: "a", label: "A", events: 0, time: 10 }];
    expect(() => measureRates(none, { kind: "logRate", correction: { kind: "none" } })).toThrow(/A has no events/);
    expect(measureRates(none, { kind: "logRate" }).method).toContain("0.5 added");
    expect(() => measureRates([{ id: "a", label: "A", events: 1.5, time: 0 }], { kind: "logRate" })).toThrow(
      /events is 1.5[\s\S]*time is 0/,
    );
    expect(() => measureRates(none, { kind: "logRates" })).toThrow(/did you mean logRate/);
  });
});

describe("means against metafor's escalc", {
  meta: { validates: { requirement: "Mean differences", functions: ["measureMeans"], source: "metafor 3.8.1 escalc" } },
}, () => {
  const { m1, sd1, n1, m2, sd2, n2, measures } = reference.means;
  const rows = m1.map((mean, i) => ({
    ...named(i),
    experimental: { mean, sd: sd1[i]!, n: n1[i]! },
    control: { mean: m2[i]!, sd: sd2[i]!, n: n2[i]! },
  }));

  const closed = Object.entries(measures).filter(([name]) => !name.endsWith(".unbiased"));

  // metafor's J is exp of a difference of log gammas of up to 1e6, so its own digits end at 1e-10 for arms of 100,000 patients.
  it.each(closed)("%s", (name, expected) => {
    const [kind, variance] = name.split(".");
    const options = { kind, ...(variance === undefined ? {} : { variance }) } as Parameters<typeof measureMeans>[1];
    expectSame(measureMeans(rows, options), expected, {
      relative: 2e-9,
      absolute: 1e-12,
      because: "log gammas of large arms cancel in metafor",
    });
  });

  // metafor 3.8-1 loses seven digits of this variance with an arm of 100,000, so the definition in 40 digits is the reference.
  it("Hedges's unbiased variance keeps its digits with large arms", () => {
    const exact = new URL("../reference/meta-analysis/hedges-variance.json", import.meta.url);
    const expected = JSON.parse(readFileSync(exact, "utf8")) as { yi: Numbers; vi: Numbers };
    const options = { kind: "standardisedMeanDifference", variance: "unbiased" } as const;
    const because = "1 − (m − 2) / (m J²) cancels to about 1 / (2 N)";
    expectSame(measureMeans(rows, options), expected, { relative: 1e-9, absolute: 1e-14, because });
  });

  it("refuses ratios of means that are not positive", () => {
    const arm = { mean: -1, sd: 1, n: 10 };
    const row = { id: "a", label: "A", experimental: arm, control: { ...arm, mean: 2 } };
    expect(() => measureMeans([row], { kind: "logRatioOfMeans" })).toThrow(/mean is -1/);
    expect(() => measureMeans([{ ...row, experimental: { ...arm, n: 1 } }], { kind: "meanDifference" })).toThrow(
      /n is 1/,
    );
  });
});

describe("hazard ratios from what reports print", {
  meta: {
    validates: {
      requirement: "Hazard ratios from summaries",
      functions: ["measureHazardRatios"],
      source: "base R formulas (generator committed)",
    },
  },
}, () => {
  const { hr, p, e1, e2, n1, n2, level, lower, upper, measures } = reference.hazardRatios;
  const sourceOf: Readonly<Record<string, (i: number) => HazardRatioSource>> = {
    interval: (i) => ({ from: "interval", hazardRatio: hr[i]!, lower: lower[i]!, upper: upper[i]!, level: level[i]! }),
    hazardRatioAndPValue: (i) => ({ from: "hazardRatioAndPValue", hazardRatio: hr[i]!, pValue: p[i]! }),
    hazardRatioAndEventsByArm: (i) => ({ from: "hazardRatioAndEventsByArm", hazardRatio: hr[i]!, events: byArm(i) }),
    hazardRatioAndEvents: (i) => ({ from: "hazardRatioAndEvents", hazardRatio: hr[i]!, events: e1[i]! + e2[i]! }),
    hazardRatioAndEventsRandomised: (i) => ({
      from: "hazardRatioAndEvents",
      hazardRatio: hr[i]!,
      events: e1[i]! + e2[i]!,
      randomised: { experimental: n1[i]!, control: n2[i]! },
    }),
    pValueAndEventsByArm: (i) => ({
      from: "pValueAndEventsByArm",
      pValue: p[i]!,
      favours: "experimental",
      events: byArm(i),
    }),
    pValueAndEvents: (i) => ({
      from: "pValueAndEvents",
      pValue: p[i]!,
      sided: 1,
      favours: "control",
      events: e1[i]! + e2[i]!,
    }),
    pValueAndEventsRandomised: (i) => ({
      from: "pValueAndEvents",
      pValue: p[i]!,
      favours: "experimental",
      events: e1[i]! + e2[i]!,
      randomised: { experimental: n1[i]!, control: n2[i]! },
    }),
  };
  const byArm = (i: number) => ({ experimental: e1[i]!, control: e2[i]! });

  it.each(Object.entries(measures))("%s", (name, expected) => {
    // a hazard ratio printed as exactly 1 has no standard error from its p-value
    const usable = hr.flatMap((ratio, i) => (name === "hazardRatioAndPValue" && ratio === 1 ? [] : [i]));
    const effects = measureHazardRatios(usable.map((i) => ({ ...named(i), source: sourceOf[name]!(i) })));
    const at = (values: Numbers) => usable.map((i) => values[i]!);
    // qnorm(1 − p / 2) loses digits that the upper tail keeps
    expectSame(effects, { yi: at(expected.yi), vi: at(expected.vi) }, { ...tolerance, relative: 1e-10 });
  });

  it("says how each was had, and doubts an estimate far from the middle of its limits", () => {
    const effects = measureHazardRatios([
      { id: "a", label: "A", source: { from: "interval", hazardRatio: 0.9, lower: 0.4, upper: 1 } },
      { id: "b", label: "B", source: { from: "observedMinusExpected", difference: -4, variance: 8 } },
    ]);
    expect(effects.warnings[0]).toMatch(/^A: the hazard ratio is .* standard errors from the middle/);
    expect(effects.rows[1]!.value).exactly(-0.5);
    expect(effects.rows[1]!.variance).exactly(0.125);
    expect(effects.rows[1]!.method).toContain("O − E and V");
  });

  it("refuses what implies no standard error", () => {
    const bad = (source: HazardRatioSource) => () => measureHazardRatios([{ id: "a", label: "A", source }]);
    expect(bad({ from: "interval", lower: 1, upper: 0.5 })).toThrow(/lower must be below upper/);
    expect(bad({ from: "interval", hazardRatio: 2, lower: 0.5, upper: 1 })).toThrow(/within its interval/);
    expect(bad({ from: "hazardRatioAndPValue", hazardRatio: 1, pValue: 0.5 })).toThrow(/use the events/);
    expect(bad({ from: "hazardRatioAndPValue", hazardRatio: 0.8, pValue: 0 })).toThrow(/0.source.pValue/);
  });
});

describe("landmark survival", {
  meta: {
    validates: {
      requirement: "Landmark survival",
      functions: ["measureLandmarks"],
      source: "base R formulas (generator committed)",
    },
  },
}, () => {
  const { S, n, se, loCll, hiCll, measures } = reference.landmarks;

  it("from standard errors, effective patients, and limits on the same scale", () => {
    const rows = (uncertainty: (i: number) => Parameters<typeof measureLandmarks>[0][number]["uncertainty"]) =>
      S.map((survival, i) => ({ ...named(i), survival, uncertainty: uncertainty(i) }));
    const from = "standardError" as const;
    expectSame(measureLandmarks(rows((i) => ({ from, standardError: se[i]! }))), measures["standardError"]!);
    const patients = measureLandmarks(rows((i) => ({ from: "effectivePatients", patients: n[i]! })));
    expectSame(patients, measures["effectivePatients"]!);
    const usable = S.map((_, i) => i).filter((i) => loCll[i]! > 1e-12);
    const limits = measureLandmarks(
      usable.map((i) => ({
        ...named(i),
        survival: S[i]!,
        uncertainty: { from: "interval", lower: loCll[i]!, upper: hiCll[i]!, scale: "complementaryLogLog" },
      })),
    );
    const { yi, vi } = measures["standardError"]!;
    // limits in doubles lose digits near 1
    const loose = { ...tolerance, relative: 1e-9 };
    expectSame(limits, { yi: usable.map((i) => yi[i]!), vi: usable.map((i) => vi[i]!) }, loose);
    const pooled = poolEffects(limits, {});
    if (pooled.natural.mean.kind === "notEstimable") throw new Error(pooled.natural.mean.reason);
    expect(pooled.natural.mean.value).toBeGreaterThan(0);
    expect(pooled.natural.mean.value).toBeLessThan(1);
  });

  it("has no effect at 0 or 1", () => {
    const row = { id: "a", label: "A", survival: 1, uncertainty: { from: "effectivePatients", patients: 9 } } as const;
    expect(() => measureLandmarks([row])).toThrow(/survival/);
  });
});

describe("ratios of medians", () => {
  it("from limits, standard errors and events (by hand)", () => {
    const effects = measureMedians([
      {
        id: "a",
        label: "A",
        experimental: { from: "events", median: 12, events: 40 },
        control: { from: "standardError", median: 6, standardError: 1.5 },
      },
    ]);
    expect(effects.rows[0]!.value).agreesWith(Math.LN2, tolerance);
    expect(effects.rows[0]!.variance).agreesWith(0.025 + 0.0625, tolerance);
    expect(effects.method).toContain("events of exponential times");
    const wrong = { from: "interval", median: 5, lower: 6, upper: 8 } as const;
    expect(() => measureMedians([{ id: "a", label: "A", experimental: wrong, control: wrong }])).toThrow(
      /limits 6 and 8/,
    );
  });
});
