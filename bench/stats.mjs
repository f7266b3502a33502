// Nanoseconds per call of stats beside the engine's own Math; laws are in laws.mjs. Run after `tsc -b`: node bench/stats.mjs
import { nanoseconds as timeOf, nanosecondsOf } from "./nanoseconds.mjs";
import * as stats from "../packages/stats/dist/index.js";

const COUNT = 1 << 14;
const stream = stats.createStream();
stats.openStream(stream, stats.streamFamily(stats.parseSeed(1), "bench", "arguments"), 0);
const between = (from, to) =>
  Float64Array.from({ length: COUNT }, () => from + (to - from) * stats.drawUniform(stream));

const longer = { microseconds: 20_000 };
const nanoseconds = (run, calls) => nanosecondsOf(run, calls, longer);
const overColumn = (f, column) => timeOf(f, column, longer);

function row(name, ours, engine) {
  const beside = engine === undefined ? "" : `${engine.toFixed(1).padStart(9)}`;
  console.log(`${name.padEnd(44)}${ours.toFixed(1).padStart(9)}${beside}`);
}

console.log(
  `Node ${process.version}, V8 ${process.versions.v8}\n${"".padEnd(44)}${"ns".padStart(9)}${"Math, ns".padStart(9)}`,
);
const ranges = {
  exp: [-20, 20],
  log: [1e-3, 1e3],
  log1p: [-0.9, 3],
  expm1: [-2, 2],
  cbrt: [-100, 100],
  sin: [-10, 10],
  cos: [-10, 10],
  atan: [-5, 5],
  asin: [-1, 1],
};
for (const [name, [from, to]] of Object.entries(ranges)) {
  const column = between(from, to);
  row(name, overColumn(stats[name], column), overColumn(Math[name], column));
}
const base = between(0.01, 20);
row(
  "pow(x, 1/3)",
  overColumn((x) => stats.pow(x, 1 / 3), base),
  overColumn((x) => Math.pow(x, 1 / 3), base),
);

const z = between(-4, 4);
const p = between(1e-6, 1 - 1e-6);
row("standardNormalCdf", overColumn(stats.standardNormalCdf, z));
row("standardNormalQuantile", overColumn(stats.standardNormalQuantile, p));
row("logGamma", overColumn(stats.logGamma, base));
const family = stats.streamFamily(stats.parseSeed(1), "bench", "draws");
row(
  "openStream",
  nanoseconds(() => {
    for (let i = 0; i < COUNT; i++) stats.openStream(stream, family, i);
    return stream.a;
  }, COUNT),
);
const draws = {
  nextWord: stats.nextWord,
  drawUniform: stats.drawUniform,
  drawStandardNormal: stats.drawStandardNormal,
  drawExponential: (s) => stats.drawExponential(s, 2),
};
for (const [name, draw] of Object.entries(draws)) {
  const loop = new Function(
    "draw",
    "stream",
    "count",
    "let sum = 0; for (let i = 0; i < count; i++) sum += draw(stream); return sum;",
  );
  row(
    name,
    nanoseconds(() => loop(draw, stream, COUNT), COUNT),
    name === "drawUniform" ? overColumn(() => Math.random(), base) : undefined,
  );
}

const patients = 200;
const sample = {
  times: between(0, 24).slice(0, patients),
  events: Float64Array.from({ length: patients }, () => stats.drawBernoulli(stream, 0.7)),
  groups: Float64Array.from({ length: patients }, (_, i) => i % 2),
};
row(
  "logRankTest, 200 patients",
  nanoseconds(() => stats.logRankTest(sample, { weight: { kind: "logRank" } }).chiSquared, 1),
);
const table = { experimental: { events: 21, n: 60 }, control: { events: 9, n: 60 } };
row(
  "fisherTest, 60 per arm",
  nanoseconds(() => stats.fisherTest(table, { twoSided: "minimumLikelihood" }).pTwoSided, 1),
);
row(
  "differenceInterval, Miettinen-Nurminen",
  nanoseconds(() => stats.differenceInterval(table, { method: "miettinenNurminen", level: 0.95 }).lower, 1),
);
