import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import type { Distribution } from "../../src/index.ts";

type Row = readonly [parameters: unknown, x: number, logPdf: string, logSmaller: string, smaller: "lower" | "upper"];

const folder = new URL("../reference/distributions/hostile/", import.meta.url);
const because = "mpmath, 60 to 420 digits; the goal of the family";

/** JSON has no infinite numbers; ends that are open are written as text. */
function unlimited(key: string, value: unknown): unknown {
  return (key === "from" || key === "to") && typeof value === "string" ? Number(value) : value;
}

function read(url: URL): unknown {
  return JSON.parse(readFileSync(url, "utf8"), unlimited);
}

const discrete = new Set([
  "binomial",
  "poisson",
  "hypergeometric",
  "negativeBinomial",
  "betaBinomial",
  "noncentralHypergeometric",
]);
const precise = new Set(["normal", "exponential", "gamma"]);

function goalOf(family: string): number {
  if (precise.has(family)) return 1e-13;
  return family.startsWith("noncentral") && family !== "noncentralHypergeometric" ? 1e-10 : 1e-12;
}

const families = readdirSync(folder)
  .map((file) => file.replace(".json", ""))
  .map((family) => ({
    family,
    rows: (read(new URL(`${family}.json`, folder)) as { readonly rows: readonly Row[] }).rows,
  }));

function lawOf(family: string, parameters: unknown): Distribution {
  return (stats[family as keyof typeof stats] as unknown as (parameters: unknown) => Distribution)(parameters);
}

/** e^log to within the rounding of the logarithm's own decimal text, which has 21 digits: for |log| <= 745 below one ulp and a half. */
function expected(log: number): { value: number; slack: number } {
  return { value: Math.exp(log), slack: Math.abs(log) * 2 ** -52 + 2 ** -51 };
}

describe.each(families)(
  "$family, from tiny to huge parameters, in far tails and at the ends",
  {
    meta: {
      validates: {
        requirement: "Distributions at hostile points",
        functions: ["Distribution"],
        source: "mpmath 1.2.1",
      },
    },
  },
  ({ family, rows }) => {
    const relative = goalOf(family);

    it("has the logarithms of its density and of its smaller tail", () => {
      for (const [parameters, x, logPdf, logSmaller, smaller] of rows) {
        const law = lawOf(family, parameters);
        const place = `${family}(${JSON.stringify(parameters)}) at ${x}`;
        // A log density is judged as the relative error of the density where it is below 1 in size.
        expect(law.logPdf(x), `logPdf ${place}`).agreesWith(Number(logPdf), { relative, absolute: relative, because });
        const logTail = smaller === "lower" ? law.logCdf(x) : law.logSf(x);
        expect(logTail, `log tail ${place}`).agreesWith(Number(logSmaller), { relative, because });
      }
    });

    it("has the density, the smaller tail and its complement", () => {
      for (const [parameters, x, logPdf, logSmaller, smaller] of rows) {
        const law = lawOf(family, parameters);
        const place = `${family}(${JSON.stringify(parameters)}) at ${x}`;
        const density = expected(Number(logPdf));
        if (Math.abs(Number(logPdf)) < 690) {
          expect(law.pdf(x), `pdf ${place}`).agreesWith(density.value, { relative: relative + density.slack, because });
        }
        const { value, slack } = expected(Number(logSmaller));
        const [tail, rest] = smaller === "lower" ? [law.cdf(x), law.sf(x)] : [law.sf(x), law.cdf(x)];
        const bounds = { relative: relative + slack, absolute: 1e-307, because };
        expect(tail, `tail ${place}`).agreesWith(value, bounds);
        expect(rest, `other tail ${place}`).agreesWith(1 - value, { relative: 1e-15 + relative * value, because });
        const logRest = smaller === "lower" ? law.logSf(x) : law.logCdf(x);
        expect(logRest, `log of the other tail ${place}`).agreesWith(Math.log1p(-value), bounds);
      }
    });

    it("finds x again from its smaller tail", () => {
      for (const [parameters, x, , , smaller] of rows) {
        const law = lawOf(family, parameters);
        const [tail, inverse] = smaller === "lower" ? (["cdf", "quantile"] as const) : (["sf", "isf"] as const);
        const p = law[tail](x);
        if (!(p > 1e-300 && p < 1)) continue;
        const found = law[inverse](p);
        const place = `${family}(${JSON.stringify(parameters)}).${inverse}(${p})`;
        if (discrete.has(family)) {
          // A mass of less than 1e-12 of the tail is below what the tail itself is known to.
          if (law.pdf(x) > 1e-12 * p && (inverse === "quantile" || law.pdf(x + 1) > 0)) expect(found, place).exactly(x);
          continue;
        }
        if (found === Infinity) {
          // On the plateau of a cured share: no time is late enough.
          expect(law[tail](found), place).agreesWith(p, { relative, because });
          continue;
        }
        // Between the tails one rounding of x to either side nothing can be closer.
        const width = Math.max(Math.abs(found) * 2 ** -51, 5e-324);
        const sides = [law[tail](found - width), law[tail](found + width)];
        expect(Math.min(...sides) <= p * (1 + relative), place).exactly(true);
        expect(Math.max(...sides) >= p * (1 - relative), place).exactly(true);
      }
    });
  },
);

const closed = read(new URL("../reference/distributions/closed-forms.json", import.meta.url)) as {
  moments: readonly (readonly [family: string, parameters: unknown, mean: string, variance: string])[];
  dirichlet: readonly (readonly [weights: readonly number[], x: readonly number[], logPdf: string])[];
};

describe("moments agree with their closed forms", {
  meta: {
    validates: {
      requirement: "Moments of every law",
      functions: ["Distribution"],
      source: "closed forms in mpmath 1.2.1",
    },
  },
}, () => {
  it.each(closed.moments)("%s %j", (family, parameters, mean, variance) => {
    const law = lawOf(family, parameters);
    const tolerance = { relative: family === "gompertz" ? 1e-11 : 1e-13, because: "mpmath, 60 digits and more" };
    expect(law.mean()).agreesWith(Number(mean), tolerance);
    expect(law.variance()).agreesWith(Number(variance), tolerance);
  });
});

it("the Dirichlet density agrees with its closed form", () => {
  for (const [weights, x, logPdf] of closed.dirichlet) {
    // Terms of (a - 1) log x and log Γ(a) cancel: the largest of them rounds.
    const size = Math.max(...weights.map((a, i) => Math.abs((a - 1) * Math.log(x[i]!)) + Math.abs(a * Math.log(a))));
    const absolute = 1e-14 * Math.max(1, size);
    expect(stats.dirichlet({ weights }).logPdf(x)).agreesWith(Number(logPdf), {
      absolute,
      because: "mpmath, 60 digits",
    });
  }
});
