import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialPairIntegral, type PairMemory } from "../../src/likelihood/binomial-pair.kernel.ts";
import { integralNear } from "../../src/likelihood/integral-near.ts";
import { binomialPredictor } from "../../src/likelihood/predictors.ts";
import { type IntegralAt, studyIntegral, type StudyIntegral } from "../../src/likelihood/study-integral.kernel.ts";

const fresh = (): PairMemory => ({ step: 0.5, mode: [0, 0] });

function expectSame(found: IntegralAt | undefined, truth: IntegralAt, patients: number): void {
  // a log-likelihood of n patients is rounded at n ulps, and the scores' squares, which derivatives are of, at n² of them
  const scale = 1e-12 * (1 + patients);
  const because = "two lattices over the same integrand";
  expect(found!.value).agreesWith(truth.value, { relative: 1e-12, absolute: scale * 1e-2 + 1e-12, because });
  for (let i = 0; i < truth.gradient.length; i++)
    expect(found!.gradient[i], `gradient ${i}`).agreesWith(truth.gradient[i]!, {
      relative: 1e-10,
      absolute: scale,
      because,
    });
  for (let i = 0; i < truth.hessian.length; i++)
    expect(found!.hessian[i], `Hessian ${i}`).agreesWith(truth.hessian[i]!, {
      relative: 1e-9,
      absolute: scale * (1 + patients),
      because,
    });
}

const count = fc
  .integer({ min: 1, max: 300 })
  .chain((n) => fc.record({ n: fc.constant(n), events: fc.integer({ min: 0, max: n }) }));
const mean = fc.double({ min: -6, max: 6, noNaN: true });
const spread = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 4, noNaN: true }));

describe("the lattice along two binomial predictors", () => {
  it("gives the integral, gradient and Hessian of the lattice that follows the curvature, from any start", () => {
    const memory = fresh();
    fc.assert(
      fc.property(count, count, mean, mean, spread, spread, (first, second, m1, m2, between, tau) => {
        const study: StudyIntegral = {
          outcomes: [binomialPredictor(first.events, first.n), binomialPredictor(second.events, second.n)],
          means: [m1, m2],
          spreads: [
            [between, tau / 2],
            [between, -tau / 2],
          ],
        };
        const truth = studyIntegral(study);
        if (truth === undefined) return;
        expectSame(integralNear(study, memory), truth, first.n + second.n);
        expectSame(integralNear(study, fresh()), truth, first.n + second.n);
      }),
      { numRuns: 150 },
    );
  });

  it("leaves predictors that are nearly one to the other lattice", () => {
    const counts = [
      { events: 1, n: 3 },
      { events: 2, n: 4 },
    ] as const;
    expect(binomialPairIntegral({ counts, means: [0, 0], spreads: [1, 1e-3, 1, -1e-3] }, 0, fresh())).exactly(
      undefined,
    );
    expect(binomialPairIntegral({ counts, means: [0, 0], spreads: [1, 0, 1, 0] }, 0, fresh())).exactly(undefined);
  });
});

describe("closed forms", () => {
  it("without spread it is the product of the two binomial likelihoods", () => {
    const study: StudyIntegral = {
      outcomes: [binomialPredictor(1, 1), binomialPredictor(0, 1)],
      means: [0.3, -0.2],
      spreads: [
        [0, 0],
        [0, 0],
      ],
    };
    const truth = Math.log(1 / (1 + Math.exp(-0.3))) + Math.log(1 / (1 + Math.exp(-0.2)));
    expect(integralNear(study, fresh())!.value).agreesWith(truth, { relative: 1e-14, because: "rounding" });
  });

  it("at means 0 independent predictors give one half each", () => {
    const study: StudyIntegral = {
      outcomes: [binomialPredictor(1, 1), binomialPredictor(1, 1)],
      means: [0, 0],
      spreads: [
        [1.7, 0],
        [0, 0.6],
      ],
    };
    expect(integralNear(study, fresh())!.value).agreesWith(Math.log(0.25), { relative: 1e-14, because: "rounding" });
  });
});
