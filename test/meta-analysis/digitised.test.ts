import { readFileSync } from "node:fs";
import { type DigitisedCurve, type ReconstructedTimes, reconstructTimes } from "@rekindle/evidence";
import { coxRegression, kaplanMeier, restrictedMean, survivalAt, survivalQuantile } from "@rekindle/stats";
import { describe, expect, it } from "vitest";

type Numbers = readonly number[];

/** An arm whose patients are known: its digitised curve, and what survfit says of the patients. */
interface KnownArm {
  readonly clicks: { readonly time: Numbers; readonly survival: Numbers };
  readonly atRisk: { readonly time: Numbers; readonly patients: Numbers };
  readonly events: number;
  readonly patients: number;
  readonly grid: Numbers;
  readonly survival: Numbers;
  /** Not reached where it is no number. */
  readonly median: number | string | null;
  readonly restrictedMean: number;
  readonly horizon: number;
}

interface KnownStudy {
  readonly control: KnownArm;
  readonly experimental: KnownArm;
  readonly logHazardRatio: number;
  readonly standardError: number;
}

const url = new URL("../reference/meta-analysis/digitised.json", import.meta.url);
const { studies } = JSON.parse(readFileSync(url, "utf8")) as { readonly studies: Readonly<Record<string, KnownStudy>> };

function curveOf({ clicks, atRisk, events }: KnownArm): DigitisedCurve {
  return {
    clicks: clicks.time.map((time, i) => ({ time, survival: clicks.survival[i]! })),
    atRisk: atRisk.time.map((time, i) => ({ time, patients: atRisk.patients[i]! })),
    events,
  };
}

function hazardRatioOf(control: ReconstructedTimes, experimental: ReconstructedTimes) {
  const times = [...control.times, ...experimental.times];
  const events = [...control.events, ...experimental.events];
  const arm = times.map((_, i) => (i < control.times.length ? 0 : 1));
  const fit = coxRegression(
    { times, events, covariates: { arm } },
    { ties: "efron", variance: { kind: "model" }, level: 0.95 },
  );
  if (fit.kind !== "converged") throw new Error(fit.kind);
  return fit.coefficients[0]!;
}

const because = "censoring within an interval is a convention, and the hand that clicked shook";

describe.each(Object.entries(studies))(
  "patients behind the curves of %s",
  {
    meta: {
      validates: {
        requirement: "Times from a digitised Kaplan-Meier curve (Guyot)",
        functions: ["reconstructTimes"],
        source: "survival 3.5.3 survfit and coxph of the patients themselves",
      },
    },
  },
  (_, study) => {
    const arms = [study.control, study.experimental];

    it("survival within 0.02, median within 1 %, restricted mean within 2 %, events within 1", () => {
      for (const arm of arms) {
        const found = reconstructTimes(curveOf(arm));
        expect(found.times.length).exactly(arm.patients);
        const events = found.events.reduce((sum, event) => sum + event, 0);
        expect(events).agreesWith(arm.events, { relative: 0, absolute: 1, because });
        const curve = kaplanMeier(found, { interval: "log", level: 0.95 });
        for (const [i, time] of arm.grid.entries())
          expect(survivalAt(curve, time).survival).agreesWith(arm.survival[i]!, {
            relative: 0,
            absolute: 0.02,
            because,
          });
        const { estimate } = survivalQuantile(curve, { p: 0.5 });
        if (typeof arm.median === "number") {
          if (estimate.kind === "notReached") throw new Error("the median is not reached");
          expect(estimate.time).agreesWith(arm.median, { relative: 0.01, absolute: 0, because });
        } else expect(estimate.kind).exactly("notReached");
        const mean = restrictedMean(found, { horizon: arm.horizon });
        if (mean.kind === "notEstimable") throw new Error(mean.reason);
        expect(mean.mean).agreesWith(arm.restrictedMean, { relative: 0.02, absolute: 0, because });
      }
    });

    it("log hazard ratio within 0.02, its standard error within 1 %", () => {
      const [control, experimental] = arms.map((arm) => reconstructTimes(curveOf(arm)));
      const { estimate, standardError } = hazardRatioOf(control!, experimental!);
      expect(estimate).agreesWith(study.logHazardRatio, { relative: 0, absolute: 0.02, because });
      expect(standardError).agreesWith(study.standardError, { relative: 0.01, absolute: 0, because });
    });

    it("the numbers at risk come back, or the result says which do not", () => {
      for (const arm of arms) {
        const found = reconstructTimes(curveOf(arm));
        for (const [i, time] of arm.atRisk.time.entries()) {
          const atRisk = found.times.filter((each) => each >= time).length;
          const told = found.warnings.some((words) =>
            words.startsWith(`${arm.atRisk.patients[i]} at risk at time ${time} `),
          );
          if (!told) expect(atRisk).exactly(arm.atRisk.patients[i]!);
        }
      }
    });
  },
);

describe("hostile curves", () => {
  const flat = { clicks: [{ time: 10, survival: 1 }], atRisk: [{ time: 0, patients: 7 }] };
  const steps = [
    { time: 2, survival: 0.8 },
    { time: 4, survival: 0.6 },
    { time: 6, survival: 0.3 },
    { time: 8, survival: 0 },
  ];

  it("ten patients without censoring come back exactly, in any order of clicks", () => {
    const curve = { clicks: steps.toReversed(), atRisk: [{ time: 0, patients: 10 }], events: 10 };
    const found = reconstructTimes(curve);
    expect([...found.times]).toEqual([2, 2, 4, 4, 6, 6, 6, 8, 8, 8]);
    expect([...found.events]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(found.warnings).toEqual([]);
    expect(found.intervals[0]!).toEqual({ from: 0, to: 8, reported: 10, patients: 10, events: 10, censored: 0 });
  });

  it("a curve without events is everyone censored at its end", () => {
    const found = reconstructTimes({ ...flat, events: 0 });
    expect([...found.times]).toEqual([10, 10, 10, 10, 10, 10, 10]);
    expect(found.events.reduce((sum, event) => sum + event, 0)).exactly(0);
    expect(found.warnings).toEqual([]);
  });

  it("missing rows of the table are told of, and so are numbers that do not fit", () => {
    expect(reconstructTimes(flat).warnings[0]!).toMatch(/neither numbers at risk after time 0 nor the total of events/);
    const late = reconstructTimes({ ...flat, atRisk: [...flat.atRisk, { time: 12, patients: 3 }] });
    expect(late.warnings[0]!).exactly("3 at risk at time 12 are left out: the curve ends at 10");
    const clicks = [...steps.slice(0, 2), { time: 9, survival: 0.6 }];
    const few = reconstructTimes({
      clicks,
      atRisk: [
        { time: 0, patients: 10 },
        { time: 5, patients: 9 },
      ],
    });
    expect(few.warnings[0]!).exactly("9 at risk at time 5 do not go with the curve, which leaves 6");
    const many = reconstructTimes({ clicks, atRisk: [{ time: 0, patients: 10 }], events: 9 });
    expect(many.warnings[0]!).exactly("9 events do not go with the curve and the numbers at risk, which give 4");
  });

  it("a table that ends with 0 where the curve falls to 0, and one that contradicts the curve", () => {
    const zero = { time: 8, patients: 0 };
    const found = reconstructTimes({ clicks: steps, atRisk: [{ time: 0, patients: 10 }, zero], events: 10 });
    expect([...found.times.subarray(8)]).toEqual([8, 8]);
    expect(found.warnings).toEqual([]);
    const few = reconstructTimes({
      clicks: steps,
      atRisk: [
        { time: 0, patients: 100 },
        { time: 2, patients: 0 },
      ],
    });
    expect(few.warnings.at(-1)!).exactly("the curve of the reconstructed patients is up to 1.000 away from the clicks");
  });

  it("small rises are levelled and large ones refused", () => {
    const rising = (rise: number) => [
      { time: 0, survival: 1 },
      { time: 2, survival: 0.8 },
      { time: 3, survival: 0.8 + rise },
      { time: 5, survival: 0.5 },
    ];
    const atRisk = [{ time: 0, patients: 100 }];
    const found = reconstructTimes({ clicks: rising(0.01), atRisk, events: 50 });
    expect(found.warnings[0]!).exactly("clicks that rise by up to 0.0100 were levelled");
    expect(() => reconstructTimes({ clicks: rising(0.1), atRisk })).toThrow(/survival rises by 0.100 up to time 3/);
  });

  it("a click that misses 1 at time 0 is no event there, but the foot of a step is", () => {
    const atRisk = [{ time: 0, patients: 100 }];
    const missed = reconstructTimes({
      clicks: [
        { time: 0, survival: 0.99 },
        { time: 5, survival: 0.5 },
      ],
      atRisk,
      events: 50,
    });
    expect(missed.times[0]!).exactly(5);
    const clicks = [
      { time: 0, survival: 1 },
      { time: 0, survival: 0.99 },
      { time: 5, survival: 0.5 },
    ];
    const step = reconstructTimes({ clicks, atRisk, events: 50 });
    expect([...step.times.subarray(0, 2)]).toEqual([0, 5]);
  });

  it("percent, rising numbers at risk, no time 0 and too many events are refused", () => {
    const refuse = (changes: Partial<DigitisedCurve> & { readonly totalEvents?: number }) => () =>
      reconstructTimes({ ...flat, ...changes });
    expect(refuse({ clicks: [{ time: 1, survival: 98 }] })).toThrow(/survival is 98 .*divide percent by 100/);
    expect(refuse({ clicks: [{ time: -1, survival: Number.NaN }] })).toThrow(/time is -1[\s\S]*survival is NaN/);
    expect(refuse({ clicks: [] })).toThrow(/there are no clicks/);
    expect(refuse({ clicks: [{ time: 0, survival: 1 }] })).toThrow(/every click is at time 0/);
    expect(refuse({ atRisk: [{ time: 1, patients: 5 }] })).toThrow(/the first is at time 1 .*patients at time 0/);
    expect(
      refuse({
        atRisk: [
          { time: 0, patients: 5 },
          { time: 3, patients: 6 },
        ],
      }),
    ).toThrow(/6 at risk at time 3 after 5/);
    expect(
      refuse({
        atRisk: [
          { time: 0, patients: 5 },
          { time: 0, patients: 5 },
        ],
      }),
    ).toThrow(/time 0 is given twice/);
    expect(refuse({ atRisk: [{ time: 0, patients: 2.5 }] })).toThrow(/patients is 2.5/);
    expect(refuse({ atRisk: [{ time: 0, patients: 1e9 }] })).toThrow(/at most 1000000/);
    expect(refuse({ events: 8 })).toThrow(/events is 8 of 7 patients/);
    expect(refuse({ totalEvents: 3 })).toThrow(/totalEvents: is not a field/);
    expect(() => reconstructTimes(undefined as never)).toThrow(/is no digitised curve/);
  });
});
