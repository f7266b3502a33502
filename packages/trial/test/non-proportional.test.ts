import {
  createStream,
  drawExponential,
  drawUniform,
  logRankTest,
  maxComboTest,
  openStream,
  parseSeed,
  streamFamily,
} from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import {
  averageHazardRatio,
  type DesignWeight,
  dayOfCourseEvents,
  type NonProportionalTest,
  nonProportionalPower,
  nonProportionalSampleSize,
  type SurvivalCourse,
  survivalSampleSize,
} from "../src/index.ts";

/** Months serve as days here: only the unit differs. */
const delayed: SurvivalCourse = {
  enrolment: [{ forDays: 12, patientsPerDay: 1 }],
  control: [{ fromDay: 0, hazardPerDay: Math.LN2 / 10 }],
  hazardRatio: [
    { fromDay: 0, hazardRatio: 1 },
    { fromDay: 4, hazardRatio: 0.6 },
  ],
  dropoutHazardPerDay: 0.001,
};
const request = { alpha: 0.025, sided: 1, power: 0.9, analysisDay: 36 } as const;
const late: DesignWeight = { kind: "flemingHarrington", rho: 0, gamma: 0.5 };

function totalOf(test: NonProportionalTest, variance: "alternative" | "null" = "alternative"): number {
  const size = nonProportionalSampleSize(delayed, { ...request, test, variance });
  if (size.kind === "notFound") throw new Error(size.reason);
  return size.total;
}

const gsDesign2 = "gsDesign2 1.1.8, fixed designs and ahr()";

describe("averageHazardRatio", {
  meta: {
    validates: {
      requirement: "Average hazard ratio and events, piecewise hazards and enrolment",
      functions: ["averageHazardRatio", "dayOfCourseEvents"],
      source: gsDesign2,
    },
  },
}, () => {
  const course: SurvivalCourse = {
    enrolment: [
      { forDays: 2, patientsPerDay: 3 },
      { forDays: 2, patientsPerDay: 6 },
      { forDays: 10, patientsPerDay: 9 },
    ],
    control: [
      { fromDay: 0, hazardPerDay: Math.LN2 / 9 },
      { fromDay: 3, hazardPerDay: Math.LN2 / 18 },
    ],
    hazardRatio: [
      { fromDay: 0, hazardRatio: 0.9 },
      { fromDay: 3, hazardRatio: 0.6 },
    ],
    dropoutHazardPerDay: 0.001,
  };

  it("at two analyses, as gsDesign2 prints them", () => {
    const early = averageHazardRatio(course, { analysisDay: 15 });
    expect(early.averageHazardRatio).asPrinted("0.7857414727");
    expect(early.events).asPrinted("30.27841329");
    const end = averageHazardRatio(course, { analysisDay: 30 });
    expect(end.averageHazardRatio).asPrinted("0.6952153484");
    expect(end.events).asPrinted("58.49096710");
  });

  it("on the day of 150 events with five times the enrolment", () => {
    const enrolment = course.enrolment.map((period) => ({ ...period, patientsPerDay: 5 * period.patientsPerDay }));
    const found = dayOfCourseEvents({ ...course, enrolment }, { events: 150 });
    expect(found.kind === "reached" && found.day).asPrinted("14.90814099");
    expect(dayOfCourseEvents(course, { events: 109 }).kind).toBe("neverReached");
  });
});

describe("nonProportionalSampleSize", {
  meta: {
    validates: {
      requirement: "Sample size without proportional hazards",
      functions: ["nonProportionalSampleSize"],
      source: gsDesign2,
    },
  },
}, () => {
  it("by the average hazard ratio", () => {
    expect(totalOf({ kind: "averageHazardRatio" })).asPrinted("417.285741");
  });

  it("by weighted tests and curves, to what gsDesign2's numerical integration keeps", () => {
    const because =
      "gsDesign2 integrates numerically: an independent adaptive quadrature (scipy 1.10.1) gives our values to 1e-9";
    const near = (relative: number) => ({ relative, because });
    expect(totalOf({ kind: "weightedLogRank", weight: late }, "null")).agreesWith(314.7271775, near(2e-4));
    expect(totalOf({ kind: "weightedLogRank", weight: { kind: "modest", until: 4 } }, "null")).agreesWith(
      380.5480852,
      near(5e-5),
    );
    const both: DesignWeight[] = [{ kind: "logRank" }, { kind: "flemingHarrington", rho: 0.5, gamma: 0.5 }];
    expect(totalOf({ kind: "maxCombo", weights: both })).agreesWith(366.675861, near(3e-4));
    expect(totalOf({ kind: "restrictedMean", untilDay: 18 })).agreesWith(1186.292424, near(1e-5));
    expect(totalOf({ kind: "milestone", atDay: 18 })).agreesWith(513.6271416, near(1e-5));
  });

  it("as scipy's adaptive quadrature of the same integrals", {
    meta: {
      validates: {
        requirement: "Sample size without proportional hazards",
        functions: ["nonProportionalSampleSize"],
        source: "the defining integrals by scipy 1.10.1",
      },
    },
  }, () => {
    const scipy = { relative: 1e-9, because: "scipy's quad at 1e-12" };
    expect(totalOf({ kind: "weightedLogRank", weight: { kind: "logRank" } })).agreesWith(420.4351319899942, scipy);
    expect(totalOf({ kind: "weightedLogRank", weight: late })).agreesWith(326.7377043675502, scipy);
    expect(totalOf({ kind: "weightedLogRank", weight: { kind: "modest", until: 4 } })).agreesWith(
      388.9641907607199,
      scipy,
    );
    expect(totalOf({ kind: "weightedLogRank", weight: late }, "null")).agreesWith(314.69350189622725, scipy);
    expect(totalOf({ kind: "restrictedMean", untilDay: 18 })).agreesWith(1186.2878114780085, scipy);
    expect(totalOf({ kind: "milestone", atDay: 18 })).agreesWith(513.625668138175, scipy);
  });

  it("is Schoenfeld's where hazards are proportional and the effect small", () => {
    const course = { ...delayed, hazardRatio: [{ fromDay: 0, hazardRatio: 0.99 }] };
    const size = nonProportionalSampleSize(course, {
      ...request,
      test: { kind: "weightedLogRank", weight: { kind: "logRank" } },
    });
    const truth = { controlHazardPerDay: Math.LN2 / 10, hazardRatio: 0.99, dropoutHazardPerDay: 0.001 };
    const schoenfeld = survivalSampleSize(truth, { ...request, enrolmentDays: 12, followUpDays: 24 });
    const because = "both are limits for small effects; the difference is of the order of log² 0.99";
    expect(size.kind === "found" && size.total).agreesWith(schoenfeld.total, { relative: 2e-4, because });
  });

  it("power at the size is the power asked for", () => {
    for (const test of [
      { kind: "averageHazardRatio" },
      { kind: "weightedLogRank", weight: late },
      { kind: "maxCombo", weights: [{ kind: "logRank" }, late] },
      { kind: "milestone", atDay: 20 },
    ] as const) {
      const power = nonProportionalPower(delayed, { ...request, test, patients: totalOf(test) });
      expect(power).agreesWith(0.9, { absolute: 1e-7, because: "the search of the size" });
    }
  });

  it("says that no number shows a harm", () => {
    const course = { ...delayed, hazardRatio: [{ fromDay: 0, hazardRatio: 1.2 }] };
    expect(nonProportionalSampleSize(course, { ...request, test: { kind: "averageHazardRatio" } }).kind).toBe(
      "notFound",
    );
  });

  it("names everything that is wrong", () => {
    const course = { ...delayed, enrolment: [], hazardRatio: [{ fromDay: 2, hazardRatio: -1 }] };
    const call = () => nonProportionalSampleSize(course, { ...request, test: { kind: "averageHazardRatio" } });
    expect(call).toThrow(/enrolment[\s\S]*fromDay[\s\S]*hazardRatio/);
    const milestone = () => nonProportionalSampleSize(delayed, { ...request, test: { kind: "milestone", atDay: 40 } });
    expect(milestone).toThrow("nobody is followed longer");
  });
});

/** One trial of the delayed course, to the day of the analysis. */
function drawTrial(patients: number, replicate: number) {
  const stream = createStream();
  openStream(stream, streamFamily(parseSeed(11), "test", "delayed"), replicate);
  const [times, events, groups]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < patients; i++) {
    const cut = 36 - 12 * drawUniform(stream);
    // A unit of cumulative hazard, spent at the control's rate for four months and at 0.6 of it afterwards.
    const unit = drawExponential(stream, 1) / (Math.LN2 / 10);
    const event = i % 2 === 0 || unit < 4 ? unit : 4 + (unit - 4) / 0.6;
    const end = Math.min(cut, drawExponential(stream, 0.001));
    times.push(Math.min(event, end));
    events.push(event <= end ? 1 : 0);
    groups.push(i % 2);
  }
  return { times, events, groups };
}

describe("simulated trials of a delayed effect", () => {
  const replicates = 1500;

  it("reject as often as the asymptotic power says, to its own error", () => {
    const trials = Array.from({ length: replicates }, (_, i) => drawTrial(300, i));
    const rejects = (sample: ReturnType<typeof drawTrial>, weight: DesignWeight): boolean => {
      const test = logRankTest(sample, { weight });
      if (test.kind !== "tested") return false;
      return test.chiSquared > 1.959963984540054 * 1.959963984540054;
    };
    for (const weight of [{ kind: "logRank" }, late] as const) {
      const share = trials.filter((trial) => rejects(trial, weight)).length / replicates;
      const power = nonProportionalPower(delayed, {
        ...request,
        patients: 300,
        test: { kind: "weightedLogRank", weight },
      });
      // At 300 patients the approximation itself errs by up to a point; the wrong tail adds nothing that can be seen.
      expect(Math.abs(share - power)).toBeLessThan(0.015 + 4 * Math.sqrt((power * (1 - power)) / replicates));
    }
  });

  it("by MaxCombo too", () => {
    const weights: DesignWeight[] = [{ kind: "logRank" }, { kind: "flemingHarrington", rho: 0.5, gamma: 0.5 }];
    const few = 400;
    let rejected = 0;
    for (let i = 0; i < few; i++) {
      const { times, events, groups } = drawTrial(300, i);
      const test = maxComboTest({ times, events, groups }, { weights, alternative: "experimentalBetter" });
      if (test.kind === "tested" && test.pValue < 0.025) rejected++;
    }
    const power = nonProportionalPower(delayed, { ...request, patients: 300, test: { kind: "maxCombo", weights } });
    expect(Math.abs(rejected / few - power)).toBeLessThan(0.015 + 4 * Math.sqrt((power * (1 - power)) / few));
  });
});
