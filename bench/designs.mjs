// Group-sequential designs planned per second, beside rpact where R is installed: node bench/designs.mjs
// The designs are those of test/reference/designs, boundaries and power under one drift.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { canonicalPower, planDesign } from "../packages/trial/dist/index.js";

const { designs } = JSON.parse(
  readFileSync(new URL("../test/reference/designs/designs.json", import.meta.url), "utf8"),
);
const spendings = { asOF: "lanDeMetsOBrienFleming", asP: "lanDeMetsPocock" };
const families = { OF: "obrienFleming", P: "pocock" };
const kept = designs.filter(({ type, binding }) => (spendings[type] ?? families[type]) !== undefined && !binding);

function recipeOf({ type, alpha, sided, informationRates }) {
  const chosen =
    type in spendings ? { spending: { kind: spendings[type] } } : { typeOfDesign: { kind: families[type] } };
  const looks = informationRates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
  return { kind: "groupSequential", alpha, sided, looks, ...chosen };
}

function planAll() {
  const before = process.cpuUsage();
  for (const design of kept) canonicalPower(planDesign(recipeOf(design)), { drift: design.drift });
  const used = process.cpuUsage(before);
  return (used.user + used.system) / kept.length / 1000;
}

planAll();
const ours = Math.min(planAll(), planAll(), planAll());
process.stdout.write(
  `ours: ${ours.toFixed(3)} ms per design (${(1000 / ours).toFixed(0)} per second), ${kept.length} designs\n`,
);

const program = process.env.RSCRIPT ?? "Rscript";
const script = `
suppressMessages(library(rpact))
d <- jsonlite::fromJSON("test/reference/designs/designs.json", simplifyVector = FALSE)$designs
d <- Filter(function(x) x$type %in% c("asOF", "asP", "OF", "P") && !x$binding, d)
t <- system.time(for (x in d) { g <- suppressWarnings(getDesignGroupSequential(kMax = length(x$informationRates), alpha = x$alpha,
  sided = x$sided, informationRates = unlist(x$informationRates), typeOfDesign = x$type));
  suppressWarnings(getPowerAndAverageSampleNumber(g, theta = x$drift / 10, nMax = 100)) })
cat((t[["user.self"]] + t[["sys.self"]]) / length(d) * 1000)`;
try {
  const root = new URL("..", import.meta.url);
  const rpact = Number(
    execFileSync(program, ["-e", script], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
  process.stdout.write(
    `rpact: ${rpact.toFixed(2)} ms per design; ours is ${(rpact / ours).toFixed(1)} times as fast\n`,
  );
} catch {
  process.stdout.write("rpact is not installed here\n");
}
