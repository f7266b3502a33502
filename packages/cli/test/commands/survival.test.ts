import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

const folder = fileURLToPath(new URL("../reference/survival", import.meta.url));
const csv = (name: string): string => `${folder}/${name}.csv`;

interface Two {
  readonly estimate: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const reference = JSON.parse(readFileSync(`${folder}/survival.json`, "utf8")) as {
  readonly median: Two;
  readonly logLogMedian: Two;
  readonly restrictedMean: { readonly mean: readonly number[]; readonly se: readonly number[] };
  readonly restrictedMean500: { readonly mean: readonly number[]; readonly se: readonly number[] };
  readonly at: Two & { readonly survival: readonly number[]; readonly se: readonly number[] };
  readonly logRank: { readonly chiSquared: number; readonly pValue: number };
  readonly cox: Readonly<Record<"hazardRatio" | "lower" | "upper" | "z" | "pValue", number>>;
  readonly stratified: {
    readonly hazardRatio: readonly number[];
    readonly lower: readonly number[];
    readonly upper: readonly number[];
    readonly chiSquared: number;
  };
  readonly weibull: Readonly<Record<"timeRatio" | "hazardRatio" | "pValue" | "logLikelihood", number>>;
  readonly turnbull: { readonly time: readonly number[]; readonly survival: readonly number[] };
};

interface Reached {
  readonly kind: string;
  readonly time: number;
}

interface Ratio {
  readonly covariate: string;
  readonly hazardRatio: number;
  readonly ratio: number;
  readonly interval: { readonly lower: number; readonly upper: number };
  readonly z: number;
  readonly pValue: number;
}

interface Printed {
  readonly patients: number;
  readonly leftOut: number;
  readonly groups: readonly {
    readonly name: string;
    readonly median: { readonly estimate: Reached; readonly lower: Reached; readonly upper: Reached };
    readonly restrictedMean: { readonly mean: number; readonly variance: number };
    readonly at: readonly Readonly<Record<"survival" | "standardError" | "lower" | "upper", number>>[];
    readonly curve: { readonly masses: readonly { readonly right: number | string; readonly survival: number }[] };
  }[];
  readonly logRank: { readonly chiSquared: number; readonly pValue: number };
  readonly cox: { readonly coefficients: readonly Ratio[] };
  readonly weibull: Readonly<
    Record<
      "hazards" | "times",
      { readonly coefficients: readonly Ratio[]; readonly logLikelihood: { readonly fitted: number } }
    >
  >;
}

const closed = { relative: 1e-10, absolute: 1e-12, because: "sums and products in another order" };
const iterated = { relative: 1e-7, absolute: 1e-9, because: "R's iterations stop at a looser tolerance" };

async function printed(...args: readonly string[]): Promise<Printed> {
  const { exitCode, stdout, stderr } = await rekindle(["survival", ...args, "--json"]);
  expect(stderr).exactly("");
  expect(exitCode).exactly(0);
  return JSON.parse(stdout) as Printed;
}

describe("rekindle survival", {
  meta: {
    validates: {
      requirement: "Survival of CSV files on the command line",
      functions: ["survivalOfSheet"],
      source: "R 4.2.2 survival 3.5.3 on lung",
    },
  },
}, () => {
  it("lung: medians, restricted means and survival at times, as survfit has them", async () => {
    const { groups, patients } = await printed(csv("lung"), "--group", "sex", "--at", "180,365");
    expect(patients).exactly(228);
    for (const [g, { median, restrictedMean, at }] of groups.entries()) {
      expect(median.estimate.time).exactly(reference.median.estimate[g]!);
      expect(median.lower.time).exactly(reference.median.lower[g]!);
      expect(median.upper.time).exactly(reference.median.upper[g]!);
      expect(restrictedMean.mean).agreesWith(reference.restrictedMean.mean[g]!, closed);
      expect(Math.sqrt(restrictedMean.variance)).agreesWith(reference.restrictedMean.se[g]!, closed);
      for (const [i, { survival, standardError, lower, upper }] of at.entries()) {
        const place = 2 * g + i;
        expect(survival).agreesWith(reference.at.survival[place]!, closed);
        expect(standardError).agreesWith(reference.at.se[place]!, closed);
        expect(lower).agreesWith(reference.at.lower[place]!, closed);
        expect(upper).agreesWith(reference.at.upper[place]!, closed);
      }
    }
  });

  it("lung: another scale of the intervals, and another horizon", async () => {
    const args = ["--group", "sex", "--interval", "logLog", "--horizon", "500"];
    const { groups } = await printed(csv("lung"), ...args);
    for (const [g, { median, restrictedMean }] of groups.entries()) {
      expect(median.lower.time).exactly(reference.logLogMedian.lower[g]!);
      expect(median.upper.time).exactly(reference.logLogMedian.upper[g]!);
      expect(restrictedMean.mean).agreesWith(reference.restrictedMean500.mean[g]!, closed);
      expect(Math.sqrt(restrictedMean.variance)).agreesWith(reference.restrictedMean500.se[g]!, closed);
    }
  });

  it("lung: log-rank test and hazard ratio, as survdiff and coxph have them", async () => {
    const { logRank, cox } = await printed(csv("lung"), "--time", "time", "--status", "status", "--group", "sex");
    expect(logRank.chiSquared).agreesWith(reference.logRank.chiSquared, closed);
    expect(logRank.pValue).agreesWith(reference.logRank.pValue, { ...closed, relative: 1e-8 });
    const [ratio] = cox.coefficients;
    expect(ratio!.hazardRatio).agreesWith(reference.cox.hazardRatio, iterated);
    expect(ratio!.interval.lower).agreesWith(reference.cox.lower, iterated);
    expect(ratio!.interval.upper).agreesWith(reference.cox.upper, iterated);
    expect(ratio!.z).agreesWith(reference.cox.z, iterated);
  });

  it("lung: four groups in strata against a control of one's choice", async () => {
    const args = ["--group", "ph.ecog", "--strata", "sex", "--control", "1"];
    const { cox, logRank, leftOut } = await printed(csv("lung"), ...args);
    expect(leftOut).exactly(1);
    expect(cox.coefficients.map(({ covariate }) => covariate)).exactly(["0", "2", "3"]);
    for (const [i, { hazardRatio, interval }] of cox.coefficients.entries()) {
      expect(hazardRatio).agreesWith(reference.stratified.hazardRatio[i]!, iterated);
      expect(interval.lower).agreesWith(reference.stratified.lower[i]!, iterated);
      expect(interval.upper).agreesWith(reference.stratified.upper[i]!, iterated);
    }
    expect(logRank.chiSquared).agreesWith(reference.stratified.chiSquared, closed);
  });

  it("lung as seen at visits: Weibull regression and Turnbull's curve, as survreg and survfit have them", async () => {
    const args = ["--left", "left", "--right", "right", "--group", "sex"];
    const { weibull, groups } = await printed(csv("visits"), ...args);
    const looser = { relative: 1e-5, absolute: 1e-8, because: "survreg stops at 1e-9 of the log-likelihood" };
    expect(weibull.times.coefficients[0]!.ratio).agreesWith(reference.weibull.timeRatio, looser);
    expect(weibull.times.coefficients[0]!.pValue).agreesWith(reference.weibull.pValue, { ...looser, relative: 1e-4 });
    expect(weibull.hazards.coefficients[0]!.ratio).agreesWith(reference.weibull.hazardRatio, looser);
    expect(weibull.hazards.logLikelihood.fitted).agreesWith(reference.weibull.logLikelihood, looser);
    const { masses } = groups[0]!.curve;
    for (const { right, survival } of masses) {
      // R puts a mass at the middle of its interval, and knows of none beyond the last visit.
      if (right === "Infinity") continue;
      const end = Number(right);
      const after = reference.turnbull.time.findLastIndex((time) => time <= end);
      const because = "survfit's self-consistency algorithm stops early";
      expect(survival).agreesWith(reference.turnbull.survival[after]!, { relative: 0, absolute: 2e-3, because });
    }
  });

  it("prints the same with every convention named", async () => {
    const { stdout } = await rekindle(["survival", csv("lung"), "--group", "sex"]);
    // R 4.2.2 survival 3.5.3: print(survfit), survdiff and summary(coxph).
    for (const text of [
      "228 patients",
      "1           138     112     270     212 to 310        324.0484  22.2979",
      "2            90      53     426     348 to 550        455.9041  32.9174",
      "0.5880  0.4237 to 0.8160  -3.1764  0.0015",
      "log-rank test: X2(1) = 10.3267, p = 0.0013",
      "Kaplan-Meier; Greenwood's variance, log scale",
      "ties by Efron",
      "status is coded 1 and 2: 2 is taken as the event",
    ])
      expect(stdout).toContain(text);
  });
});

describe("rekindle survival of a table of one's own", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = makeDesk();
  });
  afterEach(() => desk.clear());

  it("describes one group, and writes tables", async () => {
    const path = desk.write("one.csv", "time;event\n3;1\n5;0\n7;TRUE\n9;false\n");
    const { stdout, stderr, exitCode } = await rekindle(["survival", path, "--out", desk.path("out")]);
    // Closed form: survival is 3/4 after 3 and 3/8 after 7.
    expect(stdout).toMatch(/\nall +4 +2 +7 /);
    expect(stderr).exactly(`Wrote 3 files into ${desk.path("out")}\n`);
    expect(desk.read("out/tables/curves.csv")).toContain("all,7,2,1,0,0.375,");
    expect(exitCode).exactly(0);
  });

  it("tells every wrong cell at once", async () => {
    const path = desk.write("bad.csv", 'time,status\n-1,1\n"2,5",0\n3,2\n4,x\n5,3\n,1\n1e300,1\n');
    const { stderr, exitCode } = await rekindle(["survival", path]);
    expect(stderr.replaceAll(`${desk.folder}/`, "").trimEnd().split("\n")).exactly([
      "bad.csv:2:1 row 1.time: found -1; a time is at least 0",
      'bad.csv:3:1 row 2.time: found "2,5"; numbers have a decimal point, not a comma; write 2.5',
      "bad.csv:4:3 row 3.status: found 2; 0 (censored) or 1 (event), or 1 and 2 throughout",
      'bad.csv:5:3 row 4.status: found "x"; must be a number, or NA or nothing where it is not known',
      "bad.csv:6:3 row 5.status: found 3; 0 (censored) or 1 (event), or 1 and 2 throughout",
      "bad.csv:8:1 row 7.time: found 1e300; a time is at most 1000000000000",
    ]);
    expect(exitCode).exactly(65);
    const intervals = desk.write("intervals.csv", "l,r\n3,2\n1,x\n2,0\n");
    const second = await rekindle(["survival", intervals, "--left", "l", "--right", "r"]);
    expect(second.stderr).toContain("intervals.csv:2:3 row 1.r: 2 is before the left end, 3");
    expect(second.stderr).toContain("intervals.csv:4:3 row 3.r: found 0; an interval ends after 0");
    expect(second.exitCode).exactly(65);
  });

  it("says why there is no hazard ratio, and ends as incomplete", async () => {
    const path = desk.write("two.csv", "time,status,arm\n3,1,a\n4,1,a\n7,0,b\n9,0,b\n");
    const { stdout, exitCode } = await rekindle(["survival", path, "--group", "arm"]);
    expect(stdout).toContain("hazard ratio against a: none, since");
    expect(stdout).toContain("log-rank test: X2(1) = ");
    expect(exitCode).exactly(3);
  });

  it.each([
    [["--time", "tiem"], '--time: there is no column "tiem"; did you mean time?'],
    [["--group", "sex"], '--group: there is no column "sex"'],
    [["--left", "time"], '--right: there is no column "right"'],
    [["--left", "time", "--right", "time", "--status", "status"], "--status: is of right-censored times"],
    [["--left", "time", "--right", "time", "--at", "3"], "--at: is of right-censored times"],
    [["--strata", "arm"], "--strata: is of groups to compare, and there are none"],
    [["--group", "arm", "--control", "c"], '--control: no patient is in the group "c"; groups: a, b'],
    [["--at", "-3"], "A time is at least 0."],
    [["--horizon", "0"], "It must be above 0."],
    [["--interval", "loglog"], "did you mean logLog?"],
    [["--level", "95%"], "write the fraction 0.95"],
  ])("%j", async (args, message) => {
    const path = desk.write("two.csv", "time,status,arm\n3,1,a\n4,1,a\n7,0,b\n9,1,b\n");
    const { stderr, stdout, exitCode } = await rekindle(["survival", path, ...args]);
    expect(stderr).toContain(message);
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });
});
