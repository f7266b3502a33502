import { Command, InvalidArgumentError, Option } from "commander";
import { runCohort } from "./commands/cohort.ts";
import { comparisonMeasures, comparisonMethods, runCompare } from "./commands/compare.ts";
import { alternatives, comparisonTestNames } from "./commands/comparison-tests.ts";
import { runFixedDesign, runScenarioDesigns, runSequentialDesign, runSimonDesign } from "./commands/design.ts";
import { runPool } from "./commands/pool.ts";
import { runPower } from "./commands/power.ts";
import { proportionMethods, runProportion } from "./commands/proportion.ts";
import { runRun } from "./commands/run.ts";
import { runSchema, schemaNames } from "./commands/schema.ts";
import { runValidate } from "./commands/validate.ts";
import type { ExitCode } from "./exit-codes.ts";
import { boundaryFamilies, namedMeasures, poolingChoices, spendingFunctions } from "@rekindle/scenario";
import { parseColumnNames, parseColumns } from "./options/written-columns.ts";
import { parseName, parseNameOf, parseNames } from "./options/listed-names.ts";
import { parsePictureFile } from "./options/picture-file.ts";
import { parseCount } from "./options/written-count.ts";
import { parseAboveZero, parseLevel, parseNumber } from "./options/written-number.ts";
import type { Surroundings } from "./surroundings.ts";
import { version } from "./version.ts";

const EXIT_CODES = `
Exit codes:
  0    fine
  1    a check of our own output failed
  3    incomplete: everything was written, but something could not be estimated
  64   the command line is wrong
  65   a file is missing, unreadable or wrong inside, or the output folder cannot be used
  70   a bug of ours
  75   try again: the disk is full or reported an error
  130  interrupted by Ctrl-C`;

/** The commands, their arguments and their help. `end` is told how a command ended. */
export function createProgram(surroundings: Surroundings, end: (code: ExitCode) => void): Command {
  const program = new Command("rekindle")
    .description(
      "Plans randomised trials of redifferentiation followed by radioiodine in refractory thyroid cancer:\n" +
        "pools published trials, simulates virtual cohorts, and estimates the power of a trial.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "explain a command")
    .addHelpText("after", `${EXIT_CODES}\n\nStart with:\n  rekindle validate scenarios/drug-plus-radioiodine.yaml`);

  const command = (usage: string, description: string, example: string): Command =>
    program.command(usage).description(description).addHelpText("after", `\nExample:\n  ${example}`);

  withRunOptions(
    command(
      "run <scenario>",
      "Run everything a scenario asks for and write report, results, tables and figures into a folder.",
      "rekindle run scenarios/drug-plus-radioiodine.yaml --out out/demo",
    ).option(
      "-o, --out <folder>",
      "folder for the report and all other files; needed unless --json is given",
      parseFolderOption,
    ),
    surroundings,
  )
    .option(
      "--date <yyyy-mm-dd>",
      "date to print in the report and the results; without it they do not depend on the day",
      parseDateOption,
    )
    .action(async (scenario, options) => end(await runRun(scenario, options, surroundings)));

  withPoolOptions(
    command(
      "pool <file>",
      "Pool studies: those of a table (CSV, or a YAML list of rows), what an analysis asks of published counts, the usual pools of an evidence file, or those of a scenario.",
      "rekindle pool responses.csv --method GLMM --by genotype --forest responses.svg",
    ),
  ).action(async (file, options) => end(await runPool(file, options, surroundings)));

  withSeed(
    command(
      "cohort <scenario>",
      "Simulate the scenario's virtual patients under each arm.",
      "rekindle cohort scenarios/drug-plus-radioiodine.yaml",
    ),
  ).action(async (scenario, options) => end(await runCohort(scenario, options, surroundings)));

  withRunOptions(
    command(
      "power <scenario>",
      "Estimate power and type I error of the scenario's trials.",
      "rekindle power scenarios/drug-plus-radioiodine.yaml --replicates 1000",
    ),
    surroundings,
  ).action(async (scenario, options) => end(await runPower(scenario, options, surroundings)));

  command(
    "proportion",
    "Confidence intervals of one proportion, written events/patients.",
    "rekindle proportion 13/20 --methods wilson,clopperPearson",
  )
    .argument("<count>", "events/patients, such as 13/20", parseCount)
    .option("--methods <list>", `all, or a list of ${proportionMethods.join(", ")}`, parseNames(proportionMethods), [
      ...proportionMethods,
    ])
    .option("--level <level>", "confidence level, a fraction", parseLevel, 0.95)
    .option("--json", "print results as JSON on standard output")
    .action((count, options) => end(runProportion(count, options, surroundings)));

  command(
    "compare",
    "Intervals and tests of two proportions: experimental, then control.",
    "rekindle compare 13/20 5/20 --measure riskDifference --tests fisher,boschloo",
  )
    .argument("<experimental>", "events/patients of the experimental arm", parseCount)
    .argument("<control>", "events/patients of the control arm", parseCount)
    .option("--measure <measure>", comparisonMeasures.join(", "), parseName(comparisonMeasures), "riskDifference")
    .option(
      "--methods <list>",
      "intervals: all those of the measure, or a list; without it two usual ones",
      parseNames(comparisonMethods),
    )
    .option(
      "--tests <list>",
      `all, or a list of ${comparisonTestNames.join(", ")}; without it fisher and boschloo`,
      parseNames(comparisonTestNames),
    )
    .option("--alternative <alternative>", alternatives.join(", "), parseName(alternatives), "twoSided")
    .option("--margin <difference>", "test against this risk difference, such as -0.1", parseMargin)
    .option("--level <level>", "confidence level, a fraction", parseLevel, 0.95)
    .option("--json", "print results as JSON on standard output")
    .action((experimental, control, options) => end(runCompare({ experimental, control }, options, surroundings)));

  addDesignCommands(program, { surroundings, end });

  command(
    "validate <file...>",
    "Check scenario or evidence files and print every problem as file:line:column path: what is wrong; what is allowed.",
    "rekindle validate scenarios/*.yaml",
  )
    .option("--json", "print the problems as JSON on standard output")
    .action(async (files, options) => end(await runValidate(files, options, surroundings)));

  command(
    "schema [kind]",
    "Print a JSON Schema for editors and other programs.",
    "rekindle schema scenario > schema.json",
  )
    .addHelpText("before", `kind: ${schemaNames.join(", ")} (default: scenario)\n`)
    .action(async (kind) => end(await runSchema(kind, surroundings)));

  for (const each of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    each.exitOverride().configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    });
    each.showHelpAfterError("(rekindle --help explains the commands)");
  }
  return program;
}

/** `design` and the kinds of design below it; a file is the kind when nothing else is. */
function addDesignCommands(
  program: Command,
  { surroundings, end }: { readonly surroundings: Surroundings; readonly end: (code: ExitCode) => void },
): void {
  const design = program
    .command("design")
    .description("A design on paper: boundaries, probabilities of each look, and sizes.")
    .addHelpText(
      "after",
      "\nExamples:\n  rekindle design gs --looks 3 --spending lanDeMetsOBrienFleming --control 0.2 --experimental 0.4\n  rekindle design scenarios/drug-plus-radioiodine.yaml",
    );
  const spending = namesWithout(spendingFunctions, "userDefined");
  withEndpoint(design.command("gs").description("A group-sequential design."))
    .option("--looks <count>", "number of equally spaced looks (default: 2)", wholeNumber(1, 50))
    .option("--rates <list>", "information rates instead, such as 0.5,0.75,1", parseNumbers)
    .option("--spending <function>", `${spending.join(", ")} (default: lanDeMetsOBrienFleming)`, parseNameOf(spending))
    .option("--type <family>", namesWithout(boundaryFamilies).join(", "), parseNameOf(namesWithout(boundaryFamilies)))
    .option("--gamma <number>", "of hwangShihDeCani", parseNumber)
    .option("--rho <number>", "of kimDeMets", parseNumber)
    .option("--delta <number>", "of wangTsiatis", parseNumber)
    .option("--z <number>", "of haybittlePeto: the interim boundary", parseNumber)
    .option("--futility <function>", `beta spending: ${spending.join(", ")}`, parseNameOf(spending))
    .option("--futility-gamma <number>", "of hwangShihDeCani", parseNumber)
    .option("--futility-rho <number>", "of kimDeMets", parseNumber)
    .option("--futility-z <list>", "futility boundaries on z at the interim looks instead", parseNumbers)
    .option("--binding", "the efficacy boundaries count on stopping for futility")
    .action((options) => end(runSequentialDesign(options, surroundings)));
  withEndpoint(design.command("fixed").description("A design with one analysis.")).action((options) =>
    end(runFixedDesign(options, surroundings)),
  );
  design
    .command("simon")
    .description("Simon's two-stage single-arm designs: optimal, minimax and admissible.")
    .requiredOption("--null-rate <rate>", "response rate that is of no interest", parseLevel)
    .requiredOption("--alternative-rate <rate>", "response rate to be found", parseLevel)
    .option("--alpha <level>", "one-sided level", parseLevel, 0.05)
    .option("--power <power>", "power", parseLevel, 0.8)
    .option("--json", "print results as JSON on standard output")
    .action((options) => end(runSimonDesign(options, surroundings)));
  design
    .command("scenario <file>", { isDefault: true })
    .description("The designs of a scenario's trials; also without the word scenario.")
    .option("--power <power>", "power at which H1 is taken", parseLevel, 0.9)
    .option("--json", "print results as JSON on standard output")
    .action(async (file, options) => end(await runScenarioDesigns(file, options, surroundings)));
}

function namesWithout(parts: readonly { readonly kind: string }[], without?: string): readonly string[] {
  return parts.map(({ kind }) => kind).filter((kind) => kind !== without);
}

/** Level, power and the effect of an endpoint. */
function withEndpoint(command: Command): Command {
  return command
    .option("--alpha <level>", "type I error: of one side, or of both together", parseLevel, 0.025)
    .addOption(new Option("--sided <sides>", "1 or 2").argParser(parseSided).default(1))
    .option("--power <power>", "power", parseLevel, 0.9)
    .option("--allocation-ratio <ratio>", "experimental patients per control patient (default: 1)", parseAboveZero)
    .option("--control <rate>", "rates: of the control arm", parseNumber)
    .option("--experimental <rate>", "rates: of the experimental arm", parseNumber)
    .option("--difference <number>", "means: experimental minus control", parseNumber)
    .option("--sd <number>", "means: standard deviation", parseAboveZero)
    .option("--hazard-ratio <ratio>", "survival: experimental over control", parseAboveZero)
    .option("--control-median <days>", "survival: median of the control arm", parseAboveZero)
    .option("--enrolment <days>", "survival: period of uniform enrolment", parseAboveZero)
    .option("--follow-up <days>", "survival: from the end of enrolment to the last look", parseNumber)
    .option("--dropout-hazard <per day>", "survival: hazard of loss (default: 0)", parseNumber)
    .option("--rpact", "print R code that computes the same with rpact")
    .option("--json", "print results as JSON on standard output");
}

function parseSided(written: string): 1 | 2 {
  if (written === "1" || written === "2") return written === "1" ? 1 : 2;
  throw new InvalidArgumentError("It must be 1 or 2.");
}

function parseNumbers(written: string): readonly number[] {
  return written.split(",").map((number) => parseNumber(number.trim()));
}

/** Columns are known by metafor's and meta's names; everything has a default. */
function withPoolOptions(command: Command): Command {
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
    .option("--seed <seed>", "of the permutations (default: 1)", parseSeedOption)
    .option("--label <column>", "column of the studies' names")
    .option("--columns <list>", "columns that are not called as usual, such as ai=tpos,bi=tneg", parseColumnNames)
    .option("-o, --out <folder>", "write results and tables of a table or an analysis here", parseFolderOption)
    .option("--forest <file>", "draw a forest plot into this .svg, .png or .pdf", parsePictureFile)
    .option("--json", "print results as JSON on standard output, everything else on standard error");
}

function withSeed(command: Command): Command {
  return command
    .option("--seed <seed>", "use this seed, a whole number or a text, instead of the scenario's", parseSeedOption)
    .option("--json", "print results as JSON on standard output, everything else on standard error");
}

function withRunOptions(command: Command, surroundings: Surroundings): Command {
  const workers = new Option("-w, --workers <count>", "threads to use; results do not depend on it")
    .argParser(wholeNumber(1, 256))
    .default(surroundings.processors, "all processors");
  return withSeed(command)
    .addOption(workers)
    .option(
      "-n, --replicates <count>",
      "simulated trials per condition instead of the scenario's",
      wholeNumber(2, 10_000_000),
    );
}

/** A number stays a number, as it would in the file; 7 and "7" are the same seed. */
function parseSeedOption(written: string): string | number {
  if (written === "") throw new InvalidArgumentError("A seed cannot be empty.");
  const asNumber = Number(written);
  if (Number.isFinite(asNumber) && !Number.isInteger(asNumber)) {
    throw new InvalidArgumentError("A seed that is a number must be a whole one.");
  }
  return /^-?\d+$/.test(written) && Number.isSafeInteger(asNumber) ? asNumber : written;
}

function parseFolderOption(written: string): string {
  if (written.trim() === "") throw new InvalidArgumentError("It must be the name of a folder.");
  return written;
}

function parseDateOption(written: string): string {
  const date = new Date(`${written}T00:00:00Z`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(date.getTime());
  if (isDate && date.toISOString().startsWith(written)) return written;
  throw new InvalidArgumentError("It must be a date such as 2026-08-23.");
}

function parseMargin(written: string): number {
  const value = parseNumber(written);
  if (value > -1 && value < 1) return value;
  throw new InvalidArgumentError("It must be a difference strictly between -1 and 1, such as -0.1.");
}

function wholeNumber(least: number, most: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (/^\d+$/.test(written) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
