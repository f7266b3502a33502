import { namedMeasures, poolingChoices, type SheetExploration, sheetExplorations } from "@rekindle/scenario";
import type { Command } from "commander";
import { parseName, parseNameOf, parseNames } from "./listed-names.ts";
import { parsePictureFile } from "./picture-file.ts";
import { parseColumnNames, parseColumns } from "./written-columns.ts";
import { parseAboveZero, parseLevel } from "./written-number.ts";
import { parseFolder, parseSeed, wholeNumber } from "./written-run.ts";

/** Columns are known by metafor's and meta's names; everything has a default. */
export function withPoolOptions(command: Command): Command {
  const measures = namedMeasures.flatMap(({ kind, codes }) => [kind, ...codes]);
  return command
    .option("--measure <measure>", "effect of a study: OR, RR, RD, PLO, MD, SMD, … or our name", parseNameOf(measures))
    .option(
      "--method <method>",
      "REML, DL, PM, ML, EB, SJ, HE, HS, commonEffect; GLMM, betaBinomial; UM.FS, UM.RS, CM.EL, CM.AL; MH",
    )
    .option("--interval <kind>", poolingChoices.interval.join(", "), parseName(poolingChoices.interval))
    .option("--tau2-interval <kind>", poolingChoices.tau2Interval.join(", "), parseName(poolingChoices.tau2Interval))
    .option("--prediction <kind>", poolingChoices.prediction.join(", "), parseName(poolingChoices.prediction))
    .option("--level <level>", "confidence level, a fraction (default: 0.95)", parseLevel)
    .option("--correction <kind>", poolingChoices.correction.join(", "), parseName(poolingChoices.correction))
    .option("--add <events>", "what a correction adds to every cell (default: 0.5)", parseAboveZero)
    .option("--by <column>", "groups of studies, each pooled, with a test of interaction")
    .option("--spread <kind>", "tau2 of the groups: separate or shared", parseName(poolingChoices.spread))
    .option("--moderators <columns>", "year,factor(dose),design=random: meta-regression on these columns", parseColumns)
    .option("--permutations <count>", "permutation p-values of the moderators", wholeNumber(99, 1_000_000))
    .option("--seed <seed>", "of the permutations (default: 1)", parseSeed)
    .option(
      "--explore <list>",
      `all, or a list of ${sheetExplorations.join(", ")}`,
      parseNames<SheetExploration>(sheetExplorations),
    )
    .option("--cumulate <column>", "add the studies one by one in the order of this column, such as year")
    .option("--cluster <column>", "column of the studies whose rows these are: multilevel model, robust intervals")
    .option("--label <column>", "column of the studies' names")
    .option("--columns <list>", "columns that are not called as usual, such as ai=tpos,bi=tneg", parseColumnNames)
    .option("--endpoint <endpoint>", "of an evidence file: restoration, response, grade3Toxicity, …")
    .option("--denominator <denominator>", "of an evidence file: evaluable, treated, enrolled, randomised, mixed")
    .option("--timing <timing>", "of an evidence file: best, sixMonths, day91, beforeRadioiodine, mixed")
    .option("--tiers <tiers>", "of an evidence file: A, or A,B", parseColumns)
    .option("--per <row>", "of an evidence file: a row per study or per genotype")
    .option("--alternatives <readings>", "of an evidence file: other readings, such as twentyGyRule", parseColumns)
    .option("-o, --out <folder>", "write results and tables of a table or an analysis here", parseFolder)
    .option("--forest <file>", "draw a forest plot into this .svg, .png or .pdf", parsePictureFile)
    .option("--json", "print results as JSON on standard output, everything else on standard error");
}
