import { describe, expect, it } from "vitest";
import { rekindle } from "../in-process.ts";

interface Compared {
  readonly estimate: number | string;
  readonly intervals: readonly { readonly method: string; readonly lower: number; readonly upper: number | string }[];
  readonly tests: readonly { readonly test: string; readonly pValue: number }[];
}

describe("rekindle proportion", () => {
  it("prints one line per method, with its convention", async () => {
    const { exitCode, stdout, stderr } = await rekindle(["proportion", "13/20"]);
    // R 4.2.2: binom.test(13, 20) and prop.test(13, 20, correct = FALSE).
    expect(stdout).toMatch(/^13 of 20: 0\.6500; intervals of level 0\.95\n\nmethod +lower +upper {2}convention\n/);
    expect(stdout).toMatch(/\nclopperPearson +0\.4078 +0\.8461 {2}exact, equal tails/);
    expect(stdout).toMatch(/\nwilson +0\.4329 +0\.8188 {2}score, without continuity correction/);
    expect(stdout.trimEnd().split("\n")).toHaveLength(14);
    expect(stderr).exactly("");
    expect(exitCode).exactly(0);
  });

  it("prints the methods that are asked for, in their order, as JSON", async () => {
    const args = ["proportion", "0/5", "--methods", "wilson,clopperPearson", "--level", "0.9", "--json"];
    const { exitCode, stdout } = await rekindle(args);
    const result = JSON.parse(stdout) as Compared & { readonly level: number };
    expect(result).toMatchObject({ events: 0, n: 5, proportion: 0, level: 0.9 });
    expect(result.intervals.map(({ method, lower }) => [method, lower])).exactly([
      ["wilson", 0],
      ["clopperPearson", 0],
    ]);
    // Closed form at 0 events: 1 - 0.05^(1/5).
    expect(Number(result.intervals[1]!.upper)).asPrinted("0.4507");
    expect(exitCode).exactly(0);
  });
});

describe("rekindle compare", () => {
  it("prints estimate, intervals and tests with their conventions", async () => {
    const { exitCode, stdout } = await rekindle(["compare", "13/20", "5/20", "--tests", "fisher,chiSquared"]);
    expect(stdout).toContain("risk difference, experimental minus control: 0.4000; intervals of level 0.95");
    expect(stdout).toMatch(/\nnewcombe +\d\.\d{4} +\d\.\d{4} {2}hybrid score/);
    // R 4.2.2: fisher.test and chisq.test(correct = FALSE).
    expect(stdout).toMatch(/\nfisher +0\.0248 {2}exact, given the margins; two-sided by minimum likelihood/);
    expect(stdout).toMatch(/\nchiSquared +X2 6\.4646 +0\.0110 {2}Pearson, df 1, no correction/);
    expect(exitCode).exactly(0);
  });

  it("turns the alternative round when the arms are swapped", async () => {
    const pOf = async (first: string, second: string, alternative: string) => {
      const args = ["compare", first, second, "--tests", "all", "--alternative", alternative, "--json"];
      const { tests } = JSON.parse((await rekindle(args)).stdout) as Compared;
      return tests.map(({ test, pValue }) => [test, pValue.toPrecision(8)]);
    };
    expect(await pOf("13/20", "5/20", "greater")).exactly(await pOf("5/20", "13/20", "less"));
  });

  it("tests against a margin by the tests that take one", async () => {
    const args = ["compare", "13/20", "14/20", "--margin", "-0.2", "--alternative", "greater", "--json"];
    const { tests } = JSON.parse((await rekindle(args)).stdout) as Compared;
    expect(tests.map(({ test }) => test)).exactly(["farringtonManning", "miettinenNurminen"]);
  });

  it("names a limit that the data do not set, and a ratio that does not exist", async () => {
    const args = ["compare", "0/10", "0/10", "--measure", "oddsRatio", "--json"];
    const { estimate, intervals } = JSON.parse((await rekindle(args)).stdout) as Compared;
    expect(estimate).exactly("notEstimable");
    expect(intervals.map(({ upper }) => upper)).exactly(["Infinity", "Infinity"]);
  });

  it("says which test has no result, and ends as incomplete", async () => {
    const { exitCode, stdout } = await rekindle(["compare", "0/10", "0/10", "--tests", "chiSquared"]);
    expect(stdout).toMatch(/\nchiSquared +none {2}a row or a column of the table is empty\n/);
    expect(exitCode).exactly(3);
  });
});

describe("a proportion that is wrong", () => {
  it.each([
    [["proportion"], "error: missing required argument 'count'"],
    [["proportion", "13"], '"13" is no count; write events/patients, such as 13/20.'],
    [["proportion", "1.5/20"], '"1.5/20" is no count'],
    [["proportion", "21/20"], '"21/20" has more events than patients'],
    [["proportion", "0/0"], '"0/0" has no patients; n must be at least 1.'],
    [["proportion", "3/99999999999999999999"], "is too large to count"],
    [["proportion", "3/20", "--level", "95%"], '"95%" is a percentage; write the fraction 0.95.'],
    [["proportion", "3/20", "--level", "2.5 %"], '"2.5 %" is a percentage; write the fraction 0.025.'],
    [["proportion", "3/20", "--level", "95"], "for 95 % write 0.95"],
    [["proportion", "3/20", "--level", "0,95"], '"0,95" has a decimal comma; write 0.95.'],
    [["proportion", "3/20", "--level", "1"], "It must be strictly between 0 and 1"],
    [["proportion", "3/20", "--methods", "wilsn,exact"], '"wilsn" is not known, did you mean wilson?; "exact" is not'],
    [["compare", "3/20"], "error: missing required argument 'control'"],
    [["compare", "3/20", "4/20", "--measure", "riskratio"], "did you mean riskRatio?"],
    [
      ["compare", "3/20", "4/20", "--methods", "katz,wald"],
      "katz is no method for the riskDifference; allowed: newcombe,",
    ],
    [
      ["compare", "3/20", "4/20", "--tests", "csm,fisher", "--margin", "0.1"],
      "csm takes no margin; allowed with --margin",
    ],
    [["compare", "3/20", "4/20", "--margin", "1"], "It must be a difference strictly between -1 and 1"],
    [["compare", "3/20", "4/20", "--tests", "chiSquared", "--alternative", "less"], "chiSquared is two-sided"],
    [["compare", "3/80", "4/80", "--tests", "csm"], "csm is for arms of at most 60"],
  ])("%j", async (args, message) => {
    const { exitCode, stdout, stderr } = await rekindle(args);
    expect(stderr).toContain(message);
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });
});

describe("exact tests and strata on the command line", () => {
  it("tests a proportion against another by every convention", async () => {
    const args = ["proportion", "7/20", "--against", "0.15", "--methods", "blaker"];
    const { exitCode, stdout } = await rekindle(args);
    expect(stdout).toContain("exact tests against a proportion of 0.15");
    // R 4.2.2: binom.test(7, 20, 0.15), two-sided and greater.
    expect(stdout).toMatch(/\ngreater +0\.0219 {2}as many events or more/);
    expect(stdout).toMatch(/\nminimumLikelihood +0\.0219 /);
    expect(exitCode).exactly(0);
    const { tests } = JSON.parse((await rekindle([...args, "--json"])).stdout) as Compared;
    expect(tests.map(({ test }) => test)).exactly([
      "greater",
      "less",
      "minimumLikelihood",
      "doubled",
      "blaker",
      "midP",
    ]);
  });

  it("shows the conditional odds ratio beside its interval", async () => {
    // R 4.2.2: fisher.test(matrix(c(7, 13, 2, 18), 2))$estimate, whose root is found to 1e-4.
    const { stdout } = await rekindle(["compare", "7/20", "2/20", "--measure", "oddsRatio"]);
    expect(stdout).toMatch(/\ngiven the margins: 4\.6\d+\n/);
  });

  it("pools strata, with their tests", async () => {
    const args = ["compare", "8/20", "3/19", "--stratum", "5/31,6/30", "--stratum", "0/7,2/9"];
    const { exitCode, stdout } = await rekindle(args);
    expect(stdout).toMatch(/^3 strata; risk difference/);
    // R 4.2.2: the definition by Yan and Su, and mantelhaen.test(correct = FALSE).
    expect(stdout).toMatch(/\nnewcombe +0\.0309 +/);
    expect(stdout).toMatch(/\ncochranMantelHaenszel +\d/);
    expect(exitCode).exactly(0);
    const turned = await rekindle([...args, "--measure", "oddsRatio", "--alternative", "greater", "--margin", "-0.1"]);
    expect(turned.stdout).toMatch(/\nmantelHaenszel +\d/);
    expect(turned.stdout).toContain("z against a difference of -0.1 (greater)");
    expect(turned.stdout).not.toContain("cochranMantelHaenszel");
  });

  it.each([
    [["proportion", "3/20", "--against", "15"], "for 15 % write 0.15"],
    [["compare", "3/20", "4/20", "--stratum", "3/20"], '"3/20" is no stratum; write experimental,control'],
    [["compare", "3/20", "4/20", "--stratum", "3/20,5/4"], '"5/4" has more events than patients'],
    [["compare", "3/20", "4/20", "--stratum", "3/20,4/9", "--tests", "fisher"], "--tests: not with --stratum"],
  ])("%j", async (args, message) => {
    const { exitCode, stderr } = await rekindle(args);
    expect(stderr).toContain(message);
    expect(exitCode).exactly(64);
  });
});
