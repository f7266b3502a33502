// Time of evidence beside metafor on the same data: REML, the binomial-normal GLMM, and a GOSH of 10,000 subsets.
// After `tsc -b`: node bench/meta-analysis.mjs (needs Rscript with metafor and jsonlite; metafor takes about a minute for the GOSH).
import { spawnSync } from "node:child_process";
import * as evidence from "../packages/evidence/dist/index.js";

/** Median of rounds, in milliseconds of process time. */
function milliseconds(run, rounds) {
  run();
  const times = Array.from({ length: rounds }, () => {
    const started = process.cpuUsage();
    run();
    return process.cpuUsage(started).user / 1000;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
}

// All data are of metadat: BCG trials (log risk ratios), hyperdynamic therapy (proportions), passive smoking (log odds ratios).
const code = `
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
pritz <- dat.pritz1997; smoke <- dat.hackshaw1998
time <- function(f, n) { f(); median(replicate(n, system.time(f())[["user.self"]])) * 1000 }
reml <- time(function() for (i in 1:20) rma(yi, vi, data = bcg), 7) / 20
glmm <- time(function() rma.glmm(measure = "PLO", xi = xi, ni = ni, data = pritz), 5)
fit <- rma(yi, vi, data = smoke)
start <- proc.time()[["user.self"]]; invisible(suppressWarnings(gosh(fit, subsets = 10000, progbar = FALSE))); gosh <- (proc.time()[["user.self"]] - start) * 1000
cat(toJSON(list(version = as.character(packageVersion("metafor")), reml = reml, glmm = glmm, gosh = gosh,
  bcg = list(yi = c(bcg$yi), vi = c(bcg$vi)), pritz = list(xi = pritz$xi, ni = pritz$ni), smoke = list(yi = smoke$yi, vi = c(smoke$vi))), auto_unbox = TRUE, digits = NA))
`;
const run = spawnSync("Rscript", ["-e", code], { encoding: "utf8", maxBuffer: 1 << 26 });
if (run.status !== 0) throw new Error(`Rscript with metafor is needed: ${run.stderr ?? run.error}`);
const peer = JSON.parse(run.stdout);

const effectsOf = ({ yi, vi }) =>
  evidence.givenEffects(
    yi.map((value, i) => ({ id: `${i}`, label: `Study ${i}`, value, variance: vi[i] })),
    { scale: "log ratio" },
  );
const counts = peer.pritz.xi.map((events, i) => ({ id: `${i}`, label: `Study ${i}`, events, n: peer.pritz.ni[i] }));
const [bcg, smoke] = [effectsOf(peer.bcg), effectsOf(peer.smoke)];
const ours = {
  reml: milliseconds(() => evidence.poolEffects(bcg, { interval: { kind: "wald" } }), 99),
  glmm: milliseconds(() => evidence.pool(counts), 9),
  gosh: milliseconds(() => evidence.gosh(smoke, { subsets: { kind: "random", count: 10_000, seed: 1 } }), 5),
};

const rows = [
  ["REML, 13 trials (ours with a Q-profile interval)", "reml"],
  ["GLMM, 14 proportions (ours with profile limits)", "glmm"],
  ["GOSH, 10,000 of 37 studies, REML", "gosh"],
];
console.log(`Node ${process.version}, metafor ${peer.version}; milliseconds`);
for (const [name, key] of rows) {
  const [own, theirs] = [ours[key], peer[key]];
  console.log(
    `${name.padEnd(52)}${own.toFixed(2).padStart(10)}${theirs.toFixed(1).padStart(12)}${`${(theirs / own).toFixed(0)}x`.padStart(9)}`,
  );
}
