// Nanoseconds per call of every law's pdf, cdf, quantile and sample, beside R's d, p, q and r where there are any.
// Run after `tsc -b`: node bench/laws.mjs (R is used where `Rscript` is found).
import { spawnSync } from "node:child_process";
import { nanoseconds as timeOf } from "./nanoseconds.mjs";
import * as stats from "../packages/stats/dist/index.js";

const COUNT = 4096;
const stream = stats.createStream();
stats.openStream(stream, stats.streamFamily(stats.parseSeed(1), "bench", "laws"), 0);
const probabilities = Float64Array.from({ length: COUNT }, () => 1e-6 + (1 - 2e-6) * stats.drawUniform(stream));

/** Each law, and the stem and parameters of R's functions. */
const laws = [
  ["uniform({ from: 0, to: 2 })", "unif", "0, 2"],
  ["normal({ mean: 0, sd: 1 })", "norm", "0, 1"],
  ["logNormal({ meanLog: 1, sdLog: 0.5 })", "lnorm", "1, 0.5"],
  ["truncatedNormal({ mean: 0, sd: 1, from: -1, to: 2 })"],
  ["studentT({ df: 12 })", "t", "12"],
  ["noncentralT({ df: 12, noncentrality: 1.5 })", "t", "12, 1.5"],
  ["chiSquared({ df: 7 })", "chisq", "7"],
  ["noncentralChiSquared({ df: 7, noncentrality: 3 })", "chisq", "7, 3"],
  ["fDistribution({ df1: 3, df2: 40 })", "f", "3, 40"],
  ["noncentralF({ df1: 3, df2: 40, noncentrality: 2 })", "f", "3, 40, 2"],
  ["gamma({ shape: 2.5, rate: 1 })", "gamma", "2.5, 1"],
  ["gamma({ shape: 300, rate: 1 })", "gamma", "300, 1"],
  ["beta({ a: 2, b: 5 })", "beta", "2, 5"],
  ["beta({ a: 300, b: 500 })", "beta", "300, 500"],
  ["exponential({ hazard: 0.2 })", "exp", "0.2"],
  ["weibull({ shape: 1.3, scale: 9 })", "weibull", "1.3, 9"],
  ["logLogistic({ shape: 2, scale: 9 })"],
  ["gompertz({ shape: 0.1, rate: 0.05 })"],
  ["piecewiseExponential({ pieces: [{ from: 0, hazard: 0.1 }, { from: 6, hazard: 0.05 }], curedShare: 0.2 })"],
  ["binomial({ n: 60, p: 0.3 })", "binom", "60, 0.3"],
  ["betaBinomial({ n: 60, a: 2, b: 5 })"],
  ["negativeBinomial({ size: 4, p: 0.3 })", "nbinom", "4, 0.3"],
  ["poisson({ mean: 12 })", "pois", "12"],
  ["hypergeometric({ successes: 60, failures: 60, draws: 30 })", "hyper", "60, 60, 30"],
  ["noncentralHypergeometric({ successes: 60, failures: 60, draws: 30, oddsRatio: 2 })"],
];

/** R's vectorised times of d, p, q and r of each law. */
function inR(rows) {
  const code = `input <- jsonlite::fromJSON(file("stdin"))
    time <- function(f, x) median(replicate(5, { s <- proc.time()[["user.self"]]; n <- 0
      repeat { f(x); n <- n + length(x); e <- proc.time()[["user.self"]] - s; if (e > 0.03) break }; e / n * 1e9 }))
    one <- function(i) if (input$stem[i] == "") rep(NA, 4) else {
      f <- function(letter, first) eval(parse(text = paste0("function(x) ", letter, input$stem[i], "(", first, ", ", input$parameters[i], ")")))
      x <- rep(input$columns[i, ], 20); p <- rep(input$probabilities, 20)
      c(time(f("d", "x"), x), time(f("p", "x"), x), time(f("q", "x"), p), time(f("r", "length(x)"), x)) }
    cat(jsonlite::toJSON(sapply(seq_along(input$stem), one), digits = 6))`;
  const input = JSON.stringify({
    stem: rows.map((row) => row.stem),
    parameters: rows.map((row) => row.parameters),
    columns: rows.map((row) => [...row.column]),
    probabilities: [...probabilities],
  });
  const run = spawnSync("Rscript", ["-e", code], { input, encoding: "utf8", maxBuffer: 1 << 26 });
  return run.status === 0 ? JSON.parse(run.stdout) : undefined;
}

const nanoseconds = (f, column) => timeOf(f, column, { rounds: 5 });
const rows = laws.map(([name, stem = "", parameters = ""]) => {
  const law = new Function("stats", `return stats.${name};`)(stats);
  const column = Float64Array.from(probabilities, (p) => Math.min(1e6, law.quantile(0.9999 * p)));
  return { name, stem, parameters, law, column };
});
const peer = inR(rows);
console.log(`Node ${process.version}; ns per call (R's time as a multiple of ours)`);
console.log("".padEnd(60) + ["pdf", "cdf", "quantile", "sample"].map((name) => name.padStart(16)).join(""));
rows.forEach(({ name, law, column }, i) => {
  const draw = () => law.sample(stream);
  const times = [
    nanoseconds(law.pdf, column),
    nanoseconds(law.cdf, column),
    nanoseconds(law.quantile, probabilities),
    nanoseconds(draw, column),
  ];
  const cells = times.map((ns, k) => {
    const r = peer?.[k]?.[i];
    return `${ns.toFixed(0)}${typeof r === "number" ? ` (${(r / ns).toFixed(1)}x)` : ""}`.padStart(16);
  });
  console.log(name.slice(0, 58).padEnd(60) + cells.join(""));
});
