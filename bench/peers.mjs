// Time and error of stats beside jStat, @stdlib and R on the same arguments.
// Once: npm install --prefix bench/peers. Then, after `tsc -b`: node bench/peers.mjs (R is used where `Rscript` is found).
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { nanoseconds } from "./nanoseconds.mjs";
import * as stats from "../packages/stats/dist/index.js";

const library = createRequire(new URL("./peers/", import.meta.url));
const { jStat } = library("jstat");
const seedrandom = library("seedrandom");
const stdlib = (name) => {
  const module = library(`@stdlib/${name}`);
  return module.default ?? module;
};

const COUNT = 4096;
const stream = stats.createStream();
stats.openStream(stream, stats.streamFamily(stats.parseSeed(1), "bench", "peers"), 0);
const between = (from, to) =>
  Float64Array.from({ length: COUNT }, () => from + (to - from) * stats.drawUniform(stream));
const whole = (from, to) => between(from, to + 1).map(Math.floor);
const probabilities = between(1e-6, 1 - 1e-6);

/** One line per function: its arguments, our function, and the same in other libraries. */
function family(name, law, column, r, peer, jstat) {
  return [
    { name: `${name}.cdf`, column, ours: law.cdf, stdlib: peer?.cdf, jstat: jstat?.cdf, r: `p${r}` },
    {
      name: `${name}.quantile`,
      column: probabilities,
      ours: law.quantile,
      stdlib: peer?.quantile,
      jstat: jstat?.inv,
      r: `q${r}`,
    },
  ];
}

const rows = [
  ...family(
    "normal({ mean: 0, sd: 1 })",
    stats.normal({ mean: 0, sd: 1 }),
    between(-4, 4),
    "norm(x, 0, 1)",
    stdlib("stats-base-dists-normal"),
    jStat.normal,
  ),
  ...family(
    "studentT({ df: 12 })",
    stats.studentT({ df: 12 }),
    between(-4, 4),
    "t(x, 12)",
    stdlib("stats-base-dists-t"),
    jStat.studentt,
  ),
  ...family(
    "chiSquared({ df: 7 })",
    stats.chiSquared({ df: 7 }),
    between(0, 25),
    "chisq(x, 7)",
    stdlib("stats-base-dists-chisquare"),
    jStat.chisquare,
  ),
  ...family(
    "gamma({ shape: 300, rate: 1 })",
    stats.gamma({ shape: 300, rate: 1 }),
    between(230, 380),
    "gamma(x, 300, 1)",
    stdlib("stats-base-dists-gamma"),
    jStat.gamma,
  ),
  ...family(
    "fDistribution({ df1: 3, df2: 40 })",
    stats.fDistribution({ df1: 3, df2: 40 }),
    between(0, 6),
    "f(x, 3, 40)",
    stdlib("stats-base-dists-f"),
    jStat.centralF,
  ),
  ...family(
    "beta({ a: 2, b: 5 })",
    stats.beta({ a: 2, b: 5 }),
    between(0, 1),
    "beta(x, 2, 5)",
    stdlib("stats-base-dists-beta"),
    jStat.beta,
  ),
  ...family(
    "beta({ a: 300, b: 500 })",
    stats.beta({ a: 300, b: 500 }),
    between(0.3, 0.45),
    "beta(x, 300, 500)",
    stdlib("stats-base-dists-beta"),
    jStat.beta,
  ),
  ...family(
    "weibull({ shape: 1.3, scale: 9 })",
    stats.weibull({ shape: 1.3, scale: 9 }),
    between(0, 30),
    "weibull(x, 1.3, 9)",
    stdlib("stats-base-dists-weibull"),
    undefined,
  ),
  ...family(
    "binomial({ n: 60, p: 0.3 })",
    stats.binomial({ n: 60, p: 0.3 }),
    whole(0, 60),
    "binom(x, 60, 0.3)",
    stdlib("stats-base-dists-binomial"),
    undefined,
  ),
  ...family(
    "poisson({ mean: 12 })",
    stats.poisson({ mean: 12 }),
    whole(0, 40),
    "pois(x, 12)",
    stdlib("stats-base-dists-poisson"),
    undefined,
  ),
];

/** R's vectorised time per call, through an expression in x. */
function rNanoseconds(expressions) {
  const code = [
    "input <- jsonlite::fromJSON(file('stdin'))",
    "time <- function(i) { x <- rep(input$columns[[i]], 50); f <- eval(parse(text = paste('function(x)', input$expressions[i])));",
    "  median(replicate(9, { s <- proc.time()[['user.self']]; n <- 0; repeat { f(x); n <- n + length(x); e <- proc.time()[['user.self']] - s; if (e > 0.03) break }; e / n * 1e9 })) }",
    "cat(jsonlite::toJSON(sapply(seq_along(input$expressions), time), digits = 6))",
  ].join("\n");
  const input = JSON.stringify({ expressions, columns: rows.map(({ column }) => [...column]) });
  const run = spawnSync("Rscript", ["-e", code], { input, encoding: "utf8", maxBuffer: 1 << 26 });
  return run.status === 0 ? JSON.parse(run.stdout) : undefined;
}

function withParameters(f, text) {
  if (f === undefined) return undefined;
  const parameters = text
    .slice(text.indexOf("(x, ") + 4, -1)
    .split(", ")
    .map(Number);
  // jStat's and R's gamma differ in the second parameter; at rate 1 they are the same.
  return parameters.length === 1 ? (x) => f(x, parameters[0]) : (x) => f(x, parameters[0], parameters[1]);
}

/** Largest distance from ours where both are finite: ours is held to 1e-12 against mpmath elsewhere. */
function largestDistance(f, ours, column) {
  let largest = 0;
  for (const x of column) {
    const expected = ours(x);
    if (expected !== 0) largest = Math.max(largest, Math.abs(f(x) / expected - 1));
  }
  return largest;
}

const stdlibOrder = (name, f) => (name.startsWith("weibull") ? f && ((x, shape, scale) => f(x, shape, scale)) : f);
const r = rNanoseconds(rows.map((row) => row.r));
console.log(`Node ${process.version}; ns per call (times ours; largest relative distance from ours)`);
console.log(
  ["".padEnd(44), "ours".padStart(7), "@stdlib".padStart(26), "jStat".padStart(26), "R".padStart(16)].join(""),
);
rows.forEach((row, i) => {
  const ours = nanoseconds(row.ours, row.column);
  const beside = [withParameters(stdlibOrder(row.name, row.stdlib), row.r), withParameters(row.jstat, row.r)].map(
    (f) => {
      if (f === undefined) return "–".padStart(26);
      const ns = nanoseconds(f, row.column);
      const distance = largestDistance(f, row.ours, row.column).toExponential(0);
      return `${ns.toFixed(0)} (${(ns / ours).toFixed(1)}x; ${distance})`.padStart(26);
    },
  );
  const inR = r === undefined ? "" : `${r[i].toFixed(0)} (${(r[i] / ours).toFixed(1)}x)`.padStart(16);
  console.log([row.name.padEnd(44), ours.toFixed(0).padStart(7), ...beside, inR].join(""));
});

const mersenne = stdlib("random-base-mt19937").normalized;
const stdlibNormal = stdlib("random-base-normal").factory(0, 1);
const alea = seedrandom.alea("1");
const arc4 = seedrandom("1");
const one = new Float64Array(COUNT);
const draws = [
  [
    "drawUniform",
    () => stats.drawUniform(stream),
    {
      "Math.random": () => Math.random(),
      "@stdlib MT19937": mersenne,
      "seedrandom alea": alea,
      "seedrandom ARC4": arc4,
    },
  ],
  [
    "drawStandardNormal",
    () => stats.drawStandardNormal(stream),
    { "@stdlib normal (improved Ziggurat)": stdlibNormal, "jStat.normal.sample": () => jStat.normal.sample(0, 1) },
  ],
];
for (const [name, ours, peers] of draws) {
  const own = nanoseconds(ours, one);
  console.log(`${name.padEnd(44)}${own.toFixed(1).padStart(7)}`);
  for (const [peer, f] of Object.entries(peers)) {
    const ns = nanoseconds(f, one);
    console.log(`  ${peer.padEnd(42)}${ns.toFixed(1).padStart(7)} (${(ns / own).toFixed(1)}x)`);
  }
}
