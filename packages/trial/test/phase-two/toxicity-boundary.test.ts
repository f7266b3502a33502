import { createStream, drawUniform, openStream, parseSeed, streamFamily } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { toxicityBoundary } from "../../src/index.ts";

describe("toxicityBoundary", () => {
  it("Pocock-type: the largest constant level whose whole probability of stopping is below alpha", () => {
    const boundary = toxicityBoundary({ patients: 20, rate: 0.2, rule: { kind: "pocock", alpha: 0.05 } });
    expect(boundary.at(0.2).stops).toBeLessThanOrEqual(0.05);
    // Against every sequence of a smaller trial, which can be counted: 2^12 of them.
    const small = toxicityBoundary({ patients: 12, rate: 0.3, rule: { kind: "pocock", alpha: 0.1 } });
    const limits = new Map(small.looks.map(({ patients, stopAt }) => [patients, stopAt]));
    let stops = 0;
    let expected = 0;
    for (let sequence = 0; sequence < 4096; sequence++) {
      let [x, probability, stopped] = [0, 1, 12];
      for (let n = 1; n <= 12; n++) {
        const toxic = (sequence >> (n - 1)) & 1;
        x += toxic;
        probability *= toxic === 1 ? 0.3 : 0.7;
        if (stopped === 12 && x >= (limits.get(n) ?? Infinity)) stopped = n === 12 ? 12.5 : n;
      }
      if (stopped !== 12) stops += probability;
      expected += probability * Math.floor(stopped);
    }
    const because = "sums of 4,096 products";
    expect(small.at(0.3).stops).agreesWith(stops, { absolute: 1e-12, because });
    expect(small.at(0.3).expectedPatients).agreesWith(expected, { absolute: 1e-11, because });
    expect(stops).toBeLessThanOrEqual(0.1);
  });

  it("Bayesian: stops where the posterior says so, and as often as simulated trials do", () => {
    const rule = { kind: "bayesian", a: 0.4, b: 1.6, threshold: 0.95 } as const;
    const boundary = toxicityBoundary({ patients: 30, rate: 0.2, rule, firstLook: 3, every: 3 });
    // scipy 1.10.1: beta(0.4 + x, 1.6 + n - x).sf(0.2) is 0.9071 for 2 of 3 and 0.9899 for 3 of 3.
    expect(boundary.looks[0]).exactly({ patients: 3, stopAt: 3 });
    const { stops } = boundary.at(0.35);
    const limits = new Map(boundary.looks.map(({ patients, stopAt }) => [patients, stopAt]));
    const stream = createStream();
    openStream(stream, streamFamily(parseSeed(4), "test", "toxicity"), 0);
    const replicates = 20_000;
    let stopped = 0;
    for (let i = 0; i < replicates; i++) {
      let x = 0;
      for (let n = 1; n <= 30; n++) {
        if (drawUniform(stream) < 0.35) x++;
        if (x < (limits.get(n) ?? Infinity)) continue;
        stopped++;
        break;
      }
    }
    expect(stopped / replicates).withinMonteCarlo(stops, { replicates, falseAlarm: 1e-6 });
  });

  it("refuses what cannot be", () => {
    const rule = { kind: "bayesian", a: 0, b: 1, threshold: 2 } as const;
    expect(() => toxicityBoundary({ patients: 0, rate: 1, rule })).toThrow(
      /patients[\s\S]*rate[\s\S]*prior[\s\S]*threshold/,
    );
  });
});
