import { describe, expect, it } from "vitest";
import { noncentralF } from "../../src/index.ts";

describe("the far right of noncentral F with few denominator degrees of freedom", () => {
  // mpmath 1.2.1, 50 digits: Poisson mixture of regularised incomplete beta functions by their hypergeometric form.
  it.each([
    [1e200, 8.176049406196162e-26],
    [1e290, 4.597730457902116e-37],
    [1e307, 3.447811446452258e-39],
  ])("sf(%d)", (f, expected) => {
    const law = noncentralF({ df1: 3, df2: 0.25, noncentrality: 1 });
    expect(law.sf(f)).agreesWith(expected, { relative: 1e-13, because: "two roundings of a power of 1e-300" });
  });
});
