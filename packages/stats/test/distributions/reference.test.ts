import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import type { Distribution } from "../../src/index.ts";

interface Point {
  readonly parameters: Readonly<Record<string, number>>;
  readonly x: number;
  readonly pdf: string | null;
  readonly logPdf: string | null;
  readonly cdf: string | null;
  readonly sf: string | null;
  readonly logCdf: string | null;
  readonly logSf: string | null;
}

/** Goal of each family: largest relative error. */
const families: Readonly<Record<string, { make: (parameters: never) => Distribution; relative: number }>> = {
  normal: { make: stats.normal, relative: 1e-13 },
  exponential: { make: stats.exponential, relative: 1e-13 },
  gamma: { make: stats.gamma, relative: 1e-13 },
  chiSquared: { make: stats.chiSquared, relative: 1e-12 },
  studentT: { make: stats.studentT, relative: 1e-12 },
  fDistribution: { make: stats.fDistribution, relative: 1e-12 },
  beta: { make: stats.beta, relative: 1e-12 },
  weibull: { make: stats.weibull, relative: 1e-12 },
  logNormal: { make: stats.logNormal, relative: 1e-12 },
  binomial: { make: stats.binomial, relative: 1e-12 },
  poisson: { make: stats.poisson, relative: 1e-12 },
  hypergeometric: { make: stats.hypergeometric, relative: 1e-12 },
  logLogistic: { make: stats.logLogistic, relative: 1e-12 },
  gompertz: { make: stats.gompertz, relative: 1e-12 },
  negativeBinomial: { make: stats.negativeBinomial, relative: 1e-12 },
  betaBinomial: { make: stats.betaBinomial, relative: 1e-12 },
  noncentralHypergeometric: { make: stats.noncentralHypergeometric, relative: 1e-12 },
  noncentralChiSquared: { make: stats.noncentralChiSquared, relative: 1e-10 },
  noncentralF: { make: stats.noncentralF, relative: 1e-10 },
  noncentralT: { make: stats.noncentralT, relative: 1e-10 },
  truncatedNormal: { make: stats.truncatedNormal, relative: 1e-11 },
};

const discrete = new Set([
  "binomial",
  "poisson",
  "hypergeometric",
  "negativeBinomial",
  "betaBinomial",
  "noncentralHypergeometric",
]);
const functions = ["pdf", "logPdf", "cdf", "sf", "logCdf", "logSf"] as const;
const because = "mpmath, 60 digits; the goal of the family";

/** JSON has no infinite numbers; ends that are open are written as text. */
function unlimited(key: string, value: unknown): unknown {
  return (key === "from" || key === "to") && typeof value === "string" ? Number(value) : value;
}

describe.each(Object.entries(families))(
  "%s",
  {
    meta: {
      validates: {
        requirement: "Distributions, ordinary and far-tail points",
        functions: ["Distribution"],
        source: "mpmath 1.2.1",
      },
    },
  },
  (family, { make, relative }) => {
    const file = new URL(`../reference/distributions/${family}.json`, import.meta.url);
    const points = (JSON.parse(readFileSync(file, "utf8"), unlimited) as { points: readonly Point[] }).points;

    it.each(functions)("%s agrees with mpmath, tails included", (name) => {
      for (const point of points) {
        const reference = point[name];
        if (reference === null) continue;
        const value = make(point.parameters as never)[name](point.x);
        // A logarithm near 0 is judged absolutely, as the relative error of what it is the logarithm of.
        const absolute = name === "logPdf" ? relative : 0;
        const place = `${family}(${JSON.stringify(point.parameters)}).${name}(${point.x})`;
        expect(value, place).agreesWith(Number(reference), { relative, absolute, because });
      }
    });

    it("quantile and isf find x again, judged by the probability there", () => {
      for (const point of points) {
        const law = make(point.parameters as never);
        for (const [tail, inverse] of [
          ["cdf", "quantile"],
          ["sf", "isf"],
        ] as const) {
          const p = Number(point[tail] ?? 0);
          if (!(p > 1e-300 && p < 1)) continue;
          const x = law[inverse](p);
          const place = `${family}(${JSON.stringify(point.parameters)}).${inverse}(${p})`;
          if (Number.isInteger(point.x) && discrete.has(family)) {
            expect(law[tail](x), place).agreesWith(p, { relative: 1e-12, because });
            continue;
          }
          // One rounding of x moves the probability by x f(x) / p; nothing can be closer than that.
          const rounding = Math.abs(x) * law.pdf(x) * 2 ** -52;
          expect(law[tail](x), place).agreesWith(p, { relative: 1e-13, absolute: 2 * rounding, because });
        }
      }
    });
  },
);
