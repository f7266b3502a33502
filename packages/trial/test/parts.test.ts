import { describe as group, expect, it } from "vitest";
import { z } from "zod";
import {
  analyticTwin,
  defineBoundaryFamily,
  defineDesign,
  defineEndpointTest,
  defineSpending,
  describe,
  planDesign,
  planTrial,
  simulateTrial,
  bernoulli,
} from "../src/index.ts";
import { rates, responseSpec, seed } from "./trials.ts";

/** Counts experimental minus control responses. */
const surplus = defineEndpointTest({
  kind: "surplus",
  options: z.strictObject({ kind: z.literal("surplus"), scale: z.number().positive() }),
  reads: "response",
  ready:
    ({ scale }, { better }) =>
    ({ patients, arm, response }) => {
      let count = 0;
      for (let i = 0; i < patients; i++) count += response[i]! * (2 * arm[i]! - 1);
      const sign = better === "higher" ? 1 : -1;
      return patients === 0
        ? { kind: "notEstimable", reason: "nobody" }
        : { kind: "tested", z: (sign * count) / scale, estimate: count, information: patients };
    },
});

/** Stops when two looks in a row are above 1. */
const twiceAboveOne = defineDesign({
  kind: "twiceAboveOne",
  options: z.strictObject({ kind: z.literal("twiceAboveOne") }),
  plan: () => {
    const looks = [0.5, 0.75, 1].map((fraction) => ({
      when: { kind: "patientsFollowed", fraction } as const,
      informationRate: fraction,
      alphaSpent: 0.05,
    }));
    return {
      looks,
      alpha: 0.05,
      sided: 1,
      decidesBy: "history",
      sentence: "Reject when two looks in a row have z above 1.",
      decide: (history) => {
        const [last, before] = history.toReversed();
        const isHigh = (look: typeof last) => look?.kind === "tested" && look.z > 1;
        if (isHigh(last) && isHigh(before)) return { kind: "stop", reason: "efficacy" };
        return history.length < 3 ? { kind: "continue" } : { kind: "stop", reason: "final" };
      },
    };
  },
});

const context = { outcomes: bernoulli(rates(0.2, 0.4), seed), seed };

group("parts from outside run end to end", () => {
  it("a test and a design", () => {
    const parts = { endpointTests: [surplus], designs: [twiceAboveOne] };
    const trial = planTrial(
      { ...responseSpec, test: { kind: "surplus", scale: 5 }, design: { kind: "twiceAboveOne" } },
      { ...context, parts },
    );
    const { rejected, looks } = describe(simulateTrial(trial));
    expect(looks.length).exactly(3);
    expect(looks[0]!.stoppedForEfficacy.value).exactly(0);
    expect(looks[1]!.stoppedForEfficacy.value).toBeGreaterThan(0.3);
    expect(rejected.value).toBeGreaterThan(looks[1]!.stoppedForEfficacy.value);
    expect(analyticTwin(trial, rates(0.2, 0.4)).kind).exactly("none");
  });

  it("an outside test has an exact twin by enumeration all the same", () => {
    const trial = planTrial(
      { ...responseSpec, test: { kind: "surplus", scale: 5 } },
      { ...context, parts: { endpointTests: [surplus] } },
    );
    const twin = analyticTwin(trial, rates(0.2, 0.4));
    if (twin.kind !== "analytic") throw new Error(twin.reason);
    const { rejected, replicates } = describe(simulateTrial(trial));
    expect(twin.exact).exactly(true);
    expect(rejected.value).withinMonteCarlo(twin.power, { replicates, falseAlarm: 1e-6 });
  });

  it("a spending function and a boundary family", () => {
    const linear = defineSpending({
      kind: "linear",
      options: z.strictObject({ kind: z.literal("linear") }),
      describe: () => "a straight line",
      spent: (_options, { rates: times, alpha }) => times.map((t) => alpha * t),
    });
    const rising = defineBoundaryFamily({
      kind: "rising",
      options: z.strictObject({ kind: z.literal("rising") }),
      describe: () => "rising",
      form: (_options, times) => ({ kind: "scaled", shape: times.map((t) => 1 + t) }),
    });
    const looks = [0.5, 1].map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
    const base = { kind: "groupSequential", alpha: 0.025, sided: 1, looks };
    const parts = { spendingFunctions: [linear], boundaryFamilies: [rising] };
    const own = planDesign({ ...base, spending: { kind: "linear" } } as never, { parts });
    const known = planDesign({ ...base, spending: { kind: "kimDeMets", rho: 1 } } as never);
    expect(own.looks).exactly(known.looks);
    expect(own.sentence).toContain("a straight line");
    const [first, last] = planDesign({ ...base, typeOfDesign: { kind: "rising" } } as never, { parts }).looks;
    expect(last!.efficacyBoundary! / first!.efficacyBoundary!).agreesWith(2 / 1.5, {
      relative: 1e-14,
      because: "one product",
    });
  });

  it("unknown kinds are named, with the nearest known one", () => {
    expect(() => planTrial({ ...responseSpec, test: { kind: "riskDiference" } }, context)).toThrow(
      /did you mean riskDifference/,
    );
    expect(() => planTrial({ ...responseSpec, test: { kind: "riskDifference", varianse: "pooled" } }, context)).toThrow(
      /test.varianse|varianse/,
    );
  });
});
