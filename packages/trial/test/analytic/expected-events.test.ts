import { describe, expect, it } from "vitest";
import {
  dayOfExpectedEvents,
  expectedEvents,
  planDesign,
  type Recipe,
  sequentialCharacteristics,
  sequentialSurvival,
  survivalSampleSize,
} from "../../src/index.ts";

const perMonth = (median: number) => Math.LN2 / median;

describe("expected events", {
  meta: {
    validates: {
      requirement: "Expected events",
      functions: ["expectedEvents"],
      source: "rpact 3.3.4 getEventProbabilities; closed forms",
    },
  },
}, () => {
  it.each([
    [6, "0.0862095468072431"],
    [12, "0.3055295626628809"],
    [18, "0.5280239832563891"],
    [24, "0.6777177134878142"],
  ])(
    "share with an event by month %d: accrual 12, control median 9, HR 0.7 (rpact 3.3.4 getEventProbabilities)",
    (day, printed) => {
      const share = [1, 0.7].reduce((sum, ratio) => {
        const arm = { patients: 0.5, hazardPerDay: perMonth(9) * ratio, dropoutHazardPerDay: 0 };
        return sum + expectedEvents(arm, { enrolmentDays: 12, followUpDays: Infinity, day });
      }, 0);
      expect(share).agreesWith(Number(printed), {
        relative: 1e-14,
        because: "a closed form, rounded in another order",
      });
    },
  );

  it("agrees with a sum over patients, with losses and a longest follow-up", () => {
    const arm = { patients: 1, hazardPerDay: 0.01, dropoutHazardPerDay: 0.003 };
    for (const [day, followUpDays] of [
      [50, 40],
      [90, 40],
      [200, 40],
      [90, 1000],
      [10, 3],
    ] as const) {
      // Midpoint rule over the day of enrolment; its error is of the order of the square of the step.
      const steps = 200_000;
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const followed = Math.min(day - (80 * (i + 0.5)) / steps, followUpDays);
        if (followed > 0) sum += (0.01 / 0.013) * (1 - Math.exp(-0.013 * followed));
      }
      const found = expectedEvents(arm, { enrolmentDays: 80, followUpDays, day });
      expect(found).agreesWith(sum / steps, { absolute: 1e-9, because: "midpoint rule with 200,000 steps" });
    }
  });

  it("the day of an expected number of events inverts it, or there is none", () => {
    const arms = [{ patients: 100, hazardPerDay: 0.01, dropoutHazardPerDay: 0.003 }];
    const followUp = { enrolmentDays: 80, followUpDays: 365 };
    const found = dayOfExpectedEvents(arms, { ...followUp, events: 40 });
    if (found.kind !== "reached") throw new Error(found.kind);
    expect(expectedEvents(arms[0]!, { ...followUp, day: found.day })).agreesWith(40, {
      relative: 1e-13,
      because: "bisected to the last bit",
    });
    const never = dayOfExpectedEvents(arms, { ...followUp, events: 80 });
    expect(never.kind).exactly("neverReached");
    const endless = dayOfExpectedEvents(arms, { enrolmentDays: 80, followUpDays: Infinity, events: 77 });
    expect(endless.kind === "neverReached" ? endless.expectedEvents : 0).agreesWith(1000 / 13, {
      relative: 1e-14,
      because: "λ / (λ + η)",
    });
  });
});

describe("group-sequential survival in calendar time (rpact 3.3.4): O'Brien-Fleming-type, looks at 0.5, 0.75 and 1, HR 0.7", {
  meta: {
    validates: {
      requirement: "Group-sequential survival in calendar time",
      functions: ["sequentialSurvival", "dayOfExpectedEvents"],
      source: "rpact 3.3.4",
    },
  },
}, () => {
  const recipe = {
    kind: "groupSequential",
    alpha: 0.025,
    sided: 1,
    looks: [0.5, 0.75, 1].map((fraction) => ({ when: { kind: "patientsFollowed", fraction } })),
    spending: { kind: "lanDeMetsOBrienFleming" },
  } as Recipe;
  const plan = planDesign(recipe);
  const { inflationFactor } = sequentialCharacteristics(plan, { power: 0.9 });
  const fixed = survivalSampleSize(
    { controlHazardPerDay: perMonth(12), hazardRatio: 0.7 },
    { alpha: 0.025, sided: 1, power: 0.9, enrolmentDays: 24, followUpDays: 12 },
  );
  const because = "rpact integrates to about 1e-7";
  const total = fixed.total * inflationFactor;
  const arm = (ratio: number) => ({ patients: total / 2, hazardPerDay: perMonth(12) * ratio, dropoutHazardPerDay: 0 });
  const options = { enrolmentDays: 24, followUpDays: Infinity, maximumEvents: fixed.events * inflationFactor };
  const found = sequentialSurvival(plan, [arm(1), arm(0.7)], options);

  it("patients, events and days of the looks", () => {
    if (found.kind !== "planned") throw new Error(found.kind);
    expect(total).agreesWith(503.79694397, { relative: 1e-6, because });
    [168.20791252, 252.31186878, 336.41582504].forEach((events, k) =>
      expect(found.events[k]!).agreesWith(events, { relative: 1e-6, because }),
    );
    [21.26828523, 27.48290755, 36].forEach((month, k) =>
      expect(found.calendarDay[k]!).agreesWith(month, { relative: 1e-6, because }),
    );
  });
  it("expected events and duration under the alternative", () => {
    if (found.kind !== "planned") throw new Error(found.kind);
    expect(found.expectedEvents).agreesWith(257.08651743, { relative: 1e-6, because });
    expect(found.expectedDurationDays).agreesWith(28.56038017, { relative: 1e-6, because });
    expect(found.power).agreesWith(0.9, { absolute: 1e-10, because: "a root finder" });
  });
  it("says so if the events are never to be expected", () => {
    const few = sequentialSurvival(plan, [arm(1), arm(0.7)], { ...options, maximumEvents: 600 });
    expect(few.kind).exactly("neverReached");
  });
});
