import { readFileSync } from "node:fs";
import { measureComparisons, poolEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Columns = Readonly<Record<"a" | "n1" | "c" | "n2", readonly number[]>>;
const url = new URL("../reference/meta-analysis/comparisons.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, Columns>> };

function limits(name: string, measure: string, tau2: string, interval: string) {
  const set = sets[name]!;
  const rows = set.a.map((events, i) => {
    const control = { events: set.c[i]!, n: set.n2[i]! };
    return { id: `${i}`, label: `${i}`, experimental: { events, n: set.n1[i]! }, control };
  });
  const options = { tau2: { kind: tau2 }, tau2Interval: { kind: interval } };
  const found = poolEffects(measureComparisons(rows, { kind: measure }), options).tau2!;
  return found.interval ?? found.noInterval;
}

// Viechtbauer (2007), doi:10.1002/sim.2514: nine trials of diuretics against pre-eclampsia (Collins 1985), log odds ratios.
describe("Viechtbauer 2007", {
  meta: {
    validates: {
      requirement: "Intervals of tau2",
      functions: ["pool"],
      source: "Viechtbauer 2007, as named in the test",
    },
  },
}, () => {
  it.each([
    ["REML", "qProfile", ".0723", "2.2027"],
    ["REML", "profileLikelihood", ".0427", "1.4747"],
  ])("%s, %s", (tau2, interval, lower, upper) => {
    const found = limits("collins1985b", "logOddsRatio", tau2, interval);
    if (typeof found !== "object") throw new Error(found);
    expect(found.lower).asPrinted(lower);
    expect(found.upper).asPrinted(upper);
  });
});

// The article prints .0266 for the lower limit; R 4.2.2's uniroot on the log-likelihood, to 1e-14, gives these.
it("Viechtbauer 2007, ML, profile likelihood: the printed lower limit is a digit off", () => {
  const found = limits("collins1985b", "logOddsRatio", "ML", "profileLikelihood");
  if (typeof found !== "object") throw new Error(found);
  expect(found.lower).agreesWith(0.02654234643, { relative: 1e-9, because: "recorded to ten digits" });
  expect(found.upper).agreesWith(1.130750954, { relative: 1e-9, because: "recorded to ten digits" });
});

// BCG trials: log risk ratios by metafor 5.1-12 (REML); log odds ratios printed in van Houwelingen et al. (2002), doi:10.1002/sim.1040.
describe("BCG vaccine", {
  meta: {
    validates: {
      requirement: "Intervals of tau2, BCG vaccine",
      functions: ["pool"],
      source: "printed values named in the test",
    },
  },
}, () => {
  it.each([
    ["logRiskRatio", "REML", "qProfile", "0.119695", "1.111486"],
    ["logRiskRatio", "REML", "profileLikelihood", "0.115239", "0.964666"],
    ["logOddsRatio", "ML", "profileLikelihood", "0.1151", "0.8937"],
    ["logOddsRatio", "ML", "qProfile", "0.1302", "1.1812"],
  ])("%s, %s, %s", (measure, tau2, interval, lower, upper) => {
    const found = limits("bcg", measure, tau2, interval);
    if (typeof found !== "object") throw new Error(found);
    // The printed limits come from searches that stop at 1e-4 of the unit.
    const because = "the printed search stopped before its last digit";
    expect(found.lower).agreesWith(Number(lower), { absolute: 6e-5, because });
    expect(found.upper).agreesWith(Number(upper), { absolute: 1.1e-4, because });
  });

  it("a profile likelihood needs an estimate by likelihood, and says so", () => {
    expect(limits("bcg", "logRiskRatio", "DL", "profileLikelihood")).exactly(
      "a profile-likelihood interval needs tau2 by ML or REML, not by DL",
    );
  });
});
