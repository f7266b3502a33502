import { describe, expect, it } from "vitest";
import { canonicalPower, planDesign, type Recipe, sequentialCharacteristics } from "../../src/index.ts";
import { readReference } from "../reference.ts";

interface BetaDesign {
  readonly alpha: number;
  readonly beta: number;
  readonly informationRates: readonly number[];
  readonly type: string;
  readonly gammaA: number | null;
  readonly betaType: string;
  readonly gammaB: number | null;
  readonly binding: boolean;
  readonly criticalValues: readonly number[];
  readonly futilityBounds: readonly number[];
  readonly inflation: number;
}

const { designs } = readReference("designs/beta-spending.json") as { readonly designs: readonly BetaDesign[] };

function spendingOf(type: string, gamma: number | null): object {
  const family = type.slice(2);
  if (family === "OF") return { kind: "lanDeMetsOBrienFleming" };
  if (family === "P") return { kind: "lanDeMetsPocock" };
  return family === "KD" ? { kind: "kimDeMets", rho: gamma } : { kind: "hwangShihDeCani", gamma };
}

function recipeOf(design: BetaDesign): Recipe {
  const { alpha, beta, binding } = design;
  const spending = spendingOf(design.betaType, design.gammaB);
  const recipe = {
    kind: "groupSequential",
    alpha,
    sided: 1,
    looks: design.informationRates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } })),
    spending: spendingOf(design.type, design.gammaA),
    futility: { kind: "betaSpending", power: 1 - beta, spending, binding },
  };
  return recipe;
}

describe("designs that spend alpha and beta", {
  meta: {
    validates: {
      requirement: "Alpha and beta spending",
      functions: ["planDesign", "canonicalPower", "sequentialCharacteristics"],
      source: "rpact 3.3.4",
    },
  },
}, () => {
  // rpact iterates drift and boundaries to about 1e-6 and cuts the integral at -6 without binding boundaries.
  const because = "rpact iterates to about 1e-6";

  it("agree with rpact 3.3.4 in boundaries and inflation factor", () => {
    expect(designs.length).toBeGreaterThan(60);
    for (const design of designs) {
      const plan = planDesign(recipeOf(design));
      const bounds = [design.futilityBounds].flat();
      design.criticalValues.forEach((z, k) => {
        if (z < 5) expect(plan.looks[k]!.efficacyBoundary!).agreesWith(z, { absolute: 2e-5, because });
      });
      bounds.forEach((z, k) => expect(plan.looks[k]!.futilityBoundary!).agreesWith(z, { absolute: 2e-5, because }));
      const { inflationFactor } = sequentialCharacteristics(plan, { power: 1 - design.beta });
      expect(inflationFactor).agreesWith(design.inflation, { absolute: 2e-5, because });
    }
  });

  it("spend what they say, under the null hypothesis and under their drift", () => {
    for (const design of designs) {
      const plan = planDesign(recipeOf(design));
      const { alternative } = sequentialCharacteristics(plan, { power: 1 - design.beta });
      expect(alternative.power).agreesWith(1 - design.beta, { absolute: 1e-10, because: "root finders" });
      const upperAlone = plan.looks.map((look) => ({ ...look, futilityBoundary: -Infinity }));
      const binding = canonicalPower(plan, { drift: 0 }).efficacy.reduce((sum, p) => sum + p, 0);
      const free = canonicalPower({ ...plan, looks: upperAlone }, { drift: 0 }).efficacy.reduce((sum, p) => sum + p, 0);
      // Binding designs spend alpha counting on futility, the others without it.
      const spent = design.binding ? binding : free;
      expect(spent).agreesWith(design.alpha, { relative: 1e-11, because: "summed over looks" });
    }
  });
});
