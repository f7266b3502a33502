import { standardNormalIsf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { conditionalPower, planDesign, predictivePower } from "../../src/index.ts";

function planWith(rates: readonly number[], futility?: object) {
  const looks = rates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
  const recipe = {
    kind: "groupSequential",
    alpha: 0.025,
    sided: 1,
    looks,
    spending: { kind: "lanDeMetsOBrienFleming" },
    ...(futility === undefined ? {} : { futility }),
  };
  return planDesign(recipe);
}

describe("futility by the power to come", () => {
  it("of two looks is the closed form of Lan and Wittes", () => {
    const plan = planWith([0.5, 1], { kind: "conditionalPower", below: 0.2 });
    // CP = Φ((z √t / t - c) ... ): c √1 - z √t = √(1 - t) (z / √t √(1 - t) - Φ⁻¹(0.2)) solved for z.
    const t = 0.5;
    const c = plan.looks[1]!.efficacyBoundary!;
    const closed = (c + Math.sqrt(1 - t) * -standardNormalIsf(0.2)) / (Math.sqrt(t) + (1 - t) / Math.sqrt(t));
    expect(plan.looks[0]!.futilityBoundary!).agreesWith(closed, { absolute: 1e-10, because: "closed form" });
  });

  it("at each interim look has the power to come that it says", () => {
    const rates = [0.3, 0.6, 1];
    const bare = planWith(rates);
    const design = { kind: "conditionalPower", below: 0.3, effect: "design", power: 0.8 } as const;
    const drift = standardNormalIsf(0.025) - standardNormalIsf(0.8);
    for (const [k, look] of planWith(rates, design).looks.slice(0, 2).entries()) {
      const power = conditionalPower(bare, {
        look: k + 1,
        z: look.futilityBoundary!,
        effect: { kind: "drift", drift },
      });
      expect(power).agreesWith(0.3, { absolute: 1e-9, because: "the search" });
    }
    for (const [k, look] of planWith(rates, { kind: "predictivePower", below: 0.1 }).looks.slice(0, 2).entries()) {
      const power = predictivePower(bare, { look: k + 1, z: look.futilityBoundary! });
      expect(power).agreesWith(0.1, { absolute: 1e-9, because: "the search" });
    }
  });

  it("leaves the efficacy boundaries as they are, and is told in the sentence", () => {
    const plan = planWith([0.5, 1], { kind: "predictivePower", below: 0.1 });
    expect(plan.looks.map((look) => look.efficacyBoundary)).exactly(
      planWith([0.5, 1]).looks.map((look) => look.efficacyBoundary),
    );
    expect(plan.sentence).toContain("stopping for futility at a predictive power of at most 0.1");
  });
});
