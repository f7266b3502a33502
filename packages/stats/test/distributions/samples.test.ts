import { describe, expect, it } from "vitest";
import * as stats from "../../src/index.ts";
import {
  createStream,
  type Distribution,
  drawOpenUniform,
  nextWord,
  openStream,
  type Stream,
} from "../../src/index.ts";
import { kolmogorovLimit, kolmogorovStatistic } from "../streams/kolmogorov.ts";

const family = stats.streamFamily(stats.parseSeed(1124), "distributions", "samples");
const draws = 20_000;
const falseAlarm = 1e-7;

const continuous: Readonly<Record<string, Distribution>> = {
  normal: stats.normal({ mean: 3, sd: 2 }),
  exponential: stats.exponential({ hazard: 0.3 }),
  gamma: stats.gamma({ shape: 0.4, rate: 2 }),
  chiSquared: stats.chiSquared({ df: 3 }),
  studentT: stats.studentT({ df: 2.5 }),
  fDistribution: stats.fDistribution({ df1: 3, df2: 7 }),
  beta: stats.beta({ a: 0.7, b: 3 }),
  weibull: stats.weibull({ shape: 1.7, scale: 4 }),
  logNormal: stats.logNormal({ meanLog: 1, sdLog: 0.8 }),
  logLogistic: stats.logLogistic({ shape: 1.2, scale: 3 }),
  gompertz: stats.gompertz({ shape: 0.2, rate: 0.05 }),
  uniform: stats.uniform({ from: -2, to: 5 }),
  piecewiseExponential: stats.piecewiseExponential({
    pieces: [
      { from: 0, hazard: 0.1 },
      { from: 3, hazard: 0 },
      { from: 4, hazard: 0.4 },
    ],
  }),
};

/** Those whose quantile is a search: fewer draws, since each costs an integral or a sum at every step. */
const searched: Readonly<Record<string, Distribution>> = {
  truncatedNormal: stats.truncatedNormal({ mean: 0, sd: 1, from: 0.5, to: 4 }),
  noncentralChiSquared: stats.noncentralChiSquared({ df: 3, noncentrality: 4 }),
  noncentralF: stats.noncentralF({ df1: 3, df2: 20, noncentrality: 4 }),
  noncentralT: stats.noncentralT({ df: 8, noncentrality: 1 }),
};

const discrete: Readonly<Record<string, Distribution>> = {
  binomial: stats.binomial({ n: 30, p: 0.3 }),
  poisson: stats.poisson({ mean: 6.5 }),
  negativeBinomial: stats.negativeBinomial({ size: 2.5, p: 0.3 }),
  hypergeometric: stats.hypergeometric({ successes: 30, failures: 40, draws: 20 }),
  noncentralHypergeometric: stats.noncentralHypergeometric({ successes: 30, failures: 40, draws: 20, oddsRatio: 3 }),
  betaBinomial: stats.betaBinomial({ n: 20, a: 0.8, b: 2 }),
};

function sampleOf(law: Distribution, size: number): Float64Array {
  const stream = createStream();
  openStream(stream, family, 0);
  return Float64Array.from({ length: size }, () => law.sample(stream));
}

describe.each(Object.entries(continuous))("draws of %s", (_, law) => {
  it("follow its distribution function (Kolmogorov–Smirnov, 20,000 draws)", () => {
    expect(kolmogorovStatistic(sampleOf(law, draws), law.cdf)).toBeLessThan(kolmogorovLimit(falseAlarm));
  });
});

describe.each(Object.entries(searched))("draws of %s", (_, law) => {
  it("follow its distribution function (Kolmogorov–Smirnov, 250 draws)", () => {
    expect(kolmogorovStatistic(sampleOf(law, 250), law.cdf)).toBeLessThan(kolmogorovLimit(falseAlarm));
  });
});

describe.each(Object.entries(discrete))("draws of %s", (_, law) => {
  it("follow its mass function (chi-square, 20,000 draws, cells of at least 20 expected)", () => {
    const counts = new Map<number, number>();
    for (const k of sampleOf(law, draws)) counts.set(k, (counts.get(k) ?? 0) + 1);
    let statistic = 0;
    let cells = 0;
    let expected = 0;
    let found = 0;
    const last = law.isf(20 / draws);
    for (let k = 0; k <= last; k++) {
      expected += draws * (k === last ? law.sf(k - 1) : law.pdf(k));
      found += counts.get(k) ?? 0;
      if (k === last) for (const [value, count] of counts) found += value > last ? count : 0;
      if (expected < 20 && k < last) continue;
      statistic += (found - expected) ** 2 / expected;
      cells++;
      expected = 0;
      found = 0;
    }
    expect(cells).toBeGreaterThan(5);
    expect(stats.chiSquared({ df: cells - 1 }).sf(statistic)).toBeGreaterThan(falseAlarm);
  });
});

describe.each(Object.entries({ ...continuous, ...searched, ...discrete }))("one draw of %s", (_, law) => {
  it("takes one uniform from its stream, two words, and nothing else", () => {
    const ours: Stream = createStream();
    const theirs: Stream = createStream();
    openStream(ours, family, 5);
    openStream(theirs, family, 5);
    for (let i = 0; i < 5; i++) {
      law.sample(ours);
      drawOpenUniform(theirs);
    }
    expect(nextWord(ours)).exactly(nextWord(theirs));
  });
});

it("a cured share is drawn as Infinity, as often as it should be", () => {
  const law = stats.piecewiseExponential({ pieces: [{ from: 0, hazard: 1 }], curedShare: 0.3 });
  const cured = sampleOf(law, draws).filter((time) => time === Infinity).length / draws;
  expect(cured).withinMonteCarlo(0.3, { replicates: draws, falseAlarm });
});
