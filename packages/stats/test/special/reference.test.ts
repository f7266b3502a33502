import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";

const file = new URL("../reference/special/special.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Readonly<
  Record<string, readonly (readonly [number, string])[]>
>;
const because = "mpmath, 50 digits; near a zero the absolute error counts";

describe("special functions agree with mpmath", {
  meta: {
    validates: {
      requirement: "Special functions",
      functions: ["logGamma", "digamma", "trigamma", "erf", "erfc"],
      source: "mpmath 1.2.1, 50 digits",
    },
  },
}, () => {
  it.each([
    ["logGamma", 1e-14, 0],
    ["digamma", 1e-14, 1e-16],
    ["trigamma", 1e-14, 0],
    ["erf", 1e-14, 0],
    ["erfc", 1e-14, 0],
  ] as const)("%s", (name, relative, absolute) => {
    for (const [x, value] of reference[name]!) {
      expect(stats[name](x), `${name}(${x})`).agreesWith(Number(value), { relative, absolute, because });
    }
  });

  it("at their poles and ends", () => {
    expect(stats.logGamma(0)).exactly(Infinity);
    expect(stats.logGamma(-3)).exactly(Infinity);
    expect(stats.logGamma(-0.5)).agreesWith(Math.log(2 * Math.sqrt(Math.PI)), {
      relative: 1e-14,
      because: "Γ(-1/2) = -2 √π",
    });
    expect(stats.erf(Infinity)).exactly(1);
    expect(stats.erf(-Infinity)).exactly(-1);
    expect(stats.erfc(-Infinity)).exactly(2);
    expect(stats.erfc(Infinity)).exactly(0);
  });
});
