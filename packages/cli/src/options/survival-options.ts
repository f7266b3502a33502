import type { Command } from "commander";
import { parseName } from "./listed-names.ts";
import { parseAboveZero, parseLevel, parseTimes } from "./written-number.ts";
import { parseFolder } from "./written-run.ts";

const SCALES = ["log", "logLog", "plain", "logit", "arcsine"] as const;

/** Right-censored times are read from two columns, times in intervals from two others. */
export function withSurvivalOptions(command: Command): Command {
  return command
    .option("--time <column>", "time to event or censoring (default: time)")
    .option("--status <column>", "1 event, 0 censored, or 2 and 1 (default: status or event)")
    .option("--left <column>", "times in intervals instead: last time without the event; nothing is 0")
    .option("--right <column>", "first time with the event; nothing or Inf is censored on the right")
    .option("--group <column>", "groups to compare")
    .option("--control <group>", "the group that others are compared with (default: the first or the smallest)")
    .option("--strata <column>", "compare groups within these")
    .option("--interval <scale>", `of curves and medians: ${SCALES.join(", ")} (default: log)`, parseName(SCALES))
    .option("--level <level>", "confidence level, a fraction (default: 0.95)", parseLevel)
    .option(
      "--horizon <time>",
      "end of the restricted mean (default: the shortest follow-up of a group)",
      parseAboveZero,
    )
    .option("--at <times>", "times at which survival is shown, such as 180,365", parseTimes)
    .option("-o, --out <folder>", "write results and tables here", parseFolder)
    .option("--json", "print results as JSON on standard output, everything else on standard error");
}
