import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restrictedRates } from "../../src/sample-size/restricted-rates.ts";

describe("rates restricted to a difference", () => {
  it("maximise the likelihood among the rates with that difference", () => {
    const rate = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    const margin = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(
        rate,
        rate,
        margin,
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (control, experimental, d0, ratio) => {
          const found = restrictedRates({ control, experimental }, { margin: d0, allocationRatio: ratio });
          expect(found.experimental - found.control).agreesWith(d0, { absolute: 1e-12, because: "one difference" });
          const likelihood = (p1: number) => {
            const p0 = p1 - d0;
            const arm = (x: number, p: number) => x * Math.log(p) + (1 - x) * Math.log(1 - p);
            return ratio * arm(experimental, p1) + arm(control, p0);
          };
          const best = likelihood(found.experimental);
          for (const step of [-1e-3, -1e-4, 1e-4, 1e-3]) {
            const beside = likelihood(found.experimental + step);
            if (!Number.isNaN(beside)) expect(beside).toBeLessThanOrEqual(best + 1e-12);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are the pooled rate without a margin", () => {
    const { control, experimental } = restrictedRates(
      { control: 0.2, experimental: 0.5 },
      { margin: 0, allocationRatio: 2 },
    );
    expect(experimental).agreesWith(0.4, { absolute: 1e-14, because: "a cubic solved by angles" });
    expect(control).exactly(experimental);
  });
});
