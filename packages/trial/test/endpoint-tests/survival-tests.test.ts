import {
  compareMilestones,
  compareRestrictedMeans,
  type EventWeight,
  logRankTest,
  maxComboTest,
  standardNormalIsf,
} from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { type EndpointTestPart, endpointTests, type LookColumns } from "../../src/index.ts";
import { readReference } from "../reference.ts";
import { type SurvivalRows, survivalColumns } from "./columns.ts";

// Data sets of R's survival package; stats is held to R on them, so the simulator's tests are held to stats.
const { survival: sets } = readReference("endpoint-tests/endpoint-tests.json") as {
  readonly survival: readonly (SurvivalRows & { readonly name: string })[];
};

function run(
  recipe: { readonly kind: string } & Record<string, unknown>,
  columns: LookColumns,
  better: "higher" | "lower" = "higher",
) {
  const part = endpointTests.find((each) => each.kind === recipe.kind) as EndpointTestPart;
  const strata = Math.max(...columns.stratum) + 1;
  const result = part.ready(part.options.parse(recipe), { strata, capacity: columns.patients, better })(columns);
  return { ...result };
}

function sampleOf({ time, event, arm, stratum }: SurvivalRows) {
  return { times: [...time], events: [...event], groups: [...arm], strata: [...stratum] };
}

const because = "the same sums in another order";

/** Horizons are taken at the median time, which has to be above 0. */
const usable = sets.filter(({ time }) => time.toSorted((a, b) => a - b)[Math.floor(time.length / 2)]! > 0);

describe.each(usable)("on $name", (set) => {
  const columns = survivalColumns(set);
  const { strata, ...sample } = sampleOf(set);
  const middle = [...set.time].toSorted((a, b) => a - b)[Math.floor(set.time.length / 2)]!;

  it("weighted log-rank tests are those of stats", () => {
    const weights: EventWeight[] = [
      { kind: "flemingHarrington", rho: 0, gamma: 1 },
      { kind: "flemingHarrington", rho: 0.5, gamma: 0.5 },
      { kind: "modest", until: middle },
      { kind: "taroneWare" },
      { kind: "petoPeto" },
    ];
    for (const weight of weights) {
      for (const stratified of [false, true]) {
        const ours = run({ kind: "weightedLogRank", weight, stratified }, columns);
        const theirs = logRankTest(stratified ? { ...sample, strata } : sample, { weight });
        expect(ours.kind).exactly(theirs.kind);
        if (theirs.kind !== "tested" || ours.kind !== "tested") continue;
        expect(ours.z * ours.z).agreesWith(theirs.chiSquared, { relative: 1e-9, absolute: 1e-12, because });
      }
    }
  });

  it("MaxCombo is that of stats, on the scale of z", () => {
    const weights = [{ kind: "logRank" }, { kind: "flemingHarrington", rho: 0, gamma: 0.5 }] as const;
    const ours = run({ kind: "maxCombo", weights }, columns);
    const theirs = maxComboTest(sample, { weights, alternative: "experimentalBetter" });
    expect(ours.kind).exactly(theirs.kind);
    if (theirs.kind !== "tested" || ours.kind !== "tested") return;
    if (theirs.pValue < 0.3) {
      expect(ours.z).agreesWith(standardNormalIsf(theirs.pValue), { absolute: 1e-9, because });
    }
    const turned = run({ kind: "maxCombo", weights }, columns, "lower");
    if (turned.kind === "tested")
      expect(turned.z).agreesWith(-ours.z, { absolute: 1e-12, because: "only the sign of benefit changes" });
  });

  it("restricted means and milestones are those of stats", () => {
    const mean = run({ kind: "restrictedMean", untilDay: middle }, columns);
    const theirMean = compareRestrictedMeans(sample, { horizon: middle, level: 0.95 });
    expect(mean.kind).exactly(theirMean.kind);
    if (theirMean.kind !== "tested" || mean.kind !== "tested") return;
    expect(mean.z).agreesWith(theirMean.difference.z, { relative: 1e-10, absolute: 1e-12, because });
    expect(mean.estimate).agreesWith(theirMean.difference.estimate, { relative: 1e-10, absolute: 1e-9, because });
    for (const scale of ["plain", "logLog"] as const) {
      const point = run({ kind: "milestone", atDay: middle, scale }, columns);
      const theirs = compareMilestones(sample, { time: middle, scale, level: 0.95 });
      expect(point.kind).exactly(theirs.kind);
      if (theirs.kind !== "tested" || point.kind !== "tested") continue;
      expect(point.z).agreesWith(theirs.z, { relative: 1e-10, absolute: 1e-12, because });
    }
  });

  it("says why where follow-up is too short", () => {
    const never = { kind: "notEstimable", reason: "follow-up of an arm ends before the day of the test" };
    const untilDay = Math.max(...set.time) + 1;
    if (set.event.some((event, i) => event === 0 && set.time[i] === Math.max(...set.time)))
      expect(run({ kind: "restrictedMean", untilDay }, columns)).toEqual(never);
    const nobody = { ...columns, patients: 0 };
    expect(run({ kind: "weightedLogRank", weight: { kind: "gehanBreslow" } }, nobody).kind).toBe("notEstimable");
    expect(run({ kind: "milestone", atDay: middle }, nobody).kind).toBe("notEstimable");
  });
});
