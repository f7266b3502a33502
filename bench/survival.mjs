// Microseconds per call of the survival tools on 200 patients, and how many times as long R's survdiff takes where Rscript is installed.
// The kernel is timed with and without its sort.
// Run after `tsc -b`: node bench/survival.mjs
import { spawnSync } from "node:child_process";
import * as stats from "../packages/stats/dist/index.js";

const PATIENTS = 200;
const stream = stats.createStream();
stats.openStream(stream, stats.streamFamily(stats.parseSeed(1), "bench", "survival"), 0);
const groups = Uint8Array.from({ length: PATIENTS }, (_, i) => i % 2);
const death = Float64Array.from(groups, (group) => stats.drawExponential(stream, group === 1 ? 0.7 : 1));
const end = Float64Array.from(groups, () => 0.3 + 1.5 * stats.drawUniform(stream));
const times = death.map((time, i) => Math.min(time, end[i]));
const events = Uint8Array.from(death, (time, i) => (time <= end[i] ? 1 : 0));
const strata = Uint8Array.from({ length: PATIENTS }, (_, i) => (i % 4) >> 1);
const age = Float64Array.from({ length: PATIENTS }, () => 60 + 10 * stats.drawStandardNormal(stream));

let sink = 0;

/** Median over rounds of the time per call, as process CPU time. */
function microseconds(run) {
  for (let i = 0; i < 200; i++) sink += run();
  const rounds = [];
  for (let i = 0; i < 9; i++) {
    const started = process.cpuUsage();
    let calls = 0;
    do {
      sink += run();
      calls++;
    } while (process.cpuUsage(started).user < 30_000);
    rounds.push(process.cpuUsage(started).user / calls);
  }
  return rounds.toSorted((a, b) => a - b)[4];
}

const sample = { times, events, groups };
const logRank = { weight: { kind: "logRank" } };
const combo = [0, 1].map((gamma) => ({ kind: "flemingHarrington", rho: 0, gamma }));
const cox = { ties: "efron", variance: { kind: "model" }, level: 0.95 };
const workspace = stats.createLogRankWorkspace({ patients: PATIENTS, strata: 2 });
const plain = stats.createLogRankWorkspace({ patients: PATIENTS, strata: 1 });
// Fresh trials, so that no branch is learned by heart.
const trials = Array.from({ length: 64 }, () => {
  const deaths = Float64Array.from(groups, (group) => stats.drawExponential(stream, group === 1 ? 0.7 : 1));
  const ends = Float64Array.from(groups, () => 0.3 + 1.5 * stats.drawUniform(stream));
  return {
    patients: PATIENTS,
    times: deaths.map((time, i) => Math.min(time, ends[i])),
    events: Uint8Array.from(deaths, (time, i) => (time <= ends[i] ? 1 : 0)),
    groups,
  };
});
const stratified = trials.map((trial) => ({ ...trial, strata }));
let turn = 0;
function kernel(space, columns, weight) {
  stats.sortForLogRank(space, columns[turn++ & 63]);
  stats.sumLogRank(space, weight);
  return space.variance;
}
stats.sortForLogRank(plain, trials[0]);
const late = { kind: "flemingHarrington", rho: 0, gamma: 1 };
const kernels = {
  "kernel: sums of a sorted trial": () => {
    stats.sumLogRank(plain, logRank.weight);
    return plain.variance;
  },
  "kernel: FH(0, 1) of a sorted trial": () => {
    stats.sumLogRank(plain, late);
    return plain.variance;
  },
  "kernel: sort and sums, fresh trials": () => kernel(plain, trials, logRank.weight),
  "kernel: sort and sums, two strata": () => kernel(workspace, stratified, logRank.weight),
};
const rows = {
  ...kernels,
  "log-rank": () => stats.logRankTest(sample, logRank).chiSquared,
  "log-rank, two strata": () => stats.logRankTest({ ...sample, strata }, logRank).chiSquared,
  "MaxCombo of FH(0, 0) and FH(0, 1)": () =>
    stats.maxComboTest(sample, { weights: combo, alternative: "experimentalBetter" }).pValue,
  "Kaplan–Meier with log-log limits": () =>
    stats.kaplanMeier(sample, { interval: "logLog", level: 0.95 }).points.length,
  "restricted means compared": () => stats.compareRestrictedMeans(sample, { horizon: 1, level: 0.95 }).difference.z,
  "Cox regression, arm and age": () =>
    stats.coxRegression({ times, events, covariates: { arm: groups, age } }, cox).score.chiSquared,
};
console.log(`Node ${process.version}, ${PATIENTS} patients, ${events.reduce((sum, event) => sum + event, 0)} events`);
const measured = {};
for (const [name, run] of Object.entries(rows)) {
  measured[name] = microseconds(run);
  console.log(`${name.padEnd(40)}${measured[name].toFixed(2).padStart(9)} µs`);
}

const script = `suppressMessages(library(survival)); t <- c(${times.join()}); e <- c(${events.join()}); g <- c(${groups.join()})
f <- function() survdiff(Surv(t, e) ~ g)$chisq; n <- 500; for (i in 1:50) f(); s <- system.time(for (i in 1:n) f())[["user.self"]]
cat(sprintf("%.15g %.3f", f(), s / n * 1e6))`;
const answer = spawnSync("Rscript", ["-e", script], { encoding: "utf8" });
if (answer.status === 0) {
  const [chiSquared, time] = answer.stdout.trim().split(" ").map(Number);
  console.log(`${"R's survdiff".padEnd(40)}${time.toFixed(2).padStart(9)} µs`);
  for (const name of [...Object.keys(kernels), "log-rank"]) {
    console.log(
      `${`survdiff takes so many times "${name}"`.padEnd(66)}${(time / measured[name]).toFixed(0).padStart(9)}`,
    );
  }
  console.log(`same chi-squared to ${Math.abs(chiSquared / rows["log-rank"]() - 1).toExponential(1)}`);
} else console.log("R with its package survival was not found, so there is no ratio to survdiff");
if (globalThis.gc !== undefined) {
  // node --expose-gc: what the kernel leaves behind, with the sort.
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100_000; i++) {
    stats.sortForLogRank(plain, trials[i & 63]);
    stats.sumLogRank(plain, logRank.weight);
  }
  console.log(`kernel: ${((process.memoryUsage().heapUsed - before) / 100_000).toFixed(1)} bytes allocated per trial`);
}
if (Number.isNaN(sink)) throw new Error("a result was not a number");
