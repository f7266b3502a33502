import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsFit, pixelOf } from "../../src/axis/axis.ts";
import { chooseTicks, domainAround, roundDomain } from "../../src/axis/ticks.ts";
import { tickText } from "../../src/value-text.ts";

const label = (value: number) => tickText(value, "number");
const labels = (scale: "linear" | "log" | "logit", domain: readonly [number, number], lengthPx = 300) =>
  chooseTicks({
    scale,
    domain,
    lengthPx,
    label: scale === "logit" ? (value) => tickText(value, "percent") : label,
  }).map((tick) => tick.label);

describe("ticks", () => {
  it("are round and as many as fit", () => {
    expect(labels("linear", [0, 1])).exactly(["0", "0.2", "0.4", "0.6", "0.8", "1"]);
    expect(labels("linear", [-0.3, 0.3])).exactly(["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]);
    expect(labels("log", [0.1, 10])).exactly(["0.1", "0.2", "0.5", "1", "2", "5", "10"]);
    expect(labels("log", [1e-4, 1e4])).exactly(["0.001", "1", "1000"]);
    expect(labels("logit", [0.05, 0.95])).exactly(["5", "20", "50", "80", "95"]);
    expect(labels("linear", [0, 1], 60)).exactly(["0", "0.5", "1"]);
  });

  it("never stand on each other and never repeat, whatever the axis", () => {
    const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        end,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 120, max: 500 }),
        fc.boolean(),
        (from, width, lengthPx, log) => {
          const scale = log ? "log" : "linear";
          const low = log ? Math.abs(from) + 1e-6 : from;
          const domain = [low, log ? low * (1 + width) : low + width] as const;
          if (!(domain[1] - domain[0] > 1e-4 * Math.abs(domain[0]))) return;
          const ticks = chooseTicks({ scale, domain, lengthPx, label });
          const inside = ticks.every((tick) => pixelOf(tick.value, { scale, domain, lengthPx, ticks, title: "" }) > -1);
          expect(inside).exactly(true);
          if (ticks.length > 2) expect(labelsFit(ticks, { scale, domain, lengthPx })).exactly(true);
        },
      ),
      { numRuns: 300, seed: 20261124 },
    );
  });
});

describe("round domains", () => {
  it("cover what they are asked to, with round ends", () => {
    expect(roundDomain(0.13, 0.87, "linear")).exactly([0.1, 0.9]);
    expect(roundDomain(0.13, 8.2, "log")).exactly([0.12, 10]);
    expect(roundDomain(-3.2, 7.9, "linear")).exactly([-4, 8]);
    expect(roundDomain(0.031, 0.97, "logit")).exactly([0.02, 0.98]);
  });

  it("hold every value around which they are laid", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.constantFrom("linear" as const, "log" as const),
        (values, scale) => {
          const [from, to] = domainAround(values, scale);
          expect(from).toBeLessThan(to);
          for (const value of values) expect(value >= from && value <= to).exactly(true);
        },
      ),
      { numRuns: 300, seed: 20261124 },
    );
  });
});
