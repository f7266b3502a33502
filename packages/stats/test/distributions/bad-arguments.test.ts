import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import { InvalidInput, type Distribution } from "../../src/index.ts";

type Rule = "finite" | "positive" | "notNegative" | "count" | "share" | "openShare" | "end";

/** What each kind of parameter refuses. */
const refused: Readonly<Record<Rule, readonly number[]>> = {
  finite: [Number.NaN, Infinity, -Infinity],
  positive: [Number.NaN, Infinity, -Infinity, 0, -1],
  notNegative: [Number.NaN, Infinity, -Infinity, -1e-300, -1],
  count: [Number.NaN, Infinity, -Infinity, -1, 2.5, 2 ** 54],
  share: [Number.NaN, Infinity, -1e-16, 1.0000000000000002],
  openShare: [Number.NaN, Infinity, 0, 1, -0.5],
  end: [Number.NaN],
};

const shape = { kind: "positive", good: 2 } as const;
const laws: Readonly<Record<string, Readonly<Record<string, { readonly kind: Rule; readonly good: number }>>>> = {
  normal: { mean: { kind: "finite", good: 1 }, sd: shape },
  exponential: { hazard: shape },
  gamma: { shape, rate: shape },
  chiSquared: { df: shape },
  studentT: { df: shape },
  fDistribution: { df1: shape, df2: shape },
  beta: { a: shape, b: shape },
  weibull: { shape, scale: shape },
  logNormal: { meanLog: { kind: "finite", good: 0 }, sdLog: shape },
  logLogistic: { shape, scale: shape },
  gompertz: { shape: { kind: "finite", good: 0.1 }, rate: shape },
  uniform: { from: { kind: "finite", good: 0 }, to: { kind: "finite", good: 1 } },
  truncatedNormal: {
    mean: { kind: "finite", good: 0 },
    sd: shape,
    from: { kind: "end", good: -1 },
    to: { kind: "end", good: 1 },
  },
  binomial: { n: { kind: "count", good: 9 }, p: { kind: "share", good: 0.3 } },
  poisson: { mean: { kind: "notNegative", good: 3 } },
  negativeBinomial: { size: shape, p: { kind: "openShare", good: 0.4 } },
  hypergeometric: {
    successes: { kind: "count", good: 7 },
    failures: { kind: "count", good: 8 },
    draws: { kind: "count", good: 5 },
  },
  noncentralHypergeometric: {
    successes: { kind: "count", good: 7 },
    failures: { kind: "count", good: 8 },
    draws: { kind: "count", good: 5 },
    oddsRatio: shape,
  },
  betaBinomial: { n: { kind: "count", good: 9 }, a: shape, b: shape },
  noncentralChiSquared: { df: shape, noncentrality: { kind: "notNegative", good: 1 } },
  noncentralF: { df1: shape, df2: { kind: "positive", good: 8 }, noncentrality: { kind: "notNegative", good: 1 } },
  noncentralT: { df: shape, noncentrality: { kind: "finite", good: 1 } },
};

function make(family: string, parameters: Readonly<Record<string, number>>): Distribution {
  return (stats[family as keyof typeof stats] as unknown as (parameters: unknown) => Distribution)(parameters);
}

function issuesOf(run: () => unknown): readonly stats.Issue[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInput) return error.issues;
    throw error;
  }
  return [];
}

describe.each(Object.entries(laws))("%s", (family, rules) => {
  const good = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.good]));

  it.each(Object.entries(rules))("refuses a bad %s by name", (name, { kind }) => {
    for (const value of refused[kind]) {
      const issues = issuesOf(() => make(family, { ...good, [name]: value }));
      expect(
        issues.some((issue) => issue.path.includes(name) || issue.message.includes(String(value))),
        `${name} = ${value}`,
      ).exactly(true);
    }
  });

  it("refuses NaN where a number is asked for, and what is no probability", () => {
    const law = make(family, good);
    for (const name of ["pdf", "logPdf", "cdf", "sf", "logCdf", "logSf"] as const) {
      expect(
        issuesOf(() => law[name](Number.NaN)).map((issue) => issue.path.join(".")),
        name,
      ).exactly(["x"]);
    }
    for (const name of ["quantile", "isf"] as const) {
      for (const p of [Number.NaN, -1e-300, 1.0000000000000002, Infinity]) {
        expect(
          issuesOf(() => law[name](p)).map((issue) => issue.path.join(".")),
          `${name}(${p})`,
        ).exactly(["p"]);
      }
    }
  });

  it("has the limits of its functions at both infinite ends", () => {
    const law = make(family, good);
    for (const [x, lower] of [
      [-Infinity, 0],
      [Infinity, 1],
    ] as const) {
      expect([law.cdf(x), law.sf(x)]).exactly([lower, 1 - lower]);
      expect([Math.exp(law.logCdf(x)), Math.exp(law.logSf(x))]).exactly([lower, 1 - lower]);
      expect([law.pdf(x), law.logPdf(x)]).exactly([0, -Infinity]);
    }
    expect([law.cdf(law.quantile(1)), law.sf(law.isf(0))]).exactly([1, 0]);
    expect(law.quantile(0)).exactly(law.isf(1));
  });
});

describe("rules between parameters", () => {
  it.each([
    [() => stats.uniform({ from: 1, to: 1 }), "1 is not above from = 1"],
    [() => stats.uniform({ from: -1.7e308, to: 1.7e308 }), "wider than the largest number"],
    [() => stats.truncatedNormal({ mean: 0, sd: 1, from: 2, to: 1 }), "from must be below to"],
    [() => stats.truncatedNormal({ mean: 0, sd: 1, from: Infinity, to: Infinity }), "from must be below to"],
    [() => stats.hypergeometric({ successes: 3, failures: 3, draws: 7 }), "7 draws from 6"],
    [() => stats.piecewiseExponential({ pieces: [] }), "no pieces"],
    [() => stats.piecewiseExponential({ pieces: [{ from: 1, hazard: 1 }] }), "must start at 0"],
    [() => stats.piecewiseExponential({ pieces: [{ from: 0, hazard: -1 }] }), "-1"],
    [() => stats.piecewiseExponential({ pieces: [{ from: 0, hazard: Number.NaN }] }), "NaN"],
    [() => stats.piecewiseExponential({ pieces: [{ from: 0, hazard: 1 }], curedShare: 1.1 }), "curedShare: 1.1"],
    [() => stats.gamma({ shape: 1e-13, rate: 1 }), "between 1e-12 and 1e15"],
    [() => stats.poisson({ mean: 1e16 }), "at most 1e15"],
    [() => stats.negativeBinomial({ size: 1, p: 1e-300 }), "above 1e15"],
    [() => stats.betaBinomial({ n: 1e9, a: 1, b: 1 }), "from 0 to 10000000"],
  ])("are named: %#", (run, words) => {
    expect(run).toThrow(InvalidInput);
    expect(run).toThrow(words);
  });
});

describe("special functions", () => {
  it.each([
    ...(["standardNormalPdf", "standardNormalCdf", "standardNormalSf", "standardNormalLogCdf"] as const),
    ...(["standardNormalLogSf", "erf", "erfc", "logGamma", "digamma", "trigamma"] as const),
  ])("%s refuses NaN", (name) => {
    expect(issuesOf(() => stats[name](Number.NaN)).length).exactly(1);
  });

  it.each(["standardNormalQuantile", "standardNormalIsf"] as const)("%s refuses what is no probability", (name) => {
    for (const p of [Number.NaN, -0.1, 1.1, Infinity, -Infinity])
      expect(issuesOf(() => stats[name](p)).length).exactly(1);
    expect(Math.abs(stats[name](0))).exactly(Infinity);
  });

  it("digamma refuses its poles, trigamma is infinite there", () => {
    for (const x of [0, -1, -7, -Infinity]) expect(issuesOf(() => stats.digamma(x)).length).exactly(1);
    expect(issuesOf(() => stats.trigamma(-Infinity)).length).exactly(1);
    expect([stats.trigamma(0), stats.trigamma(-3), stats.trigamma(Infinity), stats.digamma(Infinity)]).exactly([
      Infinity,
      Infinity,
      0,
      Infinity,
    ]);
  });

  it("digamma and trigamma below 0 agree with mpmath 1.2.1", () => {
    const tolerance = { relative: 1e-14, because: "mpmath.psi, 40 digits" };
    expect(stats.digamma(-1.5)).agreesWith(0.7031566406452432, tolerance);
    expect(stats.digamma(-0.25)).agreesWith(2.9141391202135276, tolerance);
    expect(stats.trigamma(-1.5)).agreesWith(9.379246644989124, tolerance);
    expect(stats.trigamma(-20.3)).agreesWith(15.03134603262623, tolerance);
  });

  it.each([
    "incompleteGammaLower",
    "incompleteGammaUpper",
    "logIncompleteGammaLower",
    "logIncompleteGammaUpper",
  ] as const)("%s refuses shapes and arguments outside of its domain, each named", (name) => {
    for (const a of [Number.NaN, 0, -1, Infinity, 1e-13, 1e16]) {
      expect(issuesOf(() => stats[name](a, 1)).map((issue) => issue.path[0])).exactly(["a"]);
    }
    for (const x of [Number.NaN, -1, -Infinity]) {
      expect(issuesOf(() => stats[name](1, x)).map((issue) => issue.path[0])).exactly(["x"]);
    }
    const isLower = name.endsWith("Lower");
    const isLog = name.startsWith("log");
    expect(stats[name](2, Infinity) + 0).exactly(isLower ? (isLog ? 0 : 1) : isLog ? -Infinity : 0);
    expect(stats[name](2, 0) + 0).exactly(isLower ? (isLog ? -Infinity : 0) : isLog ? 0 : 1);
  });

  it.each(["incompleteBetaLower", "incompleteBetaUpper", "logIncompleteBetaLower", "logIncompleteBetaUpper"] as const)(
    "%s refuses shapes and arguments outside of its domain, each named",
    (name) => {
      for (const bad of [Number.NaN, 0, -1, Infinity, 1e-13, 1e16]) {
        expect(issuesOf(() => stats[name](bad, 1, 0.5)).map((issue) => issue.path[0])).exactly(["a"]);
        expect(issuesOf(() => stats[name](1, bad, 0.5)).map((issue) => issue.path[0])).exactly(["b"]);
      }
      for (const x of [Number.NaN, -1e-300, 1.0000000000000002, Infinity]) {
        expect(issuesOf(() => stats[name](1, 1, x)).map((issue) => issue.path[0])).exactly(["x"]);
      }
    },
  );
});
