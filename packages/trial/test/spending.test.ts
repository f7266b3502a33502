import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPower, planDesign, type Recipe } from "../src/index.ts";

const spending = fc.oneof(
  fc.constant({ kind: "lanDeMetsOBrienFleming" }),
  fc.constant({ kind: "lanDeMetsPocock" }),
  fc.double({ min: 0.2, max: 8, noNaN: true }).map((rho) => ({ kind: "kimDeMets", rho })),
  fc.double({ min: -10, max: 6, noNaN: true }).map((gamma) => ({ kind: "hwangShihDeCani", gamma })),
);
const rates = fc
  .uniqueArray(fc.integer({ min: 5, max: 95 }), { maxLength: 7 })
  .map((percents) => [...percents.toSorted((a, b) => a - b).map((percent) => percent / 100), 1]);

describe("whatever the looks and the spending function", () => {
  it("alpha spent never decreases, never exceeds alpha and reaches it; boundaries spend what they say", () => {
    fc.assert(
      fc.property(
        spending,
        rates,
        fc.constantFrom(1, 2),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (how, times, sided, alpha) => {
          const looks = times.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
          const plan = planDesign({ kind: "groupSequential", alpha, sided, looks, spending: how } as Recipe);
          const crossed = canonicalPower(plan, { drift: 0 });
          let sum = 0;
          plan.looks.forEach(({ alphaSpent }, k) => {
            sum += crossed.efficacy[k]! + crossed.harm[k]!;
            expect(alphaSpent).toBeGreaterThanOrEqual(plan.looks[k - 1]?.alphaSpent ?? 0);
            expect(alphaSpent).toBeLessThanOrEqual(alpha * (1 + 1e-10));
            expect(alphaSpent).agreesWith(sum, { absolute: 1e-13, because: "the same integral" });
          });
          expect(sum).agreesWith(alpha, { relative: 1e-10, because: "root finders and sums over looks" });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("power never exceeds that of the fixed test with the same maximum information", () => {
    fc.assert(
      fc.property(spending, rates, fc.double({ min: 0.3, max: 5, noNaN: true }), (how, times, drift) => {
        const looks = times.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
        const plan = planDesign({ kind: "groupSequential", alpha: 0.025, sided: 1, looks, spending: how } as Recipe);
        const fixed = planDesign({ kind: "fixed", alpha: 0.025, sided: 1 } as Recipe);
        const power = (of: typeof plan) => canonicalPower(of, { drift }).efficacy.reduce((sum, p) => sum + p, 0);
        expect(power(plan)).toBeLessThanOrEqual(power(fixed) + 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("a two-sided design is its one-sided half mirrored, but for crossing both sides", () => {
    const looks = [0.4, 0.7, 1].map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
    const how = { kind: "lanDeMetsPocock" };
    const one = planDesign({ kind: "groupSequential", alpha: 0.025, sided: 1, looks, spending: how } as Recipe);
    const two = planDesign({ kind: "groupSequential", alpha: 0.05, sided: 2, looks, spending: how } as Recipe);
    expect(two.looks[0]!.efficacyBoundary!).exactly(one.looks[0]!.efficacyBoundary!);
    for (const [k, look] of two.looks.entries()) {
      expect(look.harmBoundary).exactly(-look.efficacyBoundary!);
      // Who has crossed below can no longer cross above, so a little less boundary is needed.
      expect(look.efficacyBoundary!).toBeLessThanOrEqual(one.looks[k]!.efficacyBoundary!);
      expect(look.efficacyBoundary!).agreesWith(one.looks[k]!.efficacyBoundary!, {
        absolute: 1e-4,
        because: "crossing both is rare",
      });
    }
  });
});
