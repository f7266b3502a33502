import { describe, expect, it } from "vitest";
import {
  analyticTwin,
  bernoulli,
  describe as summarise,
  planTrial,
  reconcile,
  simulateTrial,
} from "../../src/index.ts";
import { rates, responseSpec, seed } from "../trials.ts";

const truth = rates(0.15, 0.35);
const trial = planTrial({ ...responseSpec, replicates: 4000 }, { outcomes: bernoulli(truth, seed), seed });
const characteristics = summarise(simulateTrial(trial));
const analytic = analyticTwin(trial, truth);

describe("reconcile", () => {
  it("lets an exact twin pass that the simulation agrees with", () => {
    const result = reconcile({ characteristics, analytic });
    expect(result).toMatchObject({ kind: "exact", isFlagged: false });
  });

  it("flags an exact twin that is off by five standard errors", () => {
    if (analytic.kind === "none") throw new Error(analytic.reason);
    const off = 5.5 * Math.sqrt((analytic.power * (1 - analytic.power)) / 4000);
    const result = reconcile({ characteristics, analytic: { ...analytic, power: analytic.power + off } });
    expect(result).toMatchObject({ kind: "exact", isFlagged: true });
    const certain = reconcile({ characteristics, analytic: { ...analytic, power: 1 } });
    expect(certain).toMatchObject({ kind: "exact", z: -Infinity, isFlagged: true });
  });

  it("calls the difference to an approximation its error", () => {
    if (analytic.kind === "none") throw new Error(analytic.reason);
    const result = reconcile({ characteristics, analytic: { ...analytic, exact: false } });
    expect(result).toMatchObject({ kind: "approximate", standardError: characteristics.rejected.standardError });
    expect(reconcile({ characteristics, analytic: { kind: "none", reason: "no formula" } })).toEqual({
      kind: "none",
      reason: "no formula",
    });
  });
});
