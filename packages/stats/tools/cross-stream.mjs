// Runs the cross-stream tests of test/streams/cross-stream.mjs on 4,194,304 words for each way to walk through neighbouring keys.
// Run after `tsc -b`: node tools/cross-stream.mjs > test/reference/streams/cross-stream.txt
import seedrandom from "seedrandom";
import * as stats from "../dist/index.js";
import { avalanche, badKeyings, crossStreamTests, firstWords, keyings } from "../test/streams/cross-stream.mjs";

const SEED = 20261124;
const COUNT = 1 << 22;
const FALSE_ALARM = 1e-7;
const all = [];

function report(keying, each, count = COUNT) {
  const results = crossStreamTests(stats, firstWords(keying, each, count));
  const failed = results.filter(({ p }) => p < FALSE_ALARM);
  const least = Math.min(...results.map(({ p }) => p)).toExponential(1);
  const verdict = failed.length === 0 ? `passes all ${results.length}` : `FAILS ${failed.length} of ${results.length}`;
  console.log(`  ${keying.name}, first ${each}: ${verdict}, least p ${least}`);
  return results;
}

console.log(`Cross-stream tests of @rekindle/stats, ${process.env.RUN_DATE ?? "date not given"}, Node ${process.version}
node tools/cross-stream.mjs; seed ${SEED}, ${COUNT} words each; a test fails below p = ${FALSE_ALARM} (two-sided)

Streams as they are keyed, by what differs between neighbours; the first word, or the first ten, of each stream:`);
for (const keying of keyings(stats, SEED)) {
  for (const each of [1, 10]) {
    const results = report(keying, each);
    for (const { name, p } of results) console.log(`      ${p.toFixed(6)}  ${name}`);
    all.push(...results);
  }
}
const sorted = all.map(({ p }) => p).toSorted((a, b) => a - b);
const gap = Math.max(...sorted.map((p, i) => Math.max(p - i / sorted.length, (i + 1) / sorted.length - p)));
console.log(`
${sorted.length} p-values: ${sorted.filter((p) => p < FALSE_ALARM).length} below 1e-7, ${sorted.filter((p) => p < 0.01).length} below 0.01 where ${(sorted.length / 100).toFixed(1)} are expected; least ${sorted[0].toExponential(1)}.
Largest gap of their distribution function from the uniform: ${gap.toFixed(4)} (1.63 / √n = ${(1.63 / Math.sqrt(sorted.length)).toFixed(4)} is exceeded once in 100 if all were independent).`);
const block = (input, out) => stats.threefry4x32(...input, out);
console.log(
  `Avalanche of the cipher, 256 input × 128 output bits, 10,000 trials: p = ${avalanche(stats, block, 10_000).toFixed(4)}`,
);

console.log("\nKeyings that other programs use, 262,144 words:");
for (const keying of badKeyings(stats)) for (const each of [1, 10]) report(keying, each, 1 << 18);

console.log("\nGenerators of seedrandom as openStreamFrom starts them, seeds sim/0, sim/1, … (arc4: 65,536 words):");
for (const algorithm of ["arc4", "alea", "xor4096", "tychei", "xor128", "xorwow", "xorshift7"]) {
  const stream = stats.createStream();
  const create = algorithm === "arc4" ? seedrandom : seedrandom[algorithm];
  const open = (i) => {
    const words = create(`sim/${i}`);
    Object.assign(stream, { a: words.int32(), b: words.int32(), c: words.int32(), d: words.int32() });
  };
  const keying = { name: algorithm, open, next: () => stats.nextWord(stream) };
  for (const each of [1, 10]) report(keying, each, algorithm === "arc4" ? 1 << 16 : 1 << 19);
}
