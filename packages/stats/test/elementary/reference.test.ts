import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";

const file = new URL("../reference/elementary/elementary.json", import.meta.url);
const reference = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly (readonly number[])[]>>;
const unary = ["exp", "log", "log1p", "expm1", "cbrt", "sin", "cos", "atan", "asin"] as const;

/** How many doubles lie between two numbers. */
function ulpsBetween(a: number, b: number): number {
  return Math.abs(Number(orderOf(a) - orderOf(b)));
}

function orderOf(x: number): bigint {
  const bits = new BigInt64Array(Float64Array.of(x).buffer)[0]!;
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

describe("elementary functions are within one ulp of the correctly rounded value", {
  meta: {
    validates: {
      requirement: "Elementary functions",
      functions: ["exp", "log", "log1p", "expm1", "pow", "cbrt", "sin", "cos", "atan", "asin"],
      source: "mpmath 1.2.1, 400 bits",
    },
  },
}, () => {
  it.each(unary)("%s", (name) => {
    for (const [x = 0, expected = 0] of reference[name]!) {
      expect(ulpsBetween(stats[name](x), expected), `${name}(${x})`).toBeLessThanOrEqual(1);
    }
  });

  it("pow", () => {
    for (const [x = 0, y = 0, expected = 0] of reference["pow"]!) {
      expect(ulpsBetween(stats.pow(x, y), expected), `pow(${x}, ${y})`).toBeLessThanOrEqual(1);
    }
  });
});

describe("special values, as ECMAScript has them", () => {
  const specials = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e308, -1e308, 5e-324, -5e-324, Infinity, -Infinity, NaN];

  it.each(unary)("%s", (name) => {
    for (const x of specials) {
      const theirs = Math[name](x);
      const ours = stats[name](x);
      if (Number.isFinite(theirs) && theirs !== 0) expect(ours, `${name}(${x})`).withinUlps(theirs, 2);
      else expect(ours, `${name}(${x})`).toBe(theirs);
    }
  });

  it("pow", () => {
    for (const x of specials) {
      for (const y of [...specials, 4, 5, 1e18, -1e300]) {
        const theirs = x ** y;
        const ours = stats.pow(x, y);
        if (Number.isFinite(theirs) && theirs !== 0) expect(ours, `pow(${x}, ${y})`).withinUlps(theirs, 2);
        else expect(ours, `pow(${x}, ${y})`).toBe(theirs);
      }
    }
  });
});
