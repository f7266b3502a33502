import { describe, expect, it } from "vitest";
import { pool, poolEffects } from "@rekindle/evidence";
import { InvalidInput } from "@rekindle/stats";
import { poolSheet } from "../../src/pooling/pool-sheet.ts";
import type { SheetPoolOptions } from "../../src/pooling/sheet-pool.ts";
import { readSheet } from "../../src/sheet/read-sheet.ts";
import { describeIssues } from "../../src/text/placed-issue.ts";

function read(text: string) {
  const sheet = readSheet(text, { fileName: "a.csv" });
  if (sheet.kind === "invalid") throw new Error(describeIssues(sheet.issues));
  return sheet.value;
}

function pooled(text: string, options: SheetPoolOptions = {}) {
  const result = poolSheet(read(text), options);
  if (result.kind === "invalid") throw new Error(describeIssues(result.issues));
  return result.value;
}

function told(text: string, options: SheetPoolOptions = {}): readonly string[] {
  const result = poolSheet(read(text), options);
  return result.kind === "valid" ? [] : describeIssues(result.issues).split("\n");
}

function refused(text: string, options: SheetPoolOptions): readonly string[] {
  try {
    poolSheet(read(text), options);
  } catch (error) {
    if (error instanceof InvalidInput) return describeIssues(error.issues).split("\n");
    throw error;
  }
  return [];
}

const arms = "study,ai,bi,ci,di\nA,4,119,11,128\nB,6,300,29,274\nC,3,228,11,209\nD,0,20,4,16\n";

describe("the columns that poolSheet knows", () => {
  const cases: readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] = [
    ["metafor, totals", "slab,xi,ni\nA,1,5\nB,2,6\n", "proportions", { xi: "xi", ni: "ni" }],
    ["metafor, non-events", "slab,xi,mi\nA,1,4\nB,2,4\n", "proportions", { xi: "xi", mi: "mi" }],
    ["meta, one arm", "studlab,event,n\nA,1,5\nB,2,6\n", "proportions", { xi: "event", ni: "n" }],
    ["in capitals", "Study,EVENT,N\nA,1,5\nB,2,6\n", "proportions", { xi: "EVENT", ni: "N" }],
    [
      "metafor, four cells",
      "ai,bi,ci,di\n1,5,2,6\n2,3,4,5\n",
      "comparisons",
      { ai: "ai", bi: "bi", ci: "ci", di: "di" },
    ],
    [
      "meta, two arms",
      "event.e,n.e,event.c,n.c\n1,5,2,6\n2,5,4,5\n",
      "comparisons",
      { ai: "event.e", n1i: "n.e", ci: "event.c", n2i: "n.c" },
    ],
    ["metafor, effects", "yi,vi\n0.1,0.2\n0.3,0.1\n", "effects", { yi: "yi", vi: "vi" }],
    ["meta, effects", "TE,seTE\n0.1,0.2\n0.3,0.1\n", "effects", { yi: "TE", sei: "seTE" }],
    ["metafor, effects with errors", "yi,sei\n0.1,0.2\n0.3,0.1\n", "effects", { yi: "yi", sei: "sei" }],
    ["metafor, means of one arm", "mi,sdi,ni\n1,2,5\n2,2,6\n", "means", { mi: "mi", sdi: "sdi", ni: "ni" }],
    ["meta, means of one arm", "mean,sd,n\n1,2,5\n2,2,6\n", "means", { mi: "mean", sdi: "sd", ni: "n" }],
    [
      "meta, means of two arms",
      "n.e,mean.e,sd.e,n.c,mean.c,sd.c\n5,1,2,5,2,2\n6,3,2,6,2,1\n",
      "meanComparisons",
      { m1i: "mean.e", sd1i: "sd.e", n1i: "n.e", m2i: "mean.c", sd2i: "sd.c", n2i: "n.c" },
    ],
    [
      "hazard ratios with their limits",
      "study,HR,lower,upper\nA,0.7,0.5,0.98\nB,0.8,0.6,1.07\n",
      "hazardRatios",
      { hr: "HR", lower: "lower", upper: "upper" },
    ],
    [
      "logarithms of hazard ratios",
      "study,loghr,seloghr\nA,-0.3,0.2\nB,-0.1,0.1\n",
      "hazardRatios",
      { loghr: "loghr", seloghr: "seloghr" },
    ],
    ["meta, rates", "event,time\n1,50\n2,60\n", "rates", { xi: "event", ti: "time" }],
    [
      "meta, rates of two arms",
      "event.e,time.e,event.c,time.c\n1,50,4,60\n2,60,3,50\n",
      "rateComparisons",
      { x1i: "event.e", t1i: "time.e", x2i: "event.c", t2i: "time.c" },
    ],
  ];

  it.each(cases)("%s", (_, text, family, columns) => {
    const { family: found, columns: read_, together } = pooled(text);
    expect(found).exactly(family);
    expect(read_).exactly(columns);
    if (together.kind === "mantelHaenszel") throw new Error("not asked for");
    expect(together.pooled.mean.kind).exactly("estimated");
  });

  it("says what else the file holds, and reads that where its measure is asked for", () => {
    const text = "study,ai,n1i,ci,n2i,yi,vi\nA,4,20,6,20,0.5,0.1\nB,3,20,8,20,0.4,0.2\n";
    const [note] = pooled(text).notes;
    expect(note).exactly(
      "read as events of two arms; the file also has columns of effects, which a measure of theirs would read",
    );
    expect(pooled(text, { measure: "GEN" }).family).exactly("effects");
  });

  it("names what is missing", () => {
    const [line] = refused("study,event\nA,1\n", {});
    expect(line).toContain("no columns that can be pooled among study, event; needed: ai, n1i, ci, n2i");
    expect(refused("study,event\nA,1\n", { measure: "PLO" })[0]).toContain("needed: xi, ni (events of one arm)");
  });
});

describe("what poolSheet gives", () => {
  it("is what the evidence room gives for the same numbers", () => {
    const { together } = pooled("study,event,n\nA,5,20\nB,2,10\nC,9,12\n");
    const rows = [
      { id: "A", label: "A", events: 5, n: 20 },
      { id: "B", label: "B", events: 2, n: 10 },
      { id: "C", label: "C", events: 9, n: 12 },
    ];
    expect(together).exactly({ kind: "rate", pooled: pool(rows) });
  });

  it("squares a standard error, and cells of non-events make a total", () => {
    const a = pooled("yi,vi\n0.1,0.04\n0.3,0.25\n0.2,0.01\n").together;
    const b = pooled("yi,sei\n0.1,0.2\n0.3,0.5\n0.2,0.1\n").together;
    if (a.kind !== "effect" || b.kind !== "effect") throw new Error("effects are pooled as effects");
    if (a.pooled.mean.kind !== "estimated" || b.pooled.mean.kind !== "estimated") throw new Error("no mean");
    expect(b.pooled.mean.value).withinUlps(a.pooled.mean.value, 8);
    const totals = "study,ai,n1i,ci,n2i\nA,4,123,11,139\nB,6,306,29,303\nC,3,231,11,220\nD,0,20,4,20\n";
    expect(pooled(totals).together).exactly(pooled(arms).together);
  });

  it("takes a mean of one arm with sd² / n", () => {
    const { together } = pooled("mean,sd,n\n1,2,5\n2,3,6\n4,1,9\n");
    if (together.kind !== "effect") throw new Error("means are pooled as effects");
    const rows = [
      { id: "Study 1", label: "Study 1", value: 1, variance: 4 / 5, corrected: false },
      { id: "Study 2", label: "Study 2", value: 2, variance: 9 / 6, corrected: false },
      { id: "Study 3", label: "Study 3", value: 4, variance: 1 / 9, corrected: false },
    ];
    const measure = { kind: "mean", label: "means", scale: "mean", naturalScale: "mean", toNatural: (x: number) => x };
    const { mean } = poolEffects({ measure, method: "", rows });
    expect(together.pooled.mean).exactly(mean);
  });

  it("takes the error of a hazard ratio from its limits, and tells of one outside them", () => {
    const { together } = pooled("study,hr,lower,upper\nA,0.7,0.5,0.98\nB,0.8,0.6,1.0667\n", { method: "FE" });
    if (together.kind !== "effect") throw new Error("hazard ratios are pooled as effects");
    // Closed form: (log upper - log lower) / (2 · 1.959963984540054).
    const [a] = together.pooled.studies;
    expect(a!.standardError).agreesWith(Math.log(0.98 / 0.5) / (2 * 1.959963984540054), {
      relative: 1e-12,
      absolute: 0,
      because: "logarithms of another library",
    });
    const lines = told("study,hr,lower,upper\nA,0.7,0.5,0.98\nB,1.8,0.6,1.07\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^a\.csv:3:3 row 2\.hr: B: /);
  });

  it("makes no ids twice, whatever the names, and warns", () => {
    const { notes, together } = pooled("study,event,n\nA,5,20\nA,2,10\nA (2),9,12\n");
    if (together.kind !== "rate") throw new Error("rates are pooled as rates");
    expect(new Set(together.pooled.studies.map(({ id }) => id)).size).exactly(3);
    expect(notes).exactly([
      "A names several rows: rows are taken as independent, which estimates of the same patients are not",
    ]);
  });

  it("prefers names to numbers, and puts the year behind authors", () => {
    const labels = (text: string): readonly string[] => {
      const { together } = pooled(text);
      if (together.kind !== "rate") throw new Error("rates are pooled as rates");
      return together.pooled.studies.map(({ label }) => label);
    };
    expect(labels("trial,author,year,event,n\n1,Ho,2013,5,20\n2,Dunn,2019,2,10\n")).exactly(["Ho 2013", "Dunn 2019"]);
    expect(labels("study,source,event,n\n1,Edinburgh,5,20\n2,Montreal,2,10\n")).exactly(["Edinburgh", "Montreal"]);
    expect(labels("study,event,n\n1,5,20\n2,2,10\n")).exactly(["1", "2"]);
    expect(labels("event,n\n5,20\n2,10\n")).exactly(["Study 1", "Study 2"]);
  });

  it("leaves out rows without a number or a group, and lists them", () => {
    const text = "study,event,n,g\nA,5,20,x\nB,NA,10,x\nC,1,9,\nD,2,8,y\nE,3,8,y\nF,,,\n";
    const { studies, leftOut } = pooled(text, { by: "g" });
    expect(studies).exactly(3);
    expect(leftOut).exactly([
      { label: "B", reason: "no value of event" },
      { label: "C", reason: "no value of g" },
      { label: "F", reason: "no value of event, n, g" },
    ]);
  });

  it("fits moderators of rates by inverse variance, and says so", () => {
    const text = "study,event,n,x\nA,5,20,1\nB,2,10,2\nC,9,12,4\nD,3,9,3\n";
    const { regression, notes } = pooled(text, { moderators: ["x"] });
    expect(regression!.result.kind).exactly("estimated");
    expect(notes).exactly([
      "moderators are fitted by inverse variance on the logit scale, tau2 by REML, since this model takes none",
    ]);
  });
});

describe("what poolSheet refuses", () => {
  it("puts a study without an effect at its row", () => {
    const options = { measure: "OR", correction: { kind: "none" } };
    expect(told(arms, options)).exactly([
      "a.csv:5:3 row 4.ai: D has a cell of 0: no usable effect; allow a correction, or use petoLogOddsRatio or arcsineDifference",
    ]);
  });

  it("tells of texts among the numbers of a moderator", () => {
    const text = "study,event,n,year\nA,5,20,2001\nB,2,10,2O02\nC,9,12,2004\nD,3,9,2003\n";
    expect(told(text, { moderators: ["year"] })).exactly([
      'a.csv:3:8 row 2.year: found "2O02"; must be a number, or NA or nothing where it is not known; or write factor(year) if these are names',
    ]);
    expect(told(text, { moderators: ["factor(year)"] })).exactly([]);
  });

  it("tells every unused option at once", () => {
    const options = { method: "MH", interval: "wald", prediction: "normal", correction: { kind: "none" } };
    expect(refused(arms, options).map((line) => line.split(":")[0])).exactly(["interval", "prediction", "correction"]);
  });

  it("tells wrong columns, an unknown method and unused options together", () => {
    const options = {
      by: "x",
      label: "y",
      moderators: ["z"],
      spread: "shared",
      permutations: { count: 99, seed: 1 },
    } as const;
    expect(refused(arms, options).map((line) => line.split(":")[0])).exactly(["by", "label", "moderators.0"]);
    expect(refused(arms, { by: "x", spread: "shared", method: "nothing" }).map((line) => line.split(":")[0])).exactly([
      "by",
      "method",
    ]);
  });

  it.each([
    [{ method: "MH", measure: "PETO" }, "Mantel and Haenszel's method has no petoLogOddsRatio"],
    [{ by: "nothing" }, 'there is no column "nothing"'],
    [{ moderators: ["ai", "ai"] }, '"ai" is asked for twice'],
    [{ moderators: ["study=Z"] }, '"Z" is no level of study'],
    [{ level: 1.5 }, "1.5 is out of range"],
    [{ measure: "MD" }, "needed: m1i, sd1i, n1i, m2i, sd2i, n2i (means of two arms)"],
  ])("%j", (options, message) => {
    expect(refused(arms, options).join("\n")).toContain(message);
  });

  it("says so where variances are too far apart to be weighed", () => {
    const { together } = pooled(
      "mi,sdi,ni\n1e-8,0.00023834980005137105,1000000000000\n4.961483865045011,0.045366909698643,2\n",
      { method: "DL" },
    );
    if (together.kind !== "effect" || together.pooled.mean.kind === "estimated") throw new Error("there is no mean");
    expect(together.pooled.mean.reason).toContain("too far apart");
  });

  it("pools five thousand studies in a moment", () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `S${i},${(i * 7) % 20},${20 + (i % 30)}`);
    const { studies } = pooled(`study,event,n\n${rows.join("\n")}\n`, { method: "REML" });
    expect(studies).exactly(5000);
  });
});
