import { measureComparisons, poolEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { vaccineTrials } from "./bcg-trials.ts";

describe("van Houwelingen 2002, BCG vaccine by log odds ratios", {
  meta: {
    validates: {
      requirement: "Worked example: van Houwelingen 2002",
      functions: ["poolEffects"],
      source: "van Houwelingen et al. (2002), as metafor's tests print it",
    },
  },
}, () => {
  const effects = measureComparisons(vaccineTrials, { kind: "logOddsRatio" });

  it.each([
    { tau2: "commonEffect", interval: "wald", odds: ["0.6465", "0.5951", "0.7024"] },
    { tau2: "ML", interval: "wald", odds: ["0.4762", "0.3360", "0.6749"] },
    { tau2: "ML", interval: "hartungKnapp", odds: ["0.4762", "0.3175", "0.7141"] },
  ])("$tau2 with $interval", ({ tau2, interval, odds }) => {
    const { natural } = poolEffects(effects, { tau2: { kind: tau2 }, interval: { kind: interval } });
    if (natural.mean.kind === "notEstimable") throw new Error(natural.mean.reason);
    const { value, interval: limits } = natural.mean;
    [value, limits.lower, limits.upper].forEach((number, i) => expect(number).asPrinted(odds[i]!));
  });

  it("tau2 by ML with its profile-likelihood and Q-profile intervals", () => {
    const printed = { profileLikelihood: [0.1151, 0.8937], qProfile: [0.1302, 1.1812] } as const;
    for (const kind of ["profileLikelihood", "qProfile"] as const) {
      const { tau2 } = poolEffects(effects, { tau2: { kind: "ML" }, tau2Interval: { kind } });
      expect(tau2!.value).asPrinted("0.3025");
      const limits = tau2!.interval;
      if (limits === undefined || !("lower" in limits)) throw new Error("there is an interval");
      const because = "printed to four places, after a search that stops near there";
      expect(limits.lower).agreesWith(printed[kind][0], { absolute: 1e-4, because });
      expect(limits.upper).agreesWith(printed[kind][1], { absolute: 1e-4, because });
    }
  });
});
