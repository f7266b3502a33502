import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

const folder = fileURLToPath(new URL("../reference/pool", import.meta.url));
const csv = (name: string): string => `${folder}/${name}.csv`;

interface Reference {
  readonly k: number;
  readonly estimate: number | readonly number[];
  readonly se: number | readonly number[];
  readonly statistic: number | readonly number[];
  readonly pValue: number | readonly number[];
  readonly lower: number | readonly number[];
  readonly upper: number | readonly number[];
  readonly tau2: number;
  readonly I2FromTau2: number;
  readonly Q: number;
  readonly QP: number;
  readonly QM: number;
  readonly QMp: number;
  readonly natural: { readonly estimate: number; readonly lower: number; readonly upper: number };
}

type Numbers = Readonly<Record<string, number>>;

const reference = JSON.parse(readFileSync(`${folder}/pool.json`, "utf8")) as Readonly<
  Record<"bcg" | "bcgRegression" | "pritz" | "normand" | "hart" | "nielweise" | "raudenbush", Reference>
> & {
  readonly bcgMantelHaenszel: { readonly estimate: Numbers; readonly Q: number };
  readonly bcgSubgroups: { readonly estimate: Numbers; readonly Q: number };
  readonly explored: Readonly<
    Record<"leaveOneOut" | "leaveOneOutTau2" | "cumulative" | "rstudent" | "cook" | "hat" | "sigma2", readonly number[]>
  > &
    Readonly<Record<"eggerSlope" | "eggerP" | "beggTau" | "beggP" | "missing" | "multilevel", number>>;
  readonly pritzGlmm: Numbers;
  readonly nielweiseMh: Numbers;
};

interface Estimate {
  readonly value: number;
  readonly interval: { readonly lower: number; readonly upper: number };
}

interface EffectPool {
  readonly mean: Estimate;
  readonly natural: { readonly mean: Estimate };
  readonly standardError: number;
  readonly test: { readonly statistic: number; readonly pValue: number };
  readonly tau2: { readonly value: number };
  readonly I2FromTau2: { readonly value: number };
  readonly heterogeneity: { readonly statistic: number; readonly pValue: number };
}

interface Coefficient {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly interval: Estimate;
  readonly test: { readonly statistic: number; readonly pValue: number };
}

interface Printed {
  readonly studies: number;
  readonly together: { readonly kind: string; readonly pooled: EffectPool; readonly onScale?: EffectPool };
  readonly subgroups?: {
    readonly result: {
      readonly groups: readonly { readonly group: string; readonly pooled: EffectPool }[];
      readonly interaction: { readonly statistic: number };
    };
  };
  readonly regression?: {
    readonly result: {
      readonly coefficients: readonly Coefficient[];
      readonly moderators: { readonly statistic: number; readonly pValue: number };
      readonly tau2: { readonly value: number };
      readonly residualHeterogeneity: { readonly statistic: number; readonly pValue: number };
    };
  };
  readonly notes: readonly string[];
  readonly explorations: {
    readonly leaveOneOut: readonly { readonly result: EffectPool }[];
    readonly cumulative: { readonly steps: readonly { readonly result: EffectPool }[] };
    readonly influence: {
      readonly studies: readonly Readonly<Record<"studentisedResidual" | "cooksDistance" | "hat", number>>[];
    };
    readonly smallStudies: {
      readonly regression: { readonly slope: number; readonly pValue: number };
      readonly rank: { readonly tau: number; readonly pValue: number };
      readonly trimAndFill: { readonly missing: number };
    };
    readonly clusters: {
      readonly result: {
        readonly coefficients: readonly { readonly value: number }[];
        readonly studyVariance: { readonly value: number };
        readonly armVariance: { readonly value: number };
      };
    };
  };
}

const closed = { relative: 1e-8, absolute: 1e-10, because: "closed forms, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };

async function printed(...args: readonly string[]): Promise<Printed> {
  const { exitCode, stdout, stderr } = await rekindle(["pool", ...args, "--json"]);
  expect(stderr).exactly("");
  expect(exitCode).exactly(0);
  return JSON.parse(stdout) as Printed;
}

function agrees(found: EffectPool, expected: Reference, tolerance: typeof closed): void {
  const one = (value: number | readonly number[]): number => value as number;
  expect(found.mean.value).agreesWith(one(expected.estimate), tolerance);
  expect(found.standardError).agreesWith(one(expected.se), tolerance);
  expect(found.mean.interval.lower).agreesWith(one(expected.lower), tolerance);
  expect(found.mean.interval.upper).agreesWith(one(expected.upper), tolerance);
  expect(found.test.statistic).agreesWith(one(expected.statistic), tolerance);
  expect(found.test.pValue).agreesWith(one(expected.pValue), { ...tolerance, relative: 1e-5 });
  expect(found.natural.mean.value).agreesWith(expected.natural.estimate, tolerance);
  expect(found.natural.mean.interval.lower).agreesWith(expected.natural.lower, tolerance);
  expect(found.tau2.value).agreesWith(expected.tau2, tolerance);
  expect(found.I2FromTau2.value).agreesWith(expected.I2FromTau2, tolerance);
  expect(found.heterogeneity.statistic).agreesWith(expected.Q, closed);
  expect(found.heterogeneity.pValue).agreesWith(expected.QP, { ...closed, relative: 1e-6 });
}

describe("rekindle pool of a table", {
  meta: {
    validates: {
      requirement: "Pooling CSV files on the command line",
      functions: ["poolSheet", "readSheet"],
      source: "metafor 3.8.1 on data sets of metadat",
    },
  },
}, () => {
  const columns = ["--columns", "ai=tpos,bi=tneg,ci=cpos,di=cneg"];

  it("BCG vaccine: risk ratios by REML with Knapp and Hartung's interval", async () => {
    const { together, studies } = await printed(
      csv("bcg"),
      ...columns,
      "--measure",
      "RR",
      "--interval",
      "hartungKnapp",
    );
    expect(studies).exactly(reference.bcg.k);
    agrees(together.pooled, reference.bcg, iterated);
  });

  it("BCG vaccine: groups by allocation, and their interaction", async () => {
    const { subgroups } = await printed(csv("bcg"), ...columns, "--measure", "logRiskRatio", "--by", "alloc");
    const { groups, interaction } = subgroups!.result;
    expect(interaction.statistic).agreesWith(reference.bcgSubgroups.Q, iterated);
    for (const { group, pooled } of groups)
      expect(pooled.mean.value).agreesWith(reference.bcgSubgroups.estimate[group]!, iterated);
  });

  it("BCG vaccine: groups by Mantel and Haenszel's method", async () => {
    const { subgroups } = await printed(csv("bcg"), ...columns, "--measure", "RR", "--method", "MH", "--by", "alloc");
    const { groups, interaction } = subgroups!.result;
    expect(interaction.statistic).agreesWith(reference.bcgMantelHaenszel.Q, closed);
    for (const { group, pooled } of groups)
      expect((pooled as unknown as { readonly estimate: Estimate }).estimate.value).agreesWith(
        reference.bcgMantelHaenszel.estimate[group]!,
        closed,
      );
  });

  it.each([
    ["bcg", reference.bcgRegression, [...columns, "--measure", "RR", "--moderators", "ablat,alloc=random"]],
    ["raudenbush1985", reference.raudenbush, ["--moderators", "weeks"]],
  ])("%s: meta-regression with Knapp and Hartung's tests", async (name, expected, args) => {
    const { regression } = await printed(csv(name), ...args);
    const { coefficients, moderators, tau2, residualHeterogeneity } = regression!.result;
    expect(coefficients).toHaveLength((expected.estimate as readonly number[]).length);
    const each = (value: number | readonly number[], i: number): number => (value as readonly number[])[i]!;
    for (const [i, { value, standardError, interval, test }] of coefficients.entries()) {
      expect(value).agreesWith(each(expected.estimate, i), iterated);
      expect(standardError).agreesWith(each(expected.se, i), iterated);
      expect(interval.interval.lower).agreesWith(each(expected.lower, i), iterated);
      expect(interval.interval.upper).agreesWith(each(expected.upper, i), iterated);
      expect(test.pValue).agreesWith(each(expected.pValue, i), { ...iterated, relative: 1e-5 });
    }
    expect(moderators.statistic).agreesWith(expected.QM, iterated);
    expect(moderators.pValue).agreesWith(expected.QMp, { ...iterated, relative: 1e-5 });
    expect(tau2.value).agreesWith(expected.tau2, iterated);
    expect(residualHeterogeneity.statistic).agreesWith(expected.Q, closed);
  });

  it("Pritz 1997: proportions by DerSimonian and Laird's estimator, 0.5 added to the two studies at 100 %", async () => {
    const { together } = await printed(csv("pritz1997"), "--method", "DL", "--interval", "wald");
    agrees(together.onScale!, reference.pritz, closed);
    expect(together.pooled.mean.value).agreesWith(reference.pritz.natural.estimate, closed);
  });

  it("Pritz 1997: the binomial-normal model is the default", async () => {
    const { together } = await printed(csv("pritz1997"));
    const because = "metafor's quadrature and optimiser stop at about 1e-6";
    const tolerance = { relative: 1e-4, absolute: 1e-5, because };
    expect(together.pooled.mean.value).agreesWith(reference.pritzGlmm["estimate"]!, tolerance);
    expect(together.pooled.tau2.value).agreesWith(reference.pritzGlmm["tau2"]!, { ...tolerance, relative: 5e-4 });
  });

  it("Normand 1999: mean differences by Paule and Mandel's estimator", async () => {
    const { together } = await printed(csv("normand1999"), "--method", "PM", "--interval", "wald");
    agrees(together.pooled, reference.normand, iterated);
  });

  it("Hart 1999: incidence rate ratios by maximum likelihood", async () => {
    const { together } = await printed(csv("hart1999"), "--measure", "IRR", "--method", "ML", "--interval", "t");
    agrees(together.pooled, reference.hart, iterated);
  });

  it("Niel-Weise 2007: odds ratios with a common effect, and by Mantel and Haenszel", async () => {
    const { together } = await printed(csv("nielweise2007"), "--method", "FE");
    agrees(together.pooled, reference.nielweise, closed);
    const mantelHaenszel = (await printed(csv("nielweise2007"), "--method", "MH")).together.pooled as unknown as {
      readonly estimate: Estimate;
      readonly standardError: number;
      readonly association: { readonly statistic: number };
      readonly homogeneity: { readonly statistic: number };
    };
    const { estimate, lower, upper, se, MH, TA } = reference.nielweiseMh as Numbers &
      Readonly<Record<"estimate" | "lower" | "upper" | "se" | "MH" | "TA", number>>;
    expect(mantelHaenszel.estimate.value).agreesWith(estimate, closed);
    expect(mantelHaenszel.estimate.interval.lower).agreesWith(lower, closed);
    expect(mantelHaenszel.estimate.interval.upper).agreesWith(upper, closed);
    expect(mantelHaenszel.standardError).agreesWith(se, closed);
    expect(mantelHaenszel.association.statistic).agreesWith(MH, closed);
    expect(mantelHaenszel.homogeneity.statistic).agreesWith(TA, { ...closed, relative: 1e-6 });
  });

  it("BCG vaccine: without each study, year by year, influence, small studies, and rows within groups", async () => {
    const args = ["--measure", "RR", "--explore", "all", "--cumulate", "year", "--cluster", "alloc"];
    const { explorations } = await printed(csv("bcg"), ...columns, ...args);
    const expected = reference.explored;
    const { leaveOneOut, cumulative, influence, smallStudies, clusters } = explorations;
    for (const [i, { result }] of leaveOneOut.entries()) {
      expect(result.mean.value).agreesWith(expected.leaveOneOut[i]!, iterated);
      expect(result.tau2.value).agreesWith(expected.leaveOneOutTau2[i]!, iterated);
    }
    for (const [i, { result }] of cumulative.steps.entries())
      expect(result.mean.value).agreesWith(expected.cumulative[i]!, iterated);
    for (const [i, study] of influence.studies.entries()) {
      expect(study.studentisedResidual).agreesWith(expected.rstudent[i]!, iterated);
      expect(study.cooksDistance).agreesWith(expected.cook[i]!, iterated);
      expect(study.hat).agreesWith(expected.hat[i]!, iterated);
    }
    expect(smallStudies.regression.slope).agreesWith(expected.eggerSlope, closed);
    expect(smallStudies.regression.pValue).agreesWith(expected.eggerP, { ...closed, relative: 1e-7 });
    expect(smallStudies.rank.tau).agreesWith(expected.beggTau, closed);
    expect(smallStudies.rank.pValue).agreesWith(expected.beggP, { ...closed, relative: 1e-7 });
    expect(smallStudies.trimAndFill.missing).exactly(expected.missing);
    const multilevel = { relative: 1e-4, absolute: 1e-6, because: "rma.mv's optimiser stops early" };
    expect(clusters.result.coefficients[0]!.value).agreesWith(expected.multilevel, multilevel);
    expect(clusters.result.studyVariance.value).agreesWith(expected.sigma2[0]!, { ...multilevel, relative: 1e-3 });
    expect(clusters.result.armVariance.value).agreesWith(expected.sigma2[1]!, { ...multilevel, relative: 1e-3 });
  });

  it("prints the same as a table that names every convention", async () => {
    const { stdout, exitCode } = await rekindle(["pool", csv("bcg"), ...columns, "--measure", "RR"]);
    expect(exitCode).exactly(0);
    // metafor 3.8.1: rma(measure = "RR", test = "adhoc") prints -0.7145, 0.1808, -1.1084 to -0.3206, tau2 0.3132, I2 92.22 %.
    for (const line of [
      "13 studies, events of two arms (ai = tpos, bi = tneg, ci = cpos, di = cneg)",
      "mean              -0.7145  -1.1084 to -0.3206      0.4894  0.3301 to 0.7257",
      "standard error 0.1808",
      "t(12) = -3.9522, p = 0.0019",
      "tau2 0.3132 (REML",
      "I2 92.22 % (from tau2 and a typical sampling variance)",
      "Cochran's Q, X2(12) = 152.2330",
      "log risk ratios, no continuity correction, REML, modified Hartung-Knapp, t(12)",
      "interval of a new study: Higgins-Thompson-Spiegelhalter, t(11)",
    ])
      expect(stdout).toContain(line);
  });
});

describe("rekindle pool of a table of one's own", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = makeDesk();
  });
  afterEach(() => desk.clear());

  it("reads meta's names, tabs, a byte-order mark and Windows line ends", async () => {
    const rows = ["studlab\tevent.e\tn.e\tevent.c\tn.c", "A\t3\t20\t8\t21", '"B, C"\t1\t10\t2\t11', "D\tNA\t5\t1\t6"];
    const path = desk.write("arms.txt", `\uFEFF${rows.join("\r\n")}\r\n`);
    const { stdout, exitCode } = await rekindle(["pool", path]);
    expect(stdout).toContain("2 studies, events of two arms (ai = event.e, n1i = n.e, ci = event.c, n2i = n.c)");
    expect(stdout).toContain("left out: D: no value of event.e");
    expect(stdout).toMatch(/\nB, C +/);
    expect(exitCode).exactly(0);
  });

  it("reads a YAML list of rows as it reads CSV", async () => {
    const csvFile = desk.write("rates.csv", "study,event,n\nA,5,20\nB,2,10\nC,9,12\n");
    const yaml = "- { study: A, event: 5, n: 20 }\n- { study: B, event: 2, n: 10 }\n- { study: C, event: 9, n: 12 }\n";
    const yamlFile = desk.write("rates.yaml", yaml);
    expect((await printed(yamlFile)).together).exactly((await printed(csvFile)).together);
  });

  it("draws a forest plot, with groups, in three formats", async () => {
    const path = desk.write("rates.csv", "study,event,n,era\nA,5,20,old\nB,2,10,old\nC,9,12,new\nD,4,9,new\n");
    for (const name of ["forest.svg", "forest.png", "forest.pdf"]) {
      const { exitCode, stderr } = await rekindle(["pool", path, "--by", "era", "--forest", desk.path(name)]);
      expect(stderr).exactly(`Wrote ${desk.path(name)}\n`);
      expect(exitCode).exactly(0);
    }
    expect(desk.read("forest.svg")).toMatch(/<svg[\s\S]*old[\s\S]*new/);
    expect(desk.read("forest.png").slice(1, 4)).exactly("PNG");
    expect(desk.read("forest.pdf").slice(0, 5)).exactly("%PDF-");
  });

  it("adds another number to empty cells", async () => {
    const path = desk.write("rates.csv", "study,event,n\nA,0,20\nB,2,10\nC,9,12\n");
    const { stdout } = await rekindle(["pool", path, "--method", "REML", "--add", "0.25"]);
    expect(stdout).toContain("0.25 added to every cell of studies with an empty one (1 of 3)");
  });

  it("draws effects of two arms, and refuses what has none of each study", async () => {
    const path = desk.path("forest.svg");
    const args = ["pool", csv("nielweise2007"), "--measure", "RR", "--forest", path];
    expect((await rekindle(args)).exitCode).exactly(0);
    expect(desk.read("forest.svg")).toContain("Risk ratio");
    const { stderr, exitCode } = await rekindle(["pool", csv("nielweise2007"), "--method", "MH", "--forest", path]);
    expect(stderr).toContain("--forest: this method has no effect of each study to draw");
    expect(exitCode).exactly(64);
  });

  it("writes results and tables into a folder", async () => {
    const out = desk.path("out");
    const { stderr, exitCode } = await rekindle(["pool", csv("raudenbush1985"), "--moderators", "weeks", "--out", out]);
    expect(stderr).exactly(`Wrote 5 files into ${out}\n`);
    expect(desk.read("out/figures/forest.svg")).toContain("raudenbush1985.csv");
    expect(exitCode).exactly(0);
    expect(desk.read("out/tables/coefficients.csv")).toMatch(/^coefficient,value,standardError,/);
    expect(desk.read("out/tables/studies.csv").trimEnd().split("\n")).toHaveLength(20);
  });

  it("tells every wrong cell at once, with its line and column", async () => {
    const path = desk.write("rates.csv", 'study,event,n\nA,"0,5",20\nB,12,10\nC,x,9\nD,1,0\nE,1.5,3\nF,-1,4\n');
    const { stderr, stdout, exitCode } = await rekindle(["pool", path]);
    expect(stderr.trimEnd().split("\n")).exactly([
      `${path}:2:3 row 1.event: found "0,5"; numbers have a decimal point, not a comma; write 0.5`,
      `${path}:3:3 row 2.event: 12 is more than n = 10; there are at most as many events as patients`,
      `${path}:4:3 row 3.event: found "x"; must be a number, or NA or nothing where it is not known`,
      `${path}:5:5 row 4.n: n is 0: nobody was counted; an arm has at least one patient`,
      `${path}:6:3 row 5.event: found 1.5; must be a whole number from 0 to 1000000000000`,
      `${path}:7:3 row 6.event: found -1; must be a whole number from 0 to 1000000000000`,
    ]);
    expect(stdout).exactly("");
    expect(exitCode).exactly(65);
  });

  it.each([
    [["--method", "REMLL"], 'these numbers are not pooled by "REMLL"; did you mean REML?'],
    [["--method", "CM.EL"], 'these numbers are not pooled by "CM.EL"'],
    [["--by", "eras"], '--by: there is no column "eras"; did you mean era? the file has: study, event, n, era'],
    [["--moderators", "yaer"], '--moderators: there is no column "yaer"'],
    [["--interval", "wald"], "--interval: the binomial-normal model takes no choice of interval"],
    [["--correction", "none"], "--correction: the binomial-normal model takes no continuity correction"],
    [["--spread", "shared"], "--spread: is of subgroups, and none are asked for"],
    [["--permutations", "999"], "--permutations: are of moderators, and none are asked for"],
    [["--columns", "xi=evnt"], '--columns.xi: there is no column "evnt"; did you mean event?'],
    [["--columns", "zz=event"], '--columns.zz: "zz" is no number of a study'],
    [["--label", "nme"], '--label: there is no column "nme"'],
    [["--level", "95"], "for 95 % write 0.95"],
    [["--measure", "ORR"], "did you mean OR?"],
    [["--measure", "OR"], "no columns that can be pooled among study, event, n, era; needed: ai, n1i, ci, n2i"],
    [["--seed", "3"], "--seed: is of permutations, and none are asked for"],
    [["--method", "REML", "--correction", "none", "--add", "1"], "--add: nothing is added with --correction none"],
    [["--add", "1"], "--correction: the binomial-normal model takes no continuity correction"],
    [["--method", "betaBinomial", "--by", "era"], "--by: the beta-binomial model takes no subgroups"],
    [["--explore", "influence"], "--explore: influence: only of effects of the studies"],
    [["--explore", "leaveOneOut,baujat"], '"baujat" is not known'],
    [["--cumulate", "yaer"], '--cumulate: there is no column "yaer"'],
    [["--cluster", "era"], "--cluster: the binomial-normal model takes no rows within studies"],
    [["--forest", "forest.jpg"], "let the name end in .svg, .png or .pdf"],
    [["--method", "REML", "--interval", "hksj"], '"hksj" is not known'],
  ])("%j", async (args, message) => {
    const path = desk.write("rates.csv", "study,event,n,era\nA,5,20,old\nB,2,10,old\nC,9,12,new\nD,4,9,new\n");
    const { stderr, stdout, exitCode } = await rekindle(["pool", path, ...args]);
    expect(stderr).toContain(message);
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });

  it("refuses options of a table for a file that says itself how it is pooled", async () => {
    const { stderr, exitCode } = await rekindle(["pool", desk.path("demo.yaml"), "--tau2-interval", "jackson"]);
    expect(stderr).toContain("--tau2-interval: only for a table of studies");
    expect(exitCode).exactly(64);
  });

  it("ends as incomplete where there is no estimate, and says why", async () => {
    const path = desk.write("rates.csv", "study,event,n\nA,0,5\nB,6,6\n");
    const { stdout, exitCode } = await rekindle(["pool", path]);
    expect(stdout).toMatch(/median study +none +none|mean +none +none/);
    expect(stdout).toContain("none, since");
    expect(exitCode).exactly(3);
  });
});
