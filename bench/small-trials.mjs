// Milliseconds per call of the exact tests and intervals for small trials. Run after `tsc -b`: node bench/small-trials.mjs
import * as stats from "../packages/stats/dist/index.js";

const table = (x1, n1, x2, n2) => ({ experimental: { events: x1, n: n1 }, control: { events: x2, n: n2 } });
const tables = {
  "60/100 v 45/100": table(60, 100, 45, 100),
  "270/500 v 235/500": table(270, 500, 235, 500),
  "20/500 v 9/500": table(20, 500, 9, 500),
  "540/1000 v 480/1000": table(540, 1000, 480, 1000),
};
const calls = {
  "fisherTest, minimum likelihood": (t) => stats.fisherTest(t, { twoSided: "minimumLikelihood" }),
  conditionalOddsRatio: (t) => stats.conditionalOddsRatio(t, { level: 0.95 }),
  "z-pooled (Suissa-Shuster), greater": (t) =>
    stats.unconditionalTest(t, { statistic: "zPooled", alternative: "greater" }),
  "z-pooled, two-sided": (t) => stats.unconditionalTest(t, { statistic: "zPooled", alternative: "twoSided" }),
  "Boschloo, greater": (t) => stats.unconditionalTest(t, { statistic: "boschloo", alternative: "greater" }),
  "Boschloo, two-sided": (t) => stats.unconditionalTest(t, { statistic: "boschloo", alternative: "twoSided" }),
  "z-pooled against a margin of -0.1": (t) =>
    stats.unconditionalTest(t, { statistic: "zPooled", alternative: "greater", difference: -0.1 }),
  "Miettinen-Nurminen interval": (t) => stats.differenceInterval(t, { method: "miettinenNurminen", level: 0.95 }),
  "Newcombe interval": (t) => stats.differenceInterval(t, { method: "newcombe", level: 0.95 }),
  "Chan-Zhang interval": (t) => stats.differenceInterval(t, { method: "chanZhang", level: 0.95 }),
};

/** Median of five calls as process CPU time, after one that is not counted. */
function milliseconds(run) {
  run();
  const rounds = Array.from({ length: 5 }, () => {
    const started = process.cpuUsage();
    let done = 0;
    do {
      run();
      done++;
    } while (process.cpuUsage(started).user < 5000);
    return process.cpuUsage(started).user / 1000 / done;
  });
  return rounds.toSorted((a, b) => a - b)[2];
}

console.log(`Node ${process.version}, V8 ${process.versions.v8}\n`);
console.log(
  `${"ms".padEnd(38)}${Object.keys(tables)
    .map((name) => name.padStart(21))
    .join("")}`,
);
for (const [name, call] of Object.entries(calls)) {
  const cells = Object.values(tables).map((t) => {
    const isTooLarge = name.startsWith("Chan") && t.experimental.n + t.control.n > 1000;
    return (isTooLarge ? "-" : milliseconds(() => call(t)).toFixed(3)).padStart(21);
  });
  console.log(name.padEnd(38) + cells.join(""));
}
const large = { events: 3_000_000, n: 10_000_000 };
console.log(
  `\nBlaker interval, 3,000,000 of 10,000,000: ${milliseconds(() => stats.proportionInterval(large, { method: "blaker", level: 0.95 })).toFixed(3)} ms`,
);
