import { describe, expect, it } from "vitest";
import { binomialTable } from "../../src/binomial-normal/binomial-table.ts";
import { binomialNormalLikelihood } from "../../src/binomial-normal/likelihood.kernel.ts";
import { addWideEnd, WIDE } from "../../src/binomial-normal/wide-end.kernel.ts";

// Two quadratures that share no formula: in z around the mode, and by parts in eta over a bump of fixed width.
describe("studies at 0 or n with a wide spread", () => {
  it.each([
    [0, 8, -1.3, 5.9],
    [10, 10, 0.7, 5.9],
    [0, 1, 3, 5.5],
    [0, 500, -2, 5],
    [1, 1, -4, 4],
    [0, 100_000, -9, 5.9],
  ])("%d of %d at mu %d, tau %d: both quadratures agree in value and all derivatives", (x, n, mu, tau) => {
    const point = binomialNormalLikelihood(binomialTable([{ events: x, n }]), mu, tau);
    const other = new Float64Array(6);
    addWideEnd(other, x > 0, n, 1, mu, tau);
    const { value, dMu, dTau, dMuMu, dMuTau, dTauTau } = point;
    for (const [i, found] of [value, dMu, dTau, dMuMu, dMuTau, dTauTau].entries()) {
      expect(other[i]).agreesWith(found, { relative: 1e-12, absolute: 1e-14, because: "rounding of two sums" });
    }
  });

  it("a very wide spread costs no more than a wide one, and is half and half in the limit", () => {
    const { value } = binomialNormalLikelihood(binomialTable([{ events: 0, n: 5 }]), 0, WIDE * 1e8);
    expect(value).agreesWith(Math.log(0.5), { absolute: 1e-8, because: "the limit is approached as 1 / tau" });
  });
});
