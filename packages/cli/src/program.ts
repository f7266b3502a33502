import { Command, InvalidArgumentError, Option } from "commander";
import { runAnalyse } from "./commands/analyse.ts";
import { runCohort } from "./commands/cohort.ts";
import { comparisonMeasures, comparisonMethods, runCompare } from "./commands/compare.ts";
import { alternatives, comparisonTestNames } from "./commands/comparison-tests.ts";
import { runFixedDesign, runScenarioDesigns, runSequentialDesign, runSimonDesign } from "./commands/design.ts";
import { runPool } from "./commands/pool.ts";
import { runPower } from "./commands/power.ts";
import { proportionMethods, runProportion } from "./commands/proportion.ts";
import { runReplay } from "./commands/replay.ts";
import { runRun } from "./commands/run.ts";
import { runSchema, schemaNames } from "./commands/schema.ts";
import { runSurvival } from "./commands/survival.ts";
import { runValidate } from "./commands/validate.ts";
import type { ExitCode } from "./exit-codes.ts";
import { boundaryFamilies, spendingFunctions } from "@rekindle/scenario";
import { parseName, parseNameOf, parseNames } from "./options/listed-names.ts";
import { withPoolOptions } from "./options/pool-options.ts";
import { parseColumnNames } from "./options/written-columns.ts";
import { withSurvivalOptions } from "./options/survival-options.ts";
import { parseCount, parseStratum } from "./options/written-count.ts";
import { parseAboveZero, parseLevel, parseNumber, parseProportion } from "./options/written-number.ts";
import { parseDate, parseFolder, parseSeed, wholeNumber } from "./options/written-run.ts";
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

/** Printed after what is wrong with a command line. */
export const WHERE_HELP_IS = "(rekindle --help explains the commands)";

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
      parseFolder,
    ),
    surroundings,
  )
    .option(
      "--date <yyyy-mm-dd>",
      "date to print in the report and the results; without it they do not depend on the day",
      parseDate,
    )
    .action(async (scenario, options) => end(await runRun(scenario, options, surroundings)));

  withPoolOptions(
    command(
      "pool <file>",
      "Pool studies: those of a table (CSV, or a YAML list of rows), what an analysis asks of published counts, the usual pools of an evidence file, or those of a scenario.",
      "rekindle pool responses.csv --method GLMM --by genotype --forest responses.svg",
    ),
  ).action(async (file, options) => end(await runPool(file, options, surroundings)));

  withSurvivalOptions(
    command(
      "survival <file>",
      "Survival of the patients of a table: curves, medians, restricted means, log-rank test and hazard ratios.",
      "rekindle survival lung.csv --time time --status status --group sex",
    ),
  ).action(async (file, options) => end(await runSurvival(file, options, surroundings)));

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
    .option("--against <proportion>", "exact binomial tests against this proportion, a fraction", parseProportion)
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
    .option(
      "--stratum <counts>",
      "a further stratum, experimental and control, such as 4/9,2/8; may be repeated",
      parseStratum,
    )
    .option("--level <level>", "confidence level, a fraction", parseLevel, 0.95)
    .option("--json", "print results as JSON on standard output")
    .action((experimental, control, options) => end(runCompare({ experimental, control }, options, surroundings)));

  withSeed(
    command(
      "replay <scenario>",
      "Show one simulated trial in full, exactly as it is in the run: patients, looks, statistics, decision.",
      "rekindle replay scenarios/drug-plus-radioiodine.yaml --trial progressionFreeSurvival --replicate 4711",
    ),
  )
    .requiredOption("--replicate <number>", "from 0", wholeNumber(0, 10_000_000))
    .option("--trial <name>", "its name in the scenario; needed where there are several")
    .option("--null", "under the null hypothesis: both arms get the control's protocol")
    .option("--condition <list>", "path=value of what varies; the first condition that fits", parseColumnNames)
    .action(async (scenario, options) => end(await runReplay(scenario, options, surroundings)));

  command(
    "analyse <data>",
    "A look at a running trial: boundaries from the observed information, decision, intervals, conditional power.",
    "rekindle analyse patients.csv --scenario scenarios/drug-plus-radioiodine.yaml --trial progressionFreeSurvival",
  )
    .requiredOption("--scenario <file>", "the scenario whose trial is running")
    .option("--trial <name>", "its name in the scenario; needed where there are several")
    .option("--earlier <list>", "looks taken before, as count:z, such as 30:1.21,45:1.9", parseEarlier)
    .option("--final", "no look follows: the rest of alpha is spent")
    .option("--level <level>", "confidence level after stopping", parseLevel, 0.95)
    .option("--columns <list>", "columns that are not called as usual, such as arm=trt,status=dead", parseColumnNames)
    .option("--json", "print results as JSON on standard output")
    .action(async (data, options) => end(await runAnalyse(data, options, surroundings)));

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
    each.showHelpAfterError(WHERE_HELP_IS);
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
    .option("--explain", "a table of what the conventions in use give for the fixed design")
    .option("--rpact", "print R code that computes the same with rpact")
    .option("--json", "print results as JSON on standard output");
}

/** Looks written as count:z. */
function parseEarlier(written: string): readonly { readonly count: number; readonly z: number }[] {
  return written.split(",").map((look) => {
    const parts = look.split(":");
    if (parts.length !== 2) throw new InvalidArgumentError("It must be a list of count:z, such as 30:1.21.");
    return { count: parseAboveZero(parts[0]!.trim()), z: parseNumber(parts[1]!.trim()) };
  });
}

function parseSided(written: string): 1 | 2 {
  if (written === "1" || written === "2") return written === "1" ? 1 : 2;
  throw new InvalidArgumentError("It must be 1 or 2.");
}

function parseNumbers(written: string): readonly number[] {
  return written.split(",").map((number) => parseNumber(number.trim()));
}

function withSeed(command: Command): Command {
  return command
    .option("--seed <seed>", "use this seed, a whole number or a text, instead of the scenario's", parseSeed)
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

function parseMargin(written: string): number {
  const value = parseNumber(written);
  if (value > -1 && value < 1) return value;
  throw new InvalidArgumentError("It must be a difference strictly between -1 and 1, such as -0.1.");
}
