import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type CoxTies,
  coxRegression,
  kaplanMeier,
  logRankTest,
  survivalAt,
  survivalQuantile,
} from "../../src/index.ts";

type Column = readonly number[];
function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/survival/${name}.json`, import.meta.url), "utf8"));
}
const { lung, ovarian } = read("published") as {
  readonly lung: Readonly<Record<"times" | "events" | "sex" | "age", Column>> &
    Readonly<Record<"ecog" | "institution", readonly (number | null)[]>>;
  readonly ovarian: Readonly<Record<"times" | "events" | "age" | "rx", Column>>;
};
const leukaemia = read("leukaemia") as Readonly<Record<"times" | "events" | "groups", Column>>;
const aml = read("aml") as Readonly<Record<"times" | "events" | "groups", Column>>;

function tested(sample: Parameters<typeof logRankTest>[0], rho = 0) {
  const test = logRankTest(sample, { weight: { kind: "flemingHarrington", rho, gamma: 0 } });
  if (test.kind !== "tested") throw new Error(test.reason);
  return test;
}
function fitted(sample: Parameters<typeof coxRegression>[0], ties: CoxTies = "efron") {
  const fit = coxRegression(sample, { ties, variance: { kind: "model" }, level: 0.95 });
  if (fit.kind !== "converged") throw new Error(fit.reason);
  return fit;
}
function median(sample: { readonly times: Column; readonly events: Column }, interval: "log" | "logLog") {
  const { estimate, lower, upper } = survivalQuantile(kaplanMeier(sample, { interval, level: 0.95 }), { p: 0.5 });
  return [estimate, lower, upper].map((limit) => (limit.kind === "reached" ? limit.time : undefined));
}

// Numbers as R survival 3.5-3 prints them, many of which stand in textbooks. Of Cox coefficients only the digits that coxph's own
// tolerance leaves: it stops where the likelihood changes by 1e-9.
const meta = (functions: readonly string[]) => ({
  meta: {
    validates: {
      requirement: "Published survival analyses of lung, 6-MP, aml, ovarian",
      functions,
      source: "R survival 3.5.3, printed",
    },
  },
});

describe("lung by sex", meta(["logRankTest", "coxRegression", "kaplanMeier", "survivalQuantile"]), () => {
  const { times, events, sex } = lung;
  const groups = sex.map((one) => one - 1);

  it("log-rank tests", () => {
    const test = tested({ times, events, groups });
    expect(test.chiSquared).asPrinted("10.3267419549");
    expect(test.expected[0]!).asPrinted("91.5817390");
    expect(test.expected[1]!).asPrinted("73.4182610");
    expect(test.covariance[0]![0]!).asPrinted("40.3714340");
    expect(test.pValue).asPrinted("0.001311");
    expect(tested({ times, events, groups }, 1).chiSquared).asPrinted("12.7141514");
    const known = lung.institution.flatMap((one, i) => (one === null ? [] : [i]));
    const own = (column: Column) => known.map((i) => column[i]!);
    const strata = known.map((i) => lung.institution[i]!);
    const stratified = tested({ times: own(times), events: own(events), groups: own(groups), strata });
    expect(stratified.chiSquared).asPrinted("8.5244673633");
  });

  it("Cox regression", () => {
    const efron = fitted({ times, events, covariates: { sex } });
    expect(efron.coefficients[0]!.estimate).asPrinted("-0.53102354");
    expect(efron.coefficients[0]!.standardError).asPrinted("0.16717858");
    expect(efron.logLikelihood.null).asPrinted("-749.9098014");
    expect(efron.logLikelihood.fitted).asPrinted("-744.5929990");
    expect(efron.score.chiSquared).asPrinted("10.3251485");
    expect(fitted({ times, events, covariates: { sex } }, "breslow").coefficients[0]!.estimate).asPrinted("-0.5303966");
    expect(fitted({ times, events, covariates: { sex } }, "exact").coefficients[0]!.estimate).asPrinted("-0.53171378");
    const known = lung.ecog.flatMap((one, i) => (one === null ? [] : [i]));
    const own = (column: Column) => known.map((i) => column[i]!);
    const covariates = { age: own(lung.age), sex: own(sex), ecog: known.map((i) => lung.ecog[i]!) };
    const three = fitted({ times: own(times), events: own(events), covariates });
    const printed = ["0.011066765", "-0.552612396", "0.463728475"];
    for (const [j, { estimate }] of three.coefficients.entries()) expect(estimate).asPrinted(printed[j]!);
  });

  it.each([
    [1, ["0.644465002", "0.336087835", "0.078124091"], [270, 212, 310], [270, 210, 306]],
    [2, ["0.84240171", "0.52646303", "0.18723250"], [426, 348, 550], [426, 345, 524]],
  ] as const)("survival and median of sex %d", (which, printed, logLimits, logLogLimits) => {
    const own = (column: Column) => column.filter((_, i) => sex[i] === which);
    const sample = { times: own(times), events: own(events) };
    const curve = kaplanMeier(sample, { interval: "log", level: 0.95 });
    for (const [i, day] of [180, 365, 730].entries()) expect(survivalAt(curve, day).survival).asPrinted(printed[i]!);
    expect(median(sample, "log")).exactly([...logLimits]);
    expect(median(sample, "logLog")).exactly([...logLogLimits]);
  });
});

describe("6-mercaptopurine", meta(["logRankTest", "coxRegression", "survivalQuantile"]), () => {
  const { times, events, groups } = leukaemia;

  it("log-rank tests, Cox regression, medians", () => {
    const test = tested({ times, events, groups });
    expect(test.chiSquared).asPrinted("16.7929409892");
    expect(test.expected[1]!).asPrinted("19.2505009");
    expect(test.expected[0]!).asPrinted("10.7494991");
    expect(tested({ times, events, groups }, 1).chiSquared).asPrinted("14.4571508");
    const placebo = groups.map((group) => 1 - group);
    const sample = { times, events, covariates: { placebo } };
    expect(fitted(sample).coefficients[0]!.estimate).asPrinted("1.57212515");
    expect(fitted(sample).coefficients[0]!.hazardRatio).asPrinted("4.816874");
    expect(fitted(sample, "breslow").coefficients[0]!.estimate).asPrinted("1.50919141");
    expect(fitted(sample, "breslow").coefficients[0]!.hazardRatio).asPrinted("4.523072");
    expect(fitted(sample, "exact").coefficients[0]!.estimate).asPrinted("1.62824395");
    const arm = (which: number) => ({
      times: times.filter((_, i) => groups[i] === which),
      events: events.filter((_, i) => groups[i] === which),
    });
    expect(median(arm(1), "log")).exactly([23, 16, undefined]);
    expect(median(arm(0), "log")).exactly([8, 4, 12]);
  });
});

describe("aml and ovarian", meta(["logRankTest", "coxRegression"]), () => {
  it("log-rank tests and Cox regression", () => {
    const { times, events, groups } = aml;
    expect(tested({ times, events, groups }).chiSquared).asPrinted("3.3963886990");
    const notMaintained = groups.map((group) => 1 - group);
    const fit = fitted({ times, events, covariates: { notMaintained } });
    expect(fit.coefficients[0]!.estimate).asPrinted("0.9155325750");
    expect(fit.coefficients[0]!.standardError).asPrinted("0.5119342752");
    const { age, rx } = ovarian;
    const sample = { times: ovarian.times, events: ovarian.events };
    expect(tested({ ...sample, groups: rx.map((one) => one - 1) }).chiSquared).asPrinted("1.0627398613");
    const both = fitted({ ...sample, covariates: { age, rx } });
    expect(both.coefficients[0]!.estimate).asPrinted("0.147326595");
    expect(both.coefficients[1]!.estimate).asPrinted("-0.803973013");
  });
});
