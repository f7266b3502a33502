import { standardNormalIsf } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { differencePrecisionSize, proportionPrecisionSize } from "../../src/index.ts";

describe("sizes by the width of an interval", () => {
  it("of one rate: enough, and one patient less is not", () => {
    const { patients, expectedWidth } = proportionPrecisionSize(0.6, { width: 0.2, method: "wilson" });
    expect(expectedWidth).toBeLessThanOrEqual(0.2);
    // Near the large-sample size 4 z² p q / w².
    const z = standardNormalIsf(0.025);
    const large = (4 * z * z * 0.24) / 0.04;
    expect(Math.abs(patients - large)).toBeLessThan(6);
    expect(proportionPrecisionSize(0.6, { width: 0.2, method: "clopperPearson" }).patients).toBeGreaterThan(patients);
    expect(proportionPrecisionSize(0.6, { width: 0.2, method: "wilson", level: 0.8 }).patients).toBeLessThan(
      patients / 2,
    );
  });

  it("averages over every number of responses: three patients by hand", () => {
    // Wald's width of 1 or 2 of 3 is 2 z √(2/27), of 0 or 3 of 3 it is 0; at rate 0.5 three quarters are of the first kind.
    const z = standardNormalIsf(0.025);
    const byHand = 0.75 * 2 * z * Math.sqrt(2 / 27);
    const { patients, expectedWidth } = proportionPrecisionSize(0.5, { width: byHand + 1e-9, method: "wald" });
    expect(patients).toBeLessThanOrEqual(3);
    if (patients === 3) expect(expectedWidth).agreesWith(byHand, { relative: 1e-12, because: "by hand" });
  });

  it("of a difference of two rates", () => {
    const { patients, expectedWidth } = differencePrecisionSize(
      { control: 0.2, experimental: 0.4 },
      { width: 0.3, method: "newcombe" },
    );
    expect(expectedWidth).toBeLessThanOrEqual(0.3);
    const z = standardNormalIsf(0.025);
    const large = (4 * z * z * (0.16 + 0.24)) / 0.09;
    expect(Math.abs(patients - large)).toBeLessThan(6);
  });

  it("refuses widths that cannot be", () => {
    expect(() => proportionPrecisionSize(1.2, { width: 0, method: "wilson" })).toThrow(/rate 1.2[\s\S]*width 0/);
    expect(() => proportionPrecisionSize(0.5, { width: 0.001, method: "wald" })).toThrow("more than 20000 patients");
  });
});
