import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import type { Distribution } from "../../src/index.ts";

const size = fc.double({ min: -12, max: 15, noNaN: true }).map((power) => 10 ** power);
const anywhere = fc.oneof(
  fc.double({ min: -300, max: 300, noNaN: true }).map((power) => 10 ** power),
  fc.constantFrom(0, 1, -1, 5e-324, 1.7e308, Infinity, -Infinity),
);

const laws: Readonly<Record<string, fc.Arbitrary<Distribution>>> = {
  normal: fc
    .tuple(anywhere, anywhere)
    .filter(([mean, sd]) => Number.isFinite(mean) && sd > 0 && sd < Infinity)
    .map(([mean, sd]) => stats.normal({ mean, sd })),
  gamma: size.map((shape) => stats.gamma({ shape, rate: 1 })),
  chiSquared: size.map((df) => stats.chiSquared({ df })),
  studentT: size.map((df) => stats.studentT({ df })),
  fDistribution: fc.tuple(size, size).map(([df1, df2]) => stats.fDistribution({ df1, df2 })),
  beta: fc.tuple(size, size).map(([a, b]) => stats.beta({ a, b })),
  weibull: fc.tuple(size, size).map(([shape, scale]) => stats.weibull({ shape, scale })),
  logLogistic: fc.tuple(size, size).map(([shape, scale]) => stats.logLogistic({ shape, scale })),
  gompertz: fc.tuple(size, size).map(([shape, rate]) => stats.gompertz({ shape: shape - 1, rate })),
  poisson: size.map((mean) => stats.poisson({ mean })),
};

/** Far outside of every use: each function still answers, in time, with a number that it can be. */
describe.each(Object.entries(laws))("%s, from 1e-12 to 1e15", (_, arbitrary) => {
  it("gives no NaN, no probability outside [0, 1], and does not hang", () => {
    fc.assert(
      fc.property(arbitrary, anywhere, (law, x) => {
        for (const at of [x, -x, law.quantile(0.5), law.quantile(1e-10), law.isf(1e-10)]) {
          for (const name of ["pdf", "logPdf", "cdf", "sf", "logCdf", "logSf"] as const) {
            const value = law[name](at);
            expect(Number.isNaN(value), `${name}(${at})`).exactly(false);
            if (name === "cdf" || name === "sf")
              expect(value >= 0 && value <= 1, `${name}(${at}) = ${value}`).exactly(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
