import { describe, expect, it } from "vitest";
import {
  crossingProbabilities,
  dayOfExpectedEvents,
  exactResponsePower,
  expectedEvents,
  logRankDrift,
  planDesign,
  responseDrift,
  scaleBoundaries,
  spendingBoundaries,
  underNull,
} from "../src/index.ts";
import { rates, responseTrial } from "./trials.ts";

const arm = { patients: 10, hazardPerDay: 0.01, dropoutHazardPerDay: 0 };
const followUp = { enrolmentDays: 100, followUpDays: 100 };
const fixed = planDesign({ kind: "fixed", ...JSON.parse('{ "alpha": 0.025, "sided": 1 }') });

describe("public functions refuse what makes no sense, and say all of it", () => {
  it.each<[() => unknown, RegExp]>([
    [
      () => crossingProbabilities({ information: [0.5, 0.4], lower: [0], upper: [Number.NaN, 2] }, { drift: Infinity }),
      /information 0.4[\s\S]*1 values for 2 looks[\s\S]*NaN[\s\S]*drift Infinity/,
    ],
    [() => crossingProbabilities({ information: [], lower: [], upper: [] }, { drift: 0 }), /no look/],
    [
      () => crossingProbabilities({ information: [1], lower: [3], upper: [2] }, { drift: 0 }),
      /lower boundary 3 and upper boundary 2/,
    ],
    [
      () => spendingBoundaries({ information: [0, 1], increments: [-0.1, 1.2], lower: { kind: "none" } }),
      /information 0[\s\S]*increment -0.1[\s\S]*together/,
    ],
    [() => scaleBoundaries({ information: [1], shape: [0], sided: 1 }, { alpha: 1 }), /height 0[\s\S]*alpha 1/],
    [
      () => expectedEvents({ ...arm, hazardPerDay: -1 }, { ...followUp, enrolmentDays: 0, day: Number.NaN }),
      /hazardPerDay -1[\s\S]*enrolment of 0[\s\S]*day NaN/,
    ],
    [() => dayOfExpectedEvents([arm], { ...followUp, events: Number.NaN }), /NaN events/],
    [
      () => logRankDrift(0, { events: -1, allocationRatio: 0 }),
      /hazard ratio 0[\s\S]*-1 events[\s\S]*allocation ratio 0/,
    ],
    [
      () =>
        responseDrift(
          { control: -1, experimental: 2 },
          { sizes: { control: 0, experimental: 1 }, variance: "pooled", critical: 2 },
        ),
      /control rate -1[\s\S]*control arm of 0/,
    ],
    [
      () =>
        exactResponsePower(fixed, {
          test: responseTrial(rates(0.2, 0.4)).test,
          sizes: [],
          rates: { control: 2, experimental: 0.1 },
        }),
      /0 sizes for 1 looks[\s\S]*control rate 2/,
    ],
    [() => underNull(responseTrial(rates(0.2, 0.4)).outcomes, { capacity: -1 }), /capacity -1/],
    [() => planDesign(null as never), /design/],
    [() => planDesign({} as never), /undefined is no kind of design/],
    [() => planDesign({ kind: "fixed", alpha: "0.025", sided: 1 } as never), /alpha/],
    [() => responseTrial(rates(0.2, 1.4)), /1.4/],
    [() => responseTrial({ kind: "bernoulli", strata: [] }), /strata/],
  ])("%#", (run, message) => {
    expect(run).toThrow(message);
  });
});
