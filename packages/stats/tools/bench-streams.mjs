// Nanoseconds per draw and per opening of a stream beside seedrandom, Math.random and jStat. Run after `tsc -b`: node tools/bench-streams.mjs
import library from "jstat";
import seedrandom from "seedrandom";
import * as stats from "../dist/index.js";

const { jStat } = library;
const stream = stats.createStream();
const family = stats.streamFamily(stats.parseSeed(1), "bench", "streams");
stats.openStream(stream, family, 0);
let sink = 0;

/** Median over rounds of process CPU time per call, in a loop compiled for this function alone; fills count each of their draws. */
function nanoseconds(f, draws = 1) {
  // oxlint-disable-next-line typescript/no-implied-eval -- one loop for each function, so that each is inlined as in real use
  const loop = new Function("f", "n", "let sum = 0; for (let i = 0; i < n; i++) sum += f(i); return sum;");
  let n = 1;
  for (let used = 0; used < 5000; n *= 2) {
    const started = process.cpuUsage();
    sink += loop(f, n);
    used = process.cpuUsage(started).user;
  }
  const rounds = [];
  for (let round = 0; round < 9; round++) {
    const started = process.cpuUsage();
    sink += loop(f, n);
    rounds.push((process.cpuUsage(started).user * 1000) / n / draws);
  }
  return rounds.toSorted((a, b) => a - b)[4];
}

function table(title, rows) {
  console.log(`\n${title.padEnd(46)}${"ns".padStart(9)}${"ratio".padStart(9)}`);
  const first = rows[0][1];
  for (const [name, ns] of rows) {
    console.log(`  ${name.padEnd(44)}${ns.toFixed(1).padStart(9)}${(ns / first).toFixed(1).padStart(9)}`);
  }
}

const column = new Float64Array(1000);
const filled = (fill) => nanoseconds(() => (fill(), column[0]), column.length);
const arc4 = seedrandom("bench");
const alea = seedrandom.alea("bench");
console.log(`Node ${process.version}, V8 ${process.versions.v8}; ratio to the first line of each table`);
table("start of a stream", [
  ["openStream", nanoseconds((i) => (stats.openStream(stream, family, i, 3), stream.a))],
  ["seedrandom.alea(text)", nanoseconds((i) => seedrandom.alea(`sim/${i}`).int32())],
  ["seedrandom.xor4096(text)", nanoseconds((i) => seedrandom.xor4096(`sim/${i}`).int32())],
  ["seedrandom(text) (ARC4)", nanoseconds((i) => seedrandom(`sim/${i}`).int32())],
  ["parseSeed(text)", nanoseconds((i) => stats.parseSeed(`sim/${i}`).low)],
]);
table("uniform, 53 bits", [
  ["drawUniform", nanoseconds(() => stats.drawUniform(stream))],
  ["fillUniforms, each of 1,000", filled(() => stats.fillUniforms(stream, column))],
  ["Math.random", nanoseconds(() => Math.random())],
  ["seedrandom.alea, double()", nanoseconds(() => alea.double())],
  ["seedrandom (ARC4)", nanoseconds(() => arc4())],
]);
table("standard normal", [
  ["drawStandardNormal (inversion)", nanoseconds(() => stats.drawStandardNormal(stream))],
  ["fillStandardNormals, each of 1,000", filled(() => stats.fillStandardNormals(stream, column))],
  ["fastStandardNormal (ziggurat)", nanoseconds(() => stats.fastStandardNormal(stream))],
  ["jStat.normal.sample", nanoseconds(() => jStat.normal.sample(0, 1))],
]);
table("exponential", [
  ["drawExponential", nanoseconds(() => stats.drawExponential(stream, 2))],
  ["fillExponentials, each of 1,000", filled(() => stats.fillExponentials(stream, 2, column))],
  ["jStat.exponential.sample", nanoseconds(() => jStat.exponential.sample(2))],
]);
const laws = {
  "gamma({ shape: 2.5, rate: 1 })": [
    stats.gamma({ shape: 2.5, rate: 1 }),
    () => stats.fastGamma(stream, 2.5),
    () => jStat.gamma.sample(2.5, 1),
  ],
  "beta({ a: 2, b: 5 })": [
    stats.beta({ a: 2, b: 5 }),
    () => stats.fastBeta(stream, 2, 5),
    () => jStat.beta.sample(2, 5),
  ],
  "poisson({ mean: 3 })": [
    stats.poisson({ mean: 3 }),
    () => stats.fastPoisson(stream, 3),
    () => jStat.poisson.sample(3),
  ],
  "poisson({ mean: 300 })": [
    stats.poisson({ mean: 300 }),
    () => stats.fastPoisson(stream, 300),
    () => jStat.poisson.sample(300),
  ],
  "binomial({ n: 60, p: 0.3 })": [stats.binomial({ n: 60, p: 0.3 }), () => stats.fastBinomial(stream, 60, 0.3)],
};
for (const [name, [law, fast, jstat]] of Object.entries(laws)) {
  table(name, [
    ["sample (inversion)", nanoseconds(() => law.sample(stream))],
    ["fast (rejection)", nanoseconds(fast)],
    ...(jstat === undefined ? [] : [["jStat sample", nanoseconds(jstat)]]),
  ]);
}
const order = new Int32Array(100);
const law = stats.categorical({ weights: Array.from({ length: 50 }, (_, i) => i + 1) });
const cumulative = law.probabilities.map((_, i) => ((i + 1) * (i + 2)) / 2550);
table("whole numbers", [
  ["drawBelow(6)", nanoseconds(() => stats.drawBelow(stream, 6))],
  ["drawPermutation, each of 100", nanoseconds(() => (stats.drawPermutation(stream, order), order[0]), 100)],
  ["categorical, 50 weights", nanoseconds(() => law.sample(stream))],
  ["drawCategorical, 50 weights", nanoseconds(() => stats.drawCategorical(stream, cumulative))],
]);
if (sink === 0.5) console.log(sink);
